"""How are the rows of the funnel written? In one go: a template's seven hundred cells cost more than the whole page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thongsuot.dissemination.funnel import Standing, printed
from thongsuot.dissemination.models import Acknowledgement, Delivery
from thongsuot.dissemination.rules import Facts, Part
from thongsuot.dissemination.wording import PARTS
from thongsuot.documents.wording import said
from thongsuot.look.templatetags.look import badge, dmy, dmyhm

_NUMBER = '<td class="number" data-label="{}"><a href="{}"{} aria-label="{}, {}: {}">{}</a></td>'


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the list it opens; ``share`` in a hundred of those it was sent to."""

    part: Part
    words: str
    n: int
    query: str
    share: int = 0
    current: bool = False


def numbers_row(name: str, query: str, numbers: Iterable[Number], sub: str = "") -> SafeString:
    """A level, a branch or a document with its numbers, each of which opens its list."""
    head = format_html('<a href="{}">{}</a>', query, name) if query else name
    note = format_html('<span class="sub">{}</span>', sub) if sub else ""
    cells = format_html_join(
        "",
        _NUMBER,
        ((one.words, one.query, _here(one), name, one.words, one.n, one.n) for one in numbers),
    )
    return format_html('<tr><th scope="row"{}>{}{}</th>{}</tr>', _title(sub), head, note, cells)


def _here(one: Number) -> SafeString:
    return SafeString(' aria-current="true"' if one.current else "")


def _title(sub: str) -> SafeString:
    return SafeString(' class="title"' if sub else "")


class DeliveryRows:
    """Writes the units of a list; the words are looked up once."""

    def __init__(self, own: int, *, select: bool) -> None:
        self.own, self.select = own, select
        self.sent, self.received, self.due = _("Sent"), _("Received"), _("To be studied by")
        self.choose, self.version = _("Select"), _("Version %(n)s")
        self.studied, self.given = badge("good", said(PARTS, Part.STUDIED)), badge("bad", said(PARTS, Part.RETURNED))
        self.got, self.noted = badge("info", self.received, "check"), badge("accent", said(PARTS, Part.NOTED))
        self.carried = badge("neutral", _("Acknowledged before; the change since is not significant"), "check")
        self.waits = badge("warn", _("Waiting to be received"), "clock")

    def write(self, rows: Sequence[Standing]) -> list[SafeString]:
        """The rows of a page of the funnel."""
        shown = printed(rows)
        given = Acknowledgement.objects.filter(unit__in=[row.unit for row in rows])
        given = given.filter(version__in={one.version_id for one in shown}).order_by()
        itself = set(given.values_list("unit", "version"))
        pairs = zip(shown, rows, strict=True)
        return [self._row(one, row.facts, (row.unit, one.version_id) in itself) for one, row in pairs]

    def _row(self, row: Delivery, facts: Facts, itself: bool) -> SafeString:
        unit = row.recipient
        return format_html(
            '<tr>{}<th scope="row">{}<span class="sub">{}</span></th><td>{}</td>'
            '<td data-label="{}">{}<span class="sub">{}{}</span></td>'
            '<td data-label="{}">{}</td><td data-label="{}">{}</td></tr>',
            self._box(row.pk, unit.name),
            unit.name,
            unit.level,
            self._state(row, facts, itself),
            self.sent,
            dmyhm(row.sent_at),
            self.version % {"n": row.version.n},
            "" if row.sender_id == self.own else f" · {row.sender.name}",
            self.received,
            dmyhm(row.receipt.at) if facts.received else "",
            self.due,
            dmy(row.due_on),
        )

    def _box(self, key: int, name: str) -> SafeString | str:
        if not self.select:
            return ""
        return format_html(
            '<td class="select"><input class="form-check-input" type="checkbox" name="pk" value="{}" '
            'aria-label="{} {}"></td>', key, self.choose, name,
        )  # fmt: skip

    def _state(self, row: Delivery, facts: Facts, itself: bool) -> SafeString:
        if facts.returned:
            return format_html('{}<span class="sub">{}</span>', self.given, row.reason)
        if not facts.received:
            return self.waits
        noted: SafeString | str = ""
        if facts.noted:
            noted = format_html(" {}", self.noted if itself else self.carried)
        return format_html("{}{}", self.studied if facts.studied else self.got, noted)
