"""How are figures laid out? Numbers with the lists they open, charts, tables; the same live, past or frozen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thongsuot.dashboard import charts
from thongsuot.dashboard.charts import Piece
from thongsuot.dashboard.rules import Figures, Month, Split, other
from thongsuot.dashboard.wording import AGES, definitions, percent, ratios
from thongsuot.followup.listing import NAMES
from thongsuot.followup.rules import SPLIT, Every, Kind, Standing, turn_end
from thongsuot.followup.wording import STANDINGS, month_name

FILLS = dict(zip(SPLIT, charts.FILLS, strict=True))
COLUMNS = (*SPLIT, Standing.SUSPENDED, Standing.WITHDRAWN)
BEFORE, AHEAD = 11, 3
"""Months that are shown, before the present one and after it."""


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of lists: a path, and what all of them have in common."""

    path: str
    common: Mapping[str, Any]

    def to(self, **filters: Any) -> str:
        """The list that fits these filters, too."""
        return f"{self.path}?{urlencode({**self.common, **filters}, doseq=True)}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: what it is of, its address, how its lists are narrowed, its split."""

    name: str
    url: str
    filters: Mapping[str, Any]
    split: Split
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """How units, levels and documents are called, and where they are shown."""

    units: Mapping[int, str]
    levels: Mapping[int, str]
    documents: Mapping[int, str]
    unit_url: Callable[[int], str] = lambda _pk: ""
    level_url: Callable[[int], str] = lambda _pk: ""
    document_url: Callable[[int], str] = lambda _pk: ""


def board(figures: Figures, links: Links, names: Names, node: int, kind: str, day: date) -> dict[str, Any]:
    """The context of ``dashboard/_board.html``."""
    split, near = figures.split, _near(figures, day)
    own = {"lead": node} if node in figures.units else {}
    return {
        "figures": figures,
        "standings": [_number(links, split, one) for one in SPLIT],
        "apart": [_number(links, split, one) for one in (Standing.SUSPENDED, Standing.WITHDRAWN)],
        "valid_url": links.to(standing="valid"),
        "other_url": links.to(standing="valid", kind=other(kind)),
        "ratios": ratios(split),
        "split_chart": _split_chart(split),
        "ages": [
            (str(name), n, links.to(standing="open-overdue", age=band), percent(n, split.of(Standing.OPEN_OVERDUE)))
            for band, (name, n) in enumerate(zip(AGES, figures.ages, strict=True))
        ],
        "ages_chart": charts.bars("ages", _("Overdue, by how long"), [
            Piece(str(name), n, "bad") for name, n in zip(AGES, figures.ages, strict=True)
        ]),
        "months": _months(near, links),
        "months_chart": _months_chart(near),
        "columns": [str(STANDINGS[one]) for one in COLUMNS],
        "levels": rows(links, [
            Line(names.levels.get(pk, str(pk)), names.level_url(pk), {"level": pk}, told)
            for pk, told in sorted(figures.levels.items())
        ]),
        "documents": rows(links, [
            Line(names.documents.get(pk, str(pk)), names.document_url(pk), {"document": pk}, told)
            for pk, told in figures.documents.items()
        ]),
        "units": rows(links, [
            Line(names.units.get(pk, str(pk)), "" if pk == node else names.unit_url(pk),
                 own if pk == node else {"unit": pk}, told, _("the unit itself") if pk == node else "")
            for pk, told in _ordered(figures.units, names.units)
        ]),
        "definitions": definitions(),
    }  # fmt: skip


def in_short(node: int, figures: Figures) -> list[dict[str, Any]]:
    """The split alone, each number with its list: for the desk."""
    links = live_links({"unit": node, "kind": Kind.ONCE}, figures)
    return [_number(links, figures.split, one) for one in SPLIT] if figures.split else []


def live_links(common: Mapping[str, Any], figures: Figures) -> Links:
    """The lists of duties as they stand now; they leave out what the figures leave out."""
    return Links("/followup/", {**common, **({} if figures.complete else {"counted": 1})})


def _ordered(units: Mapping[int, Split], order: Mapping[int, str]) -> list[tuple[int, Split]]:
    known = {pk: n for n, pk in enumerate(order)}
    return sorted(units.items(), key=lambda told: known.get(told[0], len(known)))


def _number(links: Links, split: Split, one: Standing) -> dict[str, Any]:
    n = split.of(one)
    fill = charts.swatch("split", FILLS[one]) if one in FILLS else ""
    return {"name": str(STANDINGS[one]), "n": n, "url": links.to(standing=NAMES[one]), "swatch": fill,
            "share": percent(n, split.valid) if one in SPLIT else ""}  # fmt: skip


def _split_chart(split: Split) -> SafeString:
    pieces = [Piece(str(STANDINGS[one]), split.of(one), FILLS[one]) for one in SPLIT]
    return charts.stacked("split", _("How duties stand"), pieces)


def _near(figures: Figures, day: date) -> list[Month]:
    """The months around a day."""
    now = day.year * 12 + day.month
    return [told for told in figures.months if -BEFORE <= told.month // 100 * 12 + told.month % 100 - now <= AHEAD]


def _months(months: Sequence[Month], links: Links) -> list[dict[str, Any]]:
    out = []
    for told in months:
        first = date(*divmod(told.month, 100), 1)
        last = turn_end(Every.MONTH, first)
        out.append({
            "name": month_name(told.month), "in_time": told.in_time, "late": told.late, "due": told.due,
            "in_time_url": links.to(standing="done-in-time", month=told.month),
            "late_url": links.to(standing="done-late", month=told.month),
            "due_url": links.to(standing="valid", due_from=first.isoformat(), due_to=last.isoformat()),
        })  # fmt: skip
    return out


def _months_chart(months: Sequence[Month]) -> SafeString:
    groups = []
    for told in months:
        pieces = [Piece(_("Completed in time"), told.in_time, "good"), Piece(_("Completed late"), told.late, "late")]
        if told.due is not None:
            pieces.append(Piece(_("Fell due"), told.due, "open"))
        groups.append((month_name(told.month), pieces))
    return charts.columns("months", _("By month"), groups)


def rows(links: Links, lines: Sequence[Line]) -> list[SafeString]:
    """The rows of a table of splits, written in one go: a template's thousand cells cost more than the whole page."""
    words = [escape(str(STANDINGS[one])) for one in COLUMNS]
    return [_row(links, line, words) for line in lines]


def _row(links: Links, line: Line, words: Sequence[str]) -> SafeString:
    name = escape(line.name)
    head = f'<a href="{escape(line.url)}">{name}</a>' if line.url else name
    sub = f'<span class="sub">{escape(line.sub)}</span>' if line.sub else ""
    base = escape(links.to(**line.filters))
    cells = [_cell(f"{base}&amp;standing=valid", line.split.valid, name, escape(_("Valid duties")))]
    cells += [
        _cell(f"{base}&amp;standing={NAMES[one]}", line.split.of(one), name, said)
        for one, said in zip(COLUMNS, words, strict=True)
    ]
    done = percent(line.split.done, line.split.valid)
    share = f'<td class="number" data-label="{escape(_("Completed, of valid"))}">{done}</td>'
    return SafeString(f'<tr><th scope="row">{head}{sub}</th>{"".join(cells)}{share}</tr>')


def _cell(url: str, n: int, name: str, words: str) -> str:
    shown = f'<a href="{url}" aria-label="{name}, {words}: {n}">{n}</a>' if n else "0"
    return f'<td class="number" data-label="{words}">{shown}</td>'
