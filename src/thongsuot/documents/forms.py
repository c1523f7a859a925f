"""What may be written into the forms of documents? Filters of the list, files, header, sharing."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.documents.models import Document
from thongsuot.documents.queries import Filter
from thongsuot.documents.rules import Mark, Reach
from thongsuot.documents.wording import DIRECTIONS, MARKS, REACHES, STATUSES, Words
from thongsuot.look.fields import DayField, LongSelect
from thongsuot.units.forms.several import UnitsField
from thongsuot.units.models import Unit, UnitGroup
from vanban.tables.kinds import kinds

Choice = tuple[str, str | Promise]


def choices(words: Words, empty: str | Promise = "") -> list[Choice]:
    """Values and their words, behind what stands for none."""
    return [("", empty), *((str(value), word) for value, word in words.items())]


class FilterForm(forms.Form):
    """Bộ lọc của danh sách văn bản; everything stands in the address."""

    q = forms.CharField(label=gettext_lazy("Summary or symbol"), required=False, max_length=200)
    kind = forms.CharField(label=gettext_lazy("Kind"), required=False, max_length=80)
    issuer = forms.CharField(label=gettext_lazy("Issued by"), required=False, max_length=200)
    since = DayField(label=gettext_lazy("Dated from"), required=False)
    until = DayField(label=gettext_lazy("Dated until"), required=False)
    unit = forms.IntegerField(label=gettext_lazy("Register of"), required=False, min_value=1, max_value=2**62)
    direction = forms.ChoiceField(label=gettext_lazy("Register"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Reading"), required=False)
    mark = forms.ChoiceField(label=gettext_lazy("Restriction mark"), required=False)

    def __init__(self, *args: Any, units: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every: Choice = ("", gettext_lazy("All"))
        for name, words in (("direction", DIRECTIONS), ("status", STATUSES), ("mark", MARKS)):
            cast(forms.ChoiceField, self.fields[name]).choices = choices(words, every[1])
        self.fields["kind"].widget = LongSelect(choices=[every, *((k.name, k.name) for k in kinds())])
        self.fields["unit"].widget = LongSelect(choices=[every, *((str(pk), name) for pk, name in units or ())])

    def chosen(self) -> Filter:
        """The filter that was asked for; a field that cannot be understood does not narrow."""
        self.is_valid()
        said = self.cleaned_data
        return Filter(words=said.pop("q", ""), **{name: value for name, value in said.items() if value})


class UploadForm(forms.Form):
    """Tệp được tải lên và những gì văn thư nói về chúng; the files themselves are looked at one by one."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Register of"), empty_label=None)
    direction = forms.ChoiceField(label=gettext_lazy("Register"))
    arrived_on = DayField(label=gettext_lazy("Arrived on"))
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=500)
    unmarked = forms.BooleanField(
        label=gettext_lazy("I have looked at the papers: none of them bears a secrecy mark"), required=False
    )
    anyway = forms.BooleanField(
        label=gettext_lazy("Register it although the same document is there already"), required=False
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("arrived_on", timezone.localdate())
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField[Unit], self.fields["unit"]).queryset = units
        cast(forms.ChoiceField, self.fields["direction"]).choices = choices(DIRECTIONS)[1:]

    def clean_arrived_on(self) -> Any:
        """A file does not arrive tomorrow."""
        day = self.cleaned_data["arrived_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Give the day on which the document arrived."))
        if day.year < 1945:
            raise forms.ValidationError(_("Look at the year of this day."))
        return day


class VersionForm(forms.Form):
    """Bản mới của một văn bản."""

    since = DayField(
        label=gettext_lazy("The text holds from"),
        required=False,
        help_text=gettext_lazy("Leave it empty for a better copy of the same text."),
    )


