"""What is typed about a unit? How it is written, where it stands, what it becomes."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thongsuot.look.fields import DayField
from thongsuot.units.forms.choosing import DASH, UnitField, find
from thongsuot.units.models import Level, Unit
from thongsuot.units.rules import Change
from thongsuot.units.succession import Newcomer
from thongsuot.units.wording import CHANGE_NOTES, CHANGES
from vanban.text import fold


class _Written(forms.Form):
    """How a unit is written."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(
        label=_("Short name"), max_length=80, required=False, help_text=_("For lists, for instance: UBND xã Đông Hòa.")
    )  # fmt: skip
    level = forms.ModelChoiceField(label=_("Level"), queryset=Level.objects.all(), empty_label=None)
    position = forms.IntegerField(
        label=_("Place among its neighbours"), min_value=0, max_value=1_000_000, initial=0, required=False,
        help_text=_("Smaller numbers come first; units with the same number stand in alphabetical order."),
    )  # fmt: skip

    def clean_position(self) -> int:
        """Nothing typed is nought."""
        return self.cleaned_data["position"] or 0


class NewUnitForm(_Written):
    """A unit to add below another."""

    parent = UnitField(label=_("Unit above"))
    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("Given once and kept when the unit is renamed or moved.")
    )  # fmt: skip
    valid_from = DayField(label=_("First day"), required=False, help_text=_("Empty: it has always been there."))
    valid_to = DayField(label=_("Last day"), required=False, help_text=_("Empty: it lasts."))

    field_order = ("parent", "code", "name", "short_name", "level", "position", "valid_from", "valid_to")

    def __init__(self, units: QuerySet[Unit], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(UnitField, self.fields["parent"]).among(units)


class EditUnitForm(_Written):
    """A correction of how a unit is written."""

    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """Where a unit goes, and why."""

    parent = UnitField(label=_("New unit above"))
    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("For instance: the decision's symbol."))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, units: QuerySet[Unit], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(UnitField, self.fields["parent"]).among(units)


class SuccessionForm(forms.Form):
    """Which units end, which begin, on which day."""

    kind = forms.ChoiceField(
        label=_("What happens"),
        choices=[(kind, CHANGES[kind]) for kind in Change],
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("First day of the new state"), help_text=_("What ends, ends the day before."))
    olds = forms.CharField(
        label=_("Units that end"), widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000,
        help_text=_("One unit per line: its code or its name."),
    )  # fmt: skip
    news = forms.CharField(
        label=_("Units that begin"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000,
        help_text=_("One per line. A new unit: new code — name. A unit that is there already: its code."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("For instance: the decision's symbol."))
    children = forms.BooleanField(
        label=_("Put the units below under the unit that carries on"), required=False, initial=True
    )  # fmt: skip
    posts = forms.BooleanField(label=_("Let the posts go on at the unit that carries on"), required=False, initial=True)

    def __init__(self, units: QuerySet[Unit], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = units
        notes = [(kind, f"{CHANGES[kind]}: {CHANGE_NOTES[kind]}") for kind in Change]
        cast(forms.ChoiceField, self.fields["kind"]).choices = notes

    def clean_kind(self) -> Change:
        """The change meant."""
        return Change(self.cleaned_data["kind"])

    def clean_olds(self) -> list[Unit]:
        """The units that end, each once."""
        found = {unit.pk: unit for unit in (find(self.units, line) for line in lines(self.cleaned_data["olds"]))}
        return list(found.values())

    def clean_news(self) -> list[Newcomer]:
        """The units that begin: those that are there, and those to be added."""
        return [self._newcomer(line) for line in lines(self.cleaned_data["news"])]

    def _newcomer(self, line: str) -> Newcomer:
        code, dash, name = (part.strip() for part in _dashed(line).partition(DASH.strip()))
        there = self.units.filter(code=code).first()
        if there is not None and (not name or fold(name) == fold(there.name)):
            return Newcomer(there.code, there.name, there)
        if not dash or not name:
            there = find(self.units, line)
            return Newcomer(there.code, there.name, there)
        if Unit.objects.filter(code=code).exists():
            raise forms.ValidationError(
                gettext("There is already a unit with the code %(code)s. Give another code.") % {"code": code}
            )
        if not code or len(code) > 40 or len(name) > 200:
            raise forms.ValidationError(gettext("A code has at most 40 characters, a name 200: “%s”.") % line[:60])
        return Newcomer(code, name)


def lines(text: str) -> list[str]:
    """The lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _dashed(line: str) -> str:
    """A line with the dash of the suggestions where somebody typed another one between blanks, a bar or a tab."""
    for other in (" – ", " - ", "|", "\t"):
        if DASH.strip() not in line:
            line = line.replace(other, DASH, 1)
    return line
