"""What does a document say of others? Citations, relations, amendment instructions."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from vanban.model.text import Span


@dataclass(frozen=True, slots=True)
class Ref:
    """One target of a citation: a document (``SELF``, a symbol, ``NAME:…``) and a place in it."""

    doc: str
    loc: str | None = None
    type: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One unbroken reference expression (viện dẫn). ``via`` says how a dependent one was resolved."""

    start: int
    end: int
    refs: tuple[Ref, ...]
    via: Literal["context", "quote", "alias"] | None = None


RelationKind = Literal[
    "based-on",  # căn cứ
    "replaces",  # thay thế
    "repeals",  # bãi bỏ, hết hiệu lực
    "amends",  # sửa đổi, bổ sung
    "guides",  # hướng dẫn, quy định chi tiết
    "implements",  # triển khai, thực hiện
    "suspends",  # đình chỉ, ngưng hiệu lực
    "corrects",  # đính chính
    "consolidates",  # hợp nhất
]


@dataclass(frozen=True, slots=True)
class Relation:
    """What one document does to another. ``source`` (JSON ``from``) is None when this document does it."""

    kind: RelationKind
    doc: str
    start: int
    end: int
    loc: str | None = None
    own_loc: str | None = None
    source: str | None = None
    type: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    title: str | None = None


Op = Literal[
    "replace", "replace_title", "replace_lead", "insert", "repeal", "subst", "delete_phrase",
    "insert_phrase", "renumber", "replace_annex", "insert_annex", "rename_doc", "repeal_subject",
    "suspend", "extend", "correct",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amendment:
    """One instruction of an amending act (lệnh sửa đổi). ``at`` is a loc in ``doc``."""

    op: Op
    at: str
    doc: str
    own_loc: str | None
    start: int
    end: int
    new_text: Span | None = None
    after: str | None = None
    old: str | None = None
    new: str | None = None
    to: str | None = None
    needs_human: bool = False
