"""How far is a document? Numbers that open their lists, and what can be done about those who are silent."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.dissemination import actions, funnel, queries, sheets
from thongsuot.dissemination.access import may_pass_on, may_recall, may_receive, may_send
from thongsuot.dissemination.models import Acknowledgement, Delivery
from thongsuot.dissemination.rows import DeliveryRows, Number, numbers_row
from thongsuot.dissemination.rules import SILENT, Cell, Part, Tally, tally
from thongsuot.dissemination.views.asking import keys, own, unit_below
from thongsuot.dissemination.wording import DEFINITIONS, PARTS
from thongsuot.documents.models import Document
from thongsuot.documents.views.detail import crumbs
from thongsuot.documents.views.opening import opened
from thongsuot.documents.wording import said
from thongsuot.look.shapes import Link
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.models import Level, Unit
from thongsuot.units.rules import Right

SIZE = 50
BRANCHES = 25
BARS = (Part.SENT, Part.RECEIVED, Part.NOTED, Part.STUDIED)
COLUMNS = (
    Part.SENT, Part.WAITING, Part.RETURNED, Part.RECEIVED, Part.UNNOTED, Part.NOTED, Part.UNSTUDIED, Part.STUDIED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list of the page was asked for."""

    part: Part
    top: Unit
    level: int

    def numbers(self, counted: Tally, shown: Iterable[Part], level: int, below: int) -> list[Number]:
        """Numbers with the addresses of their lists."""
        out = []
        for part in shown:
            query = f"?part={part}" + (f"&level={level}" if level else "") + f"&below={below}#list"
            here = (part, level, below) == (self.part, self.level, self.top.pk)
            share = round(100 * counted[part] / counted[Part.SENT]) if counted[Part.SENT] else 0
            out.append(Number(part, said(PARTS, part), counted[part], query, share, here))
        return out


@reading
def document(request: ActingRequest, pk: int) -> HttpResponse:
    """The funnel of a document below the reader's unit, or below one under it."""
    shown = opened(request, pk)
    asked = _asked(request)
    rows = funnel.standing(shown.pk, request.acting, asked.top.path or "")
    cells = funnel.cells(rows, asked.top.path or "")
    listed = Paginator(funnel.chosen(rows, asked.part, asked.level), SIZE)
    sends, page = may_send(request.acting, shown), listed.get_page(request.GET.get("page"))
    select = request.acting.bears(Right.SEND)
    branches = Paginator(_branches(cells), BRANCHES).get_page(request.GET.get("branch"))
    context = {
        "document": shown,
        "crumbs": crumbs(shown, Link(_("Sending and study"))),
        "bars": asked.numbers(tally(cells), BARS, 0, asked.top.pk),
        "columns": [said(PARTS, part) for part in COLUMNS],
        "levels": _levels(asked, cells),
        "branches": _branch_rows(asked, branches.object_list),
        "branch_pages": branches,
        "asked": asked,
        "asked_words": said(PARTS, asked.part),
        "asked_level": Level.objects.filter(pk=asked.level).first() if asked.level else None,
        "page": page,
        "rows": DeliveryRows(request.acting.unit_id, select=select).write(list(page)),
        "definitions": [(said(PARTS, part), words) for part, words in DEFINITIONS.items()],
        "may_send": sends or may_pass_on(request.acting, shown),
        "may_recall": select,
        "reported": queries.reported(shown),
        "silent": asked.part in SILENT,
        **_ours(request, own(request).filter(document=shown)),
    }
    return render(request, "dissemination/document.html", context)


@reading
def sheet(request: ActingRequest, pk: int) -> HttpResponse:
    """The list that was asked for, whole, as a workbook."""
    shown, asked = opened(request, pk), _asked(request)
    rows = funnel.standing(shown.pk, request.acting, asked.top.path or "")
    return sheets.answer(sheets.recipients(funnel.chosen(rows, asked.part, asked.level)), f"noi-nhan-{pk}.xlsx")


def _asked(request: ActingRequest) -> Asked:
    part, level = request.GET.get("part", ""), request.GET.get("level", "")
    return Asked(
        Part(part) if part in set(Part) else Part.SENT,
        unit_below(request.acting, request.GET.get("below", "")),
        int(level) if level.isdecimal() and len(level) < 9 else 0,
    )


