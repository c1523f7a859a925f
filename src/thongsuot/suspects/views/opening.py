"""Which change or suspect does an address name, and what does a list ask for? What the reader may see."""

from django.http import Http404, QueryDict

from thongsuot.dissemination.views.asking import key_of
from thongsuot.suspects.models import Change, Suspect
from thongsuot.suspects.queries import PRINTED, Asked, changes
from thongsuot.units.doors import ActingRequest

WITH = (
    "change__before", "change__after", "change__successor", "programme__unit", "programme__answers__unit",
    "assignment__lead", "assignment__assigner", "change__document__unit", "document__unit",
)  # fmt: skip


def opened(request: ActingRequest, pk: int) -> Suspect:
    """The suspect of an address; 404 where there is none or it is not his to see."""
    rows = Suspect.objects.visible_to(request.acting).filter(pk=pk)
    found = rows.select_related(*PRINTED, "decided_by", *WITH).first()
    if found is None:
        raise Http404
    return found


def opened_change(request: ActingRequest, pk: int) -> Change:
    """The change of an address; 404 where there is none or it is not his to see."""
    found = changes(request.acting).filter(pk=pk).select_related("document__unit", "successor__unit").first()
    if found is None:
        raise Http404
    return found


def asked(query: QueryDict) -> Asked:
    """What a list is asked for: one's own undecided things where nothing is said."""
    return Asked(
        change=key_of(query.get("change", "")), document=key_of(query.get("document", "")),
        unit=key_of(query.get("unit", "")), loc=query.get("clause", "")[:120],
        decision=query.get("decision", "open"), thing=query.get("thing", ""), mine=query.get("show", "own") != "all",
    )  # fmt: skip
