"""A consolidated text on its way out: its XML, its page, its Word file."""

import datetime as dt
import itertools
import json
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.akn import checked, find, find_id, letters, words
from tests.vanban.amendments import acts_of_all_sorts
from tests.vanban.test_consolidation import FIVE, REPLACE, SETS, acts, amending, original
from vanban.cli import main
from vanban.consolidation import consolidate
from vanban.model import Cell, Document, Table
from vanban.out.edition import Edition, edition
from vanban.out.page import to_edition
from vanban.out.word import to_docx
from vanban.parsing import outline, parse
from vanban.readers import read, read_bytes

ORDERS = """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP
1. Sửa đổi khoản 1 Điều 1 như sau:
“1. Khoản mới.”.
2. Bổ sung khoản 3 vào Điều 1 như sau:
“3. Khoản ba mới.”.
3. Bãi bỏ khoản 1 Điều 2.
4. Ngưng hiệu lực thi hành khoản 2 Điều 2 của Nghị định số 30/2020/NĐ-CP từ ngày 15 tháng 3 năm 2022.
5. Bãi bỏ khoản 9 Điều 2."""


def made(document: Document, amending_: list[Document], as_of: dt.date | None = None) -> Edition:
    return edition(consolidate(document, amending_, as_of), document, amending_)


@pytest.fixture
def five() -> Edition:
    return made(original(FIVE), [amending(ORDERS)])


def test_the_xml_has_a_lifecycle_with_each_amendment(five: Edition) -> None:
    root = checked(five.document, history=five.history)
    events = [(event.get("date"), event.get("type")) for event in find(root, "eventRef")]
    assert events == [("2020-03-05", "generation"), ("2022-03-15", "amendment")]
    (ref,) = find(root, "passiveRef")
    assert find(root, "eventRef")[1].get("source") == "#" + ref.get("eId", "")
    assert ref.get("href") == "/akn/vn/act/2022/14-2022-nd-cp"


def test_the_expression_is_dated_as_of_the_day(five: Edition) -> None:
    root = checked(five.document, history=five.history)
    days = [element.get("date") for element in find(root, "FRBRdate")]
    assert days[:2] == ["2020-03-05", "2022-03-15"]
    assert find(root, "act")[0].get("contains") == "singleVersion"
    assert "vie@2022-03-15" in find(root, "FRBRExpression")[0][0].get("value", "")


def test_each_applied_instruction_is_a_passive_modification(five: Edition) -> None:
    root = checked(five.document, history=five.history)
    (told,) = find(root, "passiveModifications")
    rows = [
        (row.get("type"), row[0].get("href", "").rpartition("~")[2], row[1].get("href"), row[2].get("period"))
        for row in told
    ]
    assert rows == [
        ("substitution", "art_1__para_1", "#art_1__para_1", "#tmpg_tu_1"),
        ("insertion", "art_1__para_2", "#art_1__para_3", "#tmpg_tu_1"),
        ("repeal", "art_1__para_3", "#art_2__para_1", "#tmpg_tu_1"),
        ("inapplication", "art_1__para_4", "#art_2__para_2", "#tmpg_tu_1"),
    ]
    periods = {element.get("eId") for element in find(root, "temporalGroup")}
    assert periods == {"tmpg_tu_1", "tmpg_den_1"}


def test_what_does_not_hold_is_restricted_and_marked(five: Edition) -> None:
    root = checked(five.document, history=five.history)
    kept = [(row.get("href"), row.get("refersTo")) for row in find(root, "restriction")]
    assert kept == [("#art_2__para_1", "#bai-bo"), ("#art_2__para_2", "#ngung-hieu-luc")]
    repealed, fresh = find_id(root, "art_2__para_1"), find_id(root, "art_1__para_3")
    assert (repealed.get("status"), repealed.get("period")) == ("removed", "#tmpg_den_1")
    assert (fresh.get("status"), fresh.get("period")) == (None, "#tmpg_tu_1")
    assert find_id(root, "art_1__para_2").get("period") is None


