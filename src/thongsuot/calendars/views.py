"""Which calendars has somebody, and what does a calendar program get?"""

import hashlib

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thongsuot.calendars import actions, queries
from thongsuot.calendars.ical import write
from thongsuot.calendars.models import Calendar
from thongsuot.documents.models import Document
from thongsuot.units.access import Oneself
from thongsuot.units.doors import ActingRequest, own, reading, signed_in
from thongsuot.units.models import Unit


@never_cache
@reading
@require_http_methods(["GET", "POST"])
def calendars(request: ActingRequest) -> HttpResponse:
    """One's calendars; ``?unit=`` or ``?document=`` says of what a new one is. A new address is shown once."""
    told = request.POST if request.method == "POST" else request.GET
    unit = _chosen(Unit.objects.below(request.acting.path), told.get("unit"))
    document = _chosen(Document.objects.visible_to(request.acting), told.get("document"))
    fresh = ""
    if request.method == "POST":
        _held, key = actions.open_calendar(request.acting, unit=unit, document=document)
        fresh = request.build_absolute_uri(f"/calendars/{key}.ics")
    rows = Calendar.objects.filter(user=own(request)).select_related("membership__unit", "unit", "document")
    context = {"calendars": rows[: actions.MOST * 2], "fresh": fresh, "unit": unit, "document": document}
    return render(request, "calendars/calendars.html", context)


def _chosen[Row: Model](rows: QuerySet[Row], printed: str | None) -> Row | None:
    """The row that was asked for by its key; None where none was."""
    if not printed:
        return None
    return get_object_or_404(rows, pk=int(printed) if printed.isdecimal() and len(printed) < 18 else 0)


@signed_in
@require_POST
def revoke(request: ActingRequest, pk: int) -> HttpResponse:
    """An address opens nothing any more."""
    held = get_object_or_404(Calendar, user=own(request), pk=pk)
    actions.revoke(held, by=request.acting or Oneself(own(request)))
    messages.success(request, _("The calendar is revoked."))
    return redirect("calendars")


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """What the calendar program gets: no session, no cookie; an address that opens nothing is not found."""
    day = timezone.localdate()
    found = queries.opened(key, day)
    if found is None:
        raise Http404
    held, acting = found
    here = request.build_absolute_uri("/").rstrip("/")
    with translation.override(acting.user.language):
        entries = [queries.duty_entry(row, here) for row in queries.duties(held, acting, day)]
        entries += [queries.meeting_entry(row, here) for row in queries.meetings(held, acting, day)]
        name = str(held.document or held.unit or acting.unit)
    body = write(f"Thông Suốt · {name}", entries, request.get_host())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="thong-suot.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["ETag"] = etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    return get_conditional_response(request, etag=etag, response=response) or response
