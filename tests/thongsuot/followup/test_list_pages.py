"""The pages of lists of duties: what they show, what they cost, that they are what opens."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.thongsuot.conftest import Place
from tests.thongsuot.followup.conftest import give, soon
from thongsuot.followup import work
from thongsuot.followup.giving import Duty, pass_down
from thongsuot.followup.models import Assignment

PAGES = ("/followup/", "/followup/board/", "/followup/calendar/", "/followup/mine/", "/followup/month/")


def shown(place: Place, who: str, address: str) -> str:
    answer = place.client(who).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_shows_what_somebody_may_see_and_nothing_to_a_stranger(
    place: Place, assignment: Assignment, address: str
) -> None:
    address += f"?on={soon():%Y%m}"
    assert assignment.action in shown(place, "commune-head", address)
    assert assignment.action not in shown(place, "stranger-head", address)


@pytest.mark.parametrize(("address", "most"), [*zip(PAGES, (26, 24, 22, 22, 14), strict=True)])
def test_a_page_costs_the_same_however_many_rows(place: Place, assignment: Assignment, address: str, most: int) -> None:
    def cost() -> int:
        client = place.client("commune-head")
        client.get(address)
        with CaptureQueriesContext(connection) as held:
            client.get(address)
        return len(held)

    give(place, assignment.document, due=soon(1))
    before = cost()
    for n in range(12):
        give(place, assignment.document, action=f"Việc {n}", due=soon(1))
    assert cost() == before <= most


def test_a_row_tells_its_way_from_the_clause_down(place: Place, assignment: Assignment) -> None:
    (child,) = pass_down(
        assignment, [place.commune], Duty("Lập danh sách", due=soon(3)), by=place.people["commune-head"]
    )
    page = shown(place, "head", f"/followup/?words={child.action}")
    row = page[page.index(f'href="/followup/{child.pk}/"') :].split("</tr>")[0]
    assert f'href="/d/{assignment.document_id}/{assignment.loc}"' in row
    assert '<span class="knot">Xã Đông Hòa</span>' in row
    assert "—" in row  # nothing was reported, which is not 0


def test_the_work_of_a_unit_counts_what_its_lists_show(place: Place, assignment: Assignment) -> None:
    give(place, due=soon(3))
    page = shown(place, "commune-officer", "/followup/mine/")
    for name, query in re.findall(r'aria-labelledby="(\w+)".*?href="/followup/\?([^"]+)"', page, re.DOTALL):
        n = int(re.search(rf'id="{name}">.*?<span class="count">(\d+)', page, re.DOTALL)[1])  # type: ignore[index]
        rows = shown(place, "commune-officer", "/followup/?" + query.replace("&amp;", "&"))
        assert rows.count('<th scope="row" class="title">') == n > 0
    assert "Chờ tiếp nhận" in page


def test_the_calendar_counts_days_and_each_opens_its_list(place: Place, assignment: Assignment) -> None:
    give(place, due=soon())
    page = shown(place, "head", f"/followup/calendar/?on={soon():%Y%m}")
    found = re.search(r'<a href="([^"]*due_from[^"]*)"><strong>(\d+)</strong>', page)
    assert found
    assert found[2] == "2"
    rows = shown(place, "head", found[1].replace("&amp;", "&"))
    assert rows.count('<th scope="row" class="title">') == 2


def test_the_board_has_a_column_for_each_state_with_its_count(place: Place, assignment: Assignment) -> None:
    page = shown(place, "head", "/followup/board/?lanes=lead")
    assert re.search(r'state=assigned"[^>]*>1</a>', page)
    assert "<h3>Xã Đông Hòa</h3>" in page


def test_the_desk_counts_the_work_as_its_page_does(place: Place, assignment: Assignment) -> None:
    acting, today = place.people["commune-officer"], timezone.localdate()
    counted = {part.name: part.n for part in work.counts(acting, today)}
    assert counted == {part.name: part.n for part in work.sections(acting, today)} == {"accept": 1}
    assert 'href="/followup/mine/#accept"' in shown(place, "commune-officer", "/")
    assert work.counts(place.people["stranger-head"], today) == []


def test_a_month_counts_its_rows(place: Place, assignment: Assignment) -> None:
    page = shown(place, "commune-head", f"/followup/month/?on={soon():%Y%m}")
    assert re.findall(r'<th scope="col" class="number">(.*?)</th>', page)[0] == "STT"
