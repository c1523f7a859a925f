"""A proposal counts for nothing; what is settled is kept; what is adopted holds from its days on."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.consolidations.conftest import AMENDING, FIRST, LATER, SUSPENDING, Amended, confirm
from thongsuot.consolidations.actions import Choice, drop, make, settle, take_back
from thongsuot.consolidations.adopting import adopt
from thongsuot.consolidations.models import Making, Settlement
from thongsuot.consolidations.rules import To, own_days
from thongsuot.documents import review
from thongsuot.documents.actions import add_version, reread, restrict, share
from thongsuot.documents.announcing import text_changed
from thongsuot.documents.models import Document, Finding, Provision, Version
from thongsuot.documents.rules import Kind, Mark, Reach
from thongsuot.documents.turning import turn
from thongsuot.events.models import Event
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.search import sync

DRILLED = Choice(To.REPLACE, "D2.K2", "2. Các xã, phường lập sổ theo dõi nước giếng khoan.")


@pytest.fixture
def told() -> Iterator[list[dict[str, Any]]]:
    """What the rooms above are told of changed texts."""
    heard: list[dict[str, Any]] = []

    def hear(**said: Any) -> None:
        heard.append(said)

    text_changed.connect(hear, weak=False)
    yield heard
    text_changed.disconnect(hear)


def opened(amended: Amended, making: Making, words: str = "giếng nước khơi") -> int:
    return next(n for n, row in enumerate(making.told["open"]) if words in row["words"])


def settled(amended: Amended) -> Making:
    making = make(amended.document, by=amended.place.people["officer"])
    place = opened(amended, making)
    return settle(making, place, DRILLED, revision=making.revision, by=amended.place.people["officer"])


def test_a_proposal_applies_what_the_words_say_and_leaves_the_rest_to_people(amended: Amended) -> None:
    making = make(amended.document, by=amended.place.people["officer"])
    assert [(row["op"], row["at"], row["since"], row["state"]) for row in making.told["steps"]] == [
        ("replace", "D2.K1", "2023-06-01", "applied"),
        ("insert", "D2.K3", "2023-06-01", "applied"),
        ("repeal", "D1.K2", amended.since.isoformat(), "applied"),
    ]
    assert [(row["op"], row["at"]) for row in making.told["open"]] == [("subst", "D2.K2")]
    assert {row["document"] for row in making.told["steps"]} == {amended.act.pk, amended.later.pk}
    assert amended.fresh().versions.count() == 1
    assert "hằng quý" not in Version.objects.get(document=amended.document).text


def test_what_holds_later_waits_in_the_text_of_a_day_before(amended: Amended) -> None:
    making = make(amended.document, date(2024, 1, 1), by=amended.place.people["officer"])
    assert [(row["at"], row["state"]) for row in making.told["steps"]][-1] == ("D1.K2", "not-yet")
    assert "trước ngày 30/6/2022" in making.told["text"]


def test_making_again_keeps_one_proposal_and_every_decision(amended: Amended) -> None:
    making = settled(amended)
    again = make(amended.document, by=amended.place.people["clerk"])
    assert again.pk == making.pk
    assert again.revision == making.revision + 1
    assert again.told["open"] == []
    assert [(row["op"], row["state"]) for row in again.told["steps"] if row["settlement"]] == [("subst", "settled")]


def test_a_decision_survives_the_act_read_anew_with_its_words_elsewhere(amended: Amended) -> None:
    settled(amended)
    moved = AMENDING.replace("Điều 1. Sửa", "Căn cứ Điều lệ Đảng,\nĐiều 1. Sửa").replace(
        "3. Thay thế", "3. Bãi bỏ khoản 1 Điều 1.\n4. Thay thế"
    )
    add_version(amended.act, moved.encode(), "70-2.txt", since=None, by=amended.place.people["clerk"])
    start = Settlement.objects.get().start
    making = make(amended.document, by=amended.place.people["officer"])
    assert making.told["open"] == []
    assert Settlement.objects.get().start > start
    assert Settlement.objects.get().own_loc == "D1.K4"


def test_a_decision_taken_back_opens_its_instruction_again(amended: Amended) -> None:
    making = settled(amended)
    row = Settlement.objects.get()
    take_back(row, revision=row.revision, by=amended.place.people["officer"])
    assert not Settlement.objects.exists()
    making = Making.objects.get(pk=making.pk)
    assert making.open == 1
    verbs = (
        Event.objects.filter(thread=f"document:{amended.document.pk}").order_by("seq").values_list("verb", flat=True)
    )
    assert list(verbs)[-3:] == ["consolidation-made", "instruction-settled", "settlement-taken-back"]


@pytest.mark.parametrize(
    "choice",
    [
        Choice(To.NONE, reason=" "),
        Choice(To.REPLACE, "", "2. Lời."),
        Choice(To.REPLACE, "D2.K2", " "),
        Choice(To.REPLACE, "D9.K9", "9. Lời."),
        Choice(To.REPLACE, "D2.K2", "MẬT\n2. Lời."),
    ],
)
def test_a_decision_that_lacks_something_or_cannot_be_carried_out_is_not_kept(amended: Amended, choice: Choice) -> None:
    making = make(amended.document, by=amended.place.people["officer"])
    with pytest.raises(Problem):
        settle(making, 0, choice, revision=making.revision, by=amended.place.people["officer"])
    assert not Settlement.objects.exists()
    assert Making.objects.get().revision == making.revision


def test_who_saw_an_older_state_overwrites_nothing(amended: Amended) -> None:
    making = settled(amended)
    by = amended.place.people["clerk"]
    with pytest.raises(Stale):
        settle(making, 0, DRILLED, revision=making.revision - 1, by=by)
    with pytest.raises(Stale):
        adopt(making, revision=making.revision - 1, by=by)
    with pytest.raises(Stale):
        drop(making, revision=making.revision - 1, by=by)


def test_adopted_it_is_a_version_for_each_day_and_the_one_of_today_is_current(
    amended: Amended, told: list[dict[str, Any]]
) -> None:
    making = settled(amended)
    first, second = adopt(making, revision=making.revision, by=amended.place.people["head"])
    document = amended.fresh()
    assert (first.since, second.since) == (FIRST, amended.since)
    assert document.current_id == first.pk
    assert (first.consolidated, first.incomplete, second.ahead) == (True, False, True)
    assert "giếng khoan" in first.text
    assert document.findings.filter(quote__contains="hằng quý").exists()  # read anew
    assert [(one["before"].n, one["after"].n, one["causes"]) for one in told] == [
        (1, 2, [amended.act]),
        (2, 3, [amended.later]),
    ]
    states = Provision.objects.filter(version=second).exclude(state="").values_list("loc", "state")
    assert list(states) == [("D1.K2", "repealed")]
    by = Provision.objects.get(version=first, loc="D2.K1").changed_by
    assert [(one["doc"], one["document"], one["own_loc"]) for one in by] == [("70-QĐ/TW", amended.act.pk, "D1.K1")]
    turn(amended.since)
    assert amended.fresh().current_id == second.pk
    assert document.versions.get(n=1).text == texts.REGULATION.strip()


def test_states_survive_a_new_reading(amended: Amended) -> None:
    making = settled(amended)
    adopt(making, revision=making.revision, by=amended.place.people["head"])
    turn(amended.since)
    reread(amended.fresh(), by=amended.place.people["officer"])
    version = amended.fresh().current
    assert version is not None
    assert version.provisions.get(loc="D1.K2").state == "repealed"
    assert version.provisions.get(loc="D2.K3").changed_by[0]["doc"] == "70-QĐ/TW"


def test_with_open_instructions_a_reason_is_needed_and_the_text_says_that_it_is_incomplete(amended: Amended) -> None:
    making = make(amended.document, by=amended.place.people["officer"])
    by = amended.place.people["clerk"]
    with pytest.raises(Problem):
        adopt(making, revision=making.revision, by=by)
    versions = adopt(making, revision=making.revision, by=by, reason="Chờ Văn phòng Trung ương trả lời")
    assert [version.incomplete for version in versions] == [True, True]
    event = Event.objects.get(verb="consolidation-adopted")
    assert (event.after, event.reason) == ({"versions": [2, 3], "open": 1}, "Chờ Văn phòng Trung ương trả lời")


def test_settled_later_it_is_adopted_again_for_the_same_days(amended: Amended) -> None:
    making = make(amended.document, by=amended.place.people["officer"])
    adopt(making, revision=making.revision, by=amended.place.people["clerk"], reason="Chờ")
    making = settled(amended)
    first, second = adopt(making, revision=making.revision, by=amended.place.people["clerk"])
    assert [(one.n, one.since, one.incomplete) for one in (first, second)] == [
        (4, FIRST, False), (5, amended.since, False),
    ]  # fmt: skip
    assert amended.fresh().current_id == first.pk
    again = make(amended.document, by=amended.place.people["clerk"])
    assert adopt(again, revision=again.revision, by=amended.place.people["clerk"]) == []


def test_what_was_made_of_other_texts_is_not_adopted(amended: Amended) -> None:
    making = settled(amended)
    for row in Finding.objects.filter(document=amended.later, kind=Kind.RELATION):
        review.drop(row, revision=row.revision, by=amended.place.people["officer"], reason="Không phải")
    with pytest.raises(Problem):
        adopt(making, revision=making.revision, by=amended.place.people["head"])


def test_words_of_an_act_for_named_units_do_not_pass_into_a_text_that_others_see(amended: Amended) -> None:
    making = settled(amended)
    act = Document.objects.get(pk=amended.act.pk)
    restrict(act, mark=Mark.NONE, reach=Reach.NAMED, revision=act.revision, by=amended.place.people["clerk"], reason="")
    with pytest.raises(Problem, match="70-QĐ/TW"):
        adopt(making, revision=making.revision, by=amended.place.people["head"])
    assert amended.fresh().versions.count() == 1


def test_an_act_in_which_no_instruction_is_found_waits_for_somebody_too(place: Place, amended: Amended) -> None:
    text = AMENDING.split("Điều 1. ")[0].replace("70-QĐ", "71-QĐ") + "Điều 1. Tên gọi\nTên gọi được dùng thống nhất.\n"
    odd = place.receive(text, "71.txt")
    confirm(odd, place)
    making = make(amended.document, by=place.people["officer"])
    n = next(n for n, row in enumerate(making.told["open"]) if row["document"] == odd.pk)
    none = Choice(To.NONE, reason="Chỉ sửa tên gọi")
    making = settle(making, n, none, revision=making.revision, by=place.people["officer"])
    assert [row["document"] for row in making.told["open"]] == [amended.act.pk]


def test_an_act_that_the_maker_may_not_see_leaves_the_text_incomplete(place: Place) -> None:
    since = timezone.localdate()
    document = place.receive(texts.REGULATION, "58.txt", place.commune, "commune-clerk")
    share(document, [place.province], by=place.people["commune-clerk"])
    hidden, shown = place.receive(AMENDING, "70.txt"), place.receive(LATER.format(signed=since, since=since), "90.txt")
    for act, reach in ((hidden, Reach.NAMED), (shown, Reach.OPEN)):
        confirm(act, place)
        held = Document.objects.get(pk=act.pk)
        restrict(held, mark=Mark.NONE, reach=reach, revision=held.revision, by=place.people["clerk"], reason="")
    making = make(document, by=place.people["commune-officer"])
    assert [row["document"] for row in making.told["open"]] == [None]
    none = Choice(To.NONE, reason="Không rõ")
    with pytest.raises(Stale):
        settle(making, 0, none, revision=making.revision, by=place.people["commune-officer"])
    (version,) = adopt(making, revision=making.revision, by=place.people["commune-head"], reason="Chưa được xem")
    assert version.incomplete


def test_an_amendment_counts_as_it_was_amended_itself(place: Place, amended: Amended) -> None:
    changed = LATER.format(signed=date(2023, 5, 20), since=date(2023, 5, 25)).replace("90-QĐ", "71-QĐ")
    changed = changed.replace("Quy định số 58-QĐ/TW, ngày 08/02/2022", "Quy định số 70-QĐ/TW, ngày 10/5/2023")
    changed = changed.replace("Quy định số 58-QĐ/TW", "Quy định số 70-QĐ/TW")
    act = place.receive(changed, "71.txt")
    before = make(amended.document, by=place.people["officer"])
    assert "hằng quý" in before.told["text"]
    confirm(act, place)
    with pytest.raises(Problem):  # what it was made of has changed
        adopt(before, revision=before.revision, by=place.people["head"], reason="Chờ")
    after = make(amended.document, by=place.people["officer"])
    assert "hằng quý" not in after.told["text"]
    assert after.open == before.open


def test_who_may_not_edit_the_document_neither_makes_nor_settles_nor_adopts(amended: Amended) -> None:
    making = settled(amended)
    row = Settlement.objects.get()
    for who in ("inspector", "administrator", "stranger-head", "commune-clerk"):
        by = amended.place.people[who]
        with pytest.raises(Forbidden):
            make(amended.document, by=by)
        with pytest.raises(Forbidden):
            settle(making, 0, DRILLED, revision=making.revision, by=by)
        with pytest.raises(Forbidden):
            take_back(row, revision=row.revision, by=by)
        with pytest.raises(Forbidden):
            drop(making, revision=making.revision, by=by)
    for who in ("inspector", "officer", "stranger-head"):
        with pytest.raises(Forbidden):
            adopt(making, revision=making.revision, by=amended.place.people[who])


def test_the_search_finds_the_adopted_words(amended: Amended) -> None:
    making = settled(amended)
    adopt(making, revision=making.revision, by=amended.place.people["head"])
    held = {
        row.loc: row
        for row in sync.clauses(Document.objects.select_related("unit", "current").get(pk=amended.document.pk))
    }
    assert "hằng quý" in held["D2.K3"].text
    seen = Event.objects.filter(thread=f"document:{amended.document.pk}", verb__in=("version-added", "read"))
    assert seen.count() >= 4


def test_nothing_is_adopted_of_a_day_on_which_nothing_holds_yet(amended: Amended) -> None:
    making = make(amended.document, FIRST - timedelta(days=1), by=amended.place.people["officer"])
    with pytest.raises(Problem):
        adopt(making, revision=making.revision, by=amended.place.people["head"], reason="Thử")


def test_what_is_suspended_for_a_time_holds_again_in_a_text_of_its_own(
    place: Place, regulation: Document, told: list[dict[str, Any]]
) -> None:
    act = place.receive(SUSPENDING, "75.txt")
    row = act.findings.get(relation="suspends", payload__loc="D1.K1")
    review.accept(row, revision=row.revision, by=place.people["officer"])
    making = make(regulation, by=place.people["officer"])
    assert [row["state"] for row in making.told["steps"]] == ["ended"]
    idle, again = adopt(making, revision=making.revision, by=place.people["clerk"])
    assert (idle.since, again.since) == (date(2024, 1, 1), date(2025, 1, 1))
    assert [version.provisions.get(loc="D1.K1").state for version in (idle, again)] == ["suspended", ""]
    assert [(one["before"].n, one["after"].n) for one in told] == [(1, 2), (2, 3)]
    shown = place.client("clerk").get(f"/d/{regulation.pk}/D1.K1@2024-06-01").content.decode()
    assert "Ngưng hiệu lực" in shown
    assert "đến 31/12/2024" in shown


DAYS = st.lists(st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)), max_size=6)


@given(DAYS, DAYS, st.dates(date(2019, 1, 1), date(2031, 1, 1)))
def test_the_days_with_a_text_of_their_own_are_always_in_order_and_none_lies_beyond_the_day_asked_for(
    begun: list[date | None], before: list[date | None], as_of: date
) -> None:
    days = own_days(begun, before, as_of)
    assert days == sorted(set(days))
    assert days
    assert days[-1] <= as_of
    assert {day for day in (*begun, *before) if day and day <= as_of} <= set(days)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(order=st.permutations(range(4)))
def test_the_order_in_which_things_are_settled_never_matters(amended: Amended, order: list[int]) -> None:
    with transaction.atomic():
        words = "\n".join(
            f"{n}. Thay thế cụm từ “câu {n}” bằng cụm từ “câu khác” tại khoản {n % 2 + 1} Điều {n // 2 + 1}."
            for n in range(4)
        )
        text = AMENDING.split("1. Sửa đổi, bổ sung khoản 1")[0].replace("70-QĐ", "72-QĐ") + words
        act = amended.place.receive(text + "\nĐiều 2. Hiệu lực\nQuy định này có hiệu lực từ ngày ký.", "72.txt")
        confirm(act, amended.place)
        by = amended.place.people["officer"]
        making = make(amended.document, by=by)
        for n in order:
            place = next(i for i, row in enumerate(making.told["open"]) if f"“câu {n}”" in row["words"])
            at = making.told["open"][place]["at"]
            making = settle(
                making, place, Choice(To.REPLACE, at, f"{n % 2 + 1}. Câu {n}."), revision=making.revision, by=by
            )
        assert [row["op"] for row in making.told["open"]] == ["subst"]  # of the other act
        assert all(f"Câu {n}." in making.told["text"] for n in (0, 3))  # the other clauses change again later
        transaction.set_rollback(True)
