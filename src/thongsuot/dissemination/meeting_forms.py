"""What may be written into the forms of conferences? The plan, its agenda, venues, a session."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.dissemination.forms import AudienceForm
from thongsuot.dissemination.meetings import MOST_POINTS, Plan, Point
from thongsuot.dissemination.models import AgendaItem, Conference
from thongsuot.dissemination.naming import clauses_meant, clauses_written, document_meant, symbol_of
from thongsuot.dissemination.rules import clean_lines
from thongsuot.documents.models import Document
from thongsuot.look.fields import DayField
from thongsuot.units.access import Acting


class MeetingForm(forms.Form):
    """Hội nghị: tên, ngày giờ, nơi họp, biên bản."""

    title = forms.CharField(
        label=gettext_lazy("Name of the meeting"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    on = DayField(label=gettext_lazy("Day"))
    at = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%Hh"],
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "08:00", "maxlength": 5, "class": "day"}),
    )
    place = forms.CharField(label=gettext_lazy("Where it is held"), required=False, max_length=200)
    record = forms.CharField(
        label=gettext_lazy("Minutes of the meeting"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Symbol or address of the registered document."),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        self.acting = acting
        super().__init__(*args, **kwargs)

    def clean_record(self) -> Document | None:
        """The document itself."""
        return _document(self.acting, self.cleaned_data["record"])

    def plan(self, points: Iterable[Point]) -> Plan:
        """What was planned."""
        said = self.cleaned_data
        return Plan(said["title"], said["on"], said["at"], said["place"], tuple(points), said["record"])


class SessionForm(MeetingForm):
    """Buổi học tập, quán triệt do đơn vị tự tổ chức."""

    people = forms.IntegerField(label=gettext_lazy("People who took part"), min_value=1, max_value=1_000_000)
    clauses = forms.CharField(
        label=gettext_lazy("Only these clauses"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("As in “khoản 2 Điều 5; Điều 7”. Leave it empty for the whole document."),
    )


class PointForm(forms.Form):
    """Một nội dung của chương trình: văn bản hoặc tên, điều khoản, chức danh người trình bày, thời lượng."""

    document = forms.CharField(label=gettext_lazy("Document (symbol)"), required=False, max_length=120)
    clauses = forms.CharField(label=gettext_lazy("Clauses"), required=False, max_length=2000)
    title = forms.CharField(label=gettext_lazy("Or another subject"), required=False, max_length=1000)
    office = forms.CharField(label=gettext_lazy("Presenter's office, no name"), required=False, max_length=200)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=1000)

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        self.acting = acting
        super().__init__(*args, **kwargs)

    def clean_document(self) -> Document | None:
        """The document itself."""
        return _document(self.acting, self.cleaned_data["document"])

    def clean(self) -> dict[str, Any]:
        """The clauses must be there; a point needs a subject."""
        said = super().clean() or {}
        document = said.get("document")
        if said.get("clauses") and document is None and "document" not in self.errors:
            self.add_error("document", _("Say of which document these clauses are."))
        elif said.get("clauses") and document is not None:
            said["clauses"] = clauses_or_error(self, document, said["clauses"])
        if any(said.get(name) for name in ("office", "minutes")) and not (document or said.get("title") or self.errors):
            self.add_error("title", _("Say what is presented: a document or another subject."))
        return said

    def point(self) -> Point | None:
        """The point; None for an empty row."""
        said = self.cleaned_data
        if not said or not (said.get("document") or said.get("title")):
            return None
        title = "" if said["document"] else said["title"]
        return Point(said["document"], title, tuple(said["clauses"] or ()), said["office"], said["minutes"])


Points = formset_factory(PointForm, extra=2, max_num=MOST_POINTS, absolute_max=MOST_POINTS)


def points(formset: BaseFormSet[PointForm]) -> list[Point]:
    """The agenda that was typed, in its order."""
    return [point for form in formset if (point := form.point()) is not None]


def clauses_or_error(form: forms.Form, document: Document, written: str) -> list[str]:
    """The clauses somebody named; what is not there becomes an error of the field."""
    found, missing = clauses_meant(document, written)
    if missing:
        form.add_error("clauses", _("The document has no such clause: %(clauses)s.") % {"clauses": "; ".join(missing)})
    return found


def _document(acting: Acting, written: str) -> Document | None:
    if not written.strip():
        return None
    found = document_meant(acting, written)
    if found is None:
        raise forms.ValidationError(_("No document of this symbol is registered. Register it first, or look again."))
    return found


class VenuesForm(AudienceForm):
    """Điểm cầu: đơn vị, nhóm, hoặc địa điểm khác."""

    places = forms.CharField(
        label=gettext_lazy("Other places"),
        required=False,
        max_length=20_000,
        help_text=gettext_lazy("One on each line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_places(self) -> list[str]:
        """The places, each once."""
        return [line[:200] for line in clean_lines(self.cleaned_data["places"], 1000)]

    def clean(self) -> dict[str, Any]:
        """A place is enough."""
        return self.cleaned_data if self.cleaned_data.get("places") else super().clean()


class MaterialForm(forms.Form):
    """Tài liệu hội nghị: tên gọi, hoặc ký hiệu của văn bản đã đăng ký; the file itself is looked at by the view."""

    title = forms.CharField(label=gettext_lazy("What it is"), required=False, max_length=300)
    document = forms.CharField(
        label=gettext_lazy("Or a registered document"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Symbol or address of the registered document."),
    )
    unmarked = forms.BooleanField(
        label=gettext_lazy("I have looked at the papers: none of them bears a secrecy mark"), required=False
    )

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        self.acting = acting
        super().__init__(*args, **kwargs)

    def clean_document(self) -> Document | None:
        """The document itself."""
        return _document(self.acting, self.cleaned_data["document"])


class MinutesForm(forms.Form):
    """Kết luận của hội nghị, mỗi ý một dòng."""

    lines = forms.CharField(
        label=gettext_lazy("Conclusions"),
        max_length=50_000,
        help_text=gettext_lazy("One on each line: who does what, by when."),
        widget=forms.Textarea(attrs={"rows": 10, "lang": "vi"}),
    )

    def clean_lines(self) -> list[str]:
        """The conclusions, each once."""
        return list(clean_lines(self.cleaned_data["lines"], 500))


def shown(conference: Conference) -> dict[str, Any]:
    """A conference as its form shows it."""
    told = {name: getattr(conference, name) for name in ("title", "on", "at", "place", "revision")}
    return told | {"record": symbol_of(conference.record) if conference.record else ""}


def shown_points(items: Iterable[AgendaItem]) -> list[dict[str, Any]]:
    """An agenda as its form shows it."""
    return [
        {
            "document": symbol_of(item.document) if item.document else "", "title": item.title,
            "clauses": clauses_written(item.locs), "office": item.presenter_office, "minutes": item.minutes,
        }
        for item in items
    ]  # fmt: skip
