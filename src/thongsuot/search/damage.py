"""Are the files of the index as they were written? Each ends in a checksum of what is before."""

import json
import zlib
from pathlib import Path

_MAGIC = 1337  # the last four bytes of a file of tantivy; the four before are the length of the footer
_CHUNK = 1 << 22


def damaged(folder: Path) -> list[str]:
    """The files that the last commit stands on and that are not what was written; reads all of them.

    A file that cannot be read at all (rights, too many open) is an OSError, not damage.
    """
    try:
        segments = json.loads((folder / "meta.json").read_text("utf-8"))["segments"]
        names = {segment["segment_id"].replace("-", "") for segment in segments}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return ["meta.json"]
    files = [file for file in sorted(folder.iterdir()) if file.name.split(".")[0] in names]
    missing = names - {file.name.split(".")[0] for file in files}
    return sorted(missing) + [file.name for file in files if not _whole(file)]


def _whole(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(max(0, size - 8))
            length, magic = (int.from_bytes(stream.read(4), "little") for _ in range(2))
            stream.seek(max(0, size - 8 - length))
            crc = json.loads(stream.read(min(length, 4096)))["crc"]
            return magic == _MAGIC and _sum(file, size - 8 - length) == crc
    except FileNotFoundError:  # merged away meanwhile
        return True
    except (ValueError, KeyError, TypeError):
        return False


def _sum(file: Path, size: int) -> int:
    found = 0
    with file.open("rb") as stream:
        while size > 0 and (chunk := stream.read(min(_CHUNK, size))):
            found = zlib.crc32(chunk, found)
            size -= len(chunk)
    return found
