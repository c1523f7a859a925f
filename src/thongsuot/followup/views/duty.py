"""Where does one duty come from, where does it stand, what was said and shown of it, what may one do now?"""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from thongsuot.documents.models import Document
from thongsuot.documents.views.history import moments
from thongsuot.documents.wording import said
from thongsuot.followup import showing
from thongsuot.followup.due import note
from thongsuot.followup.inherited import inherited
from thongsuot.followup.models import Assignment, Evidence
from thongsuot.followup.proposing import proposed
from thongsuot.followup.rules import Decision, Kind, Take, Verdict
from thongsuot.followup.showing import Told
from thongsuot.followup.step_forms import SayForm
from thongsuot.followup.views.opening import opened, rights
from thongsuot.followup.wording import DECISION_BADGES, DECISIONS, EVERY, KINDS, VERDICT_BADGES, VERDICTS
from thongsuot.programmes.access import may_read as may_read_programme
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, reading


@reading
def duty(request: ActingRequest, pk: int) -> HttpResponse:
    """A duty; ``?below=`` turns the pages of what was passed down, ``?reports=`` those of its reports."""
    held, acting, today = opened(request, pk), request.acting, timezone.localdate()
    page, told = showing.reports(held, acting, request.GET.get("reports"))
    last = held.reports.select_related("confirmation").first() if page.number > 1 else (told[0].row if told else None)
    extensions = showing.extensions(held)
    asked = next((row for row in extensions if row.state == Decision.ASKED), None)
    may = rights(acting, held, last, asked)
    source = showing.origin(held, acting)
    parts = list(held.parts.select_related("unit").order_by("unit__path"))
    context = {
        "duty": held, "crumbs": showing.way(held, source, acting), "origin": source, "may": may,
        "inherited": inherited(held),
        "stands": showing.stands(held, today), "kind": said(KINDS, held.kind), "regular": held.kind == Kind.REGULAR,
        "every": said(EVERY, held.recurrence.every) if held.recurrence else "",
        "partners": [part.unit for part in parts if part.take == Take.PARTNER],
        "monitors": [part.unit for part in parts if part.take == Take.MONITOR],
        "due_note": note(held.due_on, held.due_working), "extended": held.original_due != held.due_on,
        "programme": _programme(held, acting), "tree": showing.tree(held, acting, request.GET.get("below"), today),
        "reports": told, "report_page": page,
        "extensions": [(row, said(DECISIONS, row.state), DECISION_BADGES[Decision(row.state)]) for row in extensions],
        "asked": asked, "talks": (talks := showing.talks(held, acting)),
        "older": sum(1 + len(one.answers) for one in talks) >= showing.TALKS, "say": SayForm(auto_id="say-%s"),
        "proposed": offered(held, told, acting) if may.report else (),
        "verdicts": {str(one): (str(VERDICTS[one]), VERDICT_BADGES[one]) for one in Verdict},
        "moments": moments(f"assignment:{held.pk}", acting),
    }  # fmt: skip
    answer = render(request, "followup/duty.html", context)
    if held.restricted:
        answer["Cache-Control"] = "private, no-store"
    return answer


def offered(held: Assignment, told: list[Told], acting: Acting) -> Sequence[Document]:
    """Registered documents that its product or its reports mention and that show nothing yet: a proposal."""
    words = [text for one in told for _name, text in one.headings]
    known = Evidence.objects.filter(report__assignment=held, document__isnull=False).values_list("document", flat=True)
    return proposed(held, words, known, acting)


def _programme(held: Assignment, acting: Acting) -> object | None:
    """The programme whose item it carries out, for who may see it."""
    programme = held.item.programme if held.item else None
    return programme if programme is not None and may_read_programme(acting, programme) else None
