"""What was frozen, is it still what was sealed, and what differs between two? Snapshots and their differences."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thongsuot.dashboard import comparing, freezing
from thongsuot.dashboard.access import may_freeze
from thongsuot.dashboard.board import Links, Names, board
from thongsuot.dashboard.differing import Why
from thongsuot.dashboard.frozen import from_json
from thongsuot.dashboard.live import DOCUMENTS
from thongsuot.dashboard.models import Difference, Snapshot
from thongsuot.dashboard.rules import Figures
from thongsuot.dashboard.views.asking import Asked, kind_of
from thongsuot.dashboard.views.figures import names
from thongsuot.dashboard.wording import WHYS, definitions
from thongsuot.events.wording import wording
from thongsuot.followup.rules import Kind, Standing
from thongsuot.followup.wording import KINDS, STANDINGS
from thongsuot.followup.written import number
from thongsuot.look.shapes import Link, Tab
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.models import Unit
from thongsuot.units.rules import Right

SIZE = 50


class FreezeForm(forms.Form):
    """The period, and what is said of it."""

    since = forms.DateField(label=gettext_lazy("From"), input_formats=["%d/%m/%Y", "%Y-%m-%d"])
    until = forms.DateField(label=gettext_lazy("To"), input_formats=["%d/%m/%Y", "%Y-%m-%d"])
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)
    corrects = forms.ModelChoiceField(
        Snapshot.objects.none(), label=gettext_lazy("It corrects"), required=False,
        empty_label=gettext_lazy("no other snapshot"),
    )  # fmt: skip

    def __init__(self, node: Unit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["corrects"]
        field.queryset = Snapshot.objects.filter(node=node).exclude(sha256="").select_related("node")


@reading
def snapshots(request: ActingRequest) -> HttpResponse:
    """The snapshots of a unit and those below it; two of one unit can be compared."""
    asked = Asked(request)
    rows = (
        Snapshot.objects.visible_to(request.acting).select_related("node", "corrects").defer("once", "regular", "names")
    )
    if request.GET.get("unit"):
        rows = rows.filter(node=asked.node)
    earlier = Snapshot.objects.visible_to(request.acting).filter(pk=number(request.GET.get("earlier")) or 0).first()
    if earlier is not None:
        rows = rows.filter(node=earlier.node_id).exclude(pk=earlier.pk).exclude(sha256="")
    context = {
        "page": Paginator(rows, SIZE).get_page(request.GET.get("page")),
        "node": asked.node,
        "earlier": earlier,
        "may_freeze": may_freeze(request.acting, asked.node),
        "crumbs": [Link(_("Figures"), reverse("dashboard")), Link(_("Snapshots"))],
    }
    return render(request, "dashboard/snapshots.html", context)


@acting_in(Right.CONFIRM)
def freeze(request: ActingRequest) -> HttpResponse:
    """Freeze the figures of a unit at the end of a period."""
    asked, today = Asked(request), timezone.localdate()
    first = today.replace(day=1)
    initial = {"since": f"{first:%d/%m/%Y}", "until": f"{today:%d/%m/%Y}"}
    form = FreezeForm(asked.node, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = freezing.freeze(
            asked.node, told["since"], told["until"], note=told["note"], corrects=told["corrects"], by=request.acting
        )  # fmt: skip
        messages.success(request, _("The figures are being frozen. This takes a moment."))
        return redirect("snapshot", pk=made.pk)
    crumbs = [
        Link(_("Figures"), reverse("dashboard")),
        Link(_("Snapshots"), reverse("snapshots")),
        Link(_("Freeze figures")),
    ]
    context = {"form": form, "node": asked.node, "crumbs": crumbs}
    return render(request, "dashboard/freeze.html", context, status=422 if form.errors else 200)


def opened(request: ActingRequest, pk: int) -> Snapshot:
    """The snapshot of an address; 404 where there is none or it is not his to see."""
    found = (
        Snapshot.objects.visible_to(request.acting).select_related("node", "corrects", "asked_by").filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    return found


@reading
def snapshot(request: ActingRequest, pk: int) -> HttpResponse:
    """The figures as they were frozen."""
    held = opened(request, pk)
    context: dict[str, Any] = {
        "snapshot": held,
        "crumbs": [
            Link(_("Figures"), reverse("dashboard")),
            Link(_("Snapshots"), reverse("snapshots")),
            Link(str(held)),
        ],
        "report_url": f"{reverse('dashboard-report')}?{urlencode({'snapshot': held.pk})}",
    }
    if held.sha256:
        kind = kind_of(request.GET)
        figures = shown(held, kind)
        links = Links(reverse("snapshot-duties", args=[pk]), {"unit": held.node_id, "kind": kind})
        called = frozen_names(request, held, figures)
        tabs = [Tab(str(KINDS[one]), f"?kind={one}", one == kind) for one in Kind]
        context |= board(figures, links, called, held.node_id, kind, held.until) | {"tabs": tabs}
    return render(request, "dashboard/snapshot.html", context)


def shown(held: Snapshot, kind: str) -> Figures:
    """The figures of a kind, with the documents that have most."""
    return from_json(held.regular if kind == Kind.REGULAR else held.once).most(DOCUMENTS)


def frozen_names(request: ActingRequest, held: Snapshot, figures: Figures) -> Names:
    """Units and levels as they were called then."""
    now = names(request.acting, Figures(documents=figures.documents))
    units, levels = ({int(pk): name for pk, name in held.names[what].items()} for what in ("units", "levels"))
    return Names(units, levels, now.documents)


@require_POST
@reading
def verify(request: ActingRequest, pk: int) -> HttpResponse:
    """Whether it is what was sealed."""
    held = opened(request, pk)
    if held.sha256 and freezing.whole(held):
        messages.success(request, _("The snapshot is what was sealed: %(sha)s") % {"sha": held.sha256})
    else:
        messages.error(request, _("The snapshot is not what was sealed. Tell who runs this installation."))
    return redirect("snapshot", pk=pk)


@reading
def difference(request: ActingRequest, pk: int, later: int) -> HttpResponse:
    """What differs between two snapshots of a unit, task by task."""
    one, two = opened(request, pk), opened(request, later)
    if one.node_id != two.node_id or one.pk == two.pk or not (one.sha256 and two.sha256):
        raise Http404
    if two.moment < one.moment:
        return redirect("snapshot-difference", pk=two.pk, later=one.pk)
    found = comparing.ask(one, two)
    crumbs = [
        Link(_("Snapshots"), reverse("snapshots")),
        Link(str(two), reverse("snapshot", args=[two.pk])),
        Link(_("Difference")),
    ]
    context: dict[str, Any] = {"difference": found, "earlier": one, "later": two, "crumbs": crumbs}
    if found.ready:
        context |= _explained(request, found)
    return render(request, "dashboard/difference.html", context)


def _explained(request: ActingRequest, found: Difference) -> dict[str, Any]:
    reasons = [Why(why) for why in found.counts]
    written = request.GET.get("why", "")
    why = Why(written) if written in found.counts else next(iter(reasons), None)
    page = max(number(request.GET.get("page")) or 1, 1)
    changes = comparing.page(found, why, (page - 1) * SIZE, SIZE) if why else []
    told = comparing.explained(found, changes, request.acting)
    units = {row.lead for change in changes for row in (change.before, change.after) if row}
    n = found.counts.get(why, 0) if why else 0
    return {
        "reasons": [(one, str(WHYS[one]), found.counts[one], one == why) for one in reasons],
        "why": str(WHYS[why]) if why else "",
        "n": n,
        "lines": [(each, _stood(each.change.before), _stood(each.change.after)) for each in told],
        "events": {each.event.seq: wording(each.event.verb) for each in told if each.event},
        "units": dict(Unit.objects.filter(pk__in=units).values_list("pk", "name")),
        "moves": [(_named(old), _named(new), n) for old, new, n in found.moves],
        "previous": page - 1,
        "following": page + 1 if page * SIZE < n else 0,
        "definitions": definitions(),
    }


def _stood(row: Any) -> dict[str, Any]:
    return {"said": str(STANDINGS[row.standing]), "due": row.due, "lead": row.lead} if row else {}


def _named(standing: int) -> str:
    return str(STANDINGS[Standing(standing)]) if standing else _("not counted")
