"""What may be written into the forms of lists of duties? Filters, and what is done with many rows."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thongsuot.documents.forms import choices
from thongsuot.documents.models import Document
from thongsuot.followup.bulk import ACTS, Told
from thongsuot.followup.listing import NAMES
from thongsuot.followup.models import Tally
from thongsuot.followup.tallying import Facet
from thongsuot.followup.wording import KINDS, STANDINGS
from thongsuot.look.fields import DayField, LongSelect
from thongsuot.units.access import Acting
from thongsuot.units.forms.choosing import UnitField
from thongsuot.units.models import Level, Unit
from thongsuot.units.rules import above

UNITS, DOCUMENTS = 200, 60
"""How many are offered; what the address names is offered too."""
MINE = {
    "lead": _("Led by my unit"),
    "given": _("Given by my unit"),
    "partner": _("My unit is a partner"),
    "monitor": _("My unit monitors"),
}
WAITS = {"question": _("A question waits for an answer"), "extension": _("More time was asked for")}
SHORT = {
    "valid": _("In force (neither on hold nor withdrawn)"),
    "open": _("Not completed"),
    "done": _("Completed"),
}


def standing_words() -> dict[str, Any]:
    """What may be asked for of standings, by the names that addresses use."""
    return {**SHORT, **{NAMES[one]: words for one, words in STANDINGS.items()}}


class DutyFilterForm(forms.Form):
    """Bộ lọc của danh sách nhiệm vụ; everything stands in the address."""

    words = forms.CharField(label=_("Words or symbol"), required=False, max_length=200)
    standing = forms.ChoiceField(label=_("Standing"), required=False)
    mine = forms.ChoiceField(label=_("My unit"), required=False)
    unit = forms.CharField(label=_("Led by (with the units below)"), required=False)
    assigner = forms.CharField(label=_("Given by"), required=False)
    level = forms.CharField(label=_("Level"), required=False)
    document = forms.CharField(label=_("Ordered by"), required=False)
    kind = forms.ChoiceField(label=_("Sort of duty"), required=False)
    due_from = DayField(label=_("Due from"), required=False)
    due_to = DayField(label=_("Due until"), required=False)

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = _("All")
        for name, words in (("standing", standing_words()), ("mine", MINE), ("kind", KINDS)):
            cast(forms.ChoiceField, self.fields[name]).choices = choices(words, every)
        below = list(Unit.objects.below(acting.path).order_by("level__rank", "path").values_list("pk", "name")[:UNITS])
        over = list(Unit.objects.filter(path__in=above(acting.path)[:-1]).order_by("path").values_list("pk", "name"))
        levels = [(level.pk, str(level)) for level in Level.objects.all()]
        offered = {
            "unit": below, "assigner": [*over, *below], "level": levels, "document": _documents(acting),
        }  # fmt: skip
        for name, rows in offered.items():
            asked = str(self.data.get(name) or "") if self.is_bound else ""
            self.fields[name].widget = LongSelect(choices=[("", every), *_with(name, rows, asked)])


def _documents(acting: Acting) -> list[tuple[int, str]]:
    """The documents that order most of what a unit and those below it lead."""
    kept = Tally.objects.filter(node=acting.unit_id, facet=Facet.TOTAL).exclude(key=0)
    keys = list(kept.order_by("-n", "key").values_list("key", flat=True)[:DOCUMENTS])
    rows = Document.objects.visible_to(acting).filter(pk__in=keys).only("kind", "symbol", "title")
    return [(row.pk, str(row)) for row in rows]


def _with(name: str, rows: list[tuple[int, str]], asked: str) -> list[tuple[str, str]]:
    offered = [(str(pk), text) for pk, text in rows]
    if asked.isdigit() and asked != "0" and len(asked) < 19 and all(key != asked for key, _text in offered):
        unit = Unit.objects.filter(pk=asked).first() if name in ("unit", "assigner") else None
        offered.append((asked, unit.name if unit else asked))
    return offered


class BulkForm(forms.Form):
    """Xử lý nhiều nhiệm vụ cùng lúc."""

    act = forms.ChoiceField(label=_("Act to carry out"))
    day = DayField(label=_("New deadline"), required=False, help_text=_("For a later deadline."))
    lead = UnitField(label=_("Unit that leads"), required=False, help_text=_("For duties given anew."))
    reason = forms.CharField(
        label=_("Reason or note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    override = forms.BooleanField(label=_("Withdraw also over open duties passed down"), required=False)

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["act"]).choices = [(name, act.words) for name, act in ACTS.items()]
        cast(UnitField, self.fields["lead"]).among(Unit.objects.on(timezone.localdate()).below(acting.path))

    def clean(self) -> dict[str, Any]:
        """What the act needs is there."""
        said = super().clean() or {}
        for name in ACTS[said["act"]].needs if said.get("act") in ACTS else ():
            if not said.get(name) and name not in self.errors:
                self.add_error(name, gettext("Fill this in for what is to be done."))
        return said

    def told(self) -> Told:
        """What is said with the act."""
        said = self.cleaned_data
        return Told(said["reason"].strip(), said["day"], said["lead"], said["override"])


class SheetForm(forms.Form):
    """Tệp Excel nhiệm vụ."""

    file = forms.FileField(
        label=_("Excel workbook (.xlsx)"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why duties are changed"), required=False, max_length=2000,
        help_text=_("Read by the units whose duties change; empty: “Imported from Excel”."),
    )  # fmt: skip
