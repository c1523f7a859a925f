"""Where does the matrix stand? Four units, one person for each role in each, three documents of the commune."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.thongsuot import texts
from tests.thongsuot.matrix.amended import amended
from tests.thongsuot.matrix.doubted import doubted
from tests.thongsuot.matrix.exchanged import exchanged
from tests.thongsuot.matrix.leaving import leaving
from tests.thongsuot.replaying import again
from thongsuot.calendars.actions import open_calendar
from thongsuot.calendars.models import Calendar
from thongsuot.dashboard.freezing import freeze
from thongsuot.dissemination import audience, codes
from thongsuot.dissemination.actions import send
from thongsuot.dissemination.attending import open_code
from thongsuot.dissemination.materials import add_file
from thongsuot.dissemination.meetings import Plan, add_venues, plan_conference
from thongsuot.dissemination.models import Delivery, Material, Venue
from thongsuot.documents import review
from thongsuot.documents.actions import Intake, add_version, receive, restrict, share
from thongsuot.documents.models import Document, Finding, SavedSearch
from thongsuot.documents.rules import Kind, Mark, Reach
from thongsuot.followup.extending import ask_extension
from thongsuot.followup.giving import Duty, Source, assign, pass_down
from thongsuot.followup.models import Assignment
from thongsuot.followup.recurring import Rhythm, recur
from thongsuot.followup.reporting import File, Told, confirm, report
from thongsuot.followup.rules import Every
from thongsuot.followup.taking import return_with_reason, suspend
from thongsuot.portal.actions import Shown, publish
from thongsuot.portal.models import Publication
from thongsuot.programmes.actions import Task, add_item, start
from thongsuot.programmes.commenting import comment
from thongsuot.programmes.exempting import ask
from thongsuot.programmes.models import Basis, Comment, Exemption, Programme
from thongsuot.units.access import Acting, posts
from thongsuot.units.actions import add_level, add_unit
from thongsuot.units.models import Delegation, Membership, Token, Unit, User
from thongsuot.units.people import add_user, appoint, delegate, issue_token
from thongsuot.units.rules import Role

PLACES = ("own", "above", "stranger", "shared")
"""Where somebody works, seen from the documents: at the unit that registered them, above it, beside it, or beside it
and given the documents."""
NOBODY = ("", "no-post")
CHARACTERS = (*NOBODY, *(f"{place}-{role}" for place in PLACES for role in Role))


@dataclass(frozen=True, slots=True)
class Answered:
    """The commune's answer to its document, with an item, what that rests on, a comment and an exemption."""

    programme: Programme
    basis: Basis
    comment: Comment
    exemption: Exemption


@dataclass(frozen=True, slots=True)
class Duties:
    """Duties that the commune gave itself; each address names one that stands so that it has something to do."""

    keys: dict[str, int]


@dataclass(frozen=True, slots=True)
class World:
    """The units, who works there, and what the addresses name."""

    units: dict[str, Unit]
    people: dict[str, Acting]
    no_post: User
    documents: dict[str, Document]
    findings: dict[str, Finding]
    clauses: dict[str, str]  # where the first article of each document stands
    token: Token
    calendar: Calendar  # of the clerk at the commune
    delegation: Delegation
    saved: SavedSearch
    subject: User  # the person whom the pages of people are about: the officer at the commune
    post: Membership
    sent: Delivery  # from the commune to the one it was shared with
    venue: Venue  # of that one, at a conference of the commune, whose minutes are the commune's document
    material: Material
    code: str  # by which people enter themselves at the venue

    answer: Answered
    duties: Duties
    publication: Publication  # of the commune's document
    gone: Unit  # which the commune has followed, and which led a duty
    left: Document  # that it issued
    exchanged: dict[str, Any]  # keys of what came from and went to other systems, and of what is doubtful

    def client(self, who: str) -> Client:
        """Somebody's browser."""
        client = Client(raise_request_exception=False)
        if who:
            user = self.no_post if who == "no-post" else self.people[who].user
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
            session = client.session  # that was seen a moment ago, so that no answer has to write it anew
            session["seen"] = timezone.now().isoformat()
            session.save()
        return client


