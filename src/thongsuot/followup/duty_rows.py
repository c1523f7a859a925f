"""How is a duty written in a list? With its way up to the clause, its days and its standing; a page in one go."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thongsuot.documents.wording import place_name, said
from thongsuot.followup.models import Assignment
from thongsuot.followup.queries import Knot
from thongsuot.followup.rules import Bucket, Kind, State, standing
from thongsuot.followup.wording import KINDS, STANDING_BADGES, STANDINGS, STATE_BADGES, STATES, WAITING
from thongsuot.look.templatetags.look import badge, dmy

LONGEST = 180  # letters of what is to be done
_ROW = (
    '<tr>{}<th scope="row" class="title"><a href="{}">{}</a>{}</th>'
    '<td data-label="{}">{}</td><td data-label="{}">{}</td>'
    '<td class="nowrap" data-label="{}">{}</td><td class="states" data-label="{}">{}</td>'
    '<td class="number" data-label="{}">{}</td></tr>'
)
_SELECT = (
    '<td class="select"><input class="form-check-input" type="checkbox" name="pk" value="{}" aria-label="{} {}"></td>'
)
_BAR = '<progress class="progress-bar" max="100" value="{}" aria-hidden="true"></progress>{}%'


class DutyRows:
    """Writes duties in one language, on one day; the words are looked up once."""

    def __init__(self, today: date, knots: Mapping[int, Sequence[Knot]], *, select: bool = False) -> None:
        self.today, self.knots, self.select = today, knots, select
        self.choose, self.lead, self.given, self.due, self.stands, self.progress = (
            escape(words) for words in (_("Select"), _("Led by"), _("Given by"), _("Due"), _("Standing"), _("Progress"))
        )
        self.way = _("From the clause down to this duty")
        self.standings = {one: badge(kind, STANDINGS[one]) for one, kind in STANDING_BADGES.items()}
        self.states = {state: " " + badge(STATE_BADGES[state], said(STATES, state)) for state in WAITING}
        self.regular = badge("neutral", said(KINDS, Kind.REGULAR), "refresh")

    def write(self, held: Assignment) -> SafeString:
        """One row."""
        words = held.action if len(held.action) <= LONGEST else Truncator(held.action).chars(LONGEST)
        return format_html(
            _ROW,
            format_html(_SELECT, held.pk, self.choose, words) if self.select else "",
            SafeString(f"/followup/{held.pk}/"), words, self.thread(held),
            self.lead, held.lead.short_name or held.lead.name,
            self.given, held.assigner.short_name or held.assigner.name,
            self.due, self.days(held),
            self.stands, self.standing(held),
            self.progress, self.done(held),
        )  # fmt: skip

    def thread(self, held: Assignment) -> SafeString | str:
        """The clause that orders it, and those it was passed down by: the way from the top down to this duty."""
        way = [knot.unit for knot in self.knots.get(held.pk, ())]
        document = held.document
        if document is not None:
            name = f"{document.kind} {document.symbol}".strip() or Truncator(document.title).chars(60)
            place = f" · {place_name(held.loc)}" if held.loc else ""
            address = f"/d/{document.pk}/{held.loc}" if held.loc else f"/documents/{document.pk}/"
            first = format_html('<a href="{}">{}{}</a>', SafeString(escape(address)), name, place)
        elif way:
            first = format_html("{}", _("No document"))
        else:
            return self.regular if held.kind == Kind.REGULAR else ""
        parts = format_html_join("", '<span class="knot">{}</span>', ((unit,) for unit in way))
        kind = self.regular if held.kind == Kind.REGULAR else ""
        return format_html('<span class="sub thread" title="{}">{}{} {}</span>', self.way, first, parts, kind)

    def days(self, held: Assignment) -> SafeString | str:
        """The deadline, and how far it is while the duty is open."""
        if held.due_on is None:
            return "—"
        far = ""
        if held.bucket == Bucket.OPEN:
            far = format_html('<span class="sub">{}</span>', distance(held.due_on, self.today))
        return format_html("{}{}", dmy(held.due_on), far)

    def standing(self, held: Assignment) -> SafeString:
        """Where it stands, and what it waits for."""
        now = self.standings[standing(Bucket(held.bucket), held.due_on, self.today)]
        return SafeString(f"{now}{self.states.get(State(held.state), '')}")

    def done(self, held: Assignment) -> SafeString | str:
        """Percent last reported; nothing reported is not 0."""
        return "—" if held.progress is None else format_html(_BAR, held.progress, held.progress)


def distance(due: date, today: date) -> str:
    """How far a deadline is."""
    days = (due - today).days
    if days < 0:
        return ngettext("%(n)s day overdue", "%(n)s days overdue", -days) % {"n": -days}
    if days == 0:
        return _("due today")
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}
