"""What of a unit's work rests on words that changed? A list by what its address asks for."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thongsuot.documents.models import Document
from thongsuot.documents.queries import seen_among
from thongsuot.documents.wording import place_name
from thongsuot.look.shapes import Link, Tab
from thongsuot.suspects import queries
from thongsuot.suspects.access import may_decide
from thongsuot.suspects.forms import DecideForm
from thongsuot.suspects.models import Suspect
from thongsuot.suspects.queries import Asked
from thongsuot.suspects.rules import How
from thongsuot.suspects.showing import Line, line, named
from thongsuot.suspects.views.changes import told
from thongsuot.suspects.views.opening import asked
from thongsuot.suspects.wording import DECISIONS, THINGS
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.models import Unit

SIZE = 50
KEPT = ("show", "change", "document", "unit", "clause")
"""What stays in the address when the list is filtered."""


class FilterForm(forms.Form):
    """What the list can be narrowed to."""

    decision = forms.ChoiceField(label=gettext_lazy("Decision"), required=False)
    thing = forms.ChoiceField(label=gettext_lazy("What rests on the words"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        decided = [(key, words) for key, words in DECISIONS.items() if key]
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            ("open", _("Not decided")), ("decided", _("Decided")), ("todo", _("Decided and not done yet")),
            ("", _("All")), *decided,
        ]  # fmt: skip
        self.fields["thing"].choices = [("", _("All")), *THINGS.items()]  # type: ignore[attr-defined]


@reading
def suspects(request: ActingRequest) -> HttpResponse:
    """What rests on words that changed: of one's own unit, or with ``?show=all`` of those below it too."""
    acting, wanted = request.acting, asked(request.GET)
    keys = queries.listed(acting, wanted).order_by("-change_id", "unit__path", "pk").values_list("pk", flat=True)
    page = Paginator(keys, SIZE).get_page(request.GET.get("page"))
    printed = lines(queries.loaded(page), acting)
    context = {
        "page": page, "lines": printed, "tabs": _tabs(request, wanted), "about": _about(wanted, acting),
        "chooses": any(each.mine for each in printed), "decide": _form(printed),
        "next": request.get_full_path(),
        "form": FilterForm({"decision": wanted.decision, "thing": wanted.thing}), "active": _active(wanted),
        "hidden": [(name, request.GET[name]) for name in KEPT if request.GET.get(name)],
        "clear_url": reverse("suspects"), "crumbs": [Link(_("To be reviewed"))],
    }  # fmt: skip
    return render(request, "suspects/list.html", context)


def _form(printed: list[Line]) -> DecideForm:
    """The form for the selected ones; it asks whether to follow moved words where any moved."""
    moves = any(each.mine and each.row.how == How.RENUMBERED and each.to for each in printed)
    return DecideForm(many=True, moves=moves, auto_id="decide-%s")


def lines(rows: list[Suspect], acting: Acting) -> list[Line]:
    """Suspects as lists print them; one query for what the reader may see."""
    seen = seen_among(acting, [row.change.document_id for row in rows])
    return [line(row, acting, seen, not row.decision and may_decide(acting, row)) for row in rows]


def _active(wanted: Asked) -> int:
    return sum((wanted.decision != "open", bool(wanted.thing)))


def _tabs(request: ActingRequest, wanted: Asked) -> list[Tab]:
    """One's own and those below, with what else the address asks for."""
    kept = {name: str(value) for name, value in request.GET.items() if name not in ("show", "page", "unit")}
    here = reverse("suspects")

    def url(**more: str) -> str:
        query = urlencode(kept | more)
        return f"{here}?{query}" if query else here

    return [
        Tab(_("Of my unit"), url(), wanted.mine), Tab(_("With the units below"), url(show="all"), not wanted.mine),
    ]  # fmt: skip


def _about(wanted: Asked, acting: Acting) -> list[str]:
    """What the list is narrowed to, in words: as far as the reader may see what the address names."""
    out = []
    if wanted.change:
        change = queries.changes(acting).filter(pk=wanted.change).first()
        if change is not None:
            seen = seen_among(acting, [change.document_id, change.successor_id])
            out += [named(change.document, seen), told(change, seen)]
    if wanted.document:
        out += [str(one) for one in Document.objects.visible_to(acting).filter(pk=wanted.document)]
    if wanted.unit:
        out += [unit.name for unit in Unit.objects.below(acting.path).filter(pk=wanted.unit)]
    if wanted.loc:
        out.append(place_name(wanted.loc))
    return out
