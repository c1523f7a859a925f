"""What does a person say of a programme, an item, an exemption, a comment? The forms of the pages."""

from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thongsuot.dissemination.models import Conference
from thongsuot.documents.forms import UnitsForm
from thongsuot.look.fields import DayField
from thongsuot.programmes.actions import Task
from thongsuot.programmes.heads import head_of
from thongsuot.programmes.models import Programme, ProgrammeItem
from thongsuot.programmes.moving import AHEAD
from thongsuot.programmes.official import Form as OfficialForm
from thongsuot.programmes.official import padded
from thongsuot.programmes.rules import Answer
from thongsuot.programmes.wording import ANSWERS, KINDS
from thongsuot.units.models import Unit

AREA = forms.Textarea(attrs={"rows": 3})


class StartForm(forms.Form):
    """Chương trình hay kế hoạch, và trích yếu của nó."""

    kind = forms.ChoiceField(label=_("Kind of document"), choices=[(kind, kind) for kind in KINDS])
    title = forms.CharField(label=_("Summary"), max_length=1000, widget=AREA)


class DescribeForm(StartForm):
    """Cũng thế, cùng phần mở đầu."""

    opening = forms.CharField(
        label=_("Opening"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What stands before the items: grounds, purpose, requirements. A paragraph a line."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ItemForm(forms.Form):
    """Một nhiệm vụ: làm gì, ai chủ trì, ai phối hợp, sản phẩm, thời hạn."""

    action = forms.CharField(label=_("What is to be done"), max_length=4000, widget=AREA)
    group = forms.CharField(label=_("Heading it stands under"), max_length=200, required=False)
    lead = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Leading unit"), required=False, empty_label=_("no unit of this list")
    )
    lead_text = forms.CharField(
        label=_("Or another body"), max_length=200, required=False, help_text=_("One that is no unit of this list.")
    )
    partners = forms.CharField(label=_("Partners"), max_length=1000, required=False)
    product = forms.CharField(label=_("Product"), max_length=400, required=False)
    due = DayField(label=_("Due"), required=False)
    due_working = forms.CharField(
        label=_("How the day was come to"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.on(timezone.localdate()).below(unit.path or "").order_by("path")
        cast(forms.ModelChoiceField[Unit], self.fields["lead"]).queryset = rows

    @classmethod
    def of(cls, item: ProgrammeItem, unit: Unit) -> "ItemForm":
        """The form as an item stands."""
        names = [name for name in cls.base_fields if name != "lead"]
        return cls(initial={name: getattr(item, name) for name in names} | {"lead": item.lead_id}, unit=unit)

    def task(self) -> Task:
        """What was said."""
        said = self.cleaned_data
        lead_text = "" if said["lead"] else said["lead_text"]
        return Task(**{name: said[name] for name in Task.__slots__} | {"lead_text": lead_text})


class TableForm(forms.Form):
    """Phụ lục giao nhiệm vụ."""

    file = forms.FileField(
        label=_("File with the table"), help_text=_("Word, Excel or PDF. Its first row names the columns."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.pdf,.doc,.odt,.html,.md,.txt"}),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Lý do của một bước."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, required=False, widget=AREA)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class IssueForm(forms.Form):
    """Số, ngày, ai ban hành, ai ký, gửi ai: những gì văn thư thêm vào khi phát hành."""

    system = forms.ChoiceField(
        label=_("Official form"), choices=[("state", _("State (Decree 30/2020)")), ("party", _("Party"))]
    )
    above = forms.CharField(label=_("Body above"), max_length=120, required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=200)
    symbol = forms.CharField(label=_("Number and symbol"), max_length=120)
    place = forms.CharField(label=_("Place"), max_length=120)
    dated = DayField(label=_("Date of document"))
    authority = forms.CharField(
        label=_("Authority"), max_length=120, required=False, help_text=_("For example: TM. ỦY BAN NHÂN DÂN")
    )
    position = forms.CharField(label=_("Position of who signs"), max_length=120)
    signer = forms.CharField(label=_("Who signs"), max_length=120)
    recipients = forms.CharField(
        label=_("Recipients"), max_length=4000, required=False, widget=AREA, help_text=_("One a line.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, unit: Unit) -> dict[str, Any]:
        """What stands in the form at first: the head of the unit's papers, today."""
        told = head_of(unit)
        return {
            "system": told.system, "issuer": told.issuer, "above": told.above, "place": told.place,
            "dated": timezone.localdate(),
        }  # fmt: skip

    @classmethod
    def beginning(cls, programme: Programme) -> dict[str, Any]:
        """The same for a programme of a unit."""
        return {**cls.of(programme.unit), "revision": programme.revision}

    def clean_symbol(self) -> str:
        """As it is written on paper."""
        return padded(self.cleaned_data["symbol"].strip())

    def clean_dated(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["dated"]
        if day > timezone.localdate():
            raise forms.ValidationError(AHEAD)
        return day

    def form(self) -> OfficialForm:
        """The official form."""
        said = self.cleaned_data
        names = ("system", "issuer", "place", "above", "authority", "position", "signer")
        lines = tuple(line.strip()[:300] for line in said["recipients"].splitlines() if line.strip())
        return OfficialForm(**{name: said[name] for name in names}, recipients=lines[:60])


class ConsultForm(UnitsForm):
    """Gửi dự thảo xin ý kiến: những đơn vị nào, đến ngày nào."""

    until = DayField(label=_("Comments until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


class CommentForm(forms.Form):
    """Một ý kiến, về cả dự thảo hay về một nhiệm vụ."""

    item = forms.ModelChoiceField(
        ProgrammeItem.objects.none(), label=_("About"), required=False, empty_label=_("the whole draft")
    )
    text = forms.CharField(label=_("Comment"), max_length=8000, widget=AREA)

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(Any, self.fields["item"])
        choice.queryset = items
        choice.label_from_instance = lambda item: item.action[:90]


class PresentForm(forms.Form):
    """Đưa dự thảo ra hội nghị nào, có xin ý kiến các điểm cầu không."""

    conference = forms.ModelChoiceField(Conference.objects.none(), label=_("Conference"), empty_label=None)
    ask = forms.BooleanField(
        label=_("Let the units that take part see the draft and comment until that day"), required=False, initial=True
    )

    def __init__(self, *args: Any, conferences: QuerySet[Conference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(Any, self.fields["conference"])
        choice.queryset = conferences
        choice.label_from_instance = lambda held: f"{held.on:%d/%m/%Y} · {held.title[:90]}"


class NoteForm(CommentForm):
    """Ý kiến nêu tại hội nghị: hội nghị nào, đơn vị nào."""

    conference = forms.ModelChoiceField(Conference.objects.none(), label=_("Conference"), empty_label=None)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit that said it"), empty_label=None)
    field_order = ("conference", "unit", "item", "text")

    def __init__(self, *args: Any, conferences: QuerySet[Conference], units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held, unit = cast(Any, self.fields["conference"]), cast(Any, self.fields["unit"])
        held.queryset, unit.queryset = conferences, units
        held.label_from_instance = lambda each: f"{each.on:%d/%m/%Y} · {each.title[:90]}"


class AnswerForm(forms.Form):
    """Tiếp thu, tiếp thu một phần, hay không; vì sao."""

    answer = forms.ChoiceField(label=_("Answer"), choices=[(each, ANSWERS[each]) for each in Answer])
    why = forms.CharField(label=_("Why"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ExemptionForm(forms.Form):
    """Điều khoản nào không áp dụng, vì sao."""

    loc = forms.ChoiceField(label=_("Clause"), required=False)
    reason = forms.CharField(label=_("Why it does not apply"), max_length=4000, widget=AREA)

    def __init__(self, *args: Any, locs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["loc"]).choices = [("", _("the whole document")), *locs]
