"""How does a program walk through a long list? By a cursor that names the last row seen, in an order that stands."""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from thongsuot.api.errors import Wrong, invalid

MOST = 200


def page_of[M: Model](
    rows: QuerySet[M], order: Sequence[str], cursor: str, limit: int, request: HttpRequest
) -> tuple[list[M], str | None]:
    """A page of rows in ``order`` (the last name in it is unique), and the address of the next page."""
    rows = rows.order_by(*order)
    if cursor:
        rows = rows.filter(_behind(order, _read(cursor, order, rows.model)))
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    return found[:limit], _link(request, [getattr(last, name.lstrip("-")) for name in order])


def _behind(order: Sequence[str], values: Sequence[Any]) -> Q:
    """What stands behind a row: later in the last field where the others are equal, and so on."""
    behind = Q()
    for n, name in enumerate(order):
        field, sign = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        same = {order[k].lstrip("-"): values[k] for k in range(n)}
        behind |= Q(**same, **{f"{field}__{sign}": values[n]})
    return behind


def _link(request: HttpRequest, values: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    query = request.GET.copy()
    query.pop("token", None)
    query["cursor"] = base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _read(cursor: str, order: Sequence[str], model: type[Model]) -> list[Any]:
    fault: Wrong = invalid("cursor", _("This cursor is not one of ours. Begin again without it."))
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(order):
            raise fault
        return [_value(name.lstrip("-"), value, model) for name, value in zip(order, values, strict=True)]
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise fault from None


def _value(name: str, value: Any, model: type[Model]) -> Any:
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    if field.get_internal_type() == "DateField":
        return date.fromisoformat(value)
    if not isinstance(value, int) or abs(value) >= 2**63:
        raise ValueError(name)
    return value
