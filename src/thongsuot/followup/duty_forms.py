"""What does a person say when he gives a duty? To whom, what, by which day or how long after which."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.dissemination.forms import AudienceForm
from thongsuot.followup.due import counted
from thongsuot.followup.giving import Duty
from thongsuot.followup.models import Assignment
from thongsuot.followup.recurring import Rhythm
from thongsuot.followup.rules import Every, Take
from thongsuot.followup.wording import EVERY
from thongsuot.look.choosing import share
from thongsuot.look.fields import DayField
from thongsuot.units.forms.several import UnitsField
from thongsuot.units.models import Unit, UnitGroup

AREA = forms.Textarea(attrs={"rows": 3})
PERIODS = [
    ("day", gettext_lazy("days")),
    ("working_day", gettext_lazy("working days")),
    ("week", gettext_lazy("weeks")),
    ("month", gettext_lazy("months")),
    ("year", gettext_lazy("years")),
]


class DueForm(forms.Form):
    """Hạn: một ngày, hoặc bao nhiêu ngày, ngày làm việc, tháng kể từ một ngày."""

    due = DayField(label=gettext_lazy("Due"), required=False)
    n = forms.IntegerField(label=gettext_lazy("Or after so many"), required=False, min_value=1, max_value=3650)
    per = forms.ChoiceField(label=gettext_lazy("Counted in"), required=False, choices=PERIODS)
    since = DayField(
        label=gettext_lazy("Counted from"), required=False,
        help_text=gettext_lazy("This day is not counted. Empty: today."),
    )  # fmt: skip
    working = forms.CharField(
        label=gettext_lazy("How the day was come to"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It is written by itself where the day is counted."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One day, however it was said."""
        said = super().clean() or {}
        n = said.get("n")
        if not n or self.errors:
            return said
        found = counted(n, said.get("per") or "day", said.get("since") or timezone.localdate())
        if found is None:
            self.add_error("n", _("This leads to no day of the calendar. Give a shorter period."))
        elif said.get("due") not in (None, found.day):
            self.add_error("n", _("Give the day or the period, not both."))
        else:
            said["due"], said["working"] = found.day, found.working
        return said


class DutyForm(DueForm):
    """Việc gì, sản phẩm gì, ai phối hợp, ai theo dõi, khi nào xong."""

    action = forms.CharField(label=gettext_lazy("What is to be done"), max_length=4000, widget=AREA)
    product = forms.CharField(label=gettext_lazy("Product"), max_length=400, required=False)
    partners = UnitsField(label=gettext_lazy("Partners"))
    monitors = UnitsField(label=gettext_lazy("Monitors"))

    def __init__(self, *args: Any, everyone: QuerySet[Unit], also: Iterable[UnitGroup] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners, monitors = (cast(UnitsField, self.fields[name]) for name in ("partners", "monitors"))
        partners.among(everyone, also)
        monitors.queryset = everyone
        monitors.widget.roll = partners.widget.roll  # read once for both
        share(self, ("partners", "monitors"))

    @classmethod
    def said_of(cls, held: Assignment) -> dict[str, Any]:
        """The form as a duty stands."""
        parts = list(held.parts.values_list("take", "unit"))
        return {
            "action": held.action, "product": held.product, "due": held.due_on, "working": held.due_working,
            "partners": [unit for take, unit in parts if take == Take.PARTNER],
            "monitors": [unit for take, unit in parts if take == Take.MONITOR], "revision": held.revision,
        }  # fmt: skip

    def duty(self) -> Duty:
        """What was said."""
        said = self.cleaned_data
        working = said["working"] if said["due"] else ""
        return Duty(
            said["action"], said["product"], said["due"], working, list(said["partners"]), list(said["monitors"])
        )


class EditForm(DutyForm):
    """Sửa nhiệm vụ đã giao."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("action", "product", "due", "n", "per", "since", "working", "partners", "monitors", "reason")


class GiveForm(AudienceForm, DutyForm):
    """Giao nhiệm vụ: đơn vị chủ trì nào (nhiều đơn vị thì mỗi đơn vị một nhiệm vụ), việc gì, hạn nào."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, also=kwargs["groups"], **kwargs)
        self.fields["units"].label = _("Units that lead")
        share(self, ("units", "partners", "monitors"))


class RegularForm(GiveForm):
    """Nhiệm vụ thường xuyên: bao lâu một lần, từ khi nào, đến khi nào."""

    every = forms.ChoiceField(label=gettext_lazy("How often"), choices=list(EVERY.items()), initial=Every.MONTH)
    begins = DayField(label=gettext_lazy("Begins on"))
    until = DayField(label=gettext_lazy("Ends on"), required=False, help_text=gettext_lazy("Empty: until it is ended."))
    before = forms.IntegerField(
        label=gettext_lazy("Days before the period ends"), min_value=0, max_value=6, initial=0, required=False,
        help_text=gettext_lazy("So many days before the last day of each period it is due: 0 to 6."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("due", "n", "per", "since", "working", "partners", "monitors"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Two days in their order."""
        said = super().clean()
        begins, until = said.get("begins"), said.get("until")
        if isinstance(begins, date) and isinstance(until, date) and until < begins:
            self.add_error("until", _("It ends before it begins. Check the two days."))
        return said

    def duty(self) -> Duty:
        """What was said."""
        return Duty(self.cleaned_data["action"], self.cleaned_data["product"])

    def rhythm(self) -> Rhythm:
        """How often, from when, until when."""
        said = self.cleaned_data
        return Rhythm(Every(said["every"]), said["begins"], said["until"], said["before"] or 0)
