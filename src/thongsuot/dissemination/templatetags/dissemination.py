"""How does a template name a number of the funnel, or take a value out of a mapping?"""

from collections.abc import Mapping
from typing import Any

from django import template

from thongsuot.dissemination.wording import PARTS
from thongsuot.documents.wording import said

register = template.Library()


@register.simple_tag
def part_words(part: str) -> str:
    """A number of the funnel in words."""
    return said(PARTS, part)


@register.filter
def item(mapping: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping holds under a key; nothing where it holds none."""
    return mapping.get(key, "")
