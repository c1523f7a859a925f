"""What does an address say? A whole number, a day; None where it says none."""

from datetime import date


def number(written: str | None) -> int | None:
    """A whole number.

    >>> number("012"), number("x"), number("")
    (12, None, None)
    """
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 19 else None


def day(written: str) -> date | None:
    """A day, as 2026-02-05 or 05/02/2026.

    >>> day("05/02/2026") == day("2026-02-05") == date(2026, 2, 5), day("31/02/2026")
    (True, None)
    """
    try:
        if "/" in written:
            one, month, year = (int(part) for part in written.split("/"))
            return date(year, month, one)
        return date.fromisoformat(written)
    except ValueError:
        return None
