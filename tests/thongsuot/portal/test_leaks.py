"""Does anything leak? A world with a marker word in every field, and a reader who asks for everything."""

import re
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.test import Client

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.portal.conftest import reach
from thongsuot.dissemination import audience
from thongsuot.dissemination.actions import receive, send
from thongsuot.documents import review
from thongsuot.documents.actions import add_version, edit_header, share
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Kind, Mark, Reach
from thongsuot.portal.actions import Shown, publish, withdraw
from thongsuot.portal.models import Publication
from thongsuot.programmes import actions as programmes
from thongsuot.programmes.actions import Task
from thongsuot.programmes.commenting import comment
from thongsuot.programmes.exempting import ask
from thongsuot.units.models import Unit, User

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(240)]
MARK = "zqx"
"""Every marker begins so; no other word does."""


@dataclass(frozen=True, slots=True)
class World:
    """What is public, what is not, and the words that must never be seen."""

    public: Publication
    guideline: Publication
    hidden: tuple[Document, ...]


def marked(text: str, word: str) -> str:
    """A document of another number, with a marker in its title and in a clause."""
    return text.replace("một số vấn đề", f"{word}tieude vấn đề").replace("giếng khơi", f"{word}dieukhoan")


@pytest.fixture
def world(place: Place) -> World:
    clerk, head, officer = place.people["clerk"], place.people["head"], place.people["officer"]
    for n, unit in enumerate(Unit.objects.all()):
        Unit.objects.filter(pk=unit.pk).update(name=f"{MARK}donvi{n} Lâm", short_name=f"{MARK}ngan{n}")
    for n, user in enumerate(User.objects.all()):
        User.objects.filter(pk=user.pk).update(name=f"{MARK}ten{n}", email=f"{MARK}thu{n}@lam.son")
    shown = place.receive(marked(texts.REGULATION, f"{MARK}cu"), f"{MARK}tep.txt")  # version 1, never public
    public = place.receive(texts.GUIDELINE, f"{MARK}tep2.txt")
    add_version(shown, texts.REGULATION.encode(), f"{MARK}tep3.txt", since=date(2022, 3, 1), by=clerk)
    shown.refresh_from_db()
    _worked_on(place, shown)
    reach(shown, Reach.OPEN, place)
    made = publish(shown, by=head, shown=Shown(progress=True), note=f"{MARK}ghichucongkhai")
    shown.refresh_from_db()
    add_version(shown, marked(texts.REGULATION, f"{MARK}moi").encode(), f"{MARK}tep4.txt", since=None, by=clerk)
    guideline = publish(public, by=head)
    restricted = place.receive(marked(texts.OLD_REGULATION, f"{MARK}han"))
    reach(restricted, Reach.NAMED, place, Mark.INTERNAL)
    replacing = texts.REGULATION.replace("58-QĐ/TW", f"77-QĐ/{MARK}so").replace("126-QĐ/TW", "58-QĐ/TW")
    later = place.receive(replacing.replace("28/02/2018", "08/02/2022").replace("một số", f"{MARK}thay"))
    for finding in later.findings.filter(kind=Kind.RELATION):
        review.accept(finding, revision=finding.revision, by=officer)
    back = place.receive(marked(texts.REGULATION.replace("58-QĐ/TW", "59-QĐ/TW"), f"{MARK}lui"))
    withdraw(publish(back, by=head), f"{MARK}lydolui", by=head)
    never = place.receive(marked(texts.REGULATION.replace("58-QĐ/TW", "60-QĐ/TW"), f"{MARK}chua"))
    return World(made, guideline, (restricted, later, back, never))


def _worked_on(place: Place, document: Document) -> None:
    """Everything an office does with a document, each with its marker."""
    clerk, head, officer = (place.people[who] for who in ("clerk", "head", "officer"))
    edit_header(document, {"note": f"{MARK}ghichu", "urgency": f"{MARK}khan"}, revision=document.revision, by=clerk,
                reason=f"{MARK}lydosua")  # fmt: skip
    for finding in document.findings.filter(kind__in=(Kind.OBLIGATION, Kind.RELATION)):
        payload = finding.payload | {"action": f"{MARK}viec", "doc": f"{MARK}vanban", "title": f"{MARK}ten"}
        review.correct(finding, payload, revision=finding.revision, by=officer)
    share(document, [place.commune, place.other], by=clerk, reason=f"{MARK}lydogui")
    sent = send(document, audience.named([place.commune]), by=clerk, note=f"{MARK}ghichugui")
    receive(sent, by=place.people["commune-clerk"])
    drafting = place.people["commune-officer"]
    programme = programmes.start(document, place.commune, kind="Kế hoạch", title=f"{MARK}duthao", by=drafting)
    item = programmes.add_item(programme, Task(f"{MARK}nhiemvu", lead_text=f"{MARK}chutri"), by=drafting, loc="D2.K2")
    comment(programme, f"{MARK}gopy", by=place.people["commune-head"], item=item)
    ask(document, place.commune, "D2.K1", f"{MARK}mien", by=drafting)
    document.refresh_from_db()
    assert head


