"""What was somebody reminded of in this post, and what is new?"""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thongsuot.reminders import actions, queries
from thongsuot.reminders.lines import heard, lines
from thongsuot.units.doors import ActingRequest, acting_in, reading
from thongsuot.units.rules import Right

SIZE = 50
URGES = (Right.DRAFT, Right.ASSIGN, Right.REGISTER)
LOGS = (Right.MANAGE, Right.APPROVE)


@reading
def reminders(request: ActingRequest) -> HttpResponse:
    """The reminders of a post, the newest day first."""
    page = Paginator(heard(request.acting), SIZE).get_page(request.GET.get("page"))
    newest = queries.news(request.acting)
    context = {
        "page": page, "lines": lines(list(page), request.acting), "new": queries.unread(request.acting),
        "until": newest.on if newest else None, "urges": any(map(request.acting.bears, URGES)),
        "logs": any(map(request.acting.bears, LOGS)),
    }  # fmt: skip
    return render(request, "reminders/list.html", context)


@require_POST
@acting_in()
def read(request: ActingRequest) -> HttpResponse:
    """Nothing up to the day that the page showed is new any more."""
    try:
        until = date.fromisoformat(request.POST.get("until", ""))
    except ValueError:
        until = timezone.localdate()
    if actions.read(until, by=request.acting):
        messages.success(request, _("Marked as read."))
    return redirect("reminders")


@acting_in(*LOGS)
def log(request: ActingRequest) -> HttpResponse:
    """How many e-mails of the unit and those below it went out, day by day; nobody is named."""
    today = timezone.localdate()
    days = queries.log(request.acting, today)
    context = {
        "days": days, "written": any(day.written for day in days), "off": any(day.off for day in days),
        "failures": queries.failures(request.acting, today), "n": queries.LOGGED,
    }  # fmt: skip
    return render(request, "reminders/log.html", context)
