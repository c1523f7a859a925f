"""How is the n-th number of an automatic list printed? As its format says, never put right."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHICAGO = "*†‡§"


def numeral(n: int, form: str) -> str:
    """The n-th number in a format named as in ``w:numFmt``.

    >>> [numeral(n, form) for n, form in [(5, "decimal"), (5, "lowerLetter"), (28, "upperLetter"), (9, "upperRoman")]]
    ['5', 'e', 'BB', 'IX']
    """
    match form:
        case "upperRoman":
            return roman(n).upper()
        case "lowerRoman":
            return roman(n)
        case "upperLetter":
            return _letter(n).upper()
        case "lowerLetter":
            return _letter(n)
        case "decimalZero" | "decimalFullWidth2":
            return f"{n:02d}"
        case "none":
            return ""
        case "numberInDash":
            return f"- {n} -"
        case "ordinal":
            return f"{n}{'th' if n % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
        case "chicago":
            return _CHICAGO[(n - 1) % 4] * ((n - 1) // 4 % 9 + 1)
        case "hex":
            return f"{n:X}"
        case "decimalEnclosedCircle" if 1 <= n <= 20:
            return chr(0x245F + n)
        case "decimalEnclosedParen" if 1 <= n <= 20:
            return chr(0x2473 + n)
        case "decimalEnclosedFullstop" if 1 <= n <= 20:
            return chr(0x2487 + n)
    return custom(n, form) if "," in form else str(n)


def roman(n: int) -> str:
    """A Roman number in small letters.

    >>> roman(1994)
    'mcmxciv'
    """
    if not 0 < n < 32768:
        return str(n)
    printed = ""
    for value, letters in _ROMAN:
        count, n = divmod(n, value)
        printed += letters * count
    return printed


def _letter(n: int) -> str:
    """a … z, aa, bb …: Word doubles the letter, and knows no đ."""
    if not 0 < n < 32768:
        return str(n)
    times, place = divmod(n - 1, 26)
    return chr(97 + place) * (times + 1)


def custom(n: int, pattern: str) -> str:
    """A format given by its first members, such as ``001, 002, 003, ...``.

    >>> custom(7, "001, 002, 003, ...")
    '007'
    """
    first = pattern.split(",")[0].strip()
    return str(n).zfill(len(first)) if first.isdigit() else str(n)
