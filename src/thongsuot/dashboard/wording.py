"""What are figures, ratios, ages and reasons called? With the definitions that every page and report prints."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.dashboard.differing import Why
from thongsuot.dashboard.rules import Ratio, Split, ratio, tenths
from thongsuot.followup.wording import DEFINITIONS as STANDING_DEFINITIONS
from thongsuot.followup.wording import STANDINGS

RATIOS: Mapping[Ratio, tuple[str | Promise, str | Promise]] = {
    Ratio.DONE: (gettext_lazy("Completed"), gettext_lazy("of all valid duties")),
    Ratio.IN_TIME: (gettext_lazy("Completed in time"), gettext_lazy("of those completed")),
    Ratio.OVERDUE: (gettext_lazy("Overdue"), gettext_lazy("of all valid duties")),
    Ratio.OVERDUE_OPEN: (gettext_lazy("Overdue"), gettext_lazy("of those under way")),
}
"""What a ratio is called, and its denominator."""
AGES = (
    gettext_lazy("1–7 days"),
    gettext_lazy("8–30 days"),
    gettext_lazy("31–120 days"),
    gettext_lazy("more than 120 days"),
)
WHYS: Mapping[Why, str | Promise] = {
    Why.GIVEN: gettext_lazy("Given since"),
    Why.CAME: gettext_lazy("Came from another unit"),
    Why.LEFT: gettext_lazy("Went to another unit, or is no longer counted"),
    Why.CONFIRMED: gettext_lazy("Confirmed, in time"),
    Why.CONFIRMED_LATE: gettext_lazy("Confirmed, late"),
    Why.PASSED: gettext_lazy("The deadline has passed"),
    Why.EXTENDED: gettext_lazy("More time was granted"),
    Why.REDATED: gettext_lazy("The deadline was changed"),
    Why.REOPENED: gettext_lazy("Reopened"),
    Why.SUSPENDED: gettext_lazy("Put on hold"),
    Why.RESUMED: gettext_lazy("Taken up again"),
    Why.WITHDRAWN: gettext_lazy("Withdrawn"),
    Why.MOVED: gettext_lazy("Another unit leads it"),
}


def definitions() -> list[tuple[str, str]]:
    """What every number counts, in the reader's language."""
    told = [(str(STANDINGS[one]), str(words)) for one, words in STANDING_DEFINITIONS.items()]
    return [
        *told,
        (_("Valid duties"), _("completed in time + completed late + under way in time + under way and overdue")),
        (_("Regular duties"), _("each turn of a duty that comes again; counted apart")),
        (_("Deadline"), _("as extended; it ends with its day, Vietnam's time")),
        (_("Who is counted"), _("a duty counts once, for the unit that leads it and those above; partners are not")),
        (_("Ratios"), _("each names its denominator; where that is 0, it says “none”")),
        (_("Coverage"), _("counts the clauses that order something")),
    ]


def percent(part: int, whole: int) -> str:
    """A ratio as it is printed: “66.7%”, in Vietnamese “66,7%”; “none” where nothing is there."""
    found = tenths(part, whole)
    if found is None:
        return _("none")
    mark = "." if (translation.get_language() or "vi").startswith("en") else ","
    return f"{found // 10}{mark}{found % 10}%"


def ratios(split: Split) -> list[tuple[str, str, str, int, int]]:
    """Name, denominator and value of each ratio, and its two numbers."""
    out = []
    for which, (name, of) in RATIOS.items():
        part, whole = ratio(which, split)
        out.append((str(name), str(of), percent(part, whole), part, whole))
    return out
