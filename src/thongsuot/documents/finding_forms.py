"""What may a person say of a finding? One form for each kind; what is left as it was stays as the reading has it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.documents.anchoring import count_words, find_words
from thongsuot.documents.referring import ref_of, ref_words
from thongsuot.documents.rules import Kind
from thongsuot.documents.telling import MODALITIES
from thongsuot.documents.wording import RELATIONS
from thongsuot.look.fields import DayField

Json = dict[str, Any]
Span = tuple[int, int]
SYMBOL_HELP = gettext_lazy("Its symbol, or its name where it has none")
PLACE_HELP = gettext_lazy("As texts write it: khoản 2 Điều 5")
LINES_HELP = gettext_lazy("One on each line")
MOST_REFS = 12
BY_HAND = "Người rà soát ấn định."


def area(rows: int = 2) -> forms.Textarea:
    """A field of some lines."""
    return forms.Textarea(attrs={"rows": rows, "lang": "vi"})


class FindingForm(forms.Form):
    """Từ ngữ của văn bản mà phát hiện dựa vào; the fields of a kind follow."""

    words = forms.CharField(
        label=gettext_lazy("Words of the text"),
        widget=area(3),
        help_text=gettext_lazy("Exactly as the text has them; spaces and line breaks do not matter"),
        max_length=20_000,
    )
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, text: str, payload: Json | None = None, near: int = 0, **kwargs: Any) -> None:
        self._text, self._payload, self._near = text, payload or {}, near
        kwargs["initial"] = self.particulars(self._payload) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in ("words", "start", "end")])

    def particulars(self, payload: Json) -> Json:
        """The fields' values of what a finding says."""
        return {}

    def payload(self) -> Json:
        """What the finding says now."""
        return dict(self._payload)

    def span(self) -> Span:
        """The words' place: where they were selected, else the place nearest to where the finding stood."""
        said = self.cleaned_data
        start, end = said.get("start"), said.get("end")
        if start is not None and end is not None and self._text[start:end].split() == said["words"].split():
            return start, end
        found = find_words(self._text, said["words"], self._near)
        assert found is not None
        return found

    def occurrences(self) -> int:
        """How often the words stand in the text."""
        return count_words(self._text, self.cleaned_data.get("words", ""))

    def clean_words(self) -> str:
        """The words have to stand in the text."""
        words: str = self.cleaned_data["words"]
        if find_words(self._text, words) is None:
            raise ValidationError(_("These words do not stand in the text. Copy them from the text on the left."))
        return words

    def referred(self, name: str, where: str) -> Json | None:
        """The reference in two fields; an error at the place where it cannot be understood."""
        found = ref_of(self.cleaned_data.get(name) or "", self.cleaned_data.get(where) or "")
        if found is None:
            self.add_error(where, _("Write the place as texts do, for example: khoản 2 Điều 5."))
        return found


class RelationForm(FindingForm):
    """Quan hệ: văn bản này làm gì với văn bản khác."""

    kind = forms.ChoiceField(label=gettext_lazy("Relation"), choices=list(RELATIONS.items()))
    doc = forms.CharField(label=gettext_lazy("Other document"), help_text=SYMBOL_HELP, max_length=300)
    where = forms.CharField(label=gettext_lazy("Place in it"), help_text=PLACE_HELP, required=False, max_length=200)

    def particulars(self, payload: Json) -> Json:
        """The kind and the other document."""
        name, where = ref_words(payload) if payload.get("doc") else ("", "")
        return {"kind": payload.get("kind") or "replaces", "doc": name, "where": where}

    def clean(self) -> Json:
        """The other document as readings have it."""
        said: Json = super().clean() or {}
        said["ref"] = self.referred("doc", "where") if said.get("doc") else None
        return said

    def payload(self) -> Json:
        """The relation."""
        said, old = self.cleaned_data, dict(self._payload)
        if not {"doc", "where"} & set(self.changed_data):
            return {**old, "kind": said["kind"]}
        ref = {key: said["ref"].get(key) for key in ("doc", "loc", "type", "date", "title")}
        return {"from": None, "own_loc": None, **old, **ref, "kind": said["kind"]}


