"""Which Vietnamese words stand for which English ones? Parts per room, merged into one gettext catalogue.

Mỗi phần của ứng dụng có một tệp `locale/parts/*.toml`: `"English msgid" = "tiếng Việt"`; khi có số nhiều:
`"%(n)s document" = ["%(n)s documents", "%(n)s văn bản"]`; khi cần ngữ cảnh: `[context.verb]` rồi các dòng như trên.
This module knows no Django: the build runs it in an environment that has none.
"""

import os
import struct
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

LOCALE = Path(__file__).parents[1] / "locale"
HEADER = (
    "Project-Id-Version: thongsuot\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nLanguage: {language}\nPlural-Forms: {plurals}\n"
)
PLURALS = {"vi": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}


class Message(NamedTuple):
    """What the code asks for: context, singular, and the plural where it counts."""

    msgid: str
    plural: str = ""
    context: str = ""


class DisagreementError(ValueError):
    """Hai phần dịch một câu theo hai cách."""


def messages(table: Mapping[str, object], context: str = "") -> dict[Message, str]:
    """Read one part."""
    found: dict[Message, str] = {}
    for msgid, value in table.items():
        if isinstance(value, str):
            found[Message(msgid, "", context)] = value
        elif isinstance(value, list):
            plural, text = value
            found[Message(msgid, plural, context)] = text
        elif isinstance(value, dict) and msgid == "context":
            for name, inner in value.items():
                found |= messages(inner, name)
        else:
            raise ValueError(f"{msgid!r}: write one string, or [plural, Vietnamese]")
    return found


def merged(locale: Path = LOCALE) -> dict[Message, str]:
    """All parts as one; two parts may say the same thing, never two things."""
    words: dict[Message, str] = {}
    disputes = []
    for part in sorted((locale / "parts").glob("*.toml")):
        for message, text in messages(tomllib.loads(part.read_text("utf-8"))).items():
            if words.setdefault(message, text) != text:
                disputes.append(f"{part.name}: {message.msgid!r} is {text!r} here but {words[message]!r} elsewhere.")
    if disputes:
        raise DisagreementError("\n".join([*disputes, "Use one word, or a context for each meaning."]))
    return words


def missing(asked: Iterable[Message], words: Mapping[Message, str] | None = None) -> list[Message]:
    """What the code asks for and no part answers."""
    known = merged() if words is None else words
    return sorted({message for message in asked if not known.get(message)})


def header(language: str) -> str:
    """The entry every catalogue begins with."""
    return HEADER.format(language=language, plurals=PLURALS[language])


def po(words: Mapping[Message, str]) -> str:
    """The catalogue as translators' tools read it."""
    lines = ['msgid ""', f"msgstr {quoted(header('vi'))}", ""]
    for message, text in sorted(words.items()):
        if message.context:
            lines.append(f"msgctxt {quoted(message.context)}")
        lines.append(f"msgid {quoted(message.msgid)}")
        if message.plural:
            lines += [f"msgid_plural {quoted(message.plural)}", f"msgstr[0] {quoted(text)}", ""]
        else:
            lines += [f"msgstr {quoted(text)}", ""]
    return "\n".join(lines)


def quoted(text: str) -> str:
    """A string as .po files write it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def mo(words: Mapping[Message, str], language: str) -> bytes:
    """The catalogue as gettext reads it: two sorted tables of (length, offset), then the strings."""
    entries = {b"": header(language).encode()}
    for message, text in words.items():
        context = f"{message.context}\x04" if message.context else ""
        plural = f"\x00{message.plural}" if message.plural else ""
        entries[f"{context}{message.msgid}{plural}".encode()] = text.encode()
    rows = sorted(entries.items())
    offset = 28 + 16 * len(rows)
    tables: list[bytes] = []
    strings = b""
    for column in (0, 1):
        for row in rows:
            tables.append(struct.pack("<II", len(row[column]), offset + len(strings)))
            strings += row[column] + b"\x00"
    head = struct.pack("<7I", 0x950412DE, 0, len(rows), 28, 28 + 8 * len(rows), 0, 0)
    return head + b"".join(tables) + strings


def write(path: Path, content: bytes) -> bool:
    """Write only what changed, so that nothing downstream is rebuilt in vain."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")  # two test runs may build at once: a reader never sees half a file
    draft.write_bytes(content)
    draft.replace(path)
    return True


def build(locale: Path = LOCALE) -> bool:
    """Merge and compile; False when nothing changed."""
    words = merged(locale)
    vi, en = (locale / language / "LC_MESSAGES" for language in ("vi", "en"))
    changed = [
        write(vi / "django.po", po(words).encode()),
        write(vi / "django.mo", mo(words, "vi")),
        write(en / "django.mo", mo({}, "en")),
    ]
    return any(changed)


if __name__ == "__main__":
    build()
