"""What does a reader see first? The desk, the palette, help: pages that belong to no one app."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from thongsuot.home.queries import desk, palette
from thongsuot.home.shell import navigation
from thongsuot.units.doors import ActingRequest, acting_in
from thongsuot.units.rules import Right
from vanban.text.fold import fold


@acting_in()
def home(request: ActingRequest) -> HttpResponse:
    """What waits for the post somebody acts in."""
    may_register = request.acting.bears(Right.REGISTER)
    return render(request, "home/desk.html", {"desk": desk(request.acting), "may_register": may_register})


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
