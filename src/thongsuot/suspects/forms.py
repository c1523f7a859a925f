"""What does somebody fill in to decide? One thing, or several of one change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.suspects.deciding import Said
from thongsuot.suspects.rules import Decision
from thongsuot.suspects.wording import CHOICES, EXEMPTION_CHOICES


class DecideForm(forms.Form):
    """The decision and why."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea({"rows": 3}), max_length=4000,
        help_text=_("The unit above and those below will read it."),
    )  # fmt: skip
    follow = forms.BooleanField(
        label=_("From now on it rests on the place to which the words moved"), required=False, initial=True,
        help_text=_("Only where it still holds."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, many: bool = False, moves: bool = True, exempt: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choices = list((EXEMPTION_CHOICES if exempt else CHOICES).items())
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]
        if many:
            del self.fields["revision"]
            self.fields["decision"].widget = forms.Select(choices=choices)
        if not moves:
            del self.fields["follow"]

    def said(self) -> Said:
        """What was filled in."""
        told = self.cleaned_data
        return Said(Decision(told["decision"]), told["reason"], told.get("follow", False))


class DoneForm(forms.Form):
    """Where it was done."""

    note = forms.CharField(label=_("Where it was done"), max_length=1000,
                           help_text=_("The number of the new programme or letter, for instance."))  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)
