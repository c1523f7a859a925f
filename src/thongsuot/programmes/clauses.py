"""Which clauses does a document have that order something, and what are their words?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from thongsuot.documents.models import Document, Finding, Provision, Version
from thongsuot.documents.rules import Kind, Standing, State
from thongsuot.problems import Problem
from thongsuot.programmes.rules import fingerprint

SHORT, REPEALED = 60, "bãi bỏ)"
"""A clause of a text that was consolidated elsewhere is as short and says this where it is repealed (được bãi bỏ)."""
ADDRESSED = ("lead", "executor", "partners")
"""Where the reading of a duty names whom it is for."""
QUOTE = 2000
"""Letters of a clause that are kept as its quote; its fingerprint covers all of it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a clause in a version."""

    version: int
    loc: str
    text: str

    @property
    def quote(self) -> str:
        """As it is kept."""
        return self.text[:QUOTE]

    @property
    def fingerprint(self) -> str:
        """Of all its words."""
        return fingerprint(self.text)


def orders(document: Document) -> dict[str, list[Finding]]:
    """The confirmed obligations of a document by clause, in the order of the text. Coverage counts these clauses."""
    found: dict[str, list[Finding]] = {}
    for row in _ordering(document):
        found.setdefault(row.loc, []).append(row)
    return found


def locs_of(document: Document) -> list[str]:
    """The places of these clauses alone."""
    return list(dict.fromkeys(_ordering(document).values_list("loc", flat=True)))


def named(document: Document) -> dict[str, list[str]]:
    """The names of those whom each of these clauses addresses; none where that is not sure.

    It is not where a duty names nobody who does it, where its words are lost, where one still waits to be confirmed.
    """
    found: dict[str, dict[str, None]] = {}
    open_ = set(document.findings.filter(kind=Kind.OBLIGATION, state=State.PROPOSED).values_list("loc", flat=True))
    for loc, told, lost in _ordering(document).values_list("loc", "payload", "lost"):
        found.setdefault(loc, {})
        if lost or not (told.get("lead") or told.get("executor")):
            open_.add(loc)
        for part in ADDRESSED:
            found[loc].update(dict.fromkeys(told.get(part) or ()))
    return {loc: [] if loc in open_ else list(names) for loc, names in found.items()}


def _ordering(document: Document) -> QuerySet[Finding]:
    """The confirmed obligations whose clause holds: not of one that the text in force repeals or no longer has.

    A clause that was worded anew orders on, though the confirmed words are lost, until somebody decides otherwise.
    """
    clause = Provision.objects.filter(version=document.current_id, loc=OuterRef("loc"))
    words = Substr("version__text", F("start") + 1, F("end") - F("start"))
    printed = clause.filter(end__lt=F("start") + SHORT).annotate(words=words).filter(words__contains=REPEALED)
    rows = document.findings.confirmed().filter(kind=Kind.OBLIGATION).exclude(loc="")
    rows = rows.exclude(Exists(clause.filter(state=Standing.REPEALED))).exclude(Exists(printed))
    return rows.exclude(~Exists(clause), lost=True).order_by("start", "pk")


def texts(version: Version, locs: Iterable[str]) -> dict[str, Clause]:
    """The words of clauses; those that are not in the version are left out."""
    rows = Provision.objects.filter(version=version, loc__in=set(locs)).values_list("loc", "start", "end")
    return {loc: Clause(version.pk, loc, version.text[start:end].strip()) for loc, start, end in rows}


def clause(document: Document, loc: str) -> Clause:
    """The words of one clause of the current text; a :class:`Problem` where it has no such clause."""
    found = texts(document.current, [loc]).get(loc) if document.current else None
    if found is None:
        raise Problem(_("The document has no such clause. Choose one of the list."))
    return found


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item as the reading of a clause suggests it."""

    loc: str
    action: str
    partners: str
    product: str
    due: date | None
    working: str


def suggestion(loc: str, findings: Iterable[Finding]) -> Suggestion:
    """One item for all that a clause orders."""
    told = [row.payload for row in findings]
    actions = [str(each.get("action") or "") for each in told]
    partners = dict.fromkeys(name for each in told for name in each.get("partners") or ())
    limits = [each["deadline"] for each in told if (each.get("deadline") or {}).get("due")]
    due, working = _limit(limits[0]) if limits else (None, "")
    words = "; ".join(filter(None, actions))
    product = next((str(each["product"]) for each in told if each.get("product")), "")
    return Suggestion(loc, words[:1].upper() + words[1:], "; ".join(partners), product[:400], due, working)


def _limit(deadline: Mapping[str, Any]) -> tuple[date | None, str]:
    try:
        day = date.fromisoformat(str(deadline["due"]))
    except ValueError:
        return None, ""
    said = f"“{deadline.get('text') or ''}”. {deadline.get('working') or ''}"
    return day, said.strip()


def addressees(findings: Iterable[Finding]) -> list[str]:
    """Whom a clause names: those who lead, carry out and take part."""
    names = (name for row in findings for key in ADDRESSED for name in row.payload.get(key) or ())
    return list(dict.fromkeys(names))