def test_a_suspension_that_ends_has_its_period(five: Edition) -> None:
    order = ORDERS.replace(
        "từ ngày 15 tháng 3 năm 2022.", "từ ngày 15 tháng 3 năm 2022 đến hết ngày 30 tháng 6 năm 2022."
    )
    out = made(original(FIVE), [amending(order, told=False)])
    root = checked(out.document, history=out.history)
    (pause,) = [row for row in find(root, "temporalGroup") if row.get("eId") == "tmpg_ngung_1"]
    days = {event.get("eId"): event.get("date") for event in find(root, "eventRef")}
    assert [days[pause[0].get(end, "#")[1:]] for end in ("start", "end")] == ["2022-03-15", "2022-06-30"]
    assert find(root, "efficacyMod")[0][2].get("period") == "#tmpg_ngung_1"
    assert out.states["D2.K2"] == "Ngưng hiệu lực đến hết 30/06/2022"


def test_what_holds_longer_says_until_when() -> None:
    until = "đến hết ngày 31 tháng 12 năm 2030"
    order = f"Điều 1. Sửa đổi\n1. Kéo dài thời hạn áp dụng Nghị định số 30/2020/NĐ-CP {until}."
    out = made(original(FIVE), [amending(order, told=False)])
    root = checked(out.document, history=out.history)
    assert ("event_het-hieu-luc", "2030-12-31") in [(row.get("eId"), row.get("date")) for row in find(root, "eventRef")]
    assert find(root, "forceMod")[0].get("type") == "prorogationOfForce"
    assert f" Thời hạn thực hiện văn bản này được kéo dài {until} theo quy định tại" in out.notes[-1].text
    assert f"Văn bản có hiệu lực {until}." in out.standing()


def test_what_does_not_hold_yet_has_a_note() -> None:
    later = (
        f"{FIVE}\nĐiều 3. Hiệu lực\n1. Nghị định này có hiệu lực từ ngày 01/5/2020.\n"
        "2. Điều 2 Nghị định này có hiệu lực từ ngày 01/7/2020."
    )
    out = made(original(later), [], dt.date(2020, 6, 1))
    assert [(note.loc, note.text) for note in out.notes] == [
        ("D2", "Điều này chưa có hiệu lực tại ngày 01 tháng 6 năm 2020.")
    ]
    before = made(original(later), [], dt.date(2020, 4, 1))
    assert [(note.loc, note.text) for note in before.notes] == [
        ("HEAD", "Văn bản này chưa có hiệu lực tại ngày 01 tháng 4 năm 2020.")
    ]


def test_the_xml_has_the_footnotes_and_what_was_left(five: Edition) -> None:
    root = checked(five.document, history=five.history)
    notes = find(root, "authorialNote")
    assert [words(note) for note in notes] == [note.text for note in five.notes]
    left = [note for note in find(root, "note") if note.get("class") == "unresolved"]
    (said,) = [words(note) for note in left]
    assert said == "Khoản 5 Điều 1 của 14/2022/NĐ-CP chưa áp dụng được: Văn bản không có khoản 9 Điều 2."


def test_a_day_before_the_amendment_has_it_among_the_events_only(five: Edition) -> None:
    early = made(original(FIVE), [amending(ORDERS)], dt.date(2021, 1, 1))
    root = checked(early.document, history=early.history)
    assert [event.get("date") for event in find(root, "eventRef")][-1] == "2022-03-15"
    assert not find(root, "passiveModifications")
    assert "Khoản một." in words(find_id(root, "art_1__para_1"))


def test_before_the_act_itself_takes_effect_nothing_holds() -> None:
    early = made(original(FIVE), acts(), dt.date(2019, 1, 1))
    root = checked(early.document, history=early.history)
    assert [row.get("href") for row in find(root, "restriction")] == ["#art_1", "#art_2"]


def test_the_page_links_each_note_both_ways_and_no_link_stands_in_another(five: Edition) -> None:
    page = lxml.html.fromstring(to_edition(five))
    for note in five.notes:
        (mark,) = page.xpath(f'//a[@id="t-ct-{note.number}"]')
        assert (mark.get("href"), mark.get("title")) == (f"#ct-{note.number}", f"Chú thích {note.number}")
        (entry,) = page.xpath(f'//li[@id="ct-{note.number}"]')
        assert note.text in entry.text_content()
        assert entry.xpath(f'.//a[@href="#t-ct-{note.number}"]')
    assert not page.xpath("//a//a")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {row.loc for row in five.result.provisions} <= set(ids)


