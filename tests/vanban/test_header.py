"""Are the components of form of a document read as printed?"""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from vanban.header import read_header
from vanban.header.effect import read_effect
from vanban.header.letterhead import pieces
from vanban.header.opening import enacting_body
from vanban.header.profiles import profile_of
from vanban.header.signing import read_signing
from vanban.header.symbols import kinds_of, read_symbol
from vanban.header.units import units
from vanban.model import Header
from vanban.parsing import outline
from vanban.tables import load
from vanban.tables.issuers import by_code, issuers
from vanban.tables.kinds import kinds
from vanban.text import tidy

CASES = cases("header")


def fields(header: Header) -> dict[str, str]:
    """A header as the lines of a case."""
    signers = "; ".join(
        " | ".join(part or "-" for part in (s.authority, s.on_behalf_of, s.position, s.name)) for s in header.signers
    )
    told = {
        "system": header.system,
        "kind": header.kind,
        "symbol": header.symbol,
        "issuers": "; ".join(header.issuers),
        "place": header.place,
        "date": header.date and header.date.isoformat(),
        "title": header.title,
        "from": header.effective.since and header.effective.since.isoformat(),
        "to": header.effective.until and header.effective.until.isoformat(),
        "profile": header.profile,
        "urgency": header.urgency,
        "circulation": header.circulation,
        "signers": signers,
        "recipients": "; ".join(header.recipients),
        "note": "; ".join(note.code for note in header.notes),
    }
    return {name: str(value or "-") for name, value in told.items()}