def _levels(asked: Asked, cells: list[Cell]) -> list[SafeString]:
    there = {cell.level for cell in cells}
    return [
        numbers_row(str(level), "", asked.numbers(tally(_of(cells, level.pk)), COLUMNS, level.pk, asked.top.pk))
        for level in Level.objects.filter(pk__in=there)
    ]


def _of(cells: list[Cell], level: int) -> list[Cell]:
    return [cell for cell in cells if cell.level == level]


def _branches(cells: list[Cell]) -> list[tuple[int, str, list[Cell]]]:
    """The branches directly below, where one of them holds more than itself, in the order of lists."""
    counts: dict[int, list[Cell]] = {}
    for cell in cells:
        if cell.branch:
            counts.setdefault(int(cell.branch), []).append(cell)
    if not any(sum(cell.n for cell in inside) > 1 for inside in counts.values()):
        return []
    units = Unit.objects.filter(pk__in=counts).order_by("level__rank", "position", "sort_key")
    return [(pk, name, counts[pk]) for pk, name in units.values_list("pk", "name")]


def _branch_rows(asked: Asked, branches: Iterable[tuple[int, str, list[Cell]]]) -> list[SafeString]:
    return [
        numbers_row(name, f"?below={pk}", asked.numbers(tally(inside), COLUMNS, 0, pk)) for pk, name, inside in branches
    ]


def _ours(request: ActingRequest, rows: QuerySet[Delivery]) -> dict[str, object]:
    """What the reader's own unit has to do with the document."""
    mine = rows.order_by("-pk").first()
    acting = request.acting
    given = _given(mine, acting.unit_id) if mine else []
    noted = next((one for one in given if mine and one.version_id == mine.version_id), None)
    return {
        "mine": mine,
        "noted": noted,
        "carried": given[-1] if given and not noted else None,
        "may_receive": mine is not None and may_receive(acting, mine) and mine.state == "sent",
        "may_note": mine is not None and mine.state == "received" and not noted and acting.bears(Right.APPROVE),
        "may_record": any(acting.bears(right) for right in (Right.DRAFT, Right.APPROVE, Right.SEND)),
    }


def _given(mine: Delivery, unit: int) -> list[Acknowledgement]:
    """A unit's acknowledgements that hold for the version it was sent, the newest last."""
    same = funnel.holding([mine.document_id]).get(mine.version_id, frozenset({mine.version_id}))
    return list(Acknowledgement.objects.filter(unit=unit, version__in=same).order_by("pk"))


@require_POST
@acting_in(Right.SEND)
def recall(request: ActingRequest, pk: int) -> HttpResponse:
    """Take the chosen deliveries back."""
    shown = opened(request, pk)
    rows = Delivery.objects.visible_to(request.acting).filter(document=shown, pk__in=keys(request.POST.getlist("pk")))
    chosen = [row for row in rows.select_related("sender", "document__unit") if may_recall(request.acting, row)]
    n = actions.recall(chosen, request.POST.get("reason", "")[:1000], by=request.acting)
    messages.success(request, _("Recalled from %(n)s units.") % {"n": n})
    return redirect("dissemination-document", pk=pk)


@require_POST
@acting_in(Right.SEND)
def remind(request: ActingRequest, pk: int) -> HttpResponse:
    """Remind those who are silent."""
    shown = opened(request, pk)
    written = request.POST.get("part", "")
    part = Part(written) if written in SILENT else Part.WAITING
    n = actions.remind(shown, part, by=request.acting)
    said_ = _("%(n)s units were reminded.") if n else _("Nobody was left to remind: each unit is reminded once a day.")
    messages.success(request, said_ % {"n": n})
    return redirect(f"{reverse('dissemination-document', args=[pk])}?part={part}")


@require_POST
@acting_in(Right.APPROVE)
def acknowledge(request: ActingRequest, pk: int) -> HttpResponse:
    """The head states that the unit has taken note of the version it received."""
    shown: Document = opened(request, pk)
    actions.acknowledge(shown, by=request.acting)
    messages.success(request, _("Your unit has taken note of this version."))
    return redirect("dissemination-document", pk=pk)
