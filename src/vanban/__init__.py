"""Vanban reads Vietnamese official documents: text in, values out."""

from vanban.model import (
    Amendment,
    Citation,
    Deadline,
    Document,
    Event,
    Header,
    Note,
    Obligation,
    Provision,
    Ref,
    Relation,
    Table,
    Text,
)
from vanban.parsing import outline, parse
from vanban.readers import RefusedFile, UnreadableFile, read

__all__ = [
    "Amendment", "Citation", "Deadline", "Document", "Event", "Header", "Note", "Obligation", "Provision", "Ref",
    "RefusedFile", "Relation", "Table", "Text", "UnreadableFile", "outline", "parse", "read",
]  # fmt: skip
