"""How are changes, decisions and likenesses called? In the reader's language."""

from django.utils.translation import gettext_lazy as _

from thongsuot.documents.wording import Words
from thongsuot.suspects.matching import Likeness
from thongsuot.suspects.rules import Cause, Decision, How

CAUSES: Words = {
    Cause.TEXT: _("Words changed"),
    Cause.REPLACED: _("Replaced by another document"),
    Cause.REPEALED: _("Repealed by another document"),
    Cause.SUSPENDED: _("Suspended by another document"),
}
HOWS: Words = {
    How.WORDS: _("Words changed"),
    How.AROUND: _("Words above it changed"),
    How.RENUMBERED: _("Renumbered"),
    How.REPEALED: _("Repealed"),
    How.SUSPENDED: _("Suspended"),
    How.RESUMED: _("In force again"),
    How.ADDED: _("New"),
    How.REPLACED: _("Document replaced"),
    How.ENDED: _("Document repealed"),
}
HOW_BADGES = {
    "words": "warn", "around": "warn", "renumbered": "info", "repealed": "bad", "suspended": "bad", "resumed": "info",
    "added": "good", "replaced": "bad", "ended": "bad",
}  # fmt: skip
DECISIONS: Words = {
    "": _("Not decided"),
    Decision.KEEP: _("Still valid"),
    Decision.REVISE: _("To be revised"),
    Decision.WITHDRAW: _("Withdrawn"),
    Decision.OVERTAKEN: _("Overtaken by a later change"),
    Decision.LAPSED: _("No longer asked"),
}
DECISION_BADGES = {
    "": "warn", "keep": "good", "revise": "accent", "withdraw": "neutral", "overtaken": "neutral", "lapsed": "neutral",
}  # fmt: skip
CHOICES: Words = {
    Decision.KEEP: _("Still valid: it holds as it is"),
    Decision.REVISE: _("Revise: it must be changed"),
    Decision.WITHDRAW: _("Withdraw: it goes"),
}
EXEMPTION_CHOICES: Words = {
    Decision.KEEP: _("Still valid: it does not apply to us"),
    Decision.REVISE: _("Revise: the exemption ends and is asked for anew"),
    Decision.WITHDRAW: _("Withdraw: the exemption ends, and the clause is to be answered"),
}
THINGS: Words = {
    "item": _("Programme item"),
    "assignment": _("Duty"),
    "recurrence": _("Regular duty"),
    "exemption": _("Exemption"),
}
LIKENESSES: Words = {
    Likeness.SAME: _("The same words"),
    Likeness.CLOSE: _("Much the same words"),
    Likeness.ALIKE: _("Some of the same words"),
    Likeness.NONE: _("No counterpart found"),
}
LIKENESS_BADGES = {"same": "good", "close": "info", "alike": "warn", "none": "neutral"}