def test_no_heading_of_the_page_skips_a_rank() -> None:
    body = "Chương I\nMỘT\nMục 1\nHAI\nĐiều 1. Ba\n1. A.\nChương II\nBỐN\nĐiều 2. Năm\n1. B."
    for document in (original(body), original(FIVE)):
        page = lxml.html.fromstring(to_edition(made(document, [])))
        ranks = [
            int(each.tag[1]) for each in page.xpath("//h1|//article//h2|//article//h3|//article//h4|//article//h5")
        ]
        assert all(after <= before + 1 for before, after in itertools.pairwise(ranks))
        assert len(ranks) > 2


def test_the_page_says_in_words_what_does_not_hold(five: Edition) -> None:
    page = lxml.html.fromstring(to_edition(five))
    states = {span.xpath("ancestor::section[1]/@id")[0]: span.text for span in page.xpath('//span[@class="state"]')}
    assert states == {"D2.K1": "Đã bãi bỏ", "D2.K2": "Ngưng hiệu lực"}


def test_the_page_says_as_of_when_and_what_was_left(five: Edition) -> None:
    page = lxml.html.fromstring(to_edition(five))
    (standing,) = page.xpath('//p[@class="standing"]')
    assert standing.text == (
        "Lời văn tại ngày 15 tháng 3 năm 2022. Còn 1 lệnh sửa đổi chưa áp dụng được. "
        "Bản hợp nhất tham khảo do phần mềm lập, không có giá trị pháp lý."
    )
    assert "Văn bản không có khoản 9 Điều 2." in page.xpath('//details[@id="ghi-chu"]')[0].text_content()


def test_the_first_note_says_what_the_text_is_made_of(five: Edition) -> None:
    assert five.notes[0].text.startswith("Văn bản này được hợp nhất từ 02 văn bản sau: Nghị định số 30/2020/NĐ-CP ngày")
    assert not made(original(FIVE), []).notes


def test_the_word_file_reads_back_as_the_same_text(five: Edition) -> None:
    text = read_bytes(to_docx(five), "hop-nhat.docx")
    assert letters(text.content).startswith(letters(five.document.text.content))
    assert [aside.text for aside in text.asides if aside.kind == "footnote"] == [note.text for note in five.notes]
    (header,) = [aside.text for aside in text.asides if aside.kind == "header"]
    assert header == five.standing()
    again = parse(text)
    assert [unit.loc for unit in again.provisions] == [unit.loc for unit in five.document.provisions]
    assert text.content.endswith("chưa áp dụng được: Văn bản không có khoản 9 Điều 2.")


def test_the_notes_of_the_word_file_hang_where_they_belong(five: Edition) -> None:
    text = read_bytes(to_docx(five), "hop-nhat.docx")
    there = [letters(text.content[: aside.at]) for aside in text.asides if aside.kind == "footnote"]
    assert there == [letters(five.document.text.content[: note.at]) for note in five.notes]


TABLE = "Điều 1. Bảng\n| TT | Việc | Hạn |\n| 1 | Lập sổ | Quý I |\nHết bảng."


def test_tables_of_the_word_file_are_tables() -> None:
    out = made(original(TABLE), [])
    out = replace(out, document=outline(TABLE))
    text = read_bytes(to_docx(out), "bang.docx")
    (table,) = text.tables
    assert [[text.content[cell.start : cell.end] for cell in row] for row in table.rows] == [
        ["TT", "Việc", "Hạn"],
        ["1", "Lập sổ", "Quý I"],
    ]


def test_merged_cells_stay_merged() -> None:
    text = parse(TABLE).text.content
    spans = {word: (text.index(word), text.index(word) + len(word)) for word in ("TT", "Việc", "Hạn", "Lập sổ")}
    rows = (
        (Cell(*spans["TT"], rowspan=2), Cell(*spans["Việc"], colspan=2)),
        (Cell(*spans["Hạn"]), Cell(*spans["Lập sổ"])),
    )
    base = outline(TABLE)
    table = Table(text.index("| TT"), text.index("\nHết"), rows)
    document = replace(base, structure=replace(base.structure, tables=(table,)))
    again = read_bytes(to_docx(replace(made(original(TABLE), []), document=document)), "bang.docx")
    cells = [cell for row in again.tables[0].rows for cell in row if again.content[cell.start : cell.end]]
    assert [(again.content[cell.start : cell.end], cell.rowspan, cell.colspan) for cell in cells] == [
        ("TT", 2, 1), ("Việc", 1, 2), ("Hạn", 1, 1), ("Lập sổ", 1, 1),
    ]  # fmt: skip