class Links(HTMLParser):
    """The addresses a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in ("href", "src", "action") and value}


def crawled(client: Client) -> dict[str, str]:
    """Every public address that a link, a feed or the sitemap leads to, and what it answers."""
    waiting, seen = ["/public/", "/public/en/", "/robots.txt", "/public/robots.txt"], dict[str, str]()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        response = client.get(address)
        told = b"".join(response) if response.streaming else response.content
        seen[address] = "\n".join([*(f"{name}: {value}" for name, value in response.items()), told.decode()])
        assert response.status_code in (200, 302), address
        links = Links()
        links.feed(seen[address])
        named = set(links.found)
        named |= set(re.findall(r'(?:<loc>|<id>|Sitemap: |Location: |"@id": "|"sameAs": ")([^<\s"]+)', seen[address]))
        for link in named:
            parts = urlsplit(urljoin(f"http://testserver{address}", link))
            if parts.netloc == "testserver" and parts.path.startswith("/public/"):
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return seen


def test_the_crawler_sees_much_and_no_marker(world: World, anybody: Client) -> None:
    seen = crawled(anybody)
    assert len(seen) > 45
    assert any("/progress" in address for address in seen)
    leaks = [(address, re.findall(rf"{MARK}\w*", told.lower())) for address, told in seen.items()]
    assert [leak for leak in leaks if leak[1]] == []
    assert not [address for address, told in seen.items() if "Set-Cookie" in told or "Vary" in told]


def test_the_markers_are_there(world: World, place: Place) -> None:
    """For those who work with the documents: else the test above could not fail."""
    page = place.client("head").get(f"/documents/{world.public.document_id}/").content.decode()
    assert len(set(re.findall(rf"{MARK}[a-z]+", page))) > 5


SEARCHED = (
    "donvi", "ten", "ghichu", "cutieude", "cudieukhoan", "moitieude", "moidieukhoan", "hantieude", "lui", "chua",
    "luidieukhoan", "chuadieukhoan", "thay", "duthao", "gopy", "viec", "tep", "mien", "ghichucongkhai",
)  # fmt: skip


@pytest.mark.parametrize("word", SEARCHED)
def test_a_search_for_a_marker_is_answered_like_one_for_a_word_that_is_nowhere(
    world: World, anybody: Client, word: str
) -> None:
    for way in ("q={}", "q=58-QĐ/TW+{}", "kind={}", "issuer={}", "q=%22{}%22", "q={}&what=programmes"):
        asked = [f"{MARK}{word}", "khongdauco"]
        pages = [anybody.get("/public/?" + way.format(quote(one))).content.decode().replace(one, "…") for one in asked]
        assert pages[0] == pages[1], way


RESTS = ("/", "/D1", "/progress", "/original", ".html", ".txt", ".akn")


def addresses(world: World) -> list[str]:
    """Guesses at what is not public."""
    out = []
    for document in world.hidden:
        for name in (str(document.pk), "quy-dinh-59-qd-tw-2022", "quy-dinh-60-qd-tw-2022", "quy-dinh-126-qd-tw-2018"):
            out += [f"/public/d/{name}{rest}" for rest in RESTS]
    slug = world.public.slug
    out += [
        f"/public/d/{slug}/{rest}" for rest in ("D99", "D1@2022-01-01", "1", "original", "%00", "D1.K1@", "a" * 200)
    ]
    out += [f"/public/d/{world.guideline.slug}/progress", f"/public/d/{world.public.document_id}/"]
    out += [f"/public/eli/vn/quy-dinh/2022/02/08/{number}" for number in ("59-qd-tw", "58-qd-tw/1", "58-qd-tw/3")]
    out += ["/public/eli/vn/quy-dinh/2022/2/31/58-qd-tw", "/public/eli/x", "/public/sitemap-2.xml", "/public/zz/"]
    return out


def test_what_is_not_public_answers_as_what_was_never_there(world: World, anybody: Client) -> None:
    nothing = anybody.get("/public/d/khong-co-van-ban-nay/")
    assert nothing.status_code == 404
    for address in addresses(world):
        answer = anybody.get(address)
        assert (answer.status_code, answer.content) == (404, nothing.content), address
        assert dict(answer.headers) == dict(nothing.headers), address


def test_a_reader_who_is_signed_in_sees_the_same_page(world: World, place: Place, anybody: Client) -> None:
    mine = place.client("head")
    for address in ("/public/", f"/public/d/{world.public.slug}/", "/public/d/khong-co/", "/public/?q=cấp+ủy"):
        theirs, own = anybody.get(address), mine.get(address)
        assert theirs.content == own.content
        assert not own.cookies
        assert not theirs.cookies


def test_nothing_is_there_while_the_portal_is_closed(
    world: World, place: Place, settings: pytest.FixtureRequest
) -> None:
    settings.PORTAL = False  # type: ignore[attr-defined]
    for address in ("/public/", f"/public/d/{world.public.slug}/", "/public/feed.atom", "/public/sitemap.xml",
                    "/robots.txt", "/public/en/", "/public/zz"):  # fmt: skip
        assert Client().get(address).status_code == 404
        assert Client().post(address).status_code == 404
    head = place.client("head")
    assert head.get("/publishing/").status_code == 404
    assert head.get(f"/publishing/{world.public.document_id}/").status_code == 404
    assert b"/publishing/" not in head.get(f"/documents/{world.public.document_id}/").content
