"""What does a person say of a duty he was given, or of a report that he reads? The forms of its steps."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.documents.models import Document
from thongsuot.followup.models import Assignment, Extension, Report
from thongsuot.followup.proposing import by_symbol
from thongsuot.followup.reporting import File, Told
from thongsuot.look.fields import DayField
from thongsuot.units.access import Acting
from thongsuot.units.forms.choosing import UnitField
from thongsuot.units.models import Unit

AREA = forms.Textarea(attrs={"rows": 4})
SHORT = forms.Textarea(attrs={"rows": 3})


class StepForm(forms.Form):
    """Một bước: vì sao; trên một nhiệm vụ như người dùng đã thấy."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=SHORT)
    override = forms.BooleanField(
        label=gettext_lazy("Close it although duties passed down from it are open"), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, needs_reason: bool = True, over_open: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        if not over_open:
            del self.fields["override"]


class ReassignForm(StepForm):
    """Giao lại cho đơn vị nào."""

    lead = UnitField(
        label=gettext_lazy("Unit that leads"), help_text=gettext_lazy("Its code or its name."),
        error_messages={"required": gettext_lazy("Choose the unit that leads.")},
    )  # fmt: skip
    field_order = ("lead", "reason")

    def __init__(self, *args: Any, held: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, needs_reason=False, **kwargs)
        below = Unit.objects.on(timezone.localdate()).below(held.assigner.path or "")
        cast(UnitField, self.fields["lead"]).among(below)


class SayForm(forms.Form):
    """Hỏi, trao đổi, trả lời."""

    text = forms.CharField(
        label=gettext_lazy("What you want to say"), max_length=4000, widget=SHORT,
        error_messages={"required": gettext_lazy("Write what you want to say.")},
    )  # fmt: skip


class TimeForm(forms.Form):
    """Đề nghị gia hạn đến ngày nào, vì sao."""

    until = DayField(label=gettext_lazy("New deadline asked for"))
    reason = forms.CharField(label=gettext_lazy("Why more time is needed"), max_length=2000, widget=SHORT)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class DecideForm(forms.Form):
    """Cho gia hạn đến ngày nào, hay không; vì sao."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"), widget=forms.RadioSelect,
        choices=[("grant", gettext_lazy("Grant more time")), ("refuse", gettext_lazy("Refuse more time"))],
    )  # fmt: skip
    until = DayField(label=gettext_lazy("New deadline"), required=False)
    why = forms.CharField(label=gettext_lazy("Why"), max_length=2000, required=False, widget=SHORT)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def beginning(cls, row: Extension) -> dict[str, Any]:
        """What stands in the form at first: what was asked for."""
        return {"decision": "grant", "until": row.asked, "revision": row.revision}

    def clean(self) -> dict[str, Any]:
        """A day where time is granted, a reason where it is not."""
        said = super().clean() or {}
        if said.get("decision") == "grant" and not said.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say until which day."))
        if said.get("decision") == "refuse" and not (said.get("why") or "").strip():
            self.add_error("why", _("Say why it is refused."))
        return said


class ReportForm(forms.Form):
    """Báo cáo theo các mục cố định."""

    since = DayField(label=gettext_lazy("Period from"), required=False)
    until = DayField(label=gettext_lazy("Period until"), required=False)
    results = forms.CharField(label=gettext_lazy("What was achieved"), max_length=20_000, widget=AREA)
    difficulties = forms.CharField(
        label=gettext_lazy("Difficulties and their causes"), max_length=20_000, required=False, widget=SHORT
    )
    proposals = forms.CharField(label=gettext_lazy("Proposals"), max_length=20_000, required=False, widget=SHORT)
    next_steps = forms.CharField(label=gettext_lazy("Next steps"), max_length=20_000, required=False, widget=SHORT)
    progress = forms.IntegerField(
        label=gettext_lazy("Progress, in percent"), required=False, min_value=0, max_value=100,
        help_text=gettext_lazy("Leave it empty where nobody can tell: that is not 0."),
    )  # fmt: skip
    finished = forms.BooleanField(
        label=gettext_lazy("The duty is finished"), required=False,
        help_text=gettext_lazy("It then waits until the unit that gave it confirms it."),
    )  # fmt: skip
    symbols = forms.CharField(
        label=gettext_lazy("Registered documents that show it"), max_length=1000, required=False,
        help_text=gettext_lazy("Their numbers and symbols, one a line, for example 12/KH-UBND."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    proposed = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Found in your outgoing register"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    unmarked = forms.BooleanField(
        label=gettext_lazy("I have looked at the papers: none of them bears a secrecy mark"), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, held: Assignment, acting: Acting, offered: Sequence[Document] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._held, self._acting, self._offered = held, acting, {row.pk: row for row in offered}
        if offered:
            rows = [(str(row.pk), f"{row} {row.title}"[:160]) for row in offered]
            cast(forms.TypedMultipleChoiceField, self.fields["proposed"]).choices = rows
        else:
            del self.fields["proposed"]

    @staticmethod
    def copied(last: Report) -> dict[str, Any]:
        """The words of the last report, for the period after it."""
        names = ("results", "difficulties", "proposals", "next_steps", "progress")
        return {name: getattr(last, name) for name in names}

    def clean_symbols(self) -> list[Document]:
        """The documents meant, among those that somebody may see."""
        lines = [line.strip() for line in self.cleaned_data["symbols"].replace(";", "\n").splitlines()]
        found = {line: by_symbol(line, self._held, self._acting) for line in dict.fromkeys(filter(None, lines))}
        missing = ", ".join(line for line, row in found.items() if row is None)
        if missing:
            raise forms.ValidationError(
                _("No document with this symbol that you may see: %(symbols)s. Check it, or register it first.")
                % {"symbols": missing}
            )  # fmt: skip
        return [row for row in found.values() if row is not None]

    def clean(self) -> dict[str, Any]:
        """Two days in their order."""
        said = super().clean() or {}
        if said.get("since") and said.get("until") and said["since"] > said["until"]:
            self.add_error("until", _("The period ends before it begins. Check the two days."))
        return said

    def told(self) -> Told:
        """What was said."""
        names = ("results", "difficulties", "proposals", "next_steps", "progress", "finished", "since", "until")
        return Told(**{name: self.cleaned_data[name] for name in names})

    def products(self) -> list[Document]:
        """The documents that show it, each once."""
        chosen = [self._offered[key] for key in self.cleaned_data.get("proposed") or () if key in self._offered]
        return list({row.pk: row for row in [*self.cleaned_data["symbols"], *chosen]}.values())

    def papers(self, sent: "Sequence[UploadedFile[Any]]") -> list[File]:
        """The files that came with it."""
        return [File(one.read(), one.name or "", self.cleaned_data["unmarked"]) for one in sent]
