"""Is a person who was erased nowhere any more, and is the history still whole?"""

import json
from datetime import date, timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot import texts
from tests.thongsuot.conftest import PASSWORD, Place
from thongsuot.api.models import Repetition
from thongsuot.documents import review
from thongsuot.documents.models import SavedSearch
from thongsuot.events.models import Event
from thongsuot.events.queries import verify
from thongsuot.privacy.actions import exported, seen
from thongsuot.privacy.erasure import erase
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting, posts
from thongsuot.units.models import Delegation, Device, Membership, User
from thongsuot.units.people import add_user, appoint, delegate, edit_profile, issue_token
from thongsuot.units.rules import Role

NAME, EMAIL, USERNAME = "Đặng Thị Ánh Tuyết", "anh.tuyet@lamson.example", "tuyetdta"
REASON = "Đơn đề nghị ngày 20/11/2026"


def everywhere(needle: str) -> list[str]:
    """Every column of every table of the database that holds a string, however it is stored."""
    forms = {needle, json.dumps(needle)[1:-1], needle.upper(), needle.lower()}
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                name = connection.ops.quote_name(column.name)
                cursor.execute(f"SELECT {name} FROM {connection.ops.quote_name(table)} WHERE {name} IS NOT NULL")
                for (value,) in cursor.fetchall():
                    text = (
                        bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
                    )
                    if any(form in text for form in forms):
                        found.append(f"{table}.{column.name}: {text[:80]}")
    return found


def worker(place: Place, name: str = NAME, email: str = EMAIL, username: str = USERNAME) -> Acting:
    """A head who has used everything that leaves a trace of a person."""
    user = add_user(username, name=name, email=email, password=PASSWORD)
    post = appoint(user, place.commune, Role.HEAD, title="Chủ tịch")
    Membership.objects.filter(pk=post.pk).update(title=f"Chủ tịch ({name})")
    acting = posts(user)[0]
    edit_profile(user, name=name, email=email, language="en")
    delegate(
        acting.membership, place.people["commune-officer"].user, timezone.localdate(), timezone.localdate(),
        "nghỉ phép", by=acting,
    )  # fmt: skip
    Delegation.objects.update(reason=f"{name} nghỉ ốm")
    Device.objects.create(user=user, session="s" * 32, agent=f"Firefox of {username}", address="10.9.8.7")
    Session.objects.create(session_key="s" * 32, session_data=username, expire_date=timezone.now() + timedelta(1))
    issue_token(acting, f"khóa của {name}", writes=True, days=3)
    SavedSearch.objects.create(user=user, name=name, query=name)
    Repetition.objects.create(user=user, membership_id=post.pk, key=username, body=f'{{"name": "{name}"}}')
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        more = {"failures_since_start": 1, "post_data": f"username={username}"} if model is AccessAttempt else {}
        model.objects.create(username=username.upper(), user_agent="Firefox", ip_address="10.9.8.7", **more)
    User.objects.filter(pk=user.pk).update(totp_secret="JBSWY3DPEHPK3PXP", oidc_subject=f"sub-{username}")
    document = place.receive(texts.REGULATION, unit=place.commune, who="commune-clerk")
    finding = document.findings.first()
    assert finding is not None
    review.accept(finding, revision=finding.revision, by=acting)
    seen(acting, "document:1")
    seen(place.people["administrator"], f"user:{user.pk}")
    exported(user, by=place.people["administrator"])
    user.refresh_from_db()
    return Acting(user, acting.membership)


def test_no_table_holds_the_person_any_more_and_the_chain_holds(place: Place) -> None:
    user = worker(place).user
    assert [len(everywhere(needle)) > least for needle, least in ((NAME, 3), (EMAIL, 0), (USERNAME, 3))] == [True] * 3
    assert not list(verify())
    before = list(Event.objects.order_by("seq").values_list("seq", "hash"))
    assert erase(user, REASON, by=place.people["administrator"]) == 0
    for needle in (NAME, EMAIL, USERNAME, "Firefox of", "10.9.8.7", "JBSWY3DPEHPK3PXP"):
        assert everywhere(needle) == []
    assert list(Event.objects.order_by("seq").values_list("seq", "hash"))[: len(before)] == before
    assert not list(verify())


