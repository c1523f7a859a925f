"""Is publishing an act of those who may, and does it end when it must?"""

import pytest
from django.test import Client

from tests.thongsuot import texts
from tests.thongsuot.conftest import Place
from tests.thongsuot.portal.conftest import reach
from tests.thongsuot.programmes.conftest import directive, issued, programme  # noqa: F401
from thongsuot.documents.actions import add_version, edit_header
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Mark, Reach
from thongsuot.events.models import Event
from thongsuot.portal import access, queries
from thongsuot.portal.actions import Shown, publish, withdraw
from thongsuot.portal.models import Publication
from thongsuot.portal.rules import allowed
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.programmes.models import Programme

pytestmark = pytest.mark.django_db
HERE = "/public/d/quy-dinh-58-qd-tw-2022/"


def shows(client: Client) -> int:
    return client.get(HERE).status_code


@pytest.mark.parametrize("who", ["head", "clerk"])
def test_a_head_or_clerk_publishes_a_document_of_his_unit(place: Place, regulation: Document, who: str) -> None:
    made = publish(regulation, by=place.people[who], note="theo ý kiến Thường trực")
    assert (made.slug, made.version, made.symbol) == ("quy-dinh-58-qd-tw-2022", regulation.current, "58-QĐ/TW")
    event = Event.objects.get(verb="published")
    assert event.after == {"publication": made.pk, "version": 1, "progress": False, "units": False, "file": False}
    assert shows(Client()) == 200


@pytest.mark.parametrize("who", ["officer", "inspector", "administrator", "commune-head", "stranger-clerk"])
def test_nobody_else_does(place: Place, regulation: Document, who: str) -> None:
    reach(regulation, Reach.OPEN, place)
    with pytest.raises(Forbidden):
        publish(regulation, by=place.people[who])
    assert shows(Client()) == 404


def test_numbers_are_the_heads_to_publish(place: Place, regulation: Document) -> None:
    with pytest.raises(Forbidden):
        publish(regulation, by=place.people["clerk"], shown=Shown(progress=True))
    assert publish(regulation, by=place.people["head"], shown=Shown(progress=True, units=True)).show_units
    assert not publish(regulation, by=place.people["head"], shown=Shown(units=True)).show_units


def test_one_above_publishes_what_its_unit_opened_to_all_and_nothing_else(place: Place) -> None:
    document = place.receive(texts.REGULATION, unit=place.commune, who="commune-clerk")
    with pytest.raises(Forbidden):
        publish(document, by=place.people["head"])
    reach(document, Reach.OPEN, place)
    made = publish(document, by=place.people["head"])
    assert shows(Client()) == 200
    reach(document, Reach.UNIT, place)  # it is not the publisher's own: no more open, no more public
    assert shows(Client()) == 404
    assert Publication.objects.get(pk=made.pk).withdrawn_at is None


def test_a_programme_is_published_by_its_head_alone(place: Place, programme: Programme) -> None:  # noqa: F811
    document = issued(programme, place)
    assert not access.may_publish(place.people["commune-clerk"], document)
    with pytest.raises(Forbidden):
        publish(document, by=place.people["commune-clerk"])
    made = publish(document, by=place.people["commune-head"])
    assert list(queries.live(programmes=True)) == [made]
    assert access.may_withdraw(place.people["commune-clerk"], document)


@pytest.mark.parametrize(("mark", "wanted"), [(Mark.INTERNAL, Reach.NAMED), (Mark.NONE, Reach.NAMED)])
def test_a_restricted_document_is_never_public(place: Place, public: Publication, mark: Mark, wanted: Reach) -> None:
    assert shows(Client()) == 200
    reach(public.document, wanted, place, mark)
    assert shows(Client()) == 404
    with pytest.raises(Forbidden):
        publish(public.document, by=place.people["head"])
    reach(public.document, Reach.UNIT, place)
    assert shows(Client()) == 200  # the publication stood all the while


def test_a_document_that_is_gone_takes_its_publication_with_it(public: Publication) -> None:
    public.document.findings.all().delete()
    public.document.delete()
    assert shows(Client()) == 404


def test_it_is_taken_back_at_once_with_a_reason(place: Place, public: Publication) -> None:
    with pytest.raises(Problem):
        withdraw(public, " ", by=place.people["clerk"])
    with pytest.raises(Forbidden):
        withdraw(public, "nhầm", by=place.people["officer"])
    withdraw(public, "nhầm", by=place.people["clerk"])
    assert shows(Client()) == 404
    with pytest.raises(Problem):
        withdraw(public, "nhầm", by=place.people["clerk"])
    assert Event.objects.get(verb="publication-withdrawn").reason == "nhầm"


def test_a_newer_text_or_header_is_public_only_when_published_again(place: Place, public: Publication) -> None:
    document = public.document
    newer = texts.REGULATION.replace("giếng khơi", "giếng khoan").replace("một số vấn đề", "những điều mới")
    add_version(document, newer.encode(), "moi.txt", since=None, by=place.people["clerk"])
    document.refresh_from_db()
    edit_header(document, {"place": "Lâm Sơn"}, revision=document.revision, by=place.people["clerk"])
    page = Client().get(HERE).content.decode()
    assert "giếng khơi" in page
    assert "giếng khoan" not in page
    assert "những điều mới" not in page
    standing = queries.latest(document)
    assert standing is not None
    assert queries.outdated(standing)
    document.refresh_from_db()
    again = publish(document, by=place.people["head"])
    page = Client().get(HERE).content.decode()
    assert "giếng khoan" in page
    assert "giếng khơi" not in page
    assert again.slug == public.slug
    assert Publication.objects.standing().get() == again


def test_what_was_looked_at_is_what_is_published(place: Place, regulation: Document) -> None:
    seen = regulation.revision
    edit_header(regulation, {"place": "Lâm Sơn"}, revision=seen, by=place.people["clerk"])
    with pytest.raises(Stale):
        publish(regulation, by=place.people["head"], revision=seen)


def test_a_file_that_nobody_could_read_is_not_published(place: Place, regulation: Document) -> None:
    version = regulation.current
    assert version is not None
    version.text = ""
    version.save()
    with pytest.raises(Problem):
        publish(regulation, by=place.people["head"])


def test_two_documents_of_one_name_have_two_addresses_for_good(place: Place, public: Publication) -> None:
    twin = place.receive(texts.REGULATION + "\n.", unit=place.commune, who="commune-clerk")
    made = publish(twin, by=place.people["commune-head"])
    assert made.slug == f"{public.slug}-2"
    withdraw(public, "nhầm", by=place.people["head"])
    third = place.receive(texts.REGULATION + "\n..", unit=place.other, who="stranger-clerk")
    assert publish(third, by=place.people["stranger-head"]).slug == f"{public.slug}-3"


@pytest.mark.parametrize("wanted", list(Reach))
@pytest.mark.parametrize("mark", list(Mark))
@pytest.mark.parametrize("own", [True, False])
def test_the_list_and_the_rule_say_the_same(
    place: Place, public: Publication, wanted: Reach, mark: Mark, own: bool
) -> None:
    unit = place.province if own else place.commune
    Publication.objects.update(unit=unit)
    Document.objects.filter(pk=public.document_id).update(mark=mark, reach=wanted)
    held = Document.objects.get(pk=public.document_id)
    assert Publication.objects.live().exists() == allowed(held.mark, held.reach, held.unit_id, unit.pk)
