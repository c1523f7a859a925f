"""How was a deadline come to, in the reader's language? What is kept is Vietnamese text; here it is read as values.

Cách tính thời hạn: câu do máy viết được đọc lại thành giá trị rồi diễn đạt theo ngôn ngữ của người đọc; câu do người
viết, lời trích của văn bản thì giữ nguyên. Nobody counts anew: days that were told stay those that were told.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

_DAY = r"\d{1,2}/\d{1,2}/\d{4}"
_WEEKDAYS: Mapping[str, str | Promise] = {
    "thứ Hai": gettext_lazy("Monday"),
    "thứ Ba": gettext_lazy("Tuesday"),
    "thứ Tư": gettext_lazy("Wednesday"),
    "thứ Năm": gettext_lazy("Thursday"),
    "thứ Sáu": gettext_lazy("Friday"),
    "thứ Bảy": gettext_lazy("Saturday"),
    "Chủ nhật": gettext_lazy("Sunday"),
}
_REST: Mapping[str, str | Promise] = {
    "nghỉ hằng tuần": gettext_lazy("weekly rest"),
    "Tết Dương lịch": gettext_lazy("New Year's Day"),
    "Tết Âm lịch": gettext_lazy("Tết, the lunar New Year"),
    "Tết Âm lịch (dự kiến)": gettext_lazy("Tết, the lunar New Year (expected)"),
    "Giỗ Tổ Hùng Vương": gettext_lazy("Hùng Kings' Commemoration Day"),
    "Ngày Chiến thắng": gettext_lazy("Victory Day"),
    "Ngày Quốc tế lao động": gettext_lazy("International Labour Day"),
    "Quốc khánh": gettext_lazy("National Day"),
    "Quốc khánh (ngày liền kề)": gettext_lazy("National Day (the day beside it)"),
    "Quốc khánh (ngày liền kề, dự kiến)": gettext_lazy("National Day (the day beside it, expected)"),
    "Ngày Văn hóa Việt Nam": gettext_lazy("Vietnam Culture Day"),
}
_WEEKDAY = "|".join(_WEEKDAYS)
_COUNTED = re.compile(
    rf"(?P<n>\d+) (?P<unit>ngày làm việc|ngày|tuần|tháng|năm) kể từ ngày (?P<start>{_DAY}), không tính ngày này"
    rf"(?P<less>(?:; trừ [^:]+?)?): hết ngày (?P<day>{_DAY}) \((?P<weekday>{_WEEKDAY})\)\."
)
_OFF = re.compile(
    rf"Hạn rơi vào (?P<weekday>{_WEEKDAY}) \((?P<rest>[^:]+?)\): giữ hạn theo văn bản; "
    rf"ngày làm việc liền trước là (?P<day>{_DAY})\."
)
_LESS = re.compile(
    rf"; trừ (?:(?P<weekly>\d+) ngày nghỉ hằng tuần|(?P<name>.+?) \((?P<first>{_DAY})(?: – (?P<last>{_DAY}))?\))"
)
_MADE_UP = re.compile(r"nghỉ bù (?P<name>.+)")
_SWAPPED = re.compile(rf"nghỉ hoán đổi, làm bù ngày (?P<day>{_DAY})")
_PLAIN: Mapping[str, str | Promise] = {
    "Không ghi năm: lấy năm {a} của văn bản.": gettext_lazy("No year is written: the document's year %(a)s is taken."),
    "Không ghi năm; ngày này của năm {a} đã qua: lấy năm {b}.": gettext_lazy(
        "No year is written; this day of %(a)s has passed: %(b)s is taken."
    ),
    "Trước ngày {a}: chậm nhất là {b}.": gettext_lazy("Before %(a)s: on %(b)s at the latest."),
    "Ngày cuối cùng trước kỳ được nêu là {a}.": gettext_lazy("The last day before the period named is %(a)s."),
    "Ngày cuối của kỳ được nêu là {a}.": gettext_lazy("The last day of the period named is %(a)s."),
    "Ngày được nêu là {a}.": gettext_lazy("The day named is %(a)s."),
    "Không ghi năm và văn bản không có năm: không định được ngày.": gettext_lazy(
        "No year is written and the document has none: no day can be named."
    ),
    "Lịch nghỉ Tết, Quốc khánh năm {a} là dự kiến, chưa có thông báo.": gettext_lazy(
        "The days off for Tết and National Day in %(a)s are expected, not announced yet."
    ),
    "Lặp lại; không có ngày cố định.": gettext_lazy("It recurs; there is no fixed day."),
    "Tính từ một mốc chưa có ngày trong văn bản.": gettext_lazy("Counted from a mark of which the text gives no day."),
    "Tính từ một việc chưa có ngày trong văn bản.": gettext_lazy(
        "Counted from an event of which the text gives no day."
    ),
    "Làm thường xuyên; không có hạn chót.": gettext_lazy("Done all the time; there is no last day."),
    "Chỉ phải làm khi có điều kiện được nêu.": gettext_lazy("To be done only when the condition named is there."),
    "Lời văn không định ngày.": gettext_lazy("The words name no day."),
    "Người rà soát ấn định.": gettext_lazy("Set by the reviewer."),
}
"""Sentences of the reading, with years and days where {a} and {b} stand."""
_FORMS = {
    re.compile(re.escape(form).replace(r"\{a\}", r"(?P<a>[\d/, ]+)").replace(r"\{b\}", r"(?P<b>[\d/]+)")): words
    for form, words in _PLAIN.items()
}
_SENTENCE = re.compile(r"“[^”]*”\.?|.+?(?:\.(?=\s|$)|(?=“)|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a working in the reader's language; or as it was written, where it is a person's or a quotation."""

    text: str
    kept: bool = False


