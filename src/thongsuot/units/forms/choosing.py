"""Which unit is meant? A field that takes a code or a name, with suggestions, however many units there are."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thongsuot.units.models import Unit, User
from vanban.text import fold

SUGGESTED = 600
"""More units are found by typing a code or a name: a list of thousands helps nobody and weighs on the page."""
DASH = " — "


class Suggest(forms.TextInput):
    """A text input with a list of suggestions of the browser's own."""

    suggestions: Sequence[str] = ()

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The input and its list."""
        if not self.suggestions:
            return super().render(name, value, attrs, renderer)
        listed = f"{name}-suggestions"
        box = super().render(name, value, {**(attrs or {}), "list": listed, "autocomplete": "off"}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((text,) for text in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', box, listed, options)


class UnitField(forms.CharField):
    """A unit among ``units``: “LS.01 — Xã Đông Hòa”, its code, or its name with or without accents."""

    widget = Suggest

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=260, **options)
        self.units: QuerySet[Unit] = Unit.objects.none()

    def among(self, units: QuerySet[Unit]) -> None:
        """Take only these units, and suggest them when they are few enough."""
        self.units = units
        found = list(units.order_by("path").values_list("code", "name")[: SUGGESTED + 1])
        if isinstance(self.widget, Suggest) and len(found) <= SUGGESTED:
            self.widget.suggestions = [DASH.join(row) for row in found]

    def prepare_value(self, value: Any) -> Any:
        """A unit as the field shows it."""
        return DASH.join((value.code, value.name)) if isinstance(value, Unit) else value

    def clean(self, value: Any) -> Any:
        """The unit meant."""
        text = super().clean(value)
        return find(self.units, text) if text else None


def find(units: QuerySet[Unit], text: str) -> Unit:
    """The one unit that a text names; :class:`forms.ValidationError` when there is none, or more than one."""
    code = text.split(DASH.strip())[0].strip()
    if (exact := units.filter(code=code).first()) is not None:
        return exact
    wanted = fold(text.strip())
    named = [
        key for key, short, name in units.values_list("pk", "short_name", "name") if wanted in fold_both(short, name)
    ]
    if len(named) == 1:
        return units.get(pk=named[0])
    if named:
        raise forms.ValidationError(
            _("%(n)s units are called “%(name)s”. Give the code of the one you mean.")
            % {"n": len(named), "name": text}
        )  # fmt: skip
    raise forms.ValidationError(
        _("No unit within your reach has the code or name “%(name)s”. Check it in the tree of units.") % {"name": text}
    )


def fold_both(short: str, name: str) -> tuple[str, str]:
    """Both names of a unit as they are compared."""
    return fold(name), fold(short)


class PersonField(forms.CharField):
    """An account by its user name."""

    widget = Suggest

    def clean(self, value: Any) -> Any:
        """The account meant; the same sentence whether it does not exist or is closed."""
        text = super().clean(value)
        if not text:
            return None
        username = text.split(DASH.strip())[0].strip()
        user = User.objects.filter(username__iexact=username, is_active=True, erased_at__isnull=True).first()
        if user is None:
            raise forms.ValidationError(_("There is no open account with this user name. Check how it is written."))
        return user
