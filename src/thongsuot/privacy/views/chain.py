"""What happened lately, by whom, and is the record whole? For who watches over the whole installation."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from thongsuot.documents.models import Document
from thongsuot.events.models import Event
from thongsuot.events.wording import VERBS, wording
from thongsuot.look.fields import DayField
from thongsuot.privacy import queries
from thongsuot.problems import Forbidden
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.rules import Right, Role

PAGE = 50
WATCHING = (Role.INSPECTOR, Role.ADMINISTRATOR)


class Chosen(forms.Form):
    """How the list is narrowed."""

    who = forms.CharField(label=_("Who (user name or key)"), required=False, max_length=60)
    verb = forms.ChoiceField(label=_("Act"), required=False)
    day = DayField(label=_("Day"), required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        acts = sorted(((verb, str(words)) for verb, words in VERBS.items()), key=lambda act: act[1])
        self.fields["verb"].choices = [("", _("All")), *acts]  # type: ignore[attr-defined]


@acting_in(Right.READ, Right.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def events(request: ActingRequest) -> HttpResponse:
    """The newest events; a POST checks the end of the chain."""
    if request.acting.unit.parent_id is not None or request.acting.role not in WATCHING:
        raise Forbidden
    form = Chosen(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    before = request.GET.get("before", "")
    rows = list(
        queries.events(
            chosen.get("who", "").strip(),
            chosen.get("verb", ""),
            chosen.get("day"),
            int(before) if before.isdecimal() else None,
        )[: PAGE + 1]
    )
    faults = queries.recent_faults() if request.method == "POST" else None
    facts = {
        "form": form,
        "active": sum(bool(value) for value in chosen.values()),
        "rows": _lines(request.acting, rows[:PAGE]),
        "older": rows[PAGE - 1].seq if len(rows) > PAGE else None,
        "faults": faults,
        "found": len(faults or ()),
        "shown": (faults or [])[:PAGE],
        "checked": queries.CHECKED,
        "reads": request.acting.reads,
    }
    return render(request, "privacy/events.html", facts)


def _lines(acting: Acting, rows: list[Event]) -> list[tuple[Event, str, str]]:
    """Each event with its act in words and its document's name, where the reader may see it; else it stays a key."""
    keys = {int(event.thread[9:]) for event in rows if event.thread.startswith("document:")}
    found = Document.objects.visible_to(acting).filter(pk__in=keys).only("kind", "symbol", "title")
    names = {f"document:{document.pk}": str(document) for document in found}
    return [(event, wording(event.verb), names.get(event.thread, "")) for event in rows]