class ObligationForm(FindingForm):
    """Nhiệm vụ: ai làm gì, phối hợp với ai, sản phẩm, thời hạn."""

    lead = forms.CharField(label=gettext_lazy("In the lead"), widget=area(2), help_text=LINES_HELP, required=False)
    action = forms.CharField(label=gettext_lazy("What is to be done"), widget=area(3), max_length=4000)
    partners = forms.CharField(
        label=gettext_lazy("Together with"), widget=area(2), help_text=LINES_HELP, required=False
    )
    product = forms.CharField(label=gettext_lazy("Product"), required=False, max_length=500)
    deadline = forms.CharField(label=gettext_lazy("Deadline as the text has it"), required=False, max_length=300)
    due = DayField(label=gettext_lazy("Last day in time"), required=False)
    modality = forms.ChoiceField(label=gettext_lazy("Kind of duty"), choices=list(MODALITIES.items()))

    def particulars(self, payload: Json) -> Json:
        """Who, what, with whom, by when."""
        limit = payload.get("deadline") or {}
        return {
            "lead": "\n".join(payload.get("lead") or ()),
            "action": payload.get("action") or "",
            "partners": "\n".join(payload.get("partners") or ()),
            "product": payload.get("product") or "",
            "deadline": limit.get("text") or "",
            "due": DayField().to_python(limit.get("due") or limit.get("date") or ""),
            "modality": payload.get("modality") or "order",
        }

    def payload(self) -> Json:
        """The obligation."""
        said, old = self.cleaned_data, dict(self._payload)
        fields = {
            "lead": _lines(said["lead"]),
            "action": said["action"],
            "partners": _lines(said["partners"]),
            "product": said["product"] or None,
            "modality": said["modality"],
        }
        return (
            {"source": "sentence", "executor": [], "inherited": False, "about": [], "deadline": None}
            | old
            | fields
            | {"deadline": self._limit(old.get("deadline"))}
        )

    def _limit(self, old: Json | None) -> Json | None:
        """The deadline; one that was left alone keeps how it was come by."""
        said = self.cleaned_data
        if not {"deadline", "due"} & set(self.changed_data):
            return old
        if not said["deadline"] and not said["due"]:
            return None
        if "due" not in self.changed_data and old:
            return {**old, "text": said["deadline"]}
        day = said["due"].isoformat() if said["due"] else None
        kind = "on" if day else "vague"
        return {"kind": kind, "text": said["deadline"], "date": day, "due": day, "rule": None, "working": BY_HAND}


class CitationForm(FindingForm):
    """Viện dẫn: các văn bản và chỗ được dẫn."""

    def __init__(self, *args: Any, payload: Json | None = None, **kwargs: Any) -> None:
        super().__init__(*args, payload=payload, **kwargs)
        refs = (payload or {}).get("refs") or []
        self.count = min(MOST_REFS, len(refs) + 1)
        for n in range(self.count):
            known = ref_words(refs[n]) if n < len(refs) else ("", "")
            number = f" {n + 1}" if self.count > 1 else ""
            self.fields[f"doc{n}"] = forms.CharField(
                label=_("Cited document") + number, help_text=SYMBOL_HELP if not n else "", required=not n,
                max_length=300, initial=known[0],
            )  # fmt: skip
            self.fields[f"where{n}"] = forms.CharField(
                label=_("Place in it") + number, help_text=PLACE_HELP if not n else "", required=False,
                max_length=200, initial=known[1],
            )  # fmt: skip
        self.order_fields([name for name in self.fields if name not in ("words", "start", "end")])

    def clean(self) -> Json:
        """The references as readings have them."""
        said: Json = super().clean() or {}
        old, refs = self._payload.get("refs") or [], list[Json]()
        for n in range(self.count):
            if not said.get(f"doc{n}"):
                continue
            if n < len(old) and not {f"doc{n}", f"where{n}"} & set(self.changed_data):
                refs.append(old[n])
            elif (ref := self.referred(f"doc{n}", f"where{n}")) is not None:
                refs.append(ref)
        said["refs"] = refs
        return said

    def payload(self) -> Json:
        """The citation."""
        return {**self._payload, "refs": self.cleaned_data["refs"]}


class EventForm(FindingForm):
    """Hội nghị: tên, ngày, nơi, cơ quan tổ chức."""

    name = forms.CharField(label=gettext_lazy("Name"), widget=area(2), max_length=1000)
    date = DayField(label=gettext_lazy("Day"), required=False)
    place = forms.CharField(label=gettext_lazy("Held at"), required=False, max_length=300)
    organiser = forms.CharField(label=gettext_lazy("Organiser"), required=False, max_length=300)

    def particulars(self, payload: Json) -> Json:
        """What, when, where, by whom."""
        words = {name: payload.get(name) or "" for name in ("name", "place", "organiser")}
        return {**words, "date": DayField().to_python(payload.get("date") or "")}

    def payload(self) -> Json:
        """The conference."""
        said = self.cleaned_data
        words = {name: said[name] or None for name in ("name", "place", "organiser")}
        day = said["date"].isoformat() if said["date"] else None
        return {"kind": "study-conference", "agenda": [], **self._payload, **words, "date": day}


FORMS: dict[str, type[FindingForm]] = {
    Kind.RELATION: RelationForm,
    Kind.OBLIGATION: ObligationForm,
    Kind.EVENT: EventForm,
    Kind.CITATION: CitationForm,
}


def _lines(written: str) -> list[str]:
    return [line.strip() for line in written.splitlines() if line.strip()]
