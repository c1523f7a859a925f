import pytest

from vanban.readers.errors import RefusedFile
from vanban.readers.ocr import SeenWord, _words
from vanban.readers.pdf.marks import refuse_marked_picture, refuse_marked_red
from vanban.readers.pdf.pictures import picture_notes, seen_sheet
from vanban.readers.pdf.sheet import Sheet

_PAGE = Sheet(0, 595, 842, [], [])


def seen(y: float, text: str, sure: float = 95, x: float = 100) -> list[SeenWord]:
    words, place = [], x
    for word in text.split(" "):
        words.append(SeenWord(word, place, place + 7 * len(word), y, (1, 1, int(y)), sure))
        place += 7 * len(word) + 4
    return words


def said(*words: list[SeenWord]) -> list[str]:
    return [line.text for line in seen_sheet(_PAGE, [w for line in words for w in line]).lines]


def test_tesseracts_table_becomes_words_in_points_from_the_lower_left() -> None:
    table = "level\tpage\n5\t1\t2\t1\t3\t1\t300\t600\t150\t75\t96.5\tĐiều\n4\t1\t2\t1\t3\t0\t0\t0\t0\t0\t-1\t\n"
    (word,) = _words(table, 300 / 72, 842)
    assert word.text == "Điều"
    assert (round(word.x0, 1), round(word.x1, 1), round(word.y, 1), word.sure) == (72.0, 108.0, 680.0, 96.5)


def test_a_fixed_wording_misread_in_its_accents_is_set_right_and_noted() -> None:
    sheet = seen_sheet(_PAGE, seen(700, "QUYÉT ĐỊNH") + seen(680, "Về việc công bố danh mục"))
    assert [line.text for line in sheet.lines] == ["QUYẾT ĐỊNH", "Về việc công bố danh mục"]
    codes = [note.code for note in picture_notes([sheet], "QUYẾT ĐỊNH\nVề việc công bố danh mục")]
    assert codes == ["ocr", "ocr-mended"]


def test_specks_and_scribbles_are_no_lines() -> None:
    assert said(seen(760, "£ —"), seen(700, "Điều 1. Phạm vi"), seen(680, "q~œr", sure=22)) == ["Điều 1. Phạm vi"]


def test_a_receipt_stamp_leaves_the_text_beside_it() -> None:
    stamp = seen(640, "CÔNG VĂN ĐẾN", x=20) + seen(622, "Ngày:...45.18...", sure=12, x=30)
    sheet = seen_sheet(_PAGE, [*stamp, *seen(641, "Kính gửi: Bộ Tài chính", x=240)])
    assert [line.text for line in sheet.lines] == ["Kính gửi: Bộ Tài chính"]
    assert sheet.upended.startswith("CÔNG VĂN ĐẾN")


def test_a_page_hard_to_read_is_noted_as_such() -> None:
    sheet = seen_sheet(_PAGE, seen(700, "Điều 1. Phạm vi", sure=60))
    assert [note.code for note in picture_notes([sheet], "Điều 1. Phạm vi")] == ["ocr", "low-confidence"]


def test_accents_are_put_right_where_the_neighbours_ask_for_one_spelling() -> None:
    assert said(seen(700, "quy định chỉ tiết thi hành một sô điều")) == ["quy định chi tiết thi hành một số điều"]


def test_a_phrases_end_parts_neighbours() -> None:
    assert said(seen(700, "theo quy định: chỉ. Tiết kiệm")) == ["theo quy định: chỉ. Tiết kiệm"]


@pytest.mark.parametrize("half", ["TUYẾ", "MẬI", "T MẬT", "TỐI MẬ1", "TUYET MÂT", "M Ậ T"])
def test_red_ink_that_half_says_a_mark_is_refused(half: str) -> None:
    with pytest.raises(RefusedFile):
        refuse_marked_red(seen(700, half, sure=30))


@pytest.mark.parametrize("other", ["CÔNG VĂN ĐẾN", "HỎA TỐC", "—=—", "va", "ĐÃ KÝ"])
def test_other_red_stamps_are_no_marks(other: str) -> None:
    refuse_marked_red(seen(700, other))


def test_a_mark_seen_beside_other_words_of_a_page_is_refused() -> None:
    with pytest.raises(RefusedFile):
        refuse_marked_picture((), seen(760, "ỦY BAN NHÂN DÂN") + seen(700, "TUYỆT MẬT") + seen(650, "BÁO CÁO"))
