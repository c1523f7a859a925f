"""How does an issued programme look? A Word file in official form, state or Party, as its day requires."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_BREAK
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from thongsuot.programmes.bodies import lines
from thongsuot.programmes.queries import Printed
from thongsuot.programmes.word import bare, grid, line, page_numbers, rule, saved, styled
from vanban.text.roman import to_roman

TABLE = Path(__file__).with_name("forms.toml")
ANNEX = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời hạn")
WIDTHS = (11, 52, 29, 27, 21, 25)  # mm
GROUNDS = ("căn cứ", "- căn cứ")
DOTS = "…" * 10
"""What stands where somebody still has to write."""


@dataclass(frozen=True, slots=True)
class Form:
    """Who issues, from where, and who signs."""

    system: str
    issuer: str
    place: str
    above: str = ""
    authority: str = ""  # TM. ỦY BAN NHÂN DÂN
    position: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()


@cache
def _rows() -> list[Mapping[str, Any]]:
    return sorted(tomllib.loads(TABLE.read_text("utf-8"))["forms"], key=lambda row: row["since"])


def profile(system: str, day: date) -> Mapping[str, Any]:
    """The measures that hold for a system on a day; the oldest known ones for a day before them.

    >>> profile("state", date(2026, 1, 1))["margins"], profile("party", date(2010, 1, 1))["star"]
    ([20, 15, 20, 30], '*')
    """
    rows = [row for row in _rows() if row["system"] == system]
    return ([row for row in rows if row["since"] <= day] or rows[:1])[-1]


def written_day(day: date) -> str:
    """A day as official papers have it: a zero before days under ten and before months 1 and 2.

    >>> written_day(date(2026, 3, 5)), written_day(date(2026, 2, 15))
    ('ngày 05 tháng 3 năm 2026', 'ngày 15 tháng 02 năm 2026')
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def write(told: Printed, form: Form, symbol: str, dated: date) -> bytes:
    """The bytes of the file."""
    measures = profile(form.system, dated)
    file = docx.Document()
    page(file, measures)
    heading(file, form, symbol, dated, measures)
    title(file, told.kind, told.title, measures)
    _body(file, told, measures)
    closing(file, form, measures)
    if told.items:
        _annex(file, told, symbol, dated, form, measures)
    return saved(file)


def unnumbered(kind: str, system: str) -> str:
    """The number and symbol of what has none yet, dots where they are missing.

    >>> unnumbered("BC", "state"), unnumbered("BC", "party")
    ('…/BC-…', '…-BC/…')
    """
    return f"…-{kind}/…" if system == "party" else f"…/{kind}-…"


def padded(symbol: str) -> str:
    """A number and symbol as they are written: a zero before numbers under ten, no word before them.

    >>> padded("5/KH-UBND"), padded("Số: 5-KH/ĐU"), padded("12/2026/QĐ-UBND"), padded("A5/KH")
    ('05/KH-UBND', '05-KH/ĐU', '12/2026/QĐ-UBND', 'A5/KH')
    """
    return re.sub(r"^(?:[Ss]ố\s*:?\s*)?(?:([1-9])(?=[/-]))?", lambda found: f"0{found[1]}" if found[1] else "", symbol)


