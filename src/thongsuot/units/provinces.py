"""Which provinces and communes has the country? Read from the optional package vietnam-provinces.

The package is GPL-3.0: it is an extra, is imported only here and only when asked for, and nothing of it is kept here.
"""

from datetime import date
from importlib import import_module

from django.utils.translation import gettext as _

from thongsuot.problems import Problem
from thongsuot.units.sheets import UnitRow

PROVINCE, COMMUNE = "province", "commune"
SINCE = date(2025, 7, 1)  # the structure of two tiers, NQ 202/2025/QH15


def provinces() -> list[UnitRow]:
    """The provinces, each followed by its communes; codes are those of the national list (2 and 5 digits)."""
    try:
        listed = import_module("vietnam_provinces")
    except ImportError:
        raise Problem(
            _("The package vietnam-provinces is not installed. Install it with: %(command)s")
            % {"command": "pip install 'thongsuot[provinces]'"}
        ) from None
    rows: list[UnitRow] = []
    for province in sorted(listed.Province.iter_all(), key=lambda one: int(one.code)):
        above = f"{int(province.code):02d}"
        rows.append(UnitRow(len(rows) + 1, above, _capital(province.name), PROVINCE, valid_from=SINCE))
        for ward in sorted(listed.Ward.iter_by_province(province.code), key=lambda one: int(one.code)):
            code = f"{int(ward.code):05d}"
            rows.append(UnitRow(len(rows) + 1, code, _capital(ward.name), COMMUNE, parent=above, valid_from=SINCE))
    return rows


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
