"""On which day does a day of the Vietnamese lunar year fall? New moons and the sun's way, in the time of Hà Nội.

The month in which the winter solstice falls is the eleventh; a year of thirteen months has its leap month where
the sun reaches no new twelfth of its way. Both are told by the hours of UTC+7 (Quyết định 121-CP of 1967).
New moons follow J. Meeus, “Astronomical Formulae for Calculators”, chapter 32: right to minutes.
"""

import datetime as dt
from functools import cache
from math import floor, radians, sin

_ZONE = 7 / 24
_EPOCH = dt.date(1970, 1, 1).toordinal() - 2440588  # of Julian day numbers
_MONTH, _FIRST = 29.530588853, 2415021.076998695  # days between new moons; one of them, in 1900


def lunar_day(year: int, month: int, day: int) -> dt.date:
    """The day of a month of a lunar year, which is no leap month.

    >>> lunar_day(2026, 1, 1), lunar_day(2023, 3, 10)
    (datetime.date(2026, 2, 17), datetime.date(2023, 4, 29))
    """
    after = month < 11
    start, end = (_eleventh(year - 1), _eleventh(year)) if after else (_eleventh(year), _eleventh(year + 1))
    months = (month - 11) % 12
    if end - start > 365 and months >= _leap(start):
        months += 1
    return dt.date.fromordinal(_new_moon(_number(start) + months) + day - 1 + _EPOCH)


def _number(new_moon: int) -> int:
    """Which new moon since 1900 falls on a day."""
    return floor((new_moon - _FIRST) / _MONTH + 0.5)


@cache
def _eleventh(year: int) -> int:
    """The Julian day on which the eleventh month begins: the last new moon that is not after the solstice."""
    number = floor((dt.date(year, 12, 31).toordinal() - _EPOCH - 2415021) / _MONTH)
    start = _new_moon(number)
    return _new_moon(number - 1) if _twelfth(start) >= 9 else start


def _leap(start: int) -> int:
    """How many months after the eleventh the leap month begins: the first in which the sun enters no new twelfth."""
    number = _number(start)
    arcs = [_twelfth(_new_moon(number + months)) for months in range(1, 15)]
    return next(months for months in range(1, 14) if arcs[months - 1] == arcs[months])


def _new_moon(number: int) -> int:
    """The Julian day, in Hà Nội, on which a new moon falls; 0 is the first of 1900."""
    t = number / 1236.85
    sun = radians(359.2242 + 29.10535608 * number - 0.0000333 * t**2 - 0.00000347 * t**3)
    moon = radians(306.0253 + 385.81691806 * number + 0.0107306 * t**2 + 0.00001236 * t**3)
    node = radians(21.2964 + 390.67050646 * number - 0.0016528 * t**2 - 0.00000239 * t**3)
    mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin(radians(166.56 + 132.87 * t - 0.009173 * t**2))
    true = (
        (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon) + 0.0161 * sin(2 * moon)
        - 0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
        + 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
        + 0.0010 * sin(2 * node - moon) + 0.0005 * sin(sun + 2 * moon)
    )  # fmt: skip
    clock = -0.000278 + 0.000265 * t + 0.000262 * t**2  # dynamical time runs ahead of the clock
    return floor(mean + true - clock + 0.5 + _ZONE)


def _twelfth(day: int) -> int:
    """In which twelfth of its way the sun stands as a Julian day begins in Hà Nội; 9 begins at the winter solstice."""
    t = (day - 0.5 - _ZONE - 2451545) / 36525
    anomaly = radians(357.5291 + 35999.0503 * t - 0.0001559 * t**2 - 0.00000048 * t**3)
    middle = (
        (1.9146 - 0.004817 * t - 0.000014 * t**2) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.00029 * sin(3 * anomaly)
    )
    return floor((280.46645 + 36000.76983 * t + 0.0003032 * t**2 + middle) % 360 / 30)
