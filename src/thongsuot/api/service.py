"""Which operations does the API have? Each resource brings its own; errors, keys and rates are the same for all."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from thongsuot.api import documents, errors, findings, register, search, units
from thongsuot.api.body import StrictParser
from thongsuot.api.tokens import AUTH, CallerThrottle
from thongsuot.documents.readings import reader_version

ABOUT = """\
Programs read and write what people read and write on the pages: the same rights, the same actions, the same history.

* **Keys**: issue one under “Account”; send it as `Authorization: Bearer ts_…`. It acts in the post it was issued for.
* **Errors** have one shape: `error` (a code that does not change), `message` (a sentence for people), `field`.
  What you may not see answers 404; what you see but may not do answers 403.
* **Lists** are walked by `next`; cursors are opaque.
* **Changes** say which revision they saw (`revision`, else 409; or `If-Match`, else 412); POST honours
  `Idempotency-Key` for 24 hours.
* **Days**: `asof=YYYY-MM-DD` shows text and validity as they stand on that day.
* **Permalinks**: `/d/7.json`, `/d/7.akn`, `/d/7/D1.K2.json`, with a day `/d/7@2026-01-01.json`; feeds `/d/7.atom`,
  `/d/units/3.atom`, `/d/saved/5.atom`, `/d/documents.atom?kind=…`.
"""
KEYS = {
    "KeyAuth": "An API key, `ts_…`. It acts in the post it was issued for; without the right to write it only reads.",
    "SessionAuth": "The signed-in session of a browser; writing needs the CSRF token in `X-CSRFToken` as well.",
}


class Service(NinjaAPI):
    """The API: operation names without the paths of modules."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._described: dict[str, OpenAPISchema] = {}  # it takes a third of a second, and never changes

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Short and stable, since clients generate method names from it."""
        module = operation.view_func.__module__.rpartition(".")[2]
        return f"{module}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """The description; examples of parameters stand in their schemas alone, as OpenAPI 3.1 wants them."""
        written = str(kwargs.get("path_prefix") or "")
        if written not in self._described:
            self._described[written] = self._describe(**kwargs)
        return self._described[written]

    def _describe(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**kwargs)
        for methods in schema["paths"].values():
            for told in methods.values():
                for parameter in told["parameters"]:
                    parameter.pop("examples", None)
        for name, about in KEYS.items():
            schema["components"]["securitySchemes"][name]["description"] = about
        return schema


api = Service(
    title="Thông Suốt",
    version=reader_version(),
    description=ABOUT,
    docs_url=None,
    urls_namespace="api",
    auth=cast(Any, AUTH),
    throttle=[CallerThrottle()],
    parser=StrictParser(),
)
errors.install(api)
OPERATIONS = (units, documents, register, findings)  # the last two add theirs to the router of documents
for router in (units.router, documents.router, search.router):
    api.add_router("", router)


def nothing(request: HttpRequest, path: str = "") -> HttpResponse:
    """What an address without an operation answers."""
    return errors.answer(404)
