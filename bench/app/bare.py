"""How much does the list page cost beside a bare Django list page? Fifty rows of the same table, nothing else."""

import statistics
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import override_settings
from django.urls import path

from bench.app.pages import reader
from bench.row import Row
from thongsuot.documents.models import Document
from thongsuot.units.models import User

TEMPLATE = Engine().from_string(
    "<!doctype html><html><body><table>{% for d in rows %}<tr>"
    "<td>{{ d.number }}</td><td>{{ d.arrived_on|date:'d/m/Y' }}</td><td>{{ d.kind }}</td>"
    "<td><a href='/documents/{{ d.pk }}/'>{{ d.symbol }}</a></td><td>{{ d.title }}</td>"
    "<td>{{ d.issuers.0 }}</td><td>{{ d.date|date:'d/m/Y' }}</td><td>{{ d.unit.name }}</td>"
    "</tr>{% endfor %}</table></body></html>"
)
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
SECONDS, TURNS = 1.0, 7


def bare(request: HttpRequest) -> HttpResponse:
    """What a tutorial's list page does, for somebody who is signed in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    rows = Document.objects.select_related("unit").order_by("-arrived_on", "-pk")[:50]
    return HttpResponse(TEMPLATE.render(Context({"rows": rows})))


urlpatterns = [path("bare/", bare)]


def throughput(user: User, name: str) -> Row:
    """Pages a second, ours beside the bare one: in turns, so that both meet the same machine."""
    ours, peer = [], []
    for _ in range(TURNS):
        ours.append(_rate(user, "/documents/"))
        with override_settings(ROOT_URLCONF="bench.app.bare", MIDDLEWARE=MIDDLEWARE):
            peer.append(_rate(user, "/bare/"))
    ratio = statistics.median(a / b for a, b in zip(ours, peer, strict=True))
    beside = f"bare Django {statistics.median(peer):.0f} pages/s"
    return Row(f"{name}: list page, 50 rows", f"{statistics.median(ours):.0f} pages/s", beside, ratio, "≥ 0.5")


def _rate(user: User, address: str) -> float:
    client = reader(user)
    get: Callable[[], object] = lambda: client.get(address)  # noqa: E731
    get()
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        get()
        count += 1
    return count / (time.perf_counter() - start)
