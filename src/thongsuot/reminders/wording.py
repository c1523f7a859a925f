"""What are seats and wishes called? In the reader's language."""

from django.utils.translation import gettext_lazy as _

from thongsuot.documents.wording import Words
from thongsuot.reminders.rules import Seat, Wanted

SEATS: Words = {
    Seat.LEAD: _("Your unit leads"),
    Seat.PARTNER: _("Your unit is a partner"),
    Seat.MONITOR: _("Your unit monitors it"),
    Seat.ASSIGNER: _("Your unit gave it"),
    Seat.ABOVE: _("Given by a unit below yours"),
    Seat.RECIPIENT: _("Sent to your unit"),
}
WANTED: Words = {
    Wanted.MAIL: _("On the page and by e-mail, once a day"),
    Wanted.PAGE: _("On the page only"),
    Wanted.NONE: _("Not at all"),
}
RESTRICTED_DUTY = _("a duty of a restricted document")
RESTRICTED = _("a duty or document for named units: read it in the application")
