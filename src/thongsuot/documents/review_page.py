"""What does the review page show? The text with its marks, findings by kind, how far the review is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count

from thongsuot.documents import queries, readings
from thongsuot.documents.marking import Mark, Marker
from thongsuot.documents.models import Document, Finding, Version
from thongsuot.documents.rules import Kind, State
from thongsuot.documents.telling import GROUPS, Told, told
from thongsuot.documents.typesetting import typeset
from thongsuot.documents.wording import STATES, place_name, said
from thongsuot.units.access import Acting

PER_PAGE = 20
"""Cards of a kind that are written at once; more are asked for when somebody gets there."""
BADGES = {
    State.PROPOSED: "warn",
    State.ACCEPTED: "good",
    State.CORRECTED: "info",
    State.ADDED: "accent",
    State.DROPPED: "neutral",
}
SHOWN = {
    "": frozenset(State) - {State.DROPPED},
    "open": frozenset({State.PROPOSED}),
    "decided": frozenset({State.ACCEPTED, State.CORRECTED, State.ADDED}),
    "dropped": frozenset({State.DROPPED}),
}
"""Which states a filter lets through."""


class Row(NamedTuple):
    """A finding as far as marks and counts need it."""

    pk: int
    kind: str
    state: str
    start: int
    end: int
    lost: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as it is looked at."""

    finding: Finding
    told: Told
    where: str
    state: str
    badge: str
    target: Document | None

    @property
    def proposed(self) -> bool:
        """Whether it waits for somebody."""
        return self.finding.state == State.PROPOSED

    @property
    def restorable(self) -> bool:
        """Whether there is a proposal to go back to."""
        return not self.proposed and self.finding.machine is not None


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of a kind."""

    kind: str
    name: str
    total: int
    waiting: int
    cards: list[Card]
    page: int
    more: int  # how many stand behind the last card


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review is; ``counts`` by filter."""

    decided: int
    total: int
    counts: dict[str, int]


def rows_of(document: Document) -> list[Row]:
    """All findings of a document, in the order of the text; one light query."""
    rows = document.findings.order_by("start", "pk").values_list(*Row._fields)
    return [Row._make(row) for row in rows]


def progress(rows: Iterable[Row]) -> Progress:
    """How many findings somebody has decided on."""
    return _progress(Counter(row.state for row in rows))


def progress_of(document: Document) -> Progress:
    """The same, counted by the database."""
    rows = document.findings.order_by().values_list("state").annotate(n=Count("pk"))
    return _progress(Counter(dict(rows)))


def _progress(states: Counter[str]) -> Progress:
    counts = {name: sum(states[state] for state in shown) for name, shown in SHOWN.items()}
    return Progress(states.total() - states[State.PROPOSED], states.total(), counts)


def lost(rows: Sequence[Row]) -> list[int]:
    """Confirmed findings whose words are gone: somebody must decide."""
    return [row.pk for row in rows if row.lost and row.state != State.DROPPED]


def groups(
    rows: Sequence[Row], acting: Acting, *, state: str = "", kind: str = "", page: int = 1, at: int = 0
) -> list[Group]:
    """Findings by kind, a page of each; ``at`` names one that has to be there, whatever its state."""
    states = SHOWN.get(state, SHOWN[""])
    listed = {name: [row for row in rows if row.kind == name and not row.lost] for name in GROUPS}
    chosen = {name: [row.pk for row in found if row.state in states or row.pk == at] for name, found in listed.items()}
    pages = {}
    for name, pks in chosen.items():
        number = pks.index(at) // PER_PAGE + 1 if at in pks else page if name == kind else 1
        pages[name] = (max(1, number), pks[(max(1, number) - 1) * PER_PAGE : max(1, number) * PER_PAGE])
    written = {card.finding.pk: card for card in cards([pk for _n, pks in pages.values() for pk in pks], acting)}
    return [
        Group(
            name,
            str(GROUPS[name]),
            len(chosen[name]),
            sum(row.state == State.PROPOSED for row in listed[name]),
            [written[pk] for pk in pks if pk in written],
            number,
            max(0, len(chosen[name]) - number * PER_PAGE),
        )
        for name, (number, pks) in pages.items()
        if chosen[name] and (not kind or kind == name)
    ]


def cards(pks: Sequence[int], acting: Acting) -> list[Card]:
    """Findings with their words; another document is named only to whom may see it."""
    found = list(Finding.objects.filter(pk__in=pks).select_related("target", "decided_by").order_by("start", "pk"))
    seen = queries.seen_among(acting, [row.target_id for row in found if row.target_id])
    return [
        Card(
            row,
            told(row.kind, row.payload),
            place_name(row.loc),
            said(STATES, row.state),
            BADGES[State(row.state)],
            row.target if row.target_id in seen else None,
        )
        for row in found
    ]


def marked_text(version: Version | None, rows: Sequence[Row], shown: Sequence[Group], state: str) -> str:
    """The text with every finding marked; a click leads to its card, on this page or the one that has it."""
    if version is None or not version.text:
        return ""
    here = {card.finding.pk for group in shown for card in group.cards}
    marks = [
        Mark(row.start, row.end, row.pk, f"{row.kind} {row.state}", _address(row, here))
        for row in sorted(rows, key=lambda row: row.kind != Kind.CITATION)  # over the same words, a click means more
        if not row.lost and (row.state != State.DROPPED or state == "dropped")
    ]
    reading = readings.unpack(version.reading, version.text)
    return typeset(version.text, reading, Marker(version.text, marks))


def _address(row: Row, here: set[int]) -> str:
    return f"#f{row.pk}" if row.pk in here else f"?at={row.pk}#f{row.pk}"
