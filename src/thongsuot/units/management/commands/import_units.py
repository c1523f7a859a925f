"""How does the operator import units and accounts? ``import_units FILE|vietnam-provinces [--dry-run]``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.events.actions import writing
from thongsuot.problems import Problem
from thongsuot.units import importing, provinces
from thongsuot.units.actions import add_level
from thongsuot.units.exports import passwords, with_faults
from thongsuot.units.imports import Plan, What, plan, plan_workbook
from thongsuot.units.models import Unit
from thongsuot.units.sheets import Told

COUNTRY = "vietnam-provinces"
LEVELS = ((provinces.PROVINCE, "Tỉnh", "Province", 20), (provinces.COMMUNE, "Xã", "Commune", 40))


class Command(BaseCommand):
    """Import units and accounts; a dry run shows what would change, and nothing is imported by halves."""

    help = "Import units and accounts from an Excel workbook, or the provinces and communes of vietnam-provinces."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to import, and how."""
        parser.add_argument("source", metavar="FILE|vietnam-provinces")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and change nothing")
        parser.add_argument("--under", default="", metavar="CODE", help="the unit that topmost rows are put under")
        parser.add_argument(
            "--faults", type=Path, metavar="FILE", help="write the workbook with what is wrong beside the rows"
        )
        parser.add_argument(
            "--passwords", type=Path, metavar="FILE", help="write the new accounts' temporary passwords"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, show the plan, carry it out."""
        try:
            self._import(options)
        except Problem as problem:
            raise CommandError(str(problem)) from None

    def _import(self, options: dict[str, Any]) -> None:
        country = options["source"] == COUNTRY
        raw = b"" if country else _read(Path(options["source"]))
        with writing():
            made = _country(options["under"]) if country else plan_workbook(raw)
            self._show(made)
            if made.faults:
                if options["faults"] and raw:
                    options["faults"].write_bytes(with_faults(raw, made.faults))
                raise CommandError(_("Nothing was imported. Correct the rows above and try again."))
            if options["dry_run"]:
                raise _DryRun
            fresh = importing.carry_out(made)
            if fresh:
                file = options["passwords"] or settings.HOME / f"mat-khau-tam-{timezone.localtime():%Y%m%d-%H%M%S}.xlsx"
                _keep(file, passwords(fresh))
                self.stdout.write(_("Temporary passwords of the new accounts: %(file)s") % {"file": file})
        self.stdout.write(_("Imported."))

    def execute(self, *args: Any, **options: Any) -> Any:
        """A dry run ends quietly, after everything was taken back."""
        try:
            return super().execute(*args, **options)
        except _DryRun:
            self.stdout.write(_("A dry run: nothing was changed."))
            return None

    def _show(self, made: Plan) -> None:
        for line in made.lines:
            if line.what in (What.FAULT, What.CHANGED):
                out = self.stderr if line.what == What.FAULT else self.stdout
                out.write(f"{line.sheet} {line.row}: {line.code} {line.detail}".replace(":  ", ": "))
        counts = made.counts
        told = {
            "new": counts.get("new", 0), "changed": counts.get("changed", 0), "same": counts.get("same", 0),
            "faults": len(made.faults),
        }  # fmt: skip
        self.stdout.write(_("New: %(new)s. Changed: %(changed)s. As before: %(same)s. At fault: %(faults)s.") % told)


class _DryRun(Exception):  # noqa: N818
    """Take everything back."""


def _country(under: str) -> Plan:
    """The provinces and communes below a unit, or at the top."""
    rows = provinces.provinces()
    for code, name, name_en, rank in LEVELS:
        add_level(code, name, rank, name_en)
    top = Unit.objects.filter(code=under).first()
    if under and top is None:
        raise Problem(_("There is no unit with the code %(code)s.") % {"code": under})
    return plan(Told(tuple(rows), (), ()), top=top)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Problem(_("The file %(file)s cannot be read. Check its name.") % {"file": file}) from None


def _keep(file: Path, raw: bytes) -> None:
    """For its owner's eyes alone."""
    file.touch(mode=0o600)
    file.write_bytes(raw)
