"""How is the notice of a conference's conclusions taken along as a Word file, before and after it is registered?"""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from thongsuot.dissemination import concluding
from thongsuot.dissemination.access import may_plan
from thongsuot.dissemination.meeting_forms import MinutesForm
from thongsuot.dissemination.models import Conference
from thongsuot.dissemination.views.conferences import opened
from thongsuot.documents.models import Document
from thongsuot.followup.notice import NAME, paper
from thongsuot.problems import Forbidden, Problem
from thongsuot.programmes.views.moves import word
from thongsuot.units.access import may
from thongsuot.units.doors import ActingRequest, reading
from thongsuot.units.rules import Right


@reading
def notice(request: ActingRequest, pk: int) -> HttpResponse:
    """What was concluded, and what is typed and not registered yet."""
    found = opened(request, pk)
    minutes = _minutes(request, found)
    if minutes is None and not (
        may_plan(request.acting, found.unit) or may(request.acting, Right.REGISTER, found.unit)
    ):
        raise Forbidden
    form = MinutesForm(request.POST) if request.method == "POST" else None
    typed = form.cleaned_data["lines"] if form is not None and form.is_valid() else []
    symbol = (minutes.symbol or "") if minutes else ""
    return word(paper(found, [*concluding.told(minutes), *typed], symbol).raw, NAME)


def _minutes(request: ActingRequest, found: Conference) -> Document | None:
    """The minutes; 404 where they are not the reader's to see. Those that came as a file are their own paper."""
    if found.record_id is None:
        return None
    if not concluding.written_here(found.record):
        raise Problem(_("The minutes came as a file: open the document itself."))
    seen = Document.objects.visible_to(request.acting).select_related("current")
    minutes = seen.filter(pk=found.record_id).first()
    if minutes is None:
        raise Http404
    return minutes