def pieces(working: str) -> list[Piece]:
    """A working, sentence by sentence."""
    return list(_pieces(working))


def told(working: str) -> str:
    """The same as one text."""
    return " ".join(piece.text for piece in pieces(working))


def _pieces(working: str) -> Iterator[Piece]:
    at = 0
    while at < len(working):
        if working[at].isspace():
            at += 1
            continue
        found = _known(working, at)
        if found is not None:
            text, at = found
            yield Piece(text)
            continue
        sentence = _SENTENCE.match(working, at)
        end = sentence.end() if sentence and sentence.end() > at else len(working)
        yield Piece(working[at:end].strip(), kept=True)
        at = end


def _known(working: str, at: int) -> tuple[str, int] | None:
    """A sentence that the machine wrote, in the reader's language, and where it ends."""
    if m := _COUNTED.match(working, at):
        less = "".join(_("; less %(what)s") % {"what": each} for each in _skipped(m["less"]))
        words = _("%(period)s counted from %(start)s, which is not counted%(less)s: until %(day)s (%(name)s).")
        facts = {"period": _period(m["n"], m["unit"]), "start": m["start"], "less": less, "day": m["day"]}
        return words % {**facts, "name": _WEEKDAYS[m["weekday"]]}, m.end()
    if m := _OFF.match(working, at):
        words = _("It falls on a %(name)s (%(rest)s) and stays so; the working day before is %(day)s.")
        return words % {"name": _WEEKDAYS[m["weekday"]], "rest": rest(m["rest"]), "day": m["day"]}, m.end()
    for pattern, plain in _FORMS.items():
        if m := pattern.match(working, at):
            return str(plain) % m.groupdict(), m.end()
    return None


def _skipped(less: str) -> Iterator[str]:
    """What was not counted, in the reader's language."""
    for m in _LESS.finditer(less):
        if m["weekly"]:
            n = int(m["weekly"])
            yield ngettext("%(n)s day of weekly rest", "%(n)s days of weekly rest", n) % {"n": n}
        else:
            days = f"{m['first']} – {m['last']}" if m["last"] else m["first"]
            yield f"{rest(m['name'])} ({days})"


def rest(name: str) -> str:
    """Why a day is not worked, in the reader's language; the name itself where it is not known."""
    if m := _MADE_UP.fullmatch(name):
        return _("day off in place of %(name)s") % {"name": rest(m["name"])}
    if m := _SWAPPED.fullmatch(name):
        return _("day off made up for on %(day)s") % {"day": m["day"]}
    return str(_REST.get(name, name))


def _period(written: str, unit: str) -> str:
    """So many days, weeks …; Vietnamese writes two digits."""
    n = int(written)
    words = {
        "ngày làm việc": ngettext("%(n)s working day", "%(n)s working days", n),
        "ngày": ngettext("%(n)s day", "%(n)s days", n),
        "tuần": ngettext("%(n)s week", "%(n)s weeks", n),
        "tháng": ngettext("%(n)s month", "%(n)s months", n),
        "năm": ngettext("%(n)s year", "%(n)s years", n),
    }
    return words[unit] % {"n": written if get_language() == "vi" else n}
