"""How do documents come in? One or many files; each gets its outcome in a sentence."""

from dataclasses import asdict, dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.documents import queries
from thongsuot.documents.actions import Duplicate, Intake, Refused, Unread, receive
from thongsuot.documents.forms import UploadForm
from thongsuot.documents.rules import Direction, plain_name
from thongsuot.documents.views.bodies import taking_files
from thongsuot.problems import Problem
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.rules import Right


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. Of a refused one nothing is said but its place among those that were sent."""

    n: int
    state: str  # registered, duplicate, refused, unreadable
    sentence: str
    name: str = ""
    url: str = ""
    title: str = ""
    version_url: str = ""
    scan: bool = False


@taking_files(Right.REGISTER)
def upload(request: ActingRequest) -> HttpResponse:
    """The form, or what became of the files."""
    units = queries.registering(request.acting)
    if request.method != "POST":
        return _page(request, UploadForm(units=units, initial=_asked(request)))
    form = UploadForm(request.POST, units=units)
    sent = request.FILES.getlist("files")
    if form.is_valid() and not sent:
        form.add_error(None, _("Choose at least one file."))
    if not form.is_valid():
        return _page(request, form, status=422)
    outcomes = [_received(n, file, form, request.acting) for n, file in enumerate(sent, 1)]
    if _wants_json(request):
        return _kept_nowhere(JsonResponse({"outcomes": [asdict(outcome) for outcome in outcomes]}))
    if len(outcomes) == 1 and outcomes[0].state == "registered":
        messages.success(request, outcomes[0].sentence)
        return redirect(outcomes[0].url)
    return _page(request, form, outcomes=outcomes)


def _received(n: int, file: "UploadedFile[Any]", form: UploadForm, acting: Acting) -> Outcome:
    said = form.cleaned_data
    intake = Intake(
        unit=said["unit"],
        direction=Direction(said["direction"]),
        arrived_on=said["arrived_on"],
        note=said["note"],
        unmarked=said["unmarked"],
        anyway=said["anyway"],
    )
    name = plain_name(file.name or "")
    try:
        document = receive(file.read(), file.name or "", intake, by=acting)
    except Refused as problem:
        return Outcome(n, "refused", str(problem))
    except Duplicate as problem:
        same = problem.document
        return Outcome(
            n,
            "duplicate",
            _("The same document is registered already. The file was not kept."),
            name,
            reverse("document", args=[same.pk]),
            str(same),
            reverse("version-add", args=[same.pk]),
        )
    except Unread as problem:
        return Outcome(n, "unreadable", str(problem), name, scan=problem.scan)
    except Problem as problem:
        return Outcome(n, "unreadable", str(problem), name)
    sentence = _("Registered as number %(number)s of %(year)s.") % {"number": document.number, "year": document.year}
    return Outcome(n, "registered", sentence, name, reverse("document", args=[document.pk]), str(document))


def _asked(request: ActingRequest) -> dict[str, Any]:
    """What the address fills in: the unit one acts in, the register, “anyway” after a duplicate."""
    return {
        "unit": request.acting.unit_id,
        "direction": request.GET.get("direction", Direction.IN),
        "anyway": request.GET.get("anyway") == "1",
    }


def _page(
    request: ActingRequest, form: UploadForm, outcomes: list[Outcome] | None = None, status: int = 200
) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"errors": form.errors}, status=status)
    counts = {state: sum(one.state == state for one in outcomes or ()) for state in ("registered", "refused")}
    context = {
        "form": form,
        "outcomes": outcomes,
        "counts": counts,
        "scans": any(one.scan for one in outcomes or ()) or bool(form.data.get("unmarked")),
        "doubles": any(one.state == "duplicate" for one in outcomes or ()) or request.GET.get("anyway") == "1",
    }
    return _kept_nowhere(render(request, "documents/upload.html", context, status=status))


def _wants_json(request: ActingRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _kept_nowhere(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer


@acting_in(Right.REGISTER, Right.RESTRICT)
def refusals(request: ActingRequest) -> HttpResponse:
    """Who was refused a file and when; nothing is known of the files."""
    return render(request, "documents/refusals.html", {"rows": queries.refusals(request.acting)[:200]})
