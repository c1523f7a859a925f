"""How does a template write a place of a text, a mark? With these filters: `{% load documents %}`."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from thongsuot.documents import wording, workings

register = template.Library()
register.filter("place_name", wording.place_name)


@register.filter
def mark_name(mark: str) -> str:
    """A restriction mark in words."""
    return wording.said(wording.MARKS, mark)


@register.simple_tag
def worked(working: str, css: str = "") -> SafeString:
    """How a deadline was come to, in the reader's language; sentences that are kept as written are marked as such."""
    written = (
        (format_html('<span lang="vi">{}</span>', one.text) if one.kept else one.text)
        for one in workings.pieces(working)
    )
    return format_html('<span class="{}">{}</span>', css, format_html_join(" ", "{}", ((one,) for one in written)))
