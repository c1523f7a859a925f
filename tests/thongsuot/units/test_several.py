"""Can several units be chosen among thousands, with scripts and without, and is each list written once?"""

import re
from time import perf_counter
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from tests.thongsuot.conftest import Place
from thongsuot.dissemination.forms import AudienceForm
from thongsuot.documents.queries import groups_for
from thongsuot.followup.duty_forms import EditForm, GiveForm
from thongsuot.followup.models import Assignment
from thongsuot.units.actions import save_group
from thongsuot.units.forms.several import UnitsField, listed
from thongsuot.units.models import Unit

QUERIES = 8  # units, everyone, levels twice, groups and their members for the field and for the roll


def form(place: Place, data: QueryDict | None = None, top: Unit | None = None) -> GiveForm:
    units = Unit.objects.below((top or place.province).path or "")
    offered: dict[str, Any] = {"units": units, "groups": groups_for(place.people["head"]), "tops": [], "by_name": False}
    return GiveForm(data, everyone=Unit.objects.all(), **offered)


def boxes(html: str, name: str) -> int:
    return len(re.findall(rf'<input type="checkbox" name="{name}" ', html))


def many(place: Place, n: int) -> None:
    top, level = place.province, place.commune.level_id
    Unit.objects.bulk_create(
        Unit(code=f"X.{i}", name=f"Xã số {i}", level_id=level, parent=top, path=f"{top.path}x{i}.") for i in range(n)
    )


def test_the_list_is_written_once_for_three_fields(place: Place) -> None:
    html = str(form(place))
    assert [boxes(html, name) for name in ("units", "partners", "monitors")] == [3, 0, 0]
    assert html.count('data-from="id_units"') == 2
    html = str(form(place, top=place.commune))  # only its own may lead, everybody may take part
    assert [boxes(html, name) for name in ("units", "partners", "monitors")] == [1, 3, 0]
    assert html.count('data-from="id_partners"') == 1


def test_what_is_chosen_is_ticked_in_a_list_that_is_not_written_again(place: Place) -> None:
    said = {"action": "Lập sổ", "partners": [place.commune.pk], "monitors": [place.other.pk]}
    html = str(EditForm(initial=said, everyone=Unit.objects.all()))
    assert f'name="partners" value="{place.commune.pk}" checked' in html
    assert (boxes(html, "monitors"), f'name="monitors" value="{place.other.pk}" checked' in html) == (1, True)


def test_units_are_ticked_or_written_by_code_or_name(place: Place) -> None:
    data = QueryDict(mutable=True)
    data.setlist("units", [str(place.commune.pk)])
    data["action"], data["partners-written"] = "Lập sổ", "LS.02\nxa dong hoa\n\n"
    data["monitors-written"] = "Xã Không Có"
    bound = form(place, data)
    assert not bound.is_valid()
    assert set(bound.errors) == {"monitors"}
    assert set(bound.cleaned_data["partners"]) == {place.commune, place.other}
    html = str(bound)
    assert ">Xã Không Có</textarea>" in html
    assert "=LS.02" in str(bound["partners"].as_hidden())


def test_what_is_written_goes_along_when_the_preview_is_confirmed(place: Place) -> None:
    said: dict[str, Any] = {"action": "Lập sổ", "units": [place.commune.pk], "partners-written": "LS.02"}
    head = place.client("head")
    shown = head.post("/followup/give/", said).content.decode()
    kept = re.findall(r'<input type="hidden" name="(units|partners)" value="([^"]+)"', shown)
    assert kept == [("units", str(place.commune.pk)), ("partners", "=LS.02")]
    assert 'type="checkbox"' not in shown
    head.post("/followup/give/", {"action": "Lập sổ", "confirm": "1", **{name: [value] for name, value in kept}})
    (part,) = Assignment.objects.get().parts.all()
    assert part.unit == place.other


def test_levels_and_groups_are_at_hand(place: Place) -> None:
    save_group(place.province, "Cụm 1", [place.commune])
    rows, sets = listed(Unit.objects.all(), groups_for(place.people["head"]))
    (group,) = (key for some in sets.values() for key, words in some.items() if words == "Cụm 1")
    assert [row.words for row in rows if group in row.sets.split()] == ["Xã Đông Hòa"]
    level = f"l{place.commune.level_id}"
    assert [row.words for row in rows if level in row.sets.split()] == ["Xã Đông Hòa", "Xã Tây Thịnh"]
    assert [row.depth for row in rows] == [0, 1, 1]
    nobody, without = listed(Unit.objects.filter(pk=place.other.pk), groups_for(place.people["head"]))
    assert (len(nobody), without) == (1, {})


def test_a_unit_that_is_not_offered_is_not_taken(place: Place) -> None:
    field = UnitsField(label="Đơn vị")
    field.among(Unit.objects.filter(pk=place.commune.pk))
    assert list(field.clean([str(place.commune.pk)])) == [place.commune]
    for said in (str(place.other.pk), "=LS.02", "abc"):
        with pytest.raises(ValidationError):
            field.clean([said])


def test_thousands_cost_as_many_queries_as_three_and_one_list(place: Place) -> None:
    save_group(place.province, "Cụm 1", [place.commune])
    many(place, 3_300)
    began = perf_counter()
    with CaptureQueriesContext(connection) as asked:
        html = str(form(place))
    assert perf_counter() - began < 2  # some 60 ms on a quiet machine
    assert len(asked) <= QUERIES, "\n".join(row["sql"][:200] for row in asked)
    assert html.count('type="checkbox" name="') == 3_304  # and one group
    assert len(html) < 600_000


def test_the_form_of_recipients_offers_a_plain_list(place: Place) -> None:
    html = str(AudienceForm(units=Unit.objects.all(), groups=groups_for(place.people["head"]), tops=[], by_name=True))
    assert boxes(html, "units") == 3
    assert "<select multiple" not in html
    assert 'class="choosing-tools" hidden' in html
