"""What are deliveries, numbers of the funnel and meetings called? With the definitions that every report prints."""

from django.utils.translation import gettext_lazy as _

from thongsuot.dissemination.rules import Cause, Meeting, Part, Progress, State
from thongsuot.documents.wording import Words

STATES: Words = {
    State.SENT: _("Waiting to be received"),
    State.RECEIVED: _("Received"),
    State.RETURNED: _("Given back"),
    State.RECALLED: _("Recalled"),
}
STATE_BADGES = {State.SENT: "warn", State.RECEIVED: "good", State.RETURNED: "bad", State.RECALLED: "neutral"}
PARTS: Words = {
    Part.SENT: _("Sent"),
    Part.RECEIVED: _("Received"),
    Part.STUDIED: _("Studied"),
    Part.WAITING: _("Not yet received"),
    Part.RETURNED: _("Given back"),
    Part.UNSTUDIED: _("Received, not yet studied"),
    Part.NOTED: _("Acknowledged"),
    Part.UNNOTED: _("Received, not yet acknowledged"),
}
DEFINITIONS: Words = {
    Part.SENT: _("units whose newest delivery was not recalled; each unit counts once"),
    Part.RECEIVED: _("the unit's clerk has received that delivery"),
    Part.STUDIED: _(
        "received, and the unit has held a study session of its own, or had people at its venue of a conference "
        "that was held, with the document on the agenda"
    ),
    Part.WAITING: _("sent, neither received nor returned"),
    Part.RETURNED: _("given back by the unit with a reason"),
    Part.UNSTUDIED: _("received minus studied"),
    Part.NOTED: _(
        "received, and the unit's head has taken note of this version, or of an earlier one from which no significant "
        "change has been sent since"
    ),
    Part.UNNOTED: _("received minus acknowledged"),
}
MEETINGS: Words = {Meeting.CONFERENCE: _("Conference"), Meeting.SESSION: _("Study session")}
PROGRESS: Words = {
    Progress.PLANNED: _("Planned"),
    Progress.HELD: _("Held"),
    Progress.CANCELLED: _("Cancelled"),
}
PROGRESS_BADGES = {Progress.PLANNED: "info", Progress.HELD: "good", Progress.CANCELLED: "neutral"}
CAUSES: Words = {
    Cause.ON_DUTY: _("Away on duty"),
    Cause.ILL: _("Ill"),
    Cause.ON_LEAVE: _("On leave"),
    Cause.OTHERWISE: _("Another cause"),
}
