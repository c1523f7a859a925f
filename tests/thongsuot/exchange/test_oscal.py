"""Do the OSCAL files have the shape that OSCAL 1.1.2 prescribes, and say what is there?"""

import re
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.thongsuot.conftest import Place
from thongsuot.documents import review
from thongsuot.documents.models import Document
from thongsuot.documents.rules import Kind
from thongsuot.exchange.oscal import token
from thongsuot.followup.giving import Duty, Source, assign
from thongsuot.followup.models import Assignment
from thongsuot.programmes import actions as drafting
from thongsuot.programmes.exempting import ask, decide
from thongsuot.programmes.models import Programme
from thongsuot.units.people import issue_token

TOKEN = re.compile(r"^[^\W\d][\w.\-]*$")
UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")
PROP = {"name": "token", "value": "line", "ns?": "uri", "remarks?": "words"}
METADATA = {
    "title": "line", "last-modified": "moment", "version": "line", "oscal-version": "line",
    "roles?": [{"id": "token", "title": "line"}],
    "parties?": [{"uuid": "uuid", "type": "token", "name": "line"}], "props?": [PROP],
    "responsible-parties?": [{"role-id": "token", "party-uuids": ["uuid"]}],
}  # fmt: skip
CONTROL: dict[str, Any] = {
    "id": "token", "title": "line", "class?": "token", "props?": [PROP], "links?": [{"href": "uri", "rel": "token"}],
    "parts?": [{"id": "token", "name": "token", "prose": "words"}],
}  # fmt: skip
CONTROL["controls?"] = [CONTROL]
MATTER = {"resources": [{"uuid": "uuid", "title": "line", "rlinks": [{"href": "uri", "media-type": "line"}]}]}
IDS = [{"with-ids": ["token"]}]
ROLES = [{"role-id": "token", "party-uuids": ["uuid"]}]
SHAPES: dict[str, Any] = {
    "catalog": {
        "uuid": "uuid", "metadata": METADATA, "controls?": [CONTROL],
        "groups?": [{"id": "token", "class?": "token", "title": "line", "controls": [CONTROL]}],
    },
    "profile": {
        "uuid": "uuid", "metadata": METADATA, "merge": {"as-is": "bool"}, "back-matter": MATTER,
        "imports": [{"href": "uri", "include-controls?": IDS, "include-all?": {}, "exclude-controls?": IDS}],
    },
    "component-definition": {
        "uuid": "uuid", "metadata": METADATA, "back-matter": MATTER,
        "components": [
            {
                "uuid": "uuid", "type": "token", "title": "line", "description": "words",
                "control-implementations?": [
                    {
                        "uuid": "uuid", "source": "uri", "description": "words",
                        "implemented-requirements": [
                            {"uuid": "uuid", "control-id": "token", "description": "words", "props": [PROP],
                             "responsible-roles?": ROLES}
                        ],
                    }
                ],
            }
        ],
    },
    "plan-of-action-and-milestones": {
        "uuid": "uuid", "metadata": METADATA, "back-matter": MATTER,
        "system-id": {"identifier-type": "uri", "id": "line"},
        "risks": [{"uuid": "uuid", "title": "line", "description": "words", "statement": "words", "status": "token",
                   "deadline": "moment"}],
        "poam-items": [
            {"uuid": "uuid", "title": "line", "description": "words", "props": [PROP],
             "origins": [{"actors": [{"type": "token", "actor-uuid": "uuid", "role-id": "token"}]}],
             "related-risks": [{"risk-uuid": "uuid"}]}
        ],
    },
}  # fmt: skip


def faults(shape: Any, value: Any, at: str = "") -> list[str]:
    """Where a value has not its shape; arrays are never empty, objects have no other names."""
    if isinstance(shape, list):
        if not isinstance(value, list) or not value:
            return [f"{at}: no list, or an empty one"]
        return [fault for n, one in enumerate(value) for fault in faults(shape[0], one, f"{at}[{n}]")]
    if isinstance(shape, Mapping):
        if not isinstance(value, dict):
            return [f"{at}: no object"]
        names = {name.rstrip("?"): inner for name, inner in shape.items()}
        found = [f"{at}.{name}: missing" for name in shape if not name.endswith("?") and name not in value]
        found += [f"{at}.{name}: unknown" for name in value if name not in names]
        return found + [f for name in value if name in names for f in faults(names[name], value[name], f"{at}.{name}")]
    checks = {
        "uuid": lambda v: bool(UUID.match(v)), "token": lambda v: bool(TOKEN.match(v)),
        "moment": lambda v: bool(MOMENT.match(v)),
        "line": lambda v: bool(v.strip()) and "\n" not in v, "words": lambda v: bool(v.strip()),
        "uri": lambda v: v.startswith(("#", "/", "http")) and " " not in v,
    }  # fmt: skip
    if shape == "bool":
        return [] if isinstance(value, bool) else [f"{at}: {value!r}"]
    return [] if isinstance(value, str) and checks[shape](value) else [f"{at}: {value!r} is no {shape}"]


def got(place: Place, who: str, address: str) -> Any:
    answer = place.client(who).get(f"/exchange/{address}")
    assert answer.status_code == 200, answer.status_code
    assert answer["Content-Disposition"].startswith("attachment")
    (name, value), = answer.json().items()  # fmt: skip
    assert faults(SHAPES[name], value, name) == []
    return value


def controls(value: Any) -> dict[str, Any]:
    out, waiting = {}, [*value.get("controls", ())]
    for group in value.get("groups", ()):
        waiting += group["controls"]
    while waiting:
        one = waiting.pop()
        assert one["id"] not in out, "a control stands twice"
        out[one["id"]] = one
        waiting += one.get("controls", ())
    return out


