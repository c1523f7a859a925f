"""How is a wrong field told? The checks of pydantic, as sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def sentence(field: str, error: Mapping[str, Any]) -> str:
    """What is wrong with a field, and what would be right."""
    kind, context = str(error.get("type", "")), error.get("ctx") or {}
    name = {"field": field or "…"}
    if kind == "missing":
        return _("“%(field)s” is missing. Add it.") % name
    if kind.startswith(("date_", "datetime_")) or kind in ("date", "datetime"):
        return _("“%(field)s” is no day. Write it as YYYY-MM-DD.") % name
    if kind.startswith("int_"):
        return _("“%(field)s” is no whole number.") % name
    if kind.startswith("bool_"):
        return _("“%(field)s” is true or false.") % name
    if kind in ("literal_error", "enum"):
        return _("“%(field)s” is one of %(choices)s.") % {**name, "choices": context.get("expected", "")}
    if kind in ("string_too_long", "too_long"):
        return _("“%(field)s” is too long: at most %(n)s.") % {**name, "n": context.get("max_length", "")}
    if kind in ("string_too_short", "too_short"):
        return _("“%(field)s” is too short: at least %(n)s.") % {**name, "n": context.get("min_length", "")}
    if kind in ("greater_than_equal", "less_than_equal"):
        return _("“%(field)s” is out of range.") % name
    if kind == "extra_forbidden":
        return _("“%(field)s” is not known here. Leave it out.") % name
    return _("“%(field)s” does not fit. Look at the description of the API.") % name
