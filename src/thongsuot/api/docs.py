"""What can programs ask here? The operations as a page, made from the same description that programs read."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

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
            line = Line(
                method.upper(), path, told["summary"], told.get("description", ""), told["parameters"],
                told["operationId"],
            )  # fmt: skip
            groups.setdefault(told["tags"][0], []).append(line)
    return render(request, "api/docs.html", {"groups": groups, "version": api.version})
