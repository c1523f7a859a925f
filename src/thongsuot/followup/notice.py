"""How do the conclusions of a conference look as an official paper? A notice (thông báo kết luận), state or Party."""

from collections.abc import Sequence
from datetime import date

import docx

from thongsuot.dissemination.concluding import KIND, Paper, about
from thongsuot.dissemination.models import Conference
from thongsuot.programmes.heads import head_of
from thongsuot.programmes.official import (
    DOTS,
    Form,
    closing,
    heading,
    page,
    paragraph,
    profile,
    title,
    unnumbered,
    written_day,
)
from thongsuot.programmes.word import saved

NAME = "thong-bao-ket-luan-hoi-nghi.docx"
EMPTY = (DOTS,) * 3
"""What stands where nothing has been concluded yet."""
RECIPIENTS = ("Như thành phần dự hội nghị",)


def paper(held: Conference, lines: Sequence[str], symbol: str = "") -> Paper:
    """The notice of a conference: with its conclusions, or with dots where they are to be written."""
    return Paper(NAME, write(held, form_of(held), lines, symbol, held.on))


def form_of(held: Conference) -> Form:
    """The head of the unit that holds it; who signs is left open."""
    top = head_of(held.unit)
    return Form(top.system, top.issuer, top.place, top.above, recipients=RECIPIENTS)


def write(held: Conference, form: Form, lines: Sequence[str], symbol: str, dated: date) -> bytes:
    """The bytes of the file."""
    measures = profile(form.system, dated)
    file = docx.Document()
    page(file, measures)
    heading(file, form, symbol or unnumbered("TB", form.system), dated, measures)
    title(file, KIND, titled(held, form.system), measures)
    paragraph(file, opening(held, form), measures)
    for n, words in enumerate(lines or EMPTY, 1):
        paragraph(file, f"{n}. {words if words == DOTS else ended(words)}", measures)
    paragraph(file, f"Trên đây là thông báo kết luận tại hội nghị{measures['ending']}", measures)
    closing(file, form, measures)
    return saved(file)


def ended(words: str) -> str:
    """A sentence with its stop: where it has none, the next line would be read as going on with it.

    >>> ended("Lập sổ"), ended("Lập sổ;"), ended("Đã rõ chưa?")
    ('Lập sổ.', 'Lập sổ.', 'Đã rõ chưa?')
    """
    words = words.rstrip(" ;,")
    return words if words.endswith((".", "!", "?", "”")) else f"{words}."


def titled(held: Conference, system: str) -> str:
    """What it is about; the state begins it with a capital."""
    words = about(held)
    return words if system == "party" else words[:1].upper() + words[1:]


def opening(held: Conference, form: Form) -> str:
    """When and where who held it."""
    where = f", tại {held.place}" if held.place else ""
    name = f"{held.title[:1].lower()}{held.title[1:]}".rstrip(" .")
    what = name if name.startswith("hội nghị") else f"hội nghị {name}"
    day = written_day(held.on)
    return f"{day[:1].upper()}{day[1:]}{where}, {form.issuer} tổ chức {what}. Hội nghị kết luận như sau:"
