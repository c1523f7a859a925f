"""What does somebody say when he publishes a document? The form of that page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.portal.actions import Shown


class PublishForm(forms.Form):
    """Công khai những gì cùng với nội dung văn bản."""

    file = forms.BooleanField(
        label=_("Offer the file as it came"), required=False,
        help_text=_("A file may say who wrote it and when. Without it, readers get a page and plain text."),
    )  # fmt: skip
    progress = forms.BooleanField(
        label=_("Show how far it is carried out"), required=False,
        help_text=_("Counts of clauses, units and duties; never persons."),
    )  # fmt: skip
    units = forms.BooleanField(
        label=_("… with the names of the units"), required=False,
        help_text=_("Each unit that was given the document, with its counts. Only together with the numbers."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note for the unit"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("On whose word it is published, for instance. It is never shown outside."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, numbers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not numbers:
            del self.fields["progress"], self.fields["units"]

    def shown(self) -> Shown:
        """What was ticked."""
        said = self.cleaned_data
        return Shown(bool(said.get("progress")), bool(said.get("units")), bool(said["file"]))
