"""What may be asked? Words, and the filters that every hit must pass."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thongsuot.look.fields import DayField
from thongsuot.search.query import Query


class SearchForm(forms.Form):
    """Ô tìm kiếm và bộ lọc; everything stands in the address."""

    q = forms.CharField(label=_("Words, a phrase in quotes, or a symbol"), required=False, max_length=2000)
    kind = forms.CharField(label=_("Kind"), required=False, max_length=80)
    issuer = forms.CharField(label=_("Issued by"), required=False, max_length=200)
    since = DayField(label=_("Dated from"), required=False)
    until = DayField(label=_("Dated until"), required=False)
    unit = forms.IntegerField(widget=forms.HiddenInput, required=False)
    document = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def asked(self) -> Query:
        """What is asked; a filter that cannot be read is left out."""
        self.is_valid()
        said = self.cleaned_data
        return Query(
            text=said.get("q") or "",
            kinds=(said["kind"],) if said.get("kind") else (),
            issuers=(said["issuer"],) if said.get("issuer") else (),
            since=said.get("since"),
            until=said.get("until"),
            units=(said["unit"],) if said.get("unit") else (),
            document=said.get("document"),
        )


class SaveForm(forms.Form):
    """Tên của một tìm kiếm được lưu."""

    name = forms.CharField(label=_("Name of the search"), max_length=120)
    query = forms.CharField(widget=forms.HiddenInput, max_length=4000)
