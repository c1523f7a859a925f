"""How is a document written as a row of the list? In one go: a template's fifty rows cost more than the whole page."""

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from thongsuot.documents.models import Document
from thongsuot.documents.rules import Force, Status
from thongsuot.documents.wording import FORCE_BADGES, FORCES, MARKS, said
from thongsuot.look.templatetags.look import badge, dmy
from thongsuot.units.access import Acting
from thongsuot.units.rules import Right

LONGEST = 220  # letters of a title
_ROW = (
    '<tr>{}<td class="number" data-label="{}">{}</td><td class="nowrap" data-label="{}">{}</td>'
    '<td class="symbol"{}>{}<span class="sub">{}</span></td>'
    '<th scope="row" class="title"><a href="{}">{}</a><span class="sub">{}</span></th>'
    '<td class="nowrap" data-label="{}">{}</td><td class="states">{}</td></tr>'
)
_SELECT = (
    '<td class="select"><input class="form-check-input" type="checkbox" name="document" value="{}" '
    'aria-label="{} {}"></td>'
)


class Rows:
    """Writes rows in one language, for one reader; the words are looked up once."""

    def __init__(self, acting: Acting) -> None:
        self.acting = acting
        self.sends = acting.bears(Right.SEND)
        # escaped once, not in every row
        self.number, self.arrived, self.dated = (
            escape(_("Number in the register")),
            escape(_("Arrived")),
            escape(_("Dated")),
        )
        self.symbol = format_html(' data-label="{}"', _("Symbol"))
        self.select, self.register = escape(_("Select")), _("Register of %(unit)s")
        self.states = {
            Status.FAILED: " " + badge("warn", _("Could not be read")),
            Status.WAITING: " " + badge("info", _("Being read"), "clock"),
        }
        self.forces: dict[Force, SafeString] = {
            force: badge(kind, said(FORCES, force)) for force, kind in FORCE_BADGES.items() if force != Force.UNKNOWN
        }
        self.marks = {mark: " " + badge("bad", words, "lock") for mark, words in MARKS.items() if mark}

    def write(self, document: Document, force: Force) -> SafeString:
        """One row."""
        title = capfirst(document.title or str(document))
        return format_html(
            _ROW,
            format_html(_SELECT, document.pk, self.select, document) if self.sends else "",
            self.number,
            document.number or "",
            self.arrived,
            SafeString(dmy(document.arrived_on)),
            self.symbol if document.symbol else "",
            document.symbol,
            document.kind,
            SafeString(f"/documents/{document.pk}/"),
            title if len(title) <= LONGEST else Truncator(title).chars(LONGEST),
            self._origin(document),
            self.dated,
            SafeString(dmy(document.date)),
            self._states(document, force),
        )

    def _origin(self, document: Document) -> str:
        """Who issued it, and in whose register it stands when that is another unit's."""
        issuers = "; ".join(document.issuers)
        if document.unit_id == self.acting.unit_id:
            return issuers
        return " · ".join(filter(None, (issuers, self.register % {"unit": document.unit.name})))

    def _states(self, document: Document, force: Force) -> SafeString:
        force_badge = self.forces.get(force, "")
        mark, status = self.marks.get(document.mark, ""), self.states.get(Status(document.status), "")
        return SafeString(f"{force_badge}{mark}{status}")
