"""What is a read document made of? The values every finder takes and gives.

Everything is frozen and knows its place: ``start`` and ``end`` are a half-open range of code
points in :attr:`Text.content`, so ``content[x.start:x.end]`` is what the finding says. Names follow
the contract of ``vanban read --json``.
"""

from dataclasses import dataclass

from vanban.model.duties import AgendaItem, Deadline, DeadlineKind, Event, Obligation, Rule
from vanban.model.header import Effective, Header, Place, Signer
from vanban.model.references import Amendment, Citation, Op, Ref, Relation, RelationKind
from vanban.model.structure import Level, Provision, Structure
from vanban.model.text import Aside, Cell, Note, Source, Span, Table, Text

__all__ = [
    "AgendaItem",
    "Amendment",
    "Aside",
    "Cell",
    "Citation",
    "Deadline",
    "DeadlineKind",
    "Document",
    "Effective",
    "Event",
    "Header",
    "Level",
    "Note",
    "Obligation",
    "Op",
    "Place",
    "Provision",
    "Ref",
    "Relation",
    "RelationKind",
    "Rule",
    "Signer",
    "Source",
    "Span",
    "Structure",
    "Table",
    "Text",
]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its text and all that was found in it."""

    text: Text
    header: Header
    structure: Structure
    citations: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    events: tuple[Event, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions in document order."""
        return self.structure.provisions
