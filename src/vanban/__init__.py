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
from vanban.out.akn import to_akn
from vanban.parsing import outline, parse
from vanban.readers import RefusedFile, UnreadableFile, read
from vanban.resolution import Resolved, resolve

__all__ = [
    "Amendment", "Citation", "Deadline", "Document", "Event", "Header", "Note", "Obligation", "Provision", "Ref",
    "RefusedFile", "Relation", "Resolved", "Table", "Text", "UnreadableFile", "outline", "parse", "read", "resolve",
    "to_akn",
]  # fmt: skip
