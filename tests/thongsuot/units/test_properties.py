"""What always holds: lists and pages agree, paths follow parents, whatever is appointed and moved."""

import random
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thongsuot.conftest import Place
from thongsuot.problems import Problem
from thongsuot.units.access import may, posts
from thongsuot.units.actions import add_unit, move_unit
from thongsuot.units.models import Level, Membership, Unit, User
from thongsuot.units.outline import outline
from thongsuot.units.people import manages
from thongsuot.units.queries import accounts, manageable, people, tree
from thongsuot.units.rules import Right, Role

SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class _Undo(Exception):  # noqa: N818
    """Each example begins with the same place."""


POSTS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 2), st.sampled_from(Role), st.sampled_from([None, -1, 0, 9])),
    max_size=8,
)


@SOME
@given(POSTS, st.sets(st.integers(0, 4)))
def test_the_list_of_people_and_their_pages_agree(
    place: Place, given_posts: list[tuple[int, int, Role, int | None]], erased: set[int]
) -> None:
    units, today = [place.province, place.commune, place.other], timezone.localdate()
    try:
        with transaction.atomic():
            users = [User.objects.create(username=f"u{n}", password=None) for n in range(5)]
            for user, unit, role, days in given_posts:
                until = None if days is None else today + timedelta(days)
                if not Membership.objects.filter(user=users[user], unit=units[unit], role=role).exists():
                    Membership.objects.create(user=users[user], unit=units[unit], role=role, until=until)
            User.objects.filter(pk__in=[users[n].pk for n in erased]).update(erased_at=timezone.now())
            for who in ("administrator", "commune-administrator", "stranger-administrator", "head"):
                acting, client = place.people[who], place.client(who)
                listed = set(people(acting).values_list("pk", flat=True))
                answers = set(accounts(acting).values_list("pk", flat=True))
                for user in User.objects.filter(username__startswith="u"):
                    status = client.get(f"/people/{user.pk}/").status_code
                    assert (status == 200) is (user.pk in listed and acting.bears(Right.MANAGE))
                    assert manages(acting, user) is (user.pk in answers)
                assert answers <= listed, "nobody answers for an account he does not see"
            raise _Undo
    except _Undo:
        pass


@pytest.mark.parametrize("who", ["administrator", "commune-administrator", "stranger-administrator", "clerk", "head"])
def test_the_units_somebody_may_change_are_those_whose_pages_let_him(place: Place, who: str) -> None:
    client, acting = place.client(who), place.people[who]
    listed = set(manageable(acting).values_list("pk", flat=True))
    for unit in Unit.objects.all():
        assert (unit.pk in listed) is may(acting, Right.MANAGE, unit)
        assert (client.get(f"/units/{unit.pk}/edit/").status_code == 200) is (unit.pk in listed)


def assert_paths_follow_parents() -> None:
    for unit in Unit.objects.select_related("parent"):
        assert unit.path == f"{unit.parent.path if unit.parent else ''}{unit.pk}."


@SOME
@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=12), st.integers())
def test_paths_follow_parents_under_any_moves(place: Place, moves: list[tuple[int, int]], seed: int) -> None:
    level, chance = Level.objects.get(code="xa"), random.Random(seed)
    try:
        with transaction.atomic():
            units = [place.province, place.commune, place.other]
            for n in range(12):
                units.append(add_unit(f"U{n}", f"Đơn vị {n}", level, chance.choice(units)))
            for what, where in moves:
                unit, parent = Unit.objects.get(pk=units[what].pk), Unit.objects.get(pk=units[where].pk)
                above = (parent.path or "").startswith(unit.path or "-")
                try:
                    move_unit(unit, parent, revision=unit.revision, by=place.people["administrator"], reason="…")
                except Problem:
                    assert above, "refused though possible"
                else:
                    assert not above, "a circle"
                assert_paths_follow_parents()
            shown = [unit.pk for unit in tree()]
            assert sorted(shown) == sorted(Unit.objects.values_list("pk", flat=True)), "each unit once"
            assert {twig.pk for twig in outline(timezone.localdate())} == set(shown)
            for reader in ("clerk", "commune-clerk"):
                acting = posts(place.people[reader].user)[0]
                below = {unit.pk for unit in Unit.objects.below(acting.path)}
                assert below == {unit.pk for unit in tree(acting.unit)}
            raise _Undo
    except _Undo:
        pass
