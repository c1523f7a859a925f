"""May files from outside come in? Read for secrecy marks in memory, before anything of them is kept."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from thongsuot.documents import readings
from thongsuot.documents.actions import Unread, refused
from thongsuot.documents.rules import is_scan
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit
from vanban import RefusedFile, UnreadableFile

READABLE = ("docx", "doc", "pdf", "html", "htm", "txt", "odt", "rtf", "md")


def admit(
    files: Iterable[tuple[str, bytes]], words: Iterable[str], unit: Unit, *, by: Acting | None, unmarked: bool = False
) -> None:
    """Let files in that bear no mark, and words about them that tell of none; else :class:`documents.actions.Refused`.

    A file that nobody can read comes in only if a clerk states that he looked and that it bears none.
    """
    try:
        for line in words:
            if line.strip():
                readings.text_of(line.encode(), "loi.txt")
    except RefusedFile:
        raise refused(unit, by) from None
    except UnreadableFile:
        pass
    for name, raw in files:
        try:
            readings.text_of(raw, name)
        except RefusedFile:
            raise refused(unit, by) from None
        except UnreadableFile:
            if not unmarked:
                raise Unread(
                    _(
                        "The file “%(name)s” cannot be read. Look at it, then take the message again and state that "
                        "it bears no secrecy mark."
                    )
                    % {"name": name},
                    scan=is_scan(raw),
                ) from None
