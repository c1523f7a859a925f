"""Does a reading leave under the names that other programs build on?"""

import datetime as dt
import json

from vanban.model import (
    AgendaItem,
    Amendment,
    Cell,
    Citation,
    Deadline,
    Document,
    Effective,
    Event,
    Header,
    Level,
    Note,
    Obligation,
    Provision,
    Ref,
    Relation,
    Signer,
    Source,
    Span,
    Structure,
    Table,
    Text,
)  # fmt: skip
from vanban.out.contract import to_json

DAY = dt.date(2024, 3, 5)
READING = Document(
    Text("Điều 1. A", Source("a.txt", "txt", "00")),
    Header(
        "state", "Nghị định", "12/2024/NĐ-CP", ("Chính phủ",), "Hà Nội", DAY, "Về sổ",
        (Signer("A", "TM.", "Chính phủ", "Thủ tướng"),), ("Như trên",), "KHẨN", Effective(DAY, None),
    ),
    Structure((Provision("D1", Level.ARTICLE, "1", "A", 0, 9, 7),), (Table(0, 9, ((Cell(0, 1),),), "D1"),)),
    (Citation(0, 6, (Ref("SELF", "D1"),), "context"), Citation(0, 6, (Ref("1/QC", date=DAY),))),
    (Relation("replaces", "1/QC", 0, 6, source="2/QC"),),
    (Amendment("replace", "D1", "1/QC", "D1", 0, 6, Span(1, 2)),),
    (Obligation(0, 6, "D1", "table", "a", deadline=Deadline("mỗi tuần", "recurring", 0, 1, rule=("FREQ=WEEKLY",))),),
    (Event("study-conference", "H", 0, 6, DAY, agenda=(AgendaItem("1/QC", "Vụ", 0, 1),)),),
    (Note("odd", 0, 1, "Lạ."),),
)  # fmt: skip
NAMES = {
    "": "source text header provisions citations tables relations amendments obligations events notes",
    "source": "name format sha256",
    "header": "system kind symbol issuers place date title signers recipients urgency effective",
    "header.signers": "authority on_behalf_of position name",
    "header.effective": "from to",
    "provisions": "loc level number heading start end",
    "citations": "start end text refs via",
    "citations.refs": "doc loc type date issuer title",
    "tables": "start end loc rows",
    "tables.rows": "start end colspan rowspan head",
    "relations": "kind from doc loc own_loc start end type date issuer title",
    "amendments": "op at doc own_loc start end new_text after old new needs_human",
    "amendments.new_text": "start end",
    "obligations": "start end loc source action lead partners executor inherited product deadline modality about",
    "obligations.deadline": "text kind date due rule",
    "events": "kind name date place organiser agenda start end",
    "events.agenda": "doc presenter_office start end",
    "notes": "code start end message",
}


def test_every_name_of_the_contract_is_there() -> None:
    whole = json.loads(to_json(READING))
    for path, names in NAMES.items():
        value = whole
        for step in filter(None, path.split(".")):
            value = value[step]
            while isinstance(value, list):
                value = value[0]
        assert set(names.split()) <= set(value), path


def test_a_reading_is_one_line_of_plain_values() -> None:
    line = to_json(READING)
    assert "\n" not in line
    whole = json.loads(line)
    assert whole["header"]["effective"] == {"from": "2024-03-05", "to": None}
    assert whole["relations"][0]["from"] == "2/QC"
    assert whole["obligations"][0]["deadline"]["rule"] == ["FREQ=WEEKLY"]
    assert whole["citations"][0]["text"] == "Điều 1"
    assert "via" not in whole["citations"][1]