def page(file: WordFile, measures: Mapping[str, Any]) -> None:
    """A4, the margins, the type, page numbers from the second page on."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, right, bottom, left = measures["margins"]
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.header_distance = Mm(10)
    styled(file, measures["body"])
    page_numbers(section, measures["page_number"])


def heading(file: WordFile, form: Form, symbol: str, dated: date, measures: Mapping[str, Any]) -> None:
    """Who issues it left, the motto right; number, place and day. What has no number gets none."""
    narrow, wide = measures["columns"]
    left, right = bare(file, (narrow, wide))
    above, issuer = lines(form.issuer, form.above)
    for words in above:
        line(left, words.upper(), measures["above"], centre=True)
    for words in issuer:
        line(left, words.upper(), measures["issuer"], bold=True, centre=True)
    if measures["star"]:
        line(left, measures["star"], measures["issuer"], centre=True)
    else:
        rule(left, narrow, 0.4)
    for words, size in zip(measures["motto"], measures["motto_sizes"], strict=True):
        line(right, words, size, bold=True, centre=True)
    rule(right, wide, measures["motto_rule"])
    if symbol:
        line(left, measures["number"].format(symbol=symbol), measures["number_size"], centre=True, before=4)
    line(right, f"{form.place}, {written_day(dated)}", measures["place"], italic=True, centre=True, before=4)
    file.add_paragraph()


def title(file: WordFile, kind: str, about: str, measures: Mapping[str, Any]) -> None:
    """What it is and of what, in the middle, a stroke beneath."""
    line(file, kind.upper(), measures["kind"], bold=True, centre=True)
    line(file, about, measures["title"], bold=True, centre=True)
    if measures["under_title"] == "rule":
        rule(file, 165, 0.34)
    else:
        line(file, measures["under_title"], measures["title"], centre=True)


def _body(file: WordFile, told: Printed, measures: Mapping[str, Any]) -> None:
    opening = [words.strip() for words in told.opening.splitlines() if words.strip()]
    follow = ", các nhiệm vụ sau đây được giao thực hiện:" if told.items else "."
    opening = opening or [f"Thực hiện {told.answers}{follow}"]
    texts = [(_grounded(words, measures), False) for words in opening] + list(_tasks(told))
    for n, (words, bold) in enumerate(texts):
        last = n == len(texts) - 1
        said = paragraph(file, words.rstrip(" .:;") + measures["ending"] if last else words, measures, bold=bold)
        if words.lower().startswith(GROUNDS):
            said.runs[0].italic = measures["grounds_italic"]


def _grounded(words: str, measures: Mapping[str, Any]) -> str:
    """A ground (căn cứ) as the system writes it: the Party puts a dash before each, the state none."""
    return measures["grounds_mark"] + words if words.lower().startswith("căn cứ") else words


def _tasks(told: Printed) -> Iterable[tuple[str, bool]]:
    """The items under their headings, numbered; each a sentence that says who does what by when."""
    group, groups, n = None, 0, 0
    grouped = any(item.group for item in told.items)
    for item in told.items:
        if grouped and item.group != group:
            group, groups, n = item.group, groups + 1, 0
            yield f"{to_roman(groups)}. {(group or 'Nhiệm vụ khác').upper()}", True
        n += 1
        words = limit(item.due, item.due_working)
        by = f", hoàn thành chậm nhất ngày {words}" if item.due else f" (thời hạn: {_small(words)})" if words else ""
        yield f"{n}. {sentence(item.leading, item.partners, item.action)}{by}.", False


def sentence(lead: str, partners: str, action: str) -> str:
    """Who does what with whom, as orders are worded.

    >>> sentence("Sở Y tế", "Công an tỉnh; Các xã", "Lập sổ theo dõi.")
    'Sở Y tế chủ trì, phối hợp với Công an tỉnh, các xã lập sổ theo dõi'
    >>> sentence("Sở Y tế", "", "UBND tỉnh giao thì báo cáo"), sentence("", "", "Lập sổ")
    ('Sở Y tế UBND tỉnh giao thì báo cáo', 'Lập sổ')
    """
    named = [name.strip(" .") for name in partners.split(";")]
    others = ", ".join(_small(name) if name.startswith("Các ") else name for name in named if name)
    who = lead
    if others:
        who = f"{lead} chủ trì, phối hợp với {others}" if lead else f"Phối hợp với {others}"
    action = action.strip().rstrip(".; ")
    return f"{who} {_small(action)}" if who else action


def limit(due: date | None, working: str) -> str:
    """What stands under the deadline: the day, else the words that there are for it, those quoted first.

    >>> limit(date(2026, 6, 30), ""), limit(None, "“Thường xuyên”. Làm thường xuyên; không có hạn chót.")
    ('30/06/2026', 'Thường xuyên')
    >>> limit(None, "Làm thường xuyên; không có hạn chót."), limit(None, "")
    ('Làm thường xuyên; không có hạn chót', '')
    """
    if due:
        return f"{due:%d/%m/%Y}"
    quoted = re.match(r"“([^”]+)”", working)
    words = (quoted[1] if quoted else working).strip().rstrip(".; ")
    return words[:1].upper() + words[1:]


def _small(words: str) -> str:
    """Words that go on in a sentence; what begins with a short form in capitals stays."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def paragraph(file: WordFile, words: str, measures: Mapping[str, Any], *, bold: bool = False) -> Paragraph:
    """A paragraph of the body."""
    said = line(file, words, measures["body"], bold=bold, before=6, justify=True)
    said.paragraph_format.first_line_indent = Mm(measures["indent"])
    if measures["line"]:
        said.paragraph_format.line_spacing = Pt(measures["line"])
    return said


def closing(file: WordFile, form: Form, measures: Mapping[str, Any]) -> None:
    """Who receives it left, who signs right."""
    file.add_paragraph()
    left, right = bare(file, (80, 85))
    style = measures["recipients_style"]
    head = line(left, "Nơi nhận:", measures["recipients"], bold="bold" in style, italic="italic" in style)
    head.runs[0].underline = "underline" in style or None
    _recipients(left, form.recipients, measures)
    line(right, form.authority.upper(), measures["body"], bold=True, centre=True)
    unsigned = not (form.position or form.signer)
    position = DOTS if unsigned else form.position.upper()
    line(right, position, measures["body"], bold=measures["position_bold"], centre=True)
    for _n in range(4):
        line(right, "", measures["body"])
    line(right, DOTS if unsigned else form.signer, measures["body"], bold=True, centre=True)


def _recipients(cell: _Cell, names: Sequence[str], measures: Mapping[str, Any]) -> None:
    for name in names:
        line(cell, f"- {name.rstrip(';.')};", measures["recipients_list"])
    line(cell, measures["keep"], measures["recipients_list"])


def _annex(file: WordFile, told: Printed, symbol: str, dated: date, form: Form, measures: Mapping[str, Any]) -> None:
    of = f"(Kèm theo {told.kind} số {symbol} {written_day(dated)} của {form.issuer})"
    annex(file, "Phụ lục", "Bảng phân công nhiệm vụ", of, measures)
    rows = [
        (str(n), item.action, item.leading, item.partners, item.product, limit(item.due, item.due_working))
        for n, item in enumerate(told.items, 1)
    ]
    grid(file, ANNEX, WIDTHS, rows)


def annex(file: WordFile, name: str, about: str, of: str, measures: Mapping[str, Any]) -> None:
    """A new page, the annex's name and title, what it belongs to."""
    file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    line(file, name, measures["annex"], bold=True, centre=True)
    line(file, about.upper(), measures["annex"], bold=True, centre=True)
    line(file, of, measures["annex"], italic=True, centre=True).paragraph_format.space_after = Pt(8)
