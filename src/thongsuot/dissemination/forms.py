"""What may be written into the forms of sending? Recipients, a day, reasons."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.dissemination.audience import Audience
from thongsuot.documents.forms import RecipientsForm, indented
from thongsuot.look.fields import DayField, LongSelect
from thongsuot.units.models import Level, Unit, UnitGroup


class AudienceForm(RecipientsForm):
    """Chọn đơn vị: cả cấp dưới, nhóm đã lưu, hoặc từng đơn vị."""

    below = forms.ChoiceField(label=gettext_lazy("All units below"), required=False, widget=LongSelect)
    levels = forms.ModelMultipleChoiceField(
        Level.objects.all(),
        label=gettext_lazy("Only of these levels"),
        required=False,
        help_text=gettext_lazy("Choose none to take every level."),
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("below", "levels", "groups", "units")

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        groups: QuerySet[UnitGroup],
        tops: list[Unit],
        by_name: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, groups=groups, units=units, **kwargs)
        rows = [(str(unit.pk), indented(unit)) for unit in tops]
        cast(forms.ChoiceField, self.fields["below"]).choices = [("", _("Not chosen")), *rows]
        if by_name or not rows:
            del self.fields["below"], self.fields["levels"]
        if by_name:
            self.fields.pop("groups", None)

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
    change = forms.ChoiceField(
        label=gettext_lazy("What changed since the version that was sent before"),
        choices=[
            ("yes", gettext_lazy("A significant change: units acknowledge the new version anew")),
            ("no", gettext_lazy("Nothing significant: acknowledgements of the earlier version carry on")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether the change is significant.")},
    )

    def __init__(self, *args: Any, weighed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not weighed:
            del self.fields["change"]

    @property
    def significant(self) -> bool:
        """Whether the change was said to be significant; a first version always is."""
        return self.cleaned_data.get("change") != "no"


class ReasonForm(forms.Form):
    """Lý do."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
