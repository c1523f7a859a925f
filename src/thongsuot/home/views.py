"""What does a reader see first? The desk, the palette, help: pages that belong to no one app."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from thongsuot.dashboard.board import in_short
from thongsuot.dashboard.live import brief
from thongsuot.followup import waiting, work
from thongsuot.handover.estates import waits
from thongsuot.home.queries import desk, palette
from thongsuot.home.shell import navigation
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.rules import Right
from vanban.text.fold import fold


@acting_in()
def home(request: ActingRequest) -> HttpResponse:
    """What waits for the post somebody acts in."""
    acting = request.acting
    context = {"desk": desk(acting), "may_register": acting.bears(Right.REGISTER)}
    if acting.reads:
        context["others"] = waiting.counts(acting)
        context["work"] = work.counts(acting, timezone.localdate())
        context["handover"] = waits(acting.unit, timezone.localdate())
        context["duties"] = in_short(acting.unit_id, brief(acting.unit, acting, timezone.localdate()))
    return render(request, "home/desk.html", context)


@acting_in()
def palette_results(request: ActingRequest) -> JsonResponse:
    """Pages, documents and units that fit what is typed, for the palette."""
    words = request.GET.get("q", "").strip()[:100]
    folded = fold(words)
    pages = [
        {"text": entry.text, "hint": group.text, "url": entry.url}
        for group in navigation(request.acting)
        for entry in group.entries
        if folded in fold(entry.text)
    ]
    return JsonResponse({"results": pages + palette(request.acting, words)})


def help_page(request: HttpRequest) -> HttpResponse:
    """How to work with it: keys, words, what happens to a file."""
    return render(request, "home/help.html")