def build() -> World:
    """The world; made once, then there again."""
    cache.clear()  # the rates of the API count by keys that another test had
    return again("world", _made)


def _made() -> World:
    """The world, made by the same actions that people use."""
    levels = [add_level(code, name, rank) for rank, (code, name) in enumerate((("tinh", "Tỉnh"), ("xa", "Xã")), 1)]
    units = {"above": add_unit("LS", "Tỉnh Lâm Sơn", levels[0])}
    named = (("own", "LS.01", "Xã Đông Hòa"), ("stranger", "LS.02", "Xã Tây Thịnh"), ("shared", "LS.03", "Xã Nam An"))
    units |= {place: add_unit(code, name, levels[1], units["above"]) for place, code, name in named}
    people = {f"{place}-{role}": _appointed(f"{place}-{role}", units[place], role) for place in PLACES for role in Role}
    documents = {reach: _document(reach, people["own-clerk"], units["shared"]) for reach in Reach}
    today = timezone.localdate()
    head, officer = people["own-head"], people["own-officer"]
    lent = delegate(head.membership, people["own-inspector"].user, today + timedelta(days=30),
                    today + timedelta(days=40), "đi công tác", by=head)  # fmt: skip
    venue = _venue(people["own-officer"], units["shared"], documents[Reach.UNIT])
    return World(
        units,
        people,
        add_user("no-post"),
        documents,
        {reach: _duty(document) for reach, document in documents.items()},
        {reach: _clause(document) for reach, document in documents.items()},
        issue_token(people["own-clerk"], "chương trình", writes=False, days=9)[0],
        open_calendar(people["own-clerk"])[0],
        lent,
        SavedSearch.objects.create(user=officer.user, name="giếng khơi", query="words=giếng"),
        officer.user,
        officer.membership,
        send(documents[Reach.UNIT], audience.named([units["shared"]]), by=people["own-clerk"])[0],
        venue,
        add_file(venue.conference, b"Noi dung trao doi tai hoi nghi.", "tai-lieu.txt", "", by=people["own-officer"]),
        codes.written(open_code(venue, by=people["own-officer"])),
        _answered(documents[Reach.UNIT], people["own-officer"], people["own-head"]),
        _duties(documents[Reach.UNIT], people["own-officer"], people["own-head"]),
        publish(documents[Reach.UNIT], by=people["own-head"], shown=Shown(progress=True, units=True, file=True)),
        *leaving(units, people),
        exchanged(documents[Reach.UNIT], people["own-clerk"], people["above-administrator"], units["shared"])
        | amended(documents, people["own-clerk"], people["own-officer"], units["shared"])
        | doubted(documents[Reach.UNIT], people["own-clerk"], people["own-officer"], units["shared"]),
    )


def _appointed(name: str, unit: Unit, role: Role) -> Acting:
    user = add_user(name)
    appoint(user, unit, role)
    return posts(user)[0]


def _document(reach: Reach, clerk: Acting, guest: Unit) -> Document:
    """A document of the commune, of two versions, given to a commune beside it."""
    document = receive(texts.REGULATION.encode(), f"{reach}.txt", Intake(clerk.unit, anyway=True), by=clerk)
    share(document, [guest], by=clerk)
    changed = texts.REGULATION.replace("giếng khơi", "giếng khoan")
    add_version(document, changed.encode(), "moi.txt", since=timezone.localdate(), by=clerk)
    document.refresh_from_db()
    if reach != Reach.UNIT:
        mark = Mark.INTERNAL if reach == Reach.NAMED else Mark.NONE
        restrict(document, mark=mark, reach=reach, revision=document.revision, by=clerk, reason="")
    document.refresh_from_db()
    return document


