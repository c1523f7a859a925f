"""What does a person say of reminding? How, whether a unit is, and what stands in an urging letter."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thongsuot.look.fields import DayField
from thongsuot.programmes.forms import IssueForm
from thongsuot.reminders.models import UnitWish
from thongsuot.reminders.rules import Wanted
from thongsuot.reminders.urging import Issue
from thongsuot.reminders.wording import WANTED
from thongsuot.units.models import Unit
from vanban.workdays import add_working_days


class WishForm(forms.Form):
    """Muốn được nhắc thế nào."""

    wanted = forms.ChoiceField(
        label=_("How you want to be reminded"), choices=[(each, WANTED[each]) for each in Wanted],
        widget=forms.RadioSelect,
    )  # fmt: skip


class UnitForm(forms.Form):
    """Đơn vị có được nhắc không, trước hạn mấy ngày làm việc."""

    reminded = forms.BooleanField(
        label=_("Remind this unit"), required=False,
        help_text=_("Without it nobody of the unit is reminded; lists and figures of the units above stay the same."),
    )  # fmt: skip
    before = forms.CharField(
        label=_("Working days before a deadline"), max_length=40, required=False,
        help_text=_("Such as: 10, 5, 1. Empty: as everywhere."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, row: UnitWish | None) -> dict[str, Any]:
        """How a unit stands."""
        row = row or UnitWish()
        return {"reminded": not row.off, "before": row.before, "revision": row.revision}


class LetterForm(IssueForm):
    """Công văn đôn đốc: số, ngày, ai ký, báo cáo trước ngày nào."""

    report_by = DayField(label=_("Report by"))
    revision = None  # type: ignore[assignment]

    def __init__(self, *args: Any, registering: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.registering = registering
        for name in ("symbol", "position", "signer"):
            self.fields[name].required = registering

    @classmethod
    def starting(cls, unit: Unit) -> dict[str, Any]:
        """What stands in the form at first."""
        today = timezone.localdate()
        return {**cls.of(unit), "report_by": add_working_days(today, 5), "recipients": "Như trên"}

    def clean_dated(self) -> date:
        """A draft may be for a day to come."""
        return super().clean_dated() if self.registering else self.cleaned_data["dated"]

    def clean_report_by(self) -> Any:
        """A day that is still to come."""
        day = self.cleaned_data["report_by"]
        if day < timezone.localdate() - timedelta(days=1):
            raise forms.ValidationError(_("This day is over. Give a day that is still to come."))
        return day

    def issue(self) -> Issue:
        """What was said."""
        said = self.cleaned_data
        return Issue(self.form(), said["symbol"], said["dated"], said["report_by"])
