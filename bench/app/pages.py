"""How long does the server take for a page? Each page many times, its own SQL timed apart."""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.urls import get_resolver

from bench.row import Row
from thongsuot.documents.models import Document
from thongsuot.units.access import posts
from thongsuot.units.models import User

ROUNDS = 60
Words = ("nhiệm vụ", "nhiem vu", "quyền lợi của người lao động", "hợp đồng", "bồi thường thiệt hại", "tố tụng dân sự",
         "khoản 1 điều 5", "UBND xã", "tàu biển", "thời hạn")  # fmt: skip


@dataclass(slots=True)
class Clock:
    """Adds up the time that the database takes."""

    seconds: float = 0.0
    queries: int = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Time one query."""
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - start
            self.queries += 1


def measured(users: dict[str, User], name: str) -> Iterator[Row]:
    """A row for each page and reader: p50 and p95 at the server, and the ratio to its own SQL."""
    pick = random.Random(3)
    shelf: dict[str, list[int]] = {}  # the documents that the reader of the moment may see, and the busiest of them
    pages: tuple[tuple[str, Callable[[], str]], ...] = (
        ("desk", lambda: "/"),
        ("documents, newest", lambda: "/documents/"),
        (
            "documents, kind and issuer",
            lambda: f"/documents/?kind=K%E1%BA%BF+ho%E1%BA%A1ch&since=2020-0{pick.randint(1, 9)}-01",
        ),
        ("documents, words", lambda: f"/documents/?words={pick.randrange(20_000)}/20"),
        ("register of a year", lambda: f"/registers/in/?year={pick.randint(2018, 2025)}"),
        ("document", lambda: f"/documents/{pick.choice(shelf['keys'])}/"),
        ("document with most relations", lambda: f"/documents/{shelf['busiest'][0]}/"),
        ("review", lambda: f"/documents/{pick.choice(shelf['keys'])}/review/"),
        ("search", lambda: f"/search/?q={pick.choice(Words)}"),
        ("search with a filter", lambda: f"/search/?q={pick.choice(Words)}&kind=Kế+hoạch"),
        ("units", lambda: "/units/"),
        ("palette", lambda: f"/palette/?q={pick.randrange(20_000)}"),
    )
    for who in ("top-officer", "commune-officer"):
        client = reader(users[who])
        seen = Document.objects.visible_to(posts(users[who])[0])
        shelf["keys"] = list(seen.values_list("pk", flat=True)[:2000])
        shelf["busiest"] = list(seen.annotate(n=Count("found_in")).order_by("-n").values_list("pk", flat=True)[:1])
        for page, address in pages:
            yield timed(client, f"{name}: {page} ({who})", address)


def of_first(users: dict[str, User], first: Document, name: str) -> Row:
    """The page of the document on which thousands rest, for one who sees them all."""
    what = f"{name}: document with {first.found_in.count():,} dependants (top-officer)"
    return timed(reader(users["top-officer"]), what, lambda: f"/documents/{first.pk}/")


def reader(user: User) -> Client:
    """The browser of somebody who is signed in."""
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


@cache
def as_served() -> None:
    """What is there before the first page is no garbage: a server sets it aside too (``thongsuot.wsgi``)."""
    get_resolver().url_patterns  # noqa: B018 - loads the pages, as a server does
    gc.collect()
    gc.freeze()


def timed(client: Client, what: str, address: Callable[[], str]) -> Row:
    """A page asked for many times: p50 and p95 at the server, and the ratio to its own SQL."""
    as_served()
    client.get(address())
    took, sql, statuses = [], Clock(), set()
    for _ in range(ROUNDS):
        url = address()
        with connection.execute_wrapper(sql):
            start = time.perf_counter()
            statuses.add(client.get(url).status_code)
            took.append(time.perf_counter() - start)
    took.sort()
    p50, p95 = statistics.median(took) * 1e3, took[int(len(took) * 0.95)] * 1e3
    bare = sql.seconds / ROUNDS * 1e3
    odd = "" if statuses == {200} else f" STATUS {statuses}"
    beside = f"its SQL {bare:.1f} ms, {sql.queries / ROUNDS:.0f} queries"
    return Row(
        what, f"p50 {p50:.1f} ms, p95 {p95:.1f} ms{odd}", beside, statistics.mean(took) * 1e3 / bare, "p95 < 100"
    )
