"""What may be typed about exchange? Receivers, reasons, codes, partners, subscriptions."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from thongsuot.exchange.edxml.lists import Business
from thongsuot.exchange.models import Organ, Partner
from thongsuot.exchange.wording import BUSINESSES
from thongsuot.look.choosing import Choosing, Roll, Row
from thongsuot.look.fields import DayField, LongSelect
from thongsuot.units.models import Unit


class TakeForm(forms.Form):
    """Nhận gói tin: tệp, và điều văn thư xác nhận về tệp không đọc được."""

    unmarked = forms.BooleanField(
        label=_("I have looked at the files that cannot be read: none bears a secrecy mark"), required=False
    )


class SendForm(forms.Form):
    """Gửi theo edXML: nơi nhận, việc yêu cầu, lý do."""

    organs = forms.ModelMultipleChoiceField(Organ.objects.none(), label=_("Receivers"), widget=Choosing)
    business = forms.TypedChoiceField(label=_("What for"), coerce=int, initial=Business.NEW)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=1000, help_text=_("For a recall, an update or a replacement."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, organs: Sequence[Organ], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = cast("forms.ModelMultipleChoiceField[Organ]", self.fields["organs"])
        chosen.queryset = Organ.objects.filter(pk__in=[one.pk for one in organs]).order_by("name", "code")
        cast(Choosing, chosen.widget).roll = Roll(lambda: ([Row(one.pk, str(one)) for one in organs], {}))
        cast(forms.ChoiceField, self.fields["business"]).choices = [
            (int(kind), BUSINESSES[str(kind)]) for kind in Business
        ]


class PackForm(forms.Form):
    """Gói ký số cho hệ thống bạn."""

    partner = forms.ModelChoiceField(Partner.objects.none(), label=_("Partner system"), empty_label=None)

    def __init__(self, *args: Any, partners: QuerySet[Partner], **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Partner]", self.fields["partner"]).queryset = partners


class DirectiveForm(PackForm):
    """Gói văn bản chỉ đạo."""

    due_on = DayField(label=_("To be studied by"), required=False)
    note = forms.CharField(
        label=_("Note to the recipients"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecisionForm(forms.Form):
    """Quyết định về một gói tin."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    anyway = forms.BooleanField(label=_("Register it although it looks like one that is there"), required=False)


class _UnitForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), widget=LongSelect, empty_label=_("Not chosen"))

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Unit]", self.fields["unit"]).queryset = units


class OrganForm(_UnitForm):
    """Một cơ quan và mã định danh."""

    code = forms.CharField(label=_("Code"), max_length=60, help_text=_("For instance 000.00.00.H41 or H37.02."))
    name = forms.CharField(label=_("Name"), max_length=200)
    closed_on = DayField(label=_("Code closed on"), required=False)
    successor = forms.ModelChoiceField(Organ.objects.order_by("name"), label=_("Code that follows it"), required=False)
    zip_attachments = forms.BooleanField(label=_("It wants each file zipped"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ("code", "name", "unit", "closed_on", "successor", "zip_attachments", "revision")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].required = False
        self.fields["unit"].label = _("Which unit here it is, if any")


class PartnerForm(_UnitForm):
    """Một hệ thống bạn."""

    name = forms.CharField(label=_("Name"), max_length=200)
    public = forms.CharField(label=_("Public key"), max_length=200, help_text=_("One line, from the partner's page."))
    address = forms.CharField(
        label=_("Address for packages"), max_length=300, required=False,
        help_text=_("https://…/exchange/packages/ — leave it empty to carry packages as files."),
    )  # fmt: skip

    field_order = ("name", "unit", "public", "address")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].label = _("The unit here that it stands for")


class PartnerEditForm(forms.Form):
    """Sửa một hệ thống bạn."""

    name = forms.CharField(label=_("Name"), max_length=200)
    address = forms.CharField(label=_("Address for packages"), max_length=300, required=False)
    active = forms.BooleanField(label=_("Packages are taken and sent"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class HookEditForm(forms.Form):
    """Sửa một đăng ký nhận tin."""

    name = forms.CharField(label=_("Name"), max_length=120)
    url = forms.CharField(label=_("Address to call"), max_length=300, help_text=_("It must begin with https://."))
    verbs = forms.MultipleChoiceField(label=_("What is told of"), widget=forms.CheckboxSelectMultiple)
    active = forms.BooleanField(label=_("Switched on"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, verbs: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.MultipleChoiceField, self.fields["verbs"]).choices = list(verbs.items())


class HookForm(_UnitForm, HookEditForm):
    """Một đăng ký nhận tin mới."""

    field_order = ("name", "url", "unit", "verbs")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["active"], self.fields["revision"]
        self.fields["unit"].label = _("Told of what this unit may see")
