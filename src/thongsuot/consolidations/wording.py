"""What are the values of consolidated texts called? What may be decided, what became of an instruction."""

import re

from django.utils.translation import gettext_lazy as _

from thongsuot.consolidations.rules import State, To
from thongsuot.documents.wording import Words
from vanban.out.places import place

DECISIONS: Words = {
    To.REPLACE: _("New words for a clause"),
    To.INSERT: _("New words behind a clause"),
    To.REPEAL: _("A clause is repealed"),
    To.NONE: _("Does not change this text"),
}
STATES: Words = {State.PROPOSED: _("Draft"), State.ADOPTED: _("Adopted"), State.DROPPED: _("Dropped")}
STATE_BADGES = {State.PROPOSED: "info", State.ADOPTED: "good", State.DROPPED: "neutral"}
STEPS: Words = {
    "applied": _("Applied"),
    "settled": _("Settled by a person"),
    "already": _("In the text already"),
    "not-yet": _("Not yet in force"),
    "ended": _("Over"),
    "never": _("Repealed before it held"),
}
STEP_BADGES = {"applied": "good", "settled": "accent", "already": "neutral", "not-yet": "info"}
_PLACE = re.compile(r"\b(?:PL\w*|M[IVX]+|C[IVX]+|D\d+[a-zđ]*|K\d+)(?:\.[A-ZĐ][\wđĐ]*)*\b(?!/)")


def plain(reason: str) -> str:
    """Why the library left something open, with places as offices say them.

    >>> plain("Không thấy cụm từ “ngày 15” ở MIII.K1.")
    'Không thấy cụm từ “ngày 15” ở khoản 1 Mục III.'
    """
    return _PLACE.sub(lambda found: place(found[0]), reason)
