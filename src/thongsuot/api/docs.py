"""What can programs ask here? The operations as a page, made from the same description that programs read."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext

from thongsuot.units.doors import ActingRequest, acting_in


@dataclass(frozen=True, slots=True)
class Line:
    """An operation as the page prints it."""

    method: str
    path: str
    summary: str
    description: str
    parameters: list[dict[str, object]]
    name: str


@acting_in()
def page(request: ActingRequest) -> HttpResponse:
    """The operations, by what they are about."""
    from thongsuot.api.service import api

    schema = api.get_openapi_schema(path_prefix="/api/")
    groups: dict[str, list[Line]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            words = told.get("description", "").replace("`", "")
            summary = pgettext("api", told["summary"])
            line = Line(method.upper(), path, summary, words, told["parameters"], told["operationId"])
            groups.setdefault(pgettext("api", told["tags"][0]), []).append(line)
    return render(request, "api/docs.html", {"groups": groups, "version": api.version})
