"""How are a programme's states, kinds and answers called? In the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from thongsuot.documents.wording import Words, said

STATES: Words = {
    "draft": _("Being drafted"),
    "submitted": _("Submitted"),
    "returned": _("Returned"),
    "approved": _("Approved"),
    "issued": _("Issued"),
}
WAITS: Words = {
    "approve": _("Programmes submitted to us for approval"),
    "issue": _("Approved programmes to be issued"),
    "revise": _("Programmes returned to us to be changed"),
    "comment": _("Drafts that we are asked to comment on"),
}
STATE_BADGES = {"draft": "neutral", "submitted": "info", "returned": "warn", "approved": "accent", "issued": "good"}
COVERS: Words = {
    "none": _("Not answered"),
    "partial": _("In part"),
    "full": _("In full"),
    "done": _("Done and confirmed"),
    "exempt": _("Not applicable"),
    "others": _("Asked of others"),
}
COVER_BADGES = {
    "none": "bad",
    "partial": "warn",
    "full": "info",
    "done": "good",
    "exempt": "neutral",
    "others": "neutral",
}
SYMBOLS = {"none": "✗", "partial": "◐", "full": "●", "done": "✓", "exempt": "–", "others": "→"}
"""Beside the word, or with it for readers of screens: never colour alone."""
REACHED: Words = {
    "issued": _("Units that issued a programme"),
    "covered": _("Units that answer every clause in full"),
    "done": _("Units that are done with every clause"),
}
PARTS: Words = {"full": _("The whole clause"), "partial": _("A part of it")}
LACKS: Words = {
    "lead": _("who leads"),
    "product": _("the product"),
    "deadline": _("a deadline"),
    "past": _("a deadline after the day of the programme"),
}
DECISIONS: Words = {
    "asked": _("Waits for approval"),
    "approved": _("Approved"),
    "refused": _("Refused"),
    "ended": _("Holds no more"),
}
DECISION_BADGES = {"asked": "info", "approved": "good", "refused": "bad", "ended": "neutral"}
ANSWERS: Words = {"taken": _("Taken in"), "partly": _("Taken in partly"), "not": _("Not taken in")}
ANSWER_BADGES = {"taken": "good", "partly": "warn", "not": "neutral"}
KINDS = ("Chương trình hành động", "Kế hoạch")
"""As printed on the document: the names of kinds are not translated."""


def listed(words: Words, keys: Iterable[str]) -> str:
    """Some keys in the reader's language, one behind the other."""
    return ", ".join(said(words, key) for key in keys)
