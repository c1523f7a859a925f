"""How does an adopted text leave? As a page or Word file with the footnotes that official consolidated texts have."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from thongsuot.consolidations.actions import bench_of
from thongsuot.consolidations.models import Making
from thongsuot.consolidations.rules import State
from thongsuot.consolidations.telling import inputs
from thongsuot.documents.models import Document
from thongsuot.documents.views.detail import asked_day
from thongsuot.documents.views.files import TYPES
from thongsuot.documents.views.opening import opened
from thongsuot.problems import Problem
from thongsuot.units.doors import ActingRequest, reading
from vanban.out.edition import Edition, edition
from vanban.out.page import to_edition
from vanban.out.word import to_docx

FORMS = {"html": "text/html; charset=utf-8", "docx": TYPES["docx"]}


@reading
def official(request: ActingRequest, pk: int, form: str) -> HttpResponse:
    """The text of ``?on=``, or of the day it was adopted for, to be saved."""
    document = opened(request, pk)
    held = document.makings.filter(state=State.ADOPTED).first()
    if held is None or form not in FORMS:
        raise Http404
    made = _edition(request, document, held)
    raw = to_docx(made) if form == "docx" else to_edition(made).encode()
    day = made.result.as_of or held.as_of
    name = f"van-ban-hop-nhat-{document.pk}-{day.isoformat()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(raw, content_type=FORMS[form], headers=headers)


def _edition(request: ActingRequest, document: Document, held: Making) -> Edition:
    """Footnotes name every act: they are for those who may open all of them, as long as these are what was adopted."""
    bench = bench_of(document, held.as_of, request.acting)
    if inputs(bench) != held.told["inputs"]:
        raise Problem(
            _("The documents it was made of have changed, or you may not open all of them. Make the text again.")
        )
    day = asked_day(request)[1] or held.as_of
    return edition(bench.on(day), bench.base, list(bench.readings.values()))
