"""What does a person type about himself? Sign-in, particulars, password, second factor, lending a post, API keys."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from thongsuot.look.fields import DayField
from thongsuot.units.forms.choosing import PersonField


def _password(label: Any, kind: str, **options: Any) -> forms.CharField:
    box = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(label=label, widget=box, strip=False, max_length=500, **options)


class SignInForm(forms.Form):
    """Name and password; a password manager may fill both in."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = _password(_("Password"), "current-password")


class CodeForm(forms.Form):
    """Six digits from an authenticator app."""

    code = forms.CharField(
        label=_("Code from the app"),
        help_text=_("Six digits; a new code appears every 30 seconds."),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"}),
    )


class ProfileForm(forms.Form):
    """A person's own particulars."""

    name = forms.CharField(
        label=_("Name or office"),
        max_length=120,
        help_text=_("How others see you in lists and histories."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)


class PasswordForm(forms.Form):
    """The old password and a new one, twice."""

    old = _password(_("Present password"), "current-password")
    new = _password(
        _("New password"), "new-password",
        help_text=_("At least 10 characters, not only digits, not a common password. A sentence is easy to keep."),
    )  # fmt: skip
    again = _password(_("New password once more"), "new-password")

    def __init__(self, *args: Any, forced: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if forced:
            del self.fields["old"]

    def clean(self) -> dict[str, Any]:
        """Both new ones are the same."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("new") and told.get("again") and told["new"] != told["again"]:
            self.add_error("again", _("The two new passwords differ. Type the new password twice."))
        return told


class DelegationForm(forms.Form):
    """To whom, from when to when, and why a post is lent."""

    to = PersonField(
        label=_("To whom"), max_length=200,
        help_text=_("The person's user name; colleagues of your unit are suggested."),
    )  # fmt: skip
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"), help_text=_("The last day. The post comes back by itself."))
    reason = forms.CharField(
        label=_("Reason"), max_length=500, help_text=_("It is written into the history."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class KeyForm(forms.Form):
    """What an API key is for, whether it writes, how long it holds."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("For instance: synchronising with the document system.")
    )  # fmt: skip
    writes = forms.ChoiceField(
        label=_("What may it do?"),
        choices=[("read", _("Read only")), ("write", _("Read and write, as the post may"))],
        widget=forms.RadioSelect,
        initial="read",
    )
    days = forms.IntegerField(label=_("Days it holds"), min_value=1, max_value=366, initial=90)
