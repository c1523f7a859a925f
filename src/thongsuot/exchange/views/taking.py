"""What becomes of files that a clerk takes in? The form, then a sentence for each: messages and packages alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from thongsuot.exchange.forms import TakeForm
from thongsuot.exchange.views.opening import crumbs
from thongsuot.look.shapes import Link
from thongsuot.problems import Problem
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest

PAGE = "exchange/take.html"
Take = Callable[[bytes, bool, Acting], tuple[str, str]]
"""Takes in a file, given whether a clerk stated that it bears no mark; gives a sentence and where it is seen."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file; of a refused one only its place among those sent is said."""

    n: int
    well: bool
    words: str
    url: str = ""


def taken_in(request: ActingRequest, take: Take, heading: str, **more: Any) -> HttpResponse:
    """The form, or what became of the files."""
    form = TakeForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "crumbs": crumbs(Link(heading)), **more}
    if request.method != "POST":
        return render(request, PAGE, context)
    sent = request.FILES.getlist("files")
    if not form.is_valid() or not sent:
        form.add_error(None, _("Choose at least one file."))
        return render(request, PAGE, context, status=422)
    unmarked = form.cleaned_data["unmarked"]
    context["outcomes"] = [_outcome(n, file, take, unmarked, request.acting) for n, file in enumerate(sent, 1)]
    answer = render(request, PAGE, context)
    answer["Cache-Control"] = "no-store"
    return answer


def _outcome(n: int, file: "UploadedFile[Any]", take: Take, unmarked: bool, by: Acting) -> Outcome:
    try:
        return Outcome(n, True, *take(file.read(), unmarked, by))
    except Problem as problem:
        return Outcome(n, False, str(problem))
