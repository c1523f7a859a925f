"""What are the pages of duties measured on? 600 units and a million assignments with reports, counted right.

``seed(n)`` makes units, people and 300 documents where there are none, then ``n`` duties: those that the top gives to
offices and communes, those they pass down on the same thread, and those a unit gives itself. A year of them is done,
some late; the rest is open, overdue, suspended or withdrawn. Each has a report where its state needs one.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from bench.app import seed as province
from bench.app.loading import load
from thongsuot.documents import readings
from thongsuot.documents.models import Document, Provision, Version
from thongsuot.documents.rules import Reach, Status, digest, symbol_key
from thongsuot.followup.models import Assignment, Confirmation, Extension, Part, Remark, Report, Tally
from thongsuot.followup.rules import Decision, Kind, State, Take, Verdict, bucket
from thongsuot.followup.tallying import counted
from thongsuot.units.models import Unit, User

DOCUMENTS, CLAUSES = 300, 20
ACTS = ("Rà soát", "Xây dựng kế hoạch", "Báo cáo kết quả", "Kiểm tra việc thực hiện", "Tổ chức tập huấn", "Lập hồ sơ")
THINGS = ("chuyển đổi số", "cải cách thủ tục hành chính", "xây dựng nông thôn mới", "bảo vệ môi trường",
          "giảm nghèo bền vững", "phòng, chống thiên tai", "quản lý đất đai", "an toàn thực phẩm")  # fmt: skip
COLUMNS = (
    "id", "assigner_id", "lead_id", "action", "product", "kind", "document_id", "version_id", "loc", "quote",
    "restricted", "parent_id", "trail", "state", "bucket", "due_on", "original_due", "assigned_by_id", "assigned_at",
    "accepted_at", "progress", "reported_at", "finished_on", "closed_at", "question_open", "extension_open",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """A clause that orders something."""

    document: int
    version: int
    loc: str
    quote: str
    restricted: bool


@dataclass(slots=True)
class Given:
    """One duty as it is made, before it is a row."""

    pk: int
    assigner: Unit
    lead: Unit
    order: Order | None
    kind: Kind
    on: date
    due: date | None
    parent: "Given | None" = None
    state: State = State.ACCEPTED
    progress: int | None = None
    reported: date | None = None
    finished: date | None = None
    closed: date | None = None

    @property
    def trail(self) -> str:
        """The keys of those it was passed down from."""
        return f"{self.parent.trail}{self.parent.pk}." if self.parent else ""


def seed(n: int, units: int = 600, today: date | None = None) -> dict[str, User]:
    """``n`` duties, and what they need; gives those whose pages are measured (``top-head``, ``commune-officer`` …)."""
    today = today or timezone.localdate()
    if Unit.objects.exists():
        known = {user.username: user for user in User.objects.all()}
        places = list(Unit.objects.order_by("pk"))
    else:
        places = province.units(units)
        known = province.people(places)
    by = known["top-head"]
    orders = _orders(places[0], by, today)
    first = (Assignment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    made = list(_duties(n, first, places, orders, today))
    load(Assignment, COLUMNS, (_row(one, by.pk, today) for one in made))
    _reports(made, by.pk)
    _around(made, places, by.pk)
    _tally()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")  # as it does by itself
    return known


def _orders(top: Unit, by: User, today: date) -> list[Order]:
    """The documents that order: every hundredth is for named units only."""
    out = []
    for n in range(DOCUMENTS):
        day, named = today - timedelta(days=400 - n), n % 100 == 99
        lines = [f"Điều {k}. {ACTS[(n + k) % 6]} về {THINGS[(n * 7 + k) % 8]}." for k in range(1, CLAUSES + 1)]
        text, symbol = "\n".join(lines), f"{n + 1}/KH-UBND"
        document = Document.objects.create(
            unit=top, year=day.year, number=None, arrived_on=day, system="state", kind="Kế hoạch", symbol=symbol,
            symbol_key=symbol_key(symbol), date=day, title=f"về {THINGS[n % 8]}, giai đoạn {n}", status=Status.READ,
            created_by=by, reach=Reach.NAMED if named else Reach.OPEN, issuers=["Ủy ban nhân dân tỉnh Mẫu"],
        )  # fmt: skip
        version = Version.objects.create(
            document=document, n=1, file_name="ke-hoach.txt", text=text, text_sha256=digest(text),
            reading=readings.pack({"header": {}, "notes": []}), reader=readings.reader_version(),
        )  # fmt: skip
        Document.objects.filter(pk=document.pk).update(current=version)
        start, clauses = 0, []
        for k, line in enumerate(lines, 1):
            clauses.append(Provision(version=version, index=k, loc=f"D{k}", level="article", number=str(k), start=start,
                                     end=start + len(line)))  # fmt: skip
            start += len(line) + 1
            out.append(Order(document.pk, version.pk, f"D{k}", line, named))
        Provision.objects.bulk_create(clauses)
    return out


def _duties(n: int, first: int, places: list[Unit], orders: list[Order], today: date) -> Iterator[Given]:
    pick, key = random.Random(7), first
    below: dict[int, list[Unit]] = {}
    for unit in places:
        below.setdefault(unit.parent_id or 0, []).append(unit)
    under = below[places[0].pk]
    while key < first + n:
        chance, on = pick.random(), today - timedelta(days=pick.randrange(400))
        due = None if chance < 0.05 else on + timedelta(days=pick.randint(10, 150))
        kind = Kind.REGULAR if pick.random() < 0.2 else Kind.ONCE
        lead = pick.choice(places if chance < 0.1 else under)
        own = chance < 0.1
        order = None if own and chance < 0.05 else pick.choice(orders)
        top = Given(key, lead if own else places[0], lead, order, kind, on, due)
        thread = [top]
        if not own and lead.pk in below and pick.random() < 0.7:
            for child in below[lead.pk]:
                earlier = due - timedelta(days=pick.randrange(6)) if due else None
                thread.append(Given(key + len(thread), lead, child, order, kind, on + timedelta(days=3), earlier, top))
        for one in thread[: first + n - key]:
            _fate(one, pick, today)
            yield one
        key += len(thread)


def _fate(one: Given, pick: random.Random, today: date) -> None:
    """What became of it by today."""
    chance, passed = pick.random(), (today - (one.due or today)).days
    if chance < 0.03:
        one.state = State.SUSPENDED if chance < 0.01 else State.WITHDRAWN
        one.closed = today if one.state == State.WITHDRAWN else None
    elif chance < (ended := 0.92 if passed > 0 else 0.3):
        one.state, one.progress = State.DONE, 100
        late = passed > 0 and chance > 0.8
        day = (one.due or one.on + timedelta(30)) + timedelta(days=pick.randint(1, 40) if late else -pick.randrange(9))
        one.finished = one.reported = min(max(day, one.on), today)
        one.closed = min(one.finished + timedelta(days=pick.randrange(5)), today)
    elif chance < 0.97:
        one.state = State.REPORTED if chance < ended + 0.02 else State.ACCEPTED
        one.progress = 100 if one.state == State.REPORTED else pick.choice((None, 0, 20, 50, 80))
        one.reported = None if one.progress is None else min(one.on + timedelta(days=9), today)
    else:
        one.state = State.RETURNED if chance > 0.995 else State.ASSIGNED


def _at(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC) if day else None


def _row(one: Given, by: int, today: date) -> tuple[Any, ...]:
    order, n = one.order, one.pk
    waits = one.state in (State.ASSIGNED, State.RETURNED)
    words = f"{ACTS[n % 6]} {THINGS[n % 8]} tại {one.lead.name}, việc số {n}"
    return (
        n, one.assigner.pk, one.lead.pk, words, "Báo cáo" if n % 3 else "", str(one.kind),
        order and order.document, order and order.version, order.loc if order else "", order.quote if order else "",
        bool(order and order.restricted), one.parent and one.parent.pk, one.trail, str(one.state),
        int(bucket(one.state, one.due, one.finished)), one.due, one.due, by, _at(one.on),
        None if waits else _at(min(one.on + timedelta(days=1), today)), one.progress, _at(one.reported), one.finished,
        _at(one.closed), n % 200 == 0, _asks_time(one),
    )  # fmt: skip


def _asks_time(one: Given) -> bool:
    return one.pk % 30 == 0 and one.due is not None and one.state == State.ACCEPTED


def _reports(made: list[Given], by: int) -> None:
    names = ("id", "assignment_id", "unit_id", "until", "results", "progress", "finished", "by_id", "at", "on")
    first = (Report.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    told = [one for one in made if one.reported]
    load(Report, names, (
        (key, one.pk, one.lead.pk, one.reported, "Đã thực hiện theo kế hoạch.", one.progress,
         one.state in (State.DONE, State.REPORTED), by, _at(one.reported), one.reported)
        for key, one in enumerate(told, first)
    ))  # fmt: skip
    load(Confirmation, ("report_id", "verdict", "by_id", "at"), (
        (key, str(Verdict.CONFIRMED), by, _at(one.closed))
        for key, one in enumerate(told, first) if one.state == State.DONE
    ))  # fmt: skip


def _around(made: list[Given], places: list[Unit], by: int) -> None:
    """Partners and monitors of every seventh, more time asked for every thirtieth, questions about every hundredth."""
    takes = (str(Take.PARTNER), str(Take.MONITOR))
    load(Part, ("assignment_id", "unit_id", "take"), (
        (one.pk, unit.pk, takes[one.pk % 2])
        for one in made if one.pk % 7 == 0 and (unit := places[one.pk % len(places)]).pk != one.lead.pk
    ))  # fmt: skip
    load(Extension, ("assignment_id", "before", "asked", "reason", "by_id", "at", "state"), (
        (one.pk, one.due, one.due + timedelta(days=15), "Cần thêm thời gian.", by, _at(one.on), str(Decision.ASKED))
        for one in made if _asks_time(one) and one.due
    ))  # fmt: skip
    load(Remark, ("assignment_id", "unit_id", "by_id", "at", "text", "asks"), (
        (one.pk, one.lead.pk, by, _at(one.on), "Xin cho biết thêm về yêu cầu.", one.pk % 200 == 0)
        for one in made if one.pk % 100 == 0
    ))  # fmt: skip


def _tally() -> None:
    """The figures, as ``tallying.rebuild`` keeps them."""
    Tally.objects.all().delete()
    names = ("node_id", "kind", "facet", "key", "bucket", "n")
    rows = counted().items()
    load(Tally, names, ((node, str(kind), int(facet), key, held, n) for (node, kind, facet, key, held), n in rows))