places = st.sampled_from([(1, 1), (1, 2), (2, 1), (2, 2)])
texts = st.text("abcđê <&>“”\"'|1.", min_size=1, max_size=20).filter(str.strip)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(places, texts), min_size=1, max_size=4))
def test_every_consolidation_is_valid(said: list[tuple[tuple[int, int], str]]) -> None:
    documents = [
        amending(REPLACE.format(a=article, n=number, words=new), f"{i}/2022/NĐ-CP", dt.date(2022, 3, i))
        for i, ((article, number), new) in enumerate(said, 10)
    ]
    out = made(original(FIVE), documents)
    checked(out.document, history=out.history)


@settings(deadline=None, max_examples=40)
@given(acts_of_all_sorts)
def test_whatever_was_done_all_forms_have_the_whole_text_and_all_notes(documents: list[Document]) -> None:
    out = made(original(FIVE), documents)
    root = checked(out.document, history=out.history)
    assert [words(note) for note in find(root, "authorialNote")] == [note.text for note in out.notes]
    text = read_bytes(to_docx(out), "hop-nhat.docx")
    assert letters(text.content).startswith(letters(out.document.text.content))
    assert [aside.text for aside in text.asides if aside.kind == "footnote"] == [note.text for note in out.notes]
    page = lxml.html.fromstring(to_edition(out))
    assert len(page.xpath('//a[@class="tag fn" and starts-with(@id, "t-ct-")]')) == len(out.notes)
    assert not page.xpath("//a//a")
    changed = {row.loc for row in out.result.provisions if row.changes}
    noted = {note.loc for note in out.notes}
    assert all(any(one == loc or one.startswith(loc + ".") for one in noted) for loc in changed)


@pytest.mark.skipif(not SETS.is_dir(), reason=f"the official consolidations are not here: {SETS}")
@pytest.mark.parametrize("folder", sorted(SETS.glob("*-*")) if SETS.is_dir() else [], ids=lambda path: path.name)
def test_official_sets_are_valid(folder: Path) -> None:
    told = json.loads((folder / "expected.json").read_text("utf-8"))
    documents = [parse((folder / "original.txt").read_text("utf-8"))]
    documents += [parse(path.read_text("utf-8")) for path in sorted(folder.glob("amend-*.txt"))]
    out = made(documents[0], documents[1:], dt.date.fromisoformat(told["as_of"]))
    root = checked(out.document, history=out.history)
    done = [row for row in out.result.applied if row.state == "applied" and row.touched]
    assert sum(len(each) for each in find(root, "passiveModifications")) == len(done)
    text = read_bytes(to_docx(out), "hop-nhat.docx")
    assert letters(text.content).startswith(letters(out.document.text.content))
    assert [aside.text for aside in text.asides if aside.kind == "footnote"] == [note.text for note in out.notes]
    for document in documents[1:]:
        checked(document)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The files of an act and its amendment."""
    one, two = tmp_path / "goc.txt", tmp_path / "sua.txt"
    one.write_text(original(FIVE).text.content, "utf-8")
    two.write_text(amending(ORDERS).text.content, "utf-8")
    return [str(one), str(two)]


def test_the_command_prints_akoma_ntoso(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["consolidate", *files, "--akn"]) == 0
    out, err = capsys.readouterr()
    assert "<passiveModifications>" in out
    assert err.startswith("chưa áp dụng: 14/2022/NĐ-CP, khoản 5 Điều 1: ")


def test_the_command_writes_a_word_file(files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["consolidate", *files, "--docx", str(tmp_path / "hop-nhat.docx")]) == 0
    assert "3. Khoản ba mới." in read(tmp_path / "hop-nhat.docx").content
    assert capsys.readouterr().out == ""
    assert main(["consolidate", *files, "--docx", str(tmp_path / "khong-co" / "hop-nhat.docx")]) == 2
    assert "không ghi được" in capsys.readouterr().err


def test_the_command_prints_a_page(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["consolidate", *files, "--html"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")