class HeaderForm(forms.ModelForm[Document]):
    """Phần đầu của văn bản, do người dùng sửa."""

    number = forms.IntegerField(label=gettext_lazy("Number in the register"), required=False, min_value=1)
    arrived_on = DayField(label=gettext_lazy("Arrived on"))
    kind = forms.CharField(label=gettext_lazy("Kind"), required=False, max_length=80)
    symbol = forms.CharField(label=gettext_lazy("Number and symbol"), required=False, max_length=120)
    issuers = forms.CharField(
        label=gettext_lazy("Issued by"),
        required=False,
        help_text=gettext_lazy("One body on each line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=120)
    date = DayField(label=gettext_lazy("Date of document"), required=False)
    title = forms.CharField(
        label=gettext_lazy("Summary"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    effective_from = DayField(label=gettext_lazy("In force from"), required=False)
    effective_to = DayField(label=gettext_lazy("In force until"), required=False)
    urgency = forms.CharField(label=gettext_lazy("Urgency"), required=False, max_length=40)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=500)
    reason = forms.CharField(label=gettext_lazy("Reason for the change"), required=False, max_length=500)

    class Meta:
        """What of a document is its header."""

        model = Document
        fields = (
            "number", "arrived_on", "kind", "symbol", "issuers", "place", "date", "title",
            "effective_from", "effective_to", "urgency", "note",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["issuers"] = "\n".join(self.instance.issuers)

    def clean_issuers(self) -> list[str]:
        """The bodies, one a line."""
        lines = [line.strip()[:200] for line in self.cleaned_data["issuers"].splitlines()]
        return [line for line in lines if line][:20]

    def _post_clean(self) -> None:
        """The action writes, not the form: the instance stays as it was read."""

    def changed(self) -> dict[str, Any]:
        """The fields that were given another value."""
        return {
            name: self.cleaned_data[name]
            for name in self.Meta.fields
            if self.cleaned_data[name] != getattr(self.instance, name)
        }


class RecipientsForm(forms.Form):
    """Nhóm đơn vị và đơn vị để chọn, theo thứ tự của cây đơn vị."""

    groups = forms.ModelMultipleChoiceField(
        UnitGroup.objects.none(),
        label=gettext_lazy("Saved groups"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = UnitsField(label=gettext_lazy("Units"))

    def __init__(self, *args: Any, groups: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelMultipleChoiceField[Any], self.fields["groups"]).queryset = groups
        cast(Any, self.fields["groups"]).label_from_instance = lambda group: group.name
        cast(UnitsField, self.fields["units"]).among(units, groups)
        if not groups:
            del self.fields["groups"]


def indented(unit: Unit) -> str:
    """A unit's name, set in as deep as it stands."""
    return "\u2003" * unit.depth + unit.name


class UnitsForm(RecipientsForm):
    """Các đơn vị và nhóm đơn vị được chọn."""

    reason = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        """Somebody must be chosen."""
        said = super().clean() or {}
        if not said.get("units") and not said.get("groups"):
            raise forms.ValidationError(_("Choose at least one unit or group."))
        return said

    def members(self) -> list[Unit]:
        """All units chosen, each once."""
        chosen = {unit.pk: unit for unit in self.cleaned_data["units"]}
        for group in self.cleaned_data.get("groups") or ():
            chosen |= {unit.pk: unit for unit in group.members.all()}
        return list(chosen.values())


class RestrictForm(forms.Form):
    """Ai được xem văn bản, dấu hạn chế, và vì sao."""

    mark = forms.ChoiceField(label=gettext_lazy("Restriction mark"), required=False)
    reach = forms.ChoiceField(label=gettext_lazy("Who may see it"), widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("Reason for the change"), max_length=500)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["mark"]).choices = choices(MARKS, gettext_lazy("None"))
        cast(forms.ChoiceField, self.fields["reach"]).choices = choices(REACHES)[1:]

    @property
    def said(self) -> tuple[Mark, Reach]:
        """The mark and the reach."""
        return Mark(self.cleaned_data["mark"]), Reach(self.cleaned_data["reach"])


class RegisterForm(forms.Form):
    """Sổ của đơn vị nào, năm nào."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Unit"), coerce=int, widget=LongSelect)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=1945, max_value=9999)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["unit"]).choices = list(units.values_list("pk", "name"))

    def clean_unit(self) -> Unit:
        """The unit itself."""
        return Unit.objects.get(pk=self.cleaned_data["unit"])
