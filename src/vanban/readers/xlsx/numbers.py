"""How does Excel show a number? Dates as dates, shares as percent, the rest as written."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

BUILT_IN = {
    "0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%",
    **{str(n): "dd/mm/yyyy" for n in (14, 15, 27, 28, 29, 30, 31, 36, 50, 54, 57, 58)},
    "16": "dd/mm", "17": "mm/yyyy", "18": "h:mm", "19": "h:mm", "20": "h:mm", "21": "h:mm", "22": "dd/mm/yyyy h:mm",
    "37": "#,##0", "38": "#,##0", "39": "#,##0.00", "40": "#,##0.00", "45": "mm:ss", "46": "h:mm", "47": "mm:ss",
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_SHAPE = re.compile(r"[#0?][#0?,]*(?:\.([0#?]+))?(%?)")


def is_date(form: str) -> bool:
    """Whether a number format shows a day or a time.

    >>> is_date("dd/mm/yyyy"), is_date("[Red]#,##0"), is_date('"ngày" dd')
    (True, False, True)
    """
    bare = _LITERAL.sub("", form.split(";")[0]).lower()
    return "general" not in bare and any(letter in bare for letter in "dmyh")


def shown(value: str, form: str, *, date: bool, since_1904: bool = False) -> str:
    """A number as its format shows it; what cannot be shown stays as stored.

    >>> shown("45000", "dd/mm/yyyy", date=True), shown("0.255", "0.0%", date=False)
    ('15/03/2023', '25,5%')
    >>> shown("1234567", "#,##0", date=False)
    '1.234.567'
    """
    try:
        number = Decimal(value)
        if not number.is_finite() or abs(number) > 10**15:
            return value
    except InvalidOperation:
        return value
    return _date(number, form, since_1904) or value if date else _number(number, form)


def _number(number: Decimal, form: str) -> str:
    shape = _SHAPE.search(_LITERAL.sub("", form.split(";")[0]))
    if shape is None or "E" in form:
        return _vietnamese(f"{number.quantize(Decimal('1E-10')).normalize():f}") if number else "0"
    places, percent = shape[1] or "", shape[2]
    scaled = number * 100 if percent else number
    least = places.count("0")
    digits = f"{scaled:,.{len(places)}f}" if "," in shape[0] else f"{scaled:.{len(places)}f}"
    whole, _, rest = digits.partition(".")
    rest = rest[:least] + rest[least:].rstrip("0")
    return _vietnamese(f"{whole}.{rest}" if rest else whole) + percent


def _vietnamese(digits: str) -> str:
    """Thousands by points, decimals by a comma, as Vietnamese is printed."""
    return digits.translate(str.maketrans(",.", ".,"))


def _date(number: Decimal, form: str, since_1904: bool) -> str:
    """A day counted from the end of 1899; the day that never was (29/02/1900) is counted too."""
    start = dt.datetime(1904, 1, 1) if since_1904 else dt.datetime(1899, 12, 30 if number >= 60 else 31)
    try:
        moment = start + dt.timedelta(seconds=round(float(number) * 86400))
    except (OverflowError, ValueError):
        return ""
    bare = _LITERAL.sub("", form.split(";")[0]).lower()
    clock = f"{moment:%H:%M}" if "h" in bare else ""
    has = [letter in bare for letter in "dy"]
    day = {(True, True): "%d/%m/%Y", (True, False): "%d/%m", (False, True): "%m/%Y" if "m" in bare else "%Y"}
    shape = day.get((has[0], has[1]), "")
    return " ".join(filter(None, (clock if not shape else moment.strftime(shape), clock if shape else "")))