@pytest.fixture
def ordered(place: Place, regulation: Document) -> Document:
    """The regulation, two of its duties accepted."""
    for duty in regulation.findings.filter(kind=Kind.OBLIGATION):
        review.accept(duty, revision=duty.revision, by=place.people["officer"])
    return regulation


def test_a_catalog_holds_every_clause_once_with_its_words(place: Place, ordered: Document) -> None:
    value = got(place, "officer", f"documents/{ordered.pk}/catalog.json")
    found = controls(value)
    assert ordered.current is not None
    assert set(found) == {token(row.loc) for row in ordered.current.provisions.all()}
    clause = found["c-D2.K2"]
    assert clause["parts"][0]["prose"] == "2. Các xã, phường lập sổ theo dõi nước giếng khơi."
    assert clause["links"] == [{"href": f"/d/{ordered.pk}/D2.K2", "rel": "reference"}]
    assert any(prop["name"] == "orders" for prop in clause["props"])
    assert value["metadata"]["parties"][0]["name"] == "Bộ Chính trị"


def test_the_same_thing_has_the_same_uuid_each_time(place: Place, ordered: Document) -> None:
    first, second = (got(place, "officer", f"documents/{ordered.pk}/catalog.json") for _n in range(2))
    assert first == second
    assert uuid.UUID(first["uuid"]).version == 5


def test_a_profile_leaves_out_what_does_not_apply_and_says_why(place: Place, ordered: Document) -> None:
    address = f"documents/{ordered.pk}/profile/{place.province.pk}.json"
    before = got(place, "officer", address)["imports"][0]
    assert "exclude-controls" not in before
    asked = ask(ordered, place.province, "D2.K1", "Không có huyện", by=place.people["officer"])
    decide(asked, approved=True, why="", revision=asked.revision, by=place.people["head"])
    value = got(place, "officer", address)
    taken = value["imports"][0]
    assert taken["exclude-controls"] == [{"with-ids": ["c-D2.K1"]}]
    assert "c-D2.K1" not in taken["include-controls"][0]["with-ids"]
    assert value["metadata"]["props"][0]["remarks"] == "Không có huyện"
    assert value["back-matter"]["resources"][0]["uuid"] == taken["href"][1:]


def test_a_document_that_does_not_apply_at_all_includes_all_and_excludes_each(place: Place, ordered: Document) -> None:
    asked = ask(ordered, place.province, "", "Không thuộc", by=place.people["officer"])
    decide(asked, approved=True, why="", revision=asked.revision, by=place.people["head"])
    taken = got(place, "officer", f"documents/{ordered.pk}/profile/{place.province.pk}.json")["imports"][0]
    assert taken["include-all"] == {}
    assert "include-controls" not in taken
    assert len(taken["exclude-controls"][0]["with-ids"]) == 2


def test_a_programme_is_a_component_with_its_items_as_requirements(place: Place, ordered: Document) -> None:
    officer = place.people["officer"]
    programme = drafting.start(ordered, place.province, kind="Kế hoạch", title="thực hiện", by=officer)
    task = drafting.Task("Lập sổ theo dõi", lead=place.province, due=timezone.localdate())
    item = drafting.add_item(programme, task, by=officer, loc="D2.K2")
    value = got(place, "officer", f"programmes/{programme.pk}/component.json")
    part = value["components"][0]
    rows = part["control-implementations"][0]["implemented-requirements"]
    assert [(row["control-id"], row["description"]) for row in rows if row["description"] == item.action] == [
        ("c-D2.K2", "Lập sổ theo dõi")
    ]
    parties = {one["uuid"]: one["name"] for one in value["metadata"]["parties"]}
    assert parties[rows[-1]["responsible-roles"][0]["party-uuids"][0]] == "Tỉnh Lâm Sơn"


def test_an_empty_programme_is_a_component_all_the_same(place: Place, ordered: Document) -> None:
    programme = Programme.objects.create(
        unit=place.province, answers=ordered, version=ordered.current, kind="Kế hoạch", title="trống",
        created_by=place.people["officer"].user,
    )  # fmt: skip
    got(place, "officer", f"programmes/{programme.pk}/component.json")


def test_overdue_duties_are_the_plan_of_action_and_without_any_there_is_none(place: Place, ordered: Document) -> None:
    address = f"documents/{ordered.pk}/poam.json"
    assert place.client("officer").get(f"/exchange/{address}").status_code == 404
    finding = ordered.findings.filter(kind=Kind.OBLIGATION, loc="D2.K2")[0]
    due = timezone.localdate() + timedelta(days=3)
    (held,) = assign(
        place.province, [place.commune], Duty("Lập sổ theo dõi", due=due), Source.of_clause(ordered, "D2.K2", finding),
        by=place.people["head"],
    )  # fmt: skip
    late = timezone.localdate() - timedelta(days=2)
    Assignment.objects.filter(pk=held.pk).update(due_on=late)
    value = got(place, "officer", address)
    (item,), (risk,) = value["poam-items"], value["risks"]
    assert (item["title"], item["related-risks"]) == ("Lập sổ theo dõi", [{"risk-uuid": risk["uuid"]}])
    assert risk["deadline"].startswith(late.isoformat())
    assert place.client("stranger-officer").get(f"/exchange/{address}").status_code == 404


def test_a_program_gets_the_same_with_its_key(place: Place, ordered: Document) -> None:
    key = issue_token(place.people["officer"], "chương trình", writes=False, days=1)[1]
    address = f"/exchange/documents/{ordered.pk}/catalog.json"
    answer = place.client("").get(address, headers={"Authorization": f"Bearer {key}"})
    assert answer.json() == place.client("officer").get(address).json()
    assert place.client("").get(address).status_code == 401
    assert place.client("stranger-officer").get(address).status_code == 404
