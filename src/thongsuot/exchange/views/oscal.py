"""What do programs get of a directive as OSCAL? The same addresses for people who save them and for API keys."""

from django.http import Http404, HttpResponse, JsonResponse

from thongsuot.api.documents import seen
from thongsuot.api.doors import called
from thongsuot.api.tokens import ApiRequest
from thongsuot.documents.models import Document, Version
from thongsuot.exchange import facts, oscal
from thongsuot.programmes.models import Programme
from thongsuot.units.models import Unit


def _read(request: ApiRequest, pk: int) -> tuple[Document, Version]:
    document = seen(request.acting, pk)
    if document.current is None or not document.current.text:
        raise Http404
    return document, document.current


def _saved(value: oscal.Json, name: str) -> HttpResponse:
    answer = JsonResponse(value, json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


@called()
def catalog(request: ApiRequest, pk: int) -> HttpResponse:
    """The clauses of a document."""
    document, version = _read(request, pk)
    head = facts.head_of(document, version)
    return _saved(oscal.catalog(head, facts.controls(document, version)), f"catalog-{pk}")


@called()
def profile(request: ApiRequest, pk: int, unit: int) -> HttpResponse:
    """Which clauses apply to a unit: one's own or one below it."""
    document, version = _read(request, pk)
    found = Unit.objects.below(request.acting.path).filter(pk=unit).first()
    if found is None:
        raise Http404
    locs, gone = facts.applying(document, found)
    return _saved(oscal.profile(facts.head_of(document, version), found.name, locs, gone), f"profile-{pk}-{unit}")


@called()
def component(request: ApiRequest, pk: int) -> HttpResponse:
    """A programme."""
    rows = Programme.objects.visible_to(request.acting).select_related("unit", "answers__current", "version", "issued")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    version = found.version or found.answers.current
    if version is None:
        raise Http404
    head = facts.head_of(found.answers, version)
    own = oscal.Head(f"{head.name}|{found.unit.code}|{found.pk}", str(found), str(found.revision), found.created_at)
    return _saved(oscal.component(head, own, found.unit.name, facts.requirements(found)), f"component-{pk}")


@called()
def plan(request: ApiRequest, pk: int) -> HttpResponse:
    """The overdue duties of a document; 404 where there is none, for such a plan cannot be empty."""
    document, version = _read(request, pk)
    duties = facts.overdue(document, request.acting)
    if not duties:
        raise Http404
    return _saved(oscal.plan(facts.head_of(document, version), duties), f"poam-{pk}")
