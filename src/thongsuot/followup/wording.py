"""What are the states, standings and answers of duties called? With the definitions that every figure prints."""

from django.utils.translation import gettext_lazy as _

from thongsuot.documents.wording import Words
from thongsuot.followup.rules import Decision, Every, Kind, Standing, State, Verdict

STATES: Words = {
    State.ASSIGNED: _("Waiting to be accepted"),
    State.ACCEPTED: _("Under way"),
    State.RETURNED: _("Handed back"),
    State.REPORTED: _("Reported, waiting for confirmation"),
    State.DONE: _("Completed"),
    State.SUSPENDED: _("On hold"),
    State.WITHDRAWN: _("Withdrawn"),
}
STATE_BADGES = {
    State.ASSIGNED: "warn", State.ACCEPTED: "info", State.RETURNED: "bad", State.REPORTED: "accent",
    State.DONE: "good", State.SUSPENDED: "neutral", State.WITHDRAWN: "neutral",
}  # fmt: skip
KINDS: Words = {Kind.ONCE: _("Single duty"), Kind.REGULAR: _("Regular duty")}
VERDICTS: Words = {Verdict.CONFIRMED: _("Report confirmed"), Verdict.RETURNED: _("Report sent back")}
VERDICT_BADGES = {Verdict.CONFIRMED: "good", Verdict.RETURNED: "bad"}
DECISIONS: Words = {
    Decision.ASKED: _("Waiting for a decision"),
    Decision.GRANTED: _("More time granted"),
    Decision.REFUSED: _("More time refused"),
}
DECISION_BADGES = {Decision.ASKED: "info", Decision.GRANTED: "good", Decision.REFUSED: "bad"}
EVERY: Words = {
    Every.WEEK: _("Every week"),
    Every.MONTH: _("Every month"),
    Every.QUARTER: _("Every quarter"),
    Every.HALF: _("Every half year"),
    Every.YEAR: _("Every year"),
}
STANDINGS = {
    Standing.DONE_IN_TIME: _("Completed in time"),
    Standing.DONE_LATE: _("Completed late"),
    Standing.OPEN_IN_TIME: _("Under way, in time"),
    Standing.OPEN_OVERDUE: _("Under way, overdue"),
    Standing.SUSPENDED: _("On hold"),
    Standing.WITHDRAWN: _("Withdrawn"),
}
STANDING_BADGES = {
    Standing.DONE_IN_TIME: "good", Standing.DONE_LATE: "warn", Standing.OPEN_IN_TIME: "info",
    Standing.OPEN_OVERDUE: "bad", Standing.SUSPENDED: "neutral", Standing.WITHDRAWN: "neutral",
}  # fmt: skip
WAITING = (State.ASSIGNED, State.RETURNED, State.REPORTED)
"""The states that tell more than the standing: they wait for somebody."""
DEFINITIONS = {
    Standing.DONE_IN_TIME: _(
        "confirmed by the unit that gave it; the report that says it is finished came no later than the deadline"
    ),
    Standing.DONE_LATE: _("confirmed by the unit that gave it; that report came after the deadline"),
    Standing.OPEN_IN_TIME: _("not confirmed yet; its deadline has not passed, or it has none"),
    Standing.OPEN_OVERDUE: _("not confirmed yet, be it reported or not; its deadline has passed"),
    Standing.SUSPENDED: _("put on hold by the unit that gave it; not in the denominator"),
    Standing.WITHDRAWN: _("no longer asked for; not in the denominator"),
}


def month_name(month: int) -> str:
    """A month as offices write it: 03/2026."""
    return f"{month % 100:02}/{month // 100}"
