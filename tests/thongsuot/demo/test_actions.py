"""Is the demonstration loaded as people would have done it, once, and never over somebody's own data?"""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from thongsuot.demo.actions import PASSWORD, Summary, load
from thongsuot.demo.leaving import GONE
from thongsuot.demo.province import province
from thongsuot.documents.access import may_read
from thongsuot.documents.models import Document, Finding, Version
from thongsuot.documents.rules import Status
from thongsuot.events.models import Event
from thongsuot.events.queries import verify
from thongsuot.exchange.models import Organ
from thongsuot.units.access import Acting, posts
from thongsuot.units.actions import add_level, add_unit
from thongsuot.units.models import Level, Membership, Succession, Unit, UnitGroup, User

pytestmark = pytest.mark.django_db


def acting(username: str, unit: str) -> Acting:
    [found] = [post for post in posts(User.objects.get(username=username)) if post.unit.code == unit]
    return found


def seen(username: str, unit: str) -> set[str]:
    return {document.symbol for document in Document.objects.visible_to(acting(username, unit))}


def test_everything_of_it_comes_in() -> None:
    told = province()
    assert load() == Summary(len(told.units), len(told.accounts), len(told.documents))
    assert Level.objects.count() == len(told.levels)
    assert set(Unit.objects.values_list("code", flat=True)) == {unit.code for unit in told.units} | {GONE}
    assert Membership.objects.count() == sum(len(account.posts) for account in told.accounts)
    assert UnitGroup.objects.get(name="UBND các xã, phường, đặc khu").members.count() == 16
    assert Unit.objects.get(code="UBND-SUOIMAY").valid_to == date(2025, 6, 30)
    assert {row.old.code for row in Succession.objects.filter(new__code="DU-THACMAY")} == {"DU-SUOIMAY", "DU-LUNGMAY"}
    assert set(Document.objects.values_list("status", flat=True)) == {Status.READ}
    assert [(d.symbol, d.number, d.year) for d in Document.objects.filter(unit__code="TU", direction="in")] == [
        ("907-HD/BTGDVTW", 3, 2026),
        ("958-QĐ/TW", 2, 2026),
        ("901-NQ/TW", 1, 2026),
        ("926-QĐ/TW", 1, 2021),
    ]


def test_units_have_codes_and_exchange_works_at_once(client: Client) -> None:
    load()
    told = province()
    present = Unit.objects.on(timezone.localdate()).exclude(code__in=["LG"])
    coded = set(Organ.objects.filter(unit__isnull=False).values_list("unit__code", flat=True))
    assert coded == set(present.values_list("code", flat=True)) & set(told.codes)
    assert {"UBND", "TU", "SYT", "BVDK", "UBND-THACMAY", "DU-THACMAY", "HDND"} <= coded
    assert not coded & {"UBND-SUOIMAY", "SKHDT", GONE}
    codes = list(Organ.objects.values_list("code", flat=True))
    assert all(re.fullmatch(r"[A-Z]\d{2}(\.\d{2,3})*", code) for code in codes)
    assert Organ.objects.get(unit__code="BVDK").code.startswith(Organ.objects.get(unit__code="SYT").code + ".")
    clerk = acting("vanthu.ubnd", "UBND")
    shown = Document.objects.filter(unit__code="UBND", direction="out", mark="").first()
    assert shown is not None
    client.force_login(clerk.user, "django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/exchange/documents/{shown.pk}/").content.decode()
    assert "Ủy ban nhân dân tỉnh Lam Hải (H98)" in page
    outside = Organ.objects.get(code="H98")
    sent = client.get(f"/exchange/documents/{shown.pk}/export/", {"organs": outside.pk})
    assert sent.status_code == 200
    assert b"H99" in sent.getvalue()
    assert b"H98" in sent.getvalue()


def test_loading_again_adds_nothing_and_leaves_no_event() -> None:
    load()
    events = Event.objects.count()
    assert load() == Summary()
    assert Event.objects.count() == events
    assert list(verify()) == []


def test_what_is_missing_is_added() -> None:
    load()
    Version.objects.filter(document__symbol="42-TB/TU").delete()
    assert load() == Summary(documents=1)


def test_it_is_never_loaded_over_an_installation_s_own_units() -> None:
    add_unit("1", "Tỉnh có thật", add_level("top", "Cấp cao nhất", 1))
    told = load()
    assert told.own
    assert not User.objects.exists()
    assert PASSWORD not in str(told)


def test_restricted_documents_reach_the_named_units_alone() -> None:
    load()
    notice, draft = (Document.objects.get(mark=mark) for mark in ("internal", "draft"))
    inspector, head = acting("kiemtra.tinh", "LG"), acting("chutich.ubnd", "DU-UBND")
    assert [may_read(inspector, notice), may_read(head, notice), may_read(head, draft)] == [False, True, True]
    assert may_read(acting("giamdoc.snnmt", "SNNMT"), draft)
    assert not may_read(acting("giamdoc.snnmt", "SNNMT"), notice)


def test_each_office_sees_its_own_part_of_the_story() -> None:
    load()
    published = {"35/2025/QĐ-UBND", "18/2026/QĐ-UBND", ""}  # the news report has no symbol
    assert seen("chuyenvien.honmay", "UBND-HONMAY") == {*published, "66/KH-UBND", "121/KH-UBND", "845/UBND-NNMT"}
    assert "31-BC/ĐU" in seen("vanthu.tinhuy", "TU")
    assert "31-BC/ĐU" not in seen("vanthu.bentrang", "DU-BENTRANG")
    assert seen("quantri", "LG") == set()


def test_a_person_with_two_posts_sees_what_each_post_may_see() -> None:
    load()
    party, government = seen("chutich.thacmay", "DU-THACMAY"), seen("chutich.thacmay", "UBND-THACMAY")
    assert "958-QĐ/TW" in party - government
    assert "845/UBND-NNMT" in government - party


def test_the_replacement_and_the_amendment_are_confirmed_and_lead_to_the_other_document() -> None:
    load()
    found = Finding.objects.confirmed().filter(relation__in=("replaces", "amends"), target__isnull=False)
    assert {(one.document.symbol, one.relation, one.target.symbol) for one in found if one.target} == {
        ("958-QĐ/TW", "replaces", "926-QĐ/TW"),
        ("18/2026/QĐ-UBND", "amends", "35/2025/QĐ-UBND"),
        ("121/KH-UBND", "amends", "66/KH-UBND"),
    }


def test_the_accounts_may_sign_in_and_reset_gives_the_password_back() -> None:
    load()
    user = User.objects.get(username="vanthu.thacmay")
    assert user.check_password(PASSWORD)
    user.set_password("something else entirely")
    user.save()
    load()
    user.refresh_from_db()
    assert not user.check_password(PASSWORD)
    load(reset=True)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_command_tells_the_accounts() -> None:
    told = StringIO()
    call_command("demo", stdout=told)
    assert "chutich.thacmay" in told.getvalue()
    assert PASSWORD in told.getvalue()
