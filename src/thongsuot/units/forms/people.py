"""What is typed about other people's accounts? Name, post, days, reasons."""

import re
from typing import Any, cast

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thongsuot.look.fields import DayField
from thongsuot.units.forms.choosing import UnitField
from thongsuot.units.models import Unit
from thongsuot.units.rules import Role
from thongsuot.units.wording import ROLE_NOTES, ROLES

USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]*")


class AppointForm(forms.Form):
    """A post: where, in which role, for which days."""

    unit = UnitField(label=_("Unit"))
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role, ROLES[role]) for role in Role], widget=forms.RadioSelect
    )  # fmt: skip
    title = forms.CharField(
        label=_("Job title"), max_length=120, required=False,
        help_text=_("How the post is called, for instance: Chánh Văn phòng."),
    )  # fmt: skip
    since = DayField(label=_("From"), required=False, help_text=_("Empty: from today."))
    until = DayField(label=_("Until"), required=False, help_text=_("The last day; empty while it lasts."))

    def __init__(self, units: QuerySet[Unit], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(UnitField, self.fields["unit"]).among(units)
        told = [(role, f"{ROLES[role]}: {ROLE_NOTES[role]}") for role in Role]
        cast(forms.ChoiceField, self.fields["role"]).choices = told

    def clean_since(self) -> Any:
        """Nothing typed is today."""
        return self.cleaned_data["since"] or timezone.localdate()


class AccountForm(AppointForm):
    """A new account with its first post."""

    username = forms.CharField(
        label=_("User name"), max_length=60, help_text=_("Letters without accents, digits and . _ - @"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    name = forms.CharField(label=_("Name or office"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial="vi")

    field_order = ("username", "name", "email", "language", "unit", "role", "title", "since", "until")

    def clean_username(self) -> str:
        """A name that can be typed on every keyboard."""
        username: str = self.cleaned_data["username"]
        if not USERNAME.fullmatch(username):
            raise forms.ValidationError(
                gettext("A user name has letters without accents, digits and . _ - @ alone; no spaces.")
            )
        return username


class EndPostForm(forms.Form):
    """The last day of a post, and why it ends."""

    on = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why something is done to an account."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class FindPeopleForm(forms.Form):
    """Filters of the list of people."""

    q = forms.CharField(label=_("Name or user name"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All")), *ROLES.items()])
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[
            ("", _("All")), ("open", _("Open accounts")), ("closed", _("Closed accounts")),
            ("idle", _("Without a post")),
        ],
    )  # fmt: skip
    unit = UnitField(label=_("Unit and below"), required=False)

    def __init__(self, units: QuerySet[Unit], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(UnitField, self.fields["unit"]).among(units)


class ImportForm(forms.Form):
    """A workbook of units and accounts."""

    file = forms.FileField(
        label=_("Excel workbook (.xlsx)"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )  # fmt: skip
