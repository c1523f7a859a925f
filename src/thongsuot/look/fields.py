"""How is a day typed into a form? As 05/02/2026, whatever the language of the browser."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


class DayField(forms.DateField):
    """Ô nhập ngày: ngày/tháng/năm.

    The browser's own date input writes days as the browser's language has them: mm/dd/yyyy on an English Windows.
    """

    def __init__(self, **options: Any) -> None:
        marks = {"inputmode": "numeric", "placeholder": _("dd/mm/yyyy"), "autocomplete": "off", "maxlength": 10}
        options.setdefault("widget", forms.DateInput(attrs=marks | {"class": "day"}, format="%d/%m/%Y"))
        options.setdefault("error_messages", {"invalid": _("Write the day as 05/02/2026.")})
        super().__init__(input_formats=FORMATS, **options)
