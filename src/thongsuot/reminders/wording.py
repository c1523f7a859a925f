"""What are seats, wishes and states of sending called? In the reader's language."""

from django.utils.translation import gettext_lazy as _

from thongsuot.documents.wording import Words
from thongsuot.reminders.rules import Seat, Sending, Wanted

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
SENDING: Words = {
    Sending.WAITING: _("Waiting to be sent"),
    Sending.SENT: _("Handed to the mail server"),
    Sending.FAILED: _("Given up"),
}
SENDING_BADGES = {Sending.WAITING: "info", Sending.SENT: "good", Sending.FAILED: "bad"}
RESTRICTED_DUTY = _("a duty of a restricted document")
RESTRICTED = _("a duty or document for named units: read it in the application")
