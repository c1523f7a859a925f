"""What may be written into the form of a phone that scanned a venue's code? A name, and an office if one likes."""

from django import forms
from django.utils.translation import gettext_lazy


class CheckInForm(forms.Form):
    """Điểm danh tại điểm cầu."""

    name = forms.CharField(
        label=gettext_lazy("Family name and given name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autocapitalize": "words"}),
    )
    office = forms.CharField(
        label=gettext_lazy("Office"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