@pytest.mark.parametrize(("document", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_heading_of(document: str, expected: str) -> None:
    read = fields(outline(document).header)
    wanted = dict(line.split(": ", 1) for line in expected.split("\n"))
    assert {name: read[name] for name in wanted} == wanted


@pytest.mark.parametrize("document", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_places_quote_what_they_are_the_place_of(document: str) -> None:
    text = tidy(document)
    header = read_header(text)
    printed = {place.field: text.content[place.start : place.end] for place in header.places}
    assert all(0 <= place.start < place.end <= len(text.content) for place in header.places)
    if "title" in printed and header.title:
        assert printed["title"].split()[0] == header.title.split()[0]
    if "symbol" in printed and header.symbol:
        assert printed["symbol"].replace(" ", "") == header.symbol
    if header.signers:
        assert header.signers[-1].name in printed["signers"]
    assert 0 <= header.end <= len(text.content)


def test_every_example_symbol_of_the_kinds_is_read_whole() -> None:
    symbols = [example for kind in kinds() for example in kind.examples if example[0].isdigit()]
    assert len(symbols) > 40
    for symbol in symbols:
        read = read_symbol(symbol)
        assert read is not None
        assert read.text == symbol


def test_a_symbol_tells_its_kind_where_it_bears_one() -> None:
    for kind in kinds():
        for example in kind.examples:
            system = "party" if "-" in example.split("/")[0] else "state"
            if example[0].isdigit() and kinds_of(example, system):
                assert kind in kinds_of(example, system)


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("18/2026/NĐ- CP", "18/2026/NĐ-CP"),
        ("6 /2007/QĐ-UBND", "6/2007/QĐ-UBND"),
        ("94- KH/BTGDVTW", "94-KH/BTGDVTW"),
        ("30/2020/NĐCP", "30/2020/NĐ-CP"),
        ("15/QD-TTg", "15/QĐ-TTg"),
        ("58 LCT/HĐNN", "58 LCT/HĐNN"),
        ("45-LCT/HĐNN8", "45-LCT/HĐNN8"),
        ("367 - QĐ/TWĐTN-VP", "367-QĐ/TWĐTN-VP"),
        ("102/2025/NQLT - UBTVQH15 - CP", "102/2025/NQLT-UBTVQH15-CP"),
    ],
)
def test_symbols_are_tidied(printed: str, symbol: str) -> None:
    read = read_symbol(printed)
    assert read is not None
    assert read.text == symbol


@pytest.mark.parametrize(
    ("sentence", "since"),
    [
        ("Thông tư này có hiệu lực thi hành kể từ ngày ký ban hành.", "2026-01-10"),
        ("1. Thông tư này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026, trừ Điều 5.", "2026-07-01"),
        ("Điều 9. Thông tư này có hiệu lực sau 15 ngày kể từ ngày ký.", "2026-01-25"),
        ("Thông tư này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.", None),
        ("Kể từ ngày Thông tư này có hiệu lực thi hành, Điều 3 hết hiệu lực từ ngày 01/7/2026.", None),
        ("Hồ sơ nộp trước ngày Thông tư này có hiệu lực thì làm từ ngày 01/7/2026.", None),
        ("Quy chế này có hiệu lực từ ngày 01/7/2026.", None),
    ],
)
def test_a_document_takes_effect_by_its_own_sentence_alone(sentence: str, since: str | None) -> None:
    effect, (start, end) = read_effect(sentence, 0, "Thông tư", dt.date(2026, 1, 10))
    assert (effect.since and effect.since.isoformat()) == since
    assert "hiệu lực" in sentence[start:end] or since is None


def test_profiles_follow_one_another_without_overlap() -> None:
    for row in load("profiles")["profile"]:
        for other in load("profiles")["profile"]:
            if row is not other and row["system"] == other["system"] and row["use"] == other["use"]:
                assert row["valid_from"] > other.get("valid_to", dt.date.max) or other["valid_from"] > row.get(
                    "valid_to", dt.date.max
                )


@pytest.mark.parametrize("row", load("profiles")["profile"], ids=lambda row: row["id"])
def test_a_profile_applies_on_its_first_day(row: dict[str, object]) -> None:
    symbol = "1/2020/TT-BTC" if row["use"] == "normative" else "1/QĐ-BTC"
    day = row["valid_from"]
    assert isinstance(day, dt.date)
    assert profile_of(str(row["system"]), symbol, day) == row["id"]
    assert row["source"]


def test_successors_and_parents_of_issuers_are_issuers() -> None:
    for issuer in issuers():
        assert issuer.successor is None or issuer.successor in by_code()
        assert issuer.parent is None or issuer.parent in by_code()


def test_the_examples_of_the_cue_words_prove_themselves() -> None:
    rows, day = load("header"), dt.date(2026, 1, 1)
    recitals = [next(pieces(units(line))).tag for line in rows["recital"]["examples"]]
    others = [next(pieces(units(line))).tag for line in rows["recital"]["counter_examples"]]
    assert set(recitals) == {"basis"}
    assert "basis" not in others
    assert all(read_effect(line, 0, "Thông tư", day)[0].since for line in rows["effect"]["examples"])
    assert not any(read_effect(line, 0, "Thông tư", day)[0].since for line in rows["effect"]["counter_examples"])
    assert all(enacting_body(line, 0, len(line)) for line in rows["enacting"]["examples"])


@pytest.mark.parametrize("position", load("header")["signing"]["positions"])
def test_every_position_signs(position: str) -> None:
    block = read_signing(f"\nHết./.\nKT. {position}\n(Đã ký)\nNguyễn Thị Hoa", 0)
    assert [signer.name for signer in block.signers] == ["Nguyễn Thị Hoa"]


@pytest.mark.parametrize("rank", load("header")["signing"]["ranks"])
def test_ranks_are_no_part_of_a_name(rank: str) -> None:
    block = read_signing(f"\nHết./.\nBỘ TRƯỞNG\n{rank} Nguyễn Thị Hoa", 0)
    assert [signer.name for signer in block.signers] == ["Nguyễn Thị Hoa"]


@pytest.mark.parametrize("mark", [*load("header")["circulation"], *load("header")["urgency"]])
def test_every_mark_is_read_from_the_heading(mark: str) -> None:
    header = read_header(tidy(f"{mark}\n{CASES[0][1]}"))
    assert mark.capitalize() in (header.circulation, header.urgency)


def test_kinds_and_issuers_have_sources_and_examples() -> None:
    assert all(row["source"] for row in load("kinds")["kind"])
    assert all(row["examples"] for row in load("kinds")["copy"])


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from([line for case in CASES for line in case[1].split("\n")]), max_size=40))
def test_a_heading_in_any_order_never_raises(lines: list[str]) -> None:
    text = tidy("\n".join(lines))
    header = read_header(text)
    assert 0 <= header.end <= len(text.content)
    assert all(0 <= place.start <= place.end <= len(text.content) for place in header.places)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=300))
def test_no_text_makes_the_header_raise(content: str) -> None:
    read_header(tidy(content))


@pytest.mark.parametrize(
    "content",
    ["Điều 5. Trách nhiệm\n1. Bộ Nội vụ:", "Nghị định số 30/2020/NĐ-CP quy định việc này. Theo đó phải báo cáo."],
)
def test_a_fragment_without_heading_has_no_title(content: str) -> None:
    assert read_header(tidy(content)).title is None
