"""How does a template write a place of a text, a mark? With these filters: `{% load documents %}`."""

from django import template

from thongsuot.documents import wording

register = template.Library()
register.filter("place_name", wording.place_name)


@register.filter
def mark_name(mark: str) -> str:
    """A restriction mark in words."""
    return wording.said(wording.MARKS, mark)
