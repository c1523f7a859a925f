"""What does the list of documents show, and what does it cost?"""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from thongsuot.documents import actions, listing
from thongsuot.documents.models import Document
from thongsuot.documents.queries import Filter
from thongsuot.documents.rules import Mark, Reach
from thongsuot.units.models import Unit


def made(place: Place, n: int, unit: Unit | None = None, **fields: object) -> list[Document]:
    """Rows without files, for lists."""
    start = Document.objects.count()
    return Document.objects.bulk_create(
        Document(
            **{
                "unit": unit or place.province, "year": 2026, "number": start + i + 1,
                "arrived_on": date(2026, 1, 1) + timedelta(days=i // 3), "date": date(2025, 6, 1) + timedelta(days=i),
                "kind": "Quyết định", "symbol": f"{start + i}/QĐ-UBND", "symbol_key": f"{start + i}/qdubnd",
                "title": f"về việc thứ {start + i}", "issuers": ["Ủy ban nhân dân tỉnh"], "status": "read",
                "issuers_key": "uy ban nhan dan tinh", "created_by": place.people["clerk"].user, **fields,
            }
        )
        for i in range(n)
    )  # fmt: skip


def titles(shown: str) -> list[int]:
    return [int(n) for n in re.findall(r"Về việc thứ (\d+)</a>", shown)]


def get(place: Place, query: str = "", who: str = "clerk") -> str:
    answer = place.client(who).get(f"/documents/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_list_says_what_to_do(place: Place) -> None:
    assert "Hãy đăng ký văn bản đầu tiên" in get(place)
    assert "Đăng ký văn bản" not in get(place, who="inspector")


def test_a_row_says_number_symbol_title_issuer_and_validity(place: Place, regulation: Document) -> None:
    shown = get(place)
    for word in ("58-QĐ/TW", "Một số vấn đề về phối hợp công tác", "Bộ Chính trị", "08/02/2022", "Còn hiệu lực"):
        assert word in shown, word


@pytest.mark.parametrize("sort", listing.SORTS)
def test_walking_forward_and_back_meets_every_document_once(place: Place, sort: str) -> None:
    made(place, 137)
    query, seen, pages = f"?sort={sort}", list[int](), list[list[int]]()
    while True:
        shown = get(place, query)
        pages.append(titles(shown))
        seen += pages[-1]
        following = re.search(r'rel="next" href="([^"]+)"', shown)
        if not following:
            break
        query = following[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 137
    assert len(pages) == 3
    previous = re.search(r'rel="prev" href="([^"]+)"', shown)
    assert previous is not None
    assert titles(get(place, previous[1].replace("&amp;", "&"))) == pages[1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=58", 1), ("?q=58-QĐ", 1), ("?q=phối hợp", 1), ("?q=PHỐI HỢP", 1), ("?q=nothing of the kind", 0),
        ("?kind=Quy định", 1), ("?kind=Luật", 0), ("?issuer=bộ chính trị", 1), ("?since=08/02/2022", 1),
        ("?since=09/02/2022", 0), ("?until=2022-02-08", 1), ("?direction=in", 1), ("?direction=out", 0),
        ("?status=read", 1), ("?status=failed", 0), ("?mark=draft", 0), ("?unit=999999", 0), ("?since=nonsense", 1),
        ("?direction=sideways", 1), ("?after=nonsense", 1), ("?sort=nonsense", 1),
        ("?unit=99999999999999999999", 1), ("?after=2026-01-01.999999999999999999", 0), ("?q=%00", 1), ("?q=%25_", 0),
    ],
)  # fmt: skip
def test_every_filter_narrows(place: Place, regulation: Document, query: str, found: int) -> None:
    assert get(place, query).count("Một số vấn đề về phối hợp công tác</a>") == found


def test_a_chosen_filter_is_a_chip_that_goes_away(place: Place, regulation: Document) -> None:
    shown = get(place, "?kind=Quy định&direction=in")
    assert 'class="chip chip-on" href="?direction=in"' in shown
    assert 'class="chip chip-on" href="?kind=Quy+%C4%91%E1%BB%8Bnh"' in shown


def test_quick_filters_count_what_they_show(place: Place) -> None:
    made(place, 3, kind="Kế hoạch")
    made(place, 5, kind="Chỉ thị", direction="out", mark=Mark.DRAFT)
    shown = get(place)
    assert re.search(r'href="\?kind=Ch%E1%BB%89\+th%E1%BB%8B">Chỉ thị <span class="count">5</span>', shown)
    assert re.search(r'href="\?mark=draft">Dự thảo <span class="count">5</span>', shown)
    assert len(titles(get(place, "?mark=draft"))) == 5


def test_the_count_stops_where_it_would_cost_too_much(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    made(place, 30)
    monkeypatch.setattr(listing, "MOST", 20)
    assert "20+ văn bản" in get(place)


def test_it_costs_the_same_with_three_rows_and_with_thirty(place: Place) -> None:
    client = place.client("clerk")
    costs = []
    for more in (3, 27):
        made(place, more)
        client.get("/documents/")
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get("/documents/")
        costs.append(len(caught))
    assert costs[0] == costs[1]


def test_a_stranger_sees_an_empty_list_and_an_administrator_none(place: Place, regulation: Document) -> None:
    assert "58-QĐ/TW" not in get(place, who="stranger-clerk")
    assert place.client("administrator").get("/documents/").status_code == 403


def test_only_who_may_send_is_offered_to_select(place: Place, regulation: Document) -> None:
    assert 'name="document"' in get(place)
    assert 'name="document"' not in get(place, who="officer")


def test_a_draft_of_a_unit_below_is_not_in_the_list_of_the_one_above(place: Place) -> None:
    place.receive(texts.INTERNAL, "hd.txt", who="commune-clerk")
    assert "01-HD/BTCTW" in get(place, who="commune-clerk")
    assert "01-HD/BTCTW" not in get(place)


def test_words_fit_whatever_their_case(place: Place) -> None:
    made(place, 1, title="Đẩy mạnh phong trào")
    for words in ("đẩy mạnh", "ĐẨY MẠNH", "Đẩy mạnh"):
        assert listing.page(place.people["clerk"], Filter(words=words)).rows, words


def test_sharing_is_seen_before_it_is_done(place: Place, regulation: Document) -> None:
    foreign = place.receive(texts.GUIDELINE, who="stranger-clerk")
    actions.restrict(
        foreign, mark=Mark.NONE, reach=Reach.OPEN, revision=foreign.revision, by=place.people["stranger-clerk"],
        reason="chung",
    )  # fmt: skip
    client = place.client("commune-clerk")
    assert "Không được chia sẻ" in client.get(f"/documents/share/?document={foreign.pk}").content.decode()
    client = place.client("clerk")
    chosen = {"document": [regulation.pk], "units": [place.commune.pk, place.other.pk]}
    shown = client.post("/documents/share/", chosen).content.decode()
    assert "1 văn bản sẽ được chia sẻ với 2 đơn vị" in shown
    assert not regulation.shares.exists()
    assert client.post("/documents/share/", {**chosen, "confirm": "1"}).status_code == 302
    assert regulation.shares.count() == 2
    again = client.post("/documents/share/", chosen).content.decode()
    assert "Lượt chia sẻ mới: 0" in again