@given(
    st.text(st.characters(categories=["L"]), min_size=6, max_size=12), st.text("qxzjwk", min_size=8, max_size=14),
)  # fmt: skip
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_person_is_called(place: Place, name: str, username: str) -> None:
    name = f"{name} Thị {name}"
    with transaction.atomic():
        user = worker(place, name, f"{username}@an.example", username).user
        erase(user, REASON, by=place.people["administrator"])
        assert not everywhere(name)
        assert not everywhere(username)
        assert not list(verify())
        transaction.set_rollback(True)


def test_nobody_opens_an_erased_account(place: Place) -> None:
    acting = worker(place)
    user = acting.user
    erase(user, REASON, by=place.people["administrator"])
    user.refresh_from_db()
    assert not user.check_password(PASSWORD)
    assert (user.is_active, user.has_usable_password(), user.totp_secret) == (False, False, "")
    assert not Membership.objects.filter(user=user, until__isnull=True).exists()
    assert not Delegation.objects.filter(ended_at__isnull=True).exists()
    assert posts(place.people["commune-officer"].user)[0].delegation is None
    assert len(posts(place.people["commune-officer"].user)) == 1
    ended = Event.objects.filter(verb="post-ended", thread=f"user:{user.pk}", also=f"unit:{place.commune.pk}")
    assert ended.count() == 1


def test_what_the_person_did_stays_under_its_key(place: Place) -> None:
    user = worker(place).user
    erase(user, REASON, by=place.people["administrator"])
    assert Event.objects.filter(verb="finding-accepted", actor=user).exists()
    event = Event.objects.get(verb="person-erased")
    assert (event.subject, event.reason) == (f"user:{user.pk}", REASON)
    assert event.actor == place.people["administrator"].user


def test_it_needs_a_reason_without_the_name(place: Place) -> None:
    user = worker(place).user
    for reason in ("", "  ", f"theo đơn của {NAME}", f"đơn từ {EMAIL.upper()}"):
        with pytest.raises(Problem):
            erase(user, reason, by=place.people["administrator"])
    user.refresh_from_db()
    assert user.name == NAME


def test_the_last_administrator_stays_until_another_one_is_there(place: Place) -> None:
    admin = place.people["administrator"]
    with pytest.raises(Problem, match="Lâm Sơn"):
        erase(admin.user, REASON, by=admin)
    admin.user.refresh_from_db()
    assert admin.user.erased_at is None
    other = add_user("an")
    appoint(other, place.province, Role.ADMINISTRATOR)
    erase(admin.user, REASON, by=posts(other)[0])
    admin.user.refresh_from_db()
    assert admin.user.erased_at is not None


def test_an_administrator_above_is_enough(place: Place) -> None:
    erase(place.people["commune-administrator"].user, REASON, by=place.people["administrator"])


def test_a_post_that_has_ended_or_a_closed_account_does_not_stand_in(place: Place) -> None:
    admin, other = place.people["administrator"], add_user("an")
    post = appoint(other, place.province, Role.ADMINISTRATOR, until=date(2020, 1, 1))
    with pytest.raises(Problem):
        erase(admin.user, REASON, by=admin)
    Membership.objects.filter(pk=post.pk).update(until=None)
    User.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(Problem):
        erase(admin.user, REASON, by=admin)


@pytest.mark.parametrize("who", ["clerk", "officer", "head", "inspector", "stranger-administrator", "commune-clerk"])
def test_others_may_not(place: Place, who: str) -> None:
    with pytest.raises(Forbidden):
        erase(place.people["commune-officer"].user, REASON, by=place.people[who])


def test_what_reasons_still_say_is_told(place: Place) -> None:
    user = worker(place).user
    delegate_reason = f"{NAME} đi công tác"
    acting = posts(user)[0]
    delegate(
        acting.membership, place.people["commune-clerk"].user, timezone.localdate(), timezone.localdate(),
        delegate_reason, by=acting,
    )  # fmt: skip
    assert erase(user, REASON, by=place.people["administrator"]) == 1


def test_an_erased_person_is_not_erased_twice(place: Place) -> None:
    user = worker(place).user
    erase(user, REASON, by=place.people["administrator"])
    with pytest.raises(Forbidden):
        erase(user, REASON, by=place.people["administrator"])


def test_rows_that_go_with_the_person_are_named_in_the_table() -> None:
    from thongsuot.privacy.rules import kinds

    owned = {field for kind in kinds().values() for field in kind.owner}
    cascading = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model is User
        and field.remote_field.on_delete is models.CASCADE
    }
    assert cascading == owned, "what would go with a deleted account goes with an erased one"
