"""What does a finding say, in plain words? A claim that can be checked against its sentence at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.documents.rules import Kind
from thongsuot.documents.wording import RELATIONS, said
from vanban.out.places import place

Json = dict[str, Any]
MODALITIES: Mapping[str, str | Promise] = {
    "order": gettext_lazy("Order"),
    "request": gettext_lazy("Request"),
    "duty": gettext_lazy("Standing duty"),
}
GROUPS: Mapping[str, str | Promise] = {
    Kind.RELATION: gettext_lazy("Relations to other documents"),
    Kind.OBLIGATION: gettext_lazy("Obligations"),
    Kind.EVENT: gettext_lazy("Conferences"),
    Kind.CITATION: gettext_lazy("Citations"),
}
"""The kinds in the order in which they are looked at."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A named particular of a claim; ``note`` says how it was come by."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim: “thay thế” “Quy định số 126-QĐ/TW”; who does it stands before, particulars below."""

    verb: str
    what: str
    who: str = ""
    facts: tuple[Fact, ...] = ()


def told(kind: str, payload: Json) -> Told:
    """A finding's claim."""
    return _TELL[Kind(kind)](payload)


def document_name(symbol: str, kind: str = "", title: str = "") -> str:
    """A document as offices name it; a law by its title.

    >>> document_name("126-QĐ/TW", "Quy định"), document_name("NAME:Luật Đất đai@2013", "Luật")
    ('Quy định số 126-QĐ/TW', 'Luật Đất đai năm 2013')
    >>> document_name("101/2015/QH13", "Bộ luật", "Bộ luật Tố tụng hình sự")
    'Bộ luật Tố tụng hình sự số 101/2015/QH13'
    """
    if symbol.startswith("NAME:"):
        name, _at, year = symbol[5:].partition("@")
        return f"{name} năm {year}" if year else name
    if not kind:
        return symbol
    if title.lower().startswith(kind.lower()):
        kind = title
    return kind if kind.endswith(symbol) else f"{kind} số {symbol}"


def target_words(ref: Json) -> str:
    """What a reference points at: the place, then the document."""
    symbol = str(ref.get("doc") or "")
    name = (
        _("this document")
        if symbol == "SELF"
        else document_name(symbol, str(ref.get("type") or ""), str(ref.get("title") or ""))
    )
    where = place(str(ref["loc"])) if ref.get("loc") else ""
    words = f"{where} {name}".strip()
    return words[:1].upper() + words[1:]


def day_words(written: object) -> str:
    """A day as offices write it.

    >>> day_words("2022-06-30"), day_words(None), day_words("ngày mai")
    ('30/06/2022', '', 'ngày mai')
    """
    if not written:
        return ""
    try:
        return f"{date.fromisoformat(str(written)):%d/%m/%Y}"
    except ValueError:
        return str(written)


def _relation(payload: Json) -> Told:
    who = document_name(str(payload["from"])) if payload.get("from") else ""
    what, title = target_words(payload), str(payload.get("title") or "")
    facts = [Fact(_("Dated"), day_words(payload.get("date"))), Fact(_("Title"), "" if title in what else title)]
    return Told(said(RELATIONS, str(payload.get("kind") or "")), what, who, _known(facts))


def _obligation(payload: Json) -> Told:
    limit = payload.get("deadline") or {}
    due = day_words(limit.get("due") or limit.get("date"))
    words = _("by the end of %(day)s") % {"day": due} if due else str(limit.get("text") or "")
    modality = str(payload.get("modality") or "order")
    facts = [
        Fact(_("Together with"), "; ".join(payload.get("partners") or ())),
        Fact(_("Carried out by"), "; ".join(payload.get("executor") or ())),
        Fact(_("Product"), str(payload.get("product") or "")),
        Fact(_("Deadline"), words, str(limit.get("working") or "")),
        Fact(_("Kind of duty"), said(MODALITIES, modality) if modality != "order" else ""),
    ]
    who = "; ".join(payload.get("lead") or ())
    return Told("", str(payload.get("action") or ""), who or _("The text does not say who"), _known(facts))


def _event(payload: Json) -> Told:
    agenda = "; ".join(document_name(str(item.get("doc") or "")) for item in payload.get("agenda") or ())
    facts = [
        Fact(_("Day"), day_words(payload.get("date"))),
        Fact(_("Held at"), str(payload.get("place") or "")),
        Fact(_("Organiser"), str(payload.get("organiser") or "")),
        Fact(_("Agenda"), agenda),
    ]
    return Told("", str(payload.get("name") or ""), facts=_known(facts))


def _citation(payload: Json) -> Told:
    refs = [target_words(ref) for ref in payload.get("refs") or ()]
    return Told(_("Cites"), "; ".join(dict.fromkeys(refs)) or _("nothing that could be named"))


def _known(facts: list[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.value)


_TELL = {Kind.RELATION: _relation, Kind.OBLIGATION: _obligation, Kind.EVENT: _event, Kind.CITATION: _citation}
