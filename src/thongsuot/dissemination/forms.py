"""What may be written into the forms of sending? Recipients, a day, reasons."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.dissemination.audience import Audience
from thongsuot.documents.forms import LongSelect
from thongsuot.look.fields import DayField
from thongsuot.units.models import Level, Unit, UnitGroup


class ManyUnits(forms.SelectMultiple):
    """Danh sách nhiều đơn vị; written in one go, as a template for each of a thousand options takes seconds."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same markup as Django's."""
        chosen = {str(key) for key in value or ()}
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SafeString(" selected") if str(key) in chosen else "", text) for key, text in self.choices),
        )
        given = flatatt({"name": name, "multiple": True, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", given, options)


class AudienceForm(forms.Form):
    """Chọn đơn vị: cả cấp dưới, nhóm đã lưu, hoặc từng đơn vị."""

    below = forms.ChoiceField(label=gettext_lazy("All units below"), required=False, widget=LongSelect)
    levels = forms.ModelMultipleChoiceField(
        Level.objects.all(),
        label=gettext_lazy("Only of these levels"),
        required=False,
        help_text=gettext_lazy("Choose none to take every level."),
        widget=forms.CheckboxSelectMultiple,
    )
    groups = forms.ModelMultipleChoiceField(
        UnitGroup.objects.none(),
        label=gettext_lazy("Saved groups"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Units"),
        required=False,
        help_text=gettext_lazy("Hold Ctrl to choose several."),
        widget=ManyUnits(attrs={"size": 10}),
    )

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        groups: QuerySet[UnitGroup],
        tops: list[Unit],
        by_name: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = cast(forms.ModelMultipleChoiceField[Unit], self.fields["units"])
        chosen.queryset = units
        cast(Any, chosen).label_from_instance = lambda unit: "\u2003" * unit.depth + unit.name
        grouped = cast(forms.ModelMultipleChoiceField[UnitGroup], self.fields["groups"])
        grouped.queryset = groups
        cast(Any, grouped).label_from_instance = lambda group: group.name
        rows = [(str(unit.pk), "\u2003" * unit.depth + unit.name) for unit in tops]
        cast(forms.ChoiceField, self.fields["below"]).choices = [("", _("Not chosen")), *rows]
        for name, there in (("below", rows), ("levels", rows), ("groups", groups)):
            if by_name or not there:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Somebody must be chosen; levels alone choose nobody."""
        said = super().clean() or {}
        if said.get("levels") and not said.get("below"):
            self.add_error("below", _("Say below which unit these levels are meant."))
        elif not any(said.get(name) for name in ("below", "groups", "units")):
            raise forms.ValidationError(_("Choose at least one unit or group."))
        return said

    def audience(self) -> Audience:
        """Whom was chosen."""
        said = self.cleaned_data
        keys = {name: frozenset(row.pk for row in said.get(name) or ()) for name in ("units", "groups", "levels")}
        return Audience(
            keys["units"], keys["groups"], int(said["below"]) if said.get("below") else None, keys["levels"]
        )


class SendForm(AudienceForm):
    """Gửi văn bản: cho ai, nghiên cứu trước ngày nào, ghi chú gì."""

    due_on = DayField(label=gettext_lazy("To be studied by"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note to the recipients"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReasonForm(forms.Form):
    """Lý do."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