def _answered(document: Document, officer: Acting, head: Acting) -> Answered:
    document.refresh_from_db()
    duty = document.findings.filter(kind=Kind.OBLIGATION, loc="D2.K2")[0]
    review.accept(duty, revision=duty.revision, by=officer)
    programme = start(document, officer.unit, kind="Kế hoạch", title="thực hiện", by=officer)
    item = add_item(programme, Task("Lập sổ theo dõi"), by=officer, loc="D2.K2")
    said = comment(programme, "Nêu rõ thời hạn", by=head, item=item)
    return Answered(programme, item.bases.get(), said, ask(document, officer.unit, "D2.K1", "Không thuộc", by=officer))


def _duties(document: Document, officer: Acting, head: Acting) -> Duties:
    """One that was reported on and waits, and others: handed down, returned, on hold, done, waiting for more time."""
    unit, due = head.unit, timezone.localdate() + timedelta(days=20)
    source = Source.of_clause(document, "D2.K2")

    def give(words: str) -> Assignment:
        return assign(unit, [unit], Duty(words, due=due), source, by=head)[0]

    held, held_on, done, timed = (give(words) for words in ("Lập sổ", "Kiểm kê", "Báo cáo", "Tập huấn"))
    row = report(held, Told("Đã lập một nửa", progress=50), files=[File(b"so theo doi", "so.txt")], by=officer)
    handed, returned = (
        pass_down(held, [unit], Duty(words), by=head)[0] for words in ("Lập sổ thôn Một", "Lập sổ thôn Hai")
    )
    return_with_reason(returned, "Thuộc thôn Ba", by=head)
    suspend(held_on, "Chờ hướng dẫn", by=head)
    confirm(report(done, Told("Đã báo cáo", finished=True), by=officer), by=head)
    rhythm = Rhythm(Every.MONTH, timezone.localdate())
    regular = recur(unit, unit, Duty("Báo cáo tháng"), rhythm, source, by=head)
    asked = ask_extension(timed, due + timedelta(days=10), "Chờ kinh phí", by=officer)
    frozen = [freeze(unit, timezone.localdate(), timezone.localdate(), by=head) for _n in range(2)]
    at = "followup/<int:pk>/"
    return Duties({
        "dashboard/snapshots/": frozen[0].pk, "<int:later>": frozen[1].pk,
        "followup/": held.pk, f"{at}accept/": handed.pk, f"{at}return/": handed.pk, f"{at}reassign/": returned.pk,
        f"{at}resume/": held_on.pk, f"{at}reopen/": done.pk, "followup/extensions/": asked.pk,
        "followup/regular/": regular.pk, "followup/files/": row.evidence.get().pk,
    })  # fmt: skip


def _venue(officer: Acting, guest: Unit, minutes: Document) -> Venue:
    held = plan_conference(Plan("Hội nghị quán triệt", timezone.localdate(), record=minutes), by=officer)
    add_venues(held, audience.named([guest]), [], by=officer)
    return held.venues.get()


def _clause(document: Document) -> str:
    assert document.current
    return document.current.provisions.filter(level="article")[0].loc


def _duty(document: Document) -> Finding:
    return document.findings.filter(kind=Kind.OBLIGATION)[0]


def body_of(world: World, reach: str, body: Any) -> Any:
    """A body of the table with the keys of this world in it."""
    if isinstance(body, dict):
        return {name: body_of(world, reach, value) for name, value in body.items()}
    if isinstance(body, list):
        return [body_of(world, reach, value) for value in body]
    if not isinstance(body, str) or not body.startswith("$"):
        return body
    finding = world.findings[reach]
    if body == "$another":
        return finding.document.findings.filter(kind=finding.kind).exclude(pk=finding.pk)[0].pk
    return {"$unit": world.units["shared"].pk, "$finding": finding.pk}[body]
