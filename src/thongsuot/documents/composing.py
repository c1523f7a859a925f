"""How does a text that was put together here become a document's? As one that came as a file does, marks looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thongsuot.documents.actions import Intake, admit, put
from thongsuot.documents.models import Document, Version
from thongsuot.documents.readings import Json
from thongsuot.units.access import Acting
from vanban import Text
from vanban.model import Source


@dataclass(frozen=True, slots=True)
class Composed:
    """A text that was made here: its words, its reading, from when it holds, how its file is named."""

    content: str
    reading: Json
    since: date
    name: str
    incomplete: bool = False


def add_composed(held: Document, made: Composed, *, causes: Sequence[Document], by: Acting) -> Version:
    """A consolidated text of a document, because of the acts that amend it. Within ``writing``, under its lock."""
    raw = made.content.encode()
    admit(raw, made.name, Intake(held.unit), by)  # what was put together may bear a mark
    text = Text(made.content, Source(made.name, "txt", ""))
    return put(
        held, raw, made.name, text, made.reading, since=made.since, causes=causes, by=by,
        consolidated=True, incomplete=made.incomplete,
    )  # fmt: skip
