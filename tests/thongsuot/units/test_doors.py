"""Who may enter which page of units and people? Every address for every kind of reader."""

import pytest

from tests.thongsuot.conftest import Place

OPEN = ["/units/", "/units/?on=2025-07-01", "/units/?q=dong", "/units/{commune}/"]
OWN = [
    "/account/", "/account/password/", "/account/second-factor/", "/account/devices/", "/account/posts/",
    "/account/delegations/", "/account/keys/",
]  # fmt: skip
MANAGED = [
    "/units/add/", "/units/succession/", "/units/import/", "/units/import/template/", "/units/export/", "/people/",
    "/people/add/",
]  # fmt: skip
COMMUNE = [
    "/units/{commune}/edit/", "/people/{commune_clerk}/", "/people/{commune_clerk}/password/",
    "/people/{commune_clerk}/second-factor/", "/people/{commune_clerk}/state/",
]  # fmt: skip


def address(place: Place, url: str) -> str:
    return url.format(commune=place.commune.pk, commune_clerk=place.people["commune-clerk"].user.pk)


@pytest.mark.parametrize("url", [*OPEN, *OWN, *MANAGED, *COMMUNE])
def test_nobody_enters_without_signing_in(place: Place, url: str) -> None:
    answer = place.client("").get(address(place, url))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("url", [*OPEN, *OWN])
@pytest.mark.parametrize("who", ["clerk", "commune-officer", "stranger-inspector", "administrator"])
def test_whoever_is_signed_in_sees_the_tree_and_his_own_account(place: Place, url: str, who: str) -> None:
    assert place.client(who).get(address(place, url)).status_code == 200


@pytest.mark.parametrize("url", [*MANAGED, *COMMUNE])
def test_only_administrators_enter_the_pages_of_administration(place: Place, url: str) -> None:
    assert place.client("administrator").get(address(place, url)).status_code == 200
    for role in ("clerk", "officer", "head", "inspector"):
        assert place.client(role).get(address(place, url)).status_code == 403


@pytest.mark.parametrize("url", COMMUNE)
def test_an_administrator_next_door_changes_nothing_here(place: Place, url: str) -> None:
    assert place.client("commune-administrator").get(address(place, url)).status_code == 200
    assert place.client("stranger-administrator").get(address(place, url)).status_code in (403, 404)
