"""What does each verb of the command line do? Thin: parse, call, say."""

import sys
import threading
from argparse import Namespace
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.exchange.incoming import take
from thongsuot.exchange.jobs import deliver_due
from thongsuot.exchange.package import fingerprint
from thongsuot.exchange.partners import own_key
from thongsuot.exchange.rules import Way
from thongsuot.operations import backups, consistency, health, integrity, serving
from thongsuot.operations.imports import import_documents, reread_documents
from thongsuot.portal import searching as public
from thongsuot.privacy.retention import apply_retention
from thongsuot.privacy.wording import retained
from thongsuot.problems import Problem
from thongsuot.reminders import ticking
from thongsuot.search.sync import follow, rebuild
from thongsuot.units.actions import add_level, add_unit
from thongsuot.units.models import Unit
from thongsuot.units.people import add_user, appoint, new_password
from thongsuot.units.rules import Role


def serve(arguments: Namespace) -> int:
    """Prepare and serve; returns when the server stops."""
    serving.prepare()
    if arguments.demo:
        from thongsuot.demo.actions import load

        print(load())
    if arguments.real:
        print(import_documents(arguments.real, None))
    return serving.run(arguments.host, arguments.port, arguments.workers)


def worker(arguments: Namespace) -> int:
    """The background worker alone; beside its jobs it keeps this node's index in step and does what is due."""
    threading.Thread(target=follow, daemon=True).start()
    threading.Thread(target=ticking.follow, daemon=True).start()
    if settings.PORTAL:
        threading.Thread(target=follow, args=(public.catch_up,), daemon=True).start()
    call_command("db_worker", interval=1)
    return 0


def createadmin(arguments: Namespace) -> int:
    """The first administrator, at the highest unit."""
    serving.prepare()
    unit = Unit.objects.filter(parent__isnull=True).order_by("pk").first()
    if unit is None:
        if not arguments.unit:
            raise Problem(_("There is no unit yet. Name the highest one: --unit “…”."))
        unit = add_unit("1", arguments.unit, add_level("top", "Cấp cao nhất", 1, "Top level"))
    password = arguments.password or new_password()
    user = add_user(arguments.username, password=password, must_change_password=not arguments.password)
    appoint(user, unit, Role.ADMINISTRATOR)
    print(_("%(user)s administers %(unit)s.") % {"user": user.username, "unit": unit.name})
    if not arguments.password:
        print(_("Password for the first sign-in: %(password)s") % {"password": password})
    return 0


def unprepared() -> str:
    """What to do when the database does not answer."""
    return _("The database does not answer, or was never prepared. Look at DATABASE_URL, then start: thongsuot serve")


def check(arguments: Namespace) -> int:
    """Whether what is derived agrees with what it is derived from."""
    call_command("check")
    return _listed(consistency.faults(), _("Everything agrees."))


def doctor(arguments: Namespace) -> int:
    """Whether machine and installation are sound."""
    findings = list(health.findings())
    for finding in findings:
        print(f"{'✓' if finding.well else '✗'} {finding.what}")
        if finding.advice:
            print(f"  → {finding.advice}")
    return int(not all(finding.well for finding in findings))


def verify(arguments: Namespace) -> int:
    """Whether the chain of events and the files are whole."""
    events, files = integrity.sizes()
    whole = _("The chain of %(events)s events and %(files)s files are whole.") % {"events": events, "files": files}
    return _listed(integrity.faults(), whole)


def backup(arguments: Namespace) -> int:
    """One file that holds everything."""
    print(backups.backup(arguments.file))
    return 0


def restore(arguments: Namespace) -> int:
    """Back to what a backup holds, brought to this version, and proven."""
    print(backups.restore(arguments.file, replace=arguments.replace))
    serving.prepare()
    return verify(arguments)


def reread(arguments: Namespace) -> int:
    """Read documents anew."""
    print(reread_documents(everything=arguments.all))
    return 0


def retain(arguments: Namespace) -> int:
    """Remove what was kept of people long enough."""
    print(retained(apply_retention(timezone.localdate())))
    return 0


def remind(arguments: Namespace) -> int:
    """What runs by itself, now: regular duties, reminders of the day, e-mail that waits, exchange."""
    for name, told in ticking.tick(timezone.localdate()).items():
        print(f"{name}: {told if told is not None else _('nothing to do')}")
    return 0


def exchange(arguments: Namespace) -> int:
    """Take in, send and tell what is due; or our public key, or messages from files."""
    if arguments.key:
        key = own_key()
        print(f"{key.public}\n{fingerprint(key.public)}")
        return 0
    if arguments.take:
        for path in arguments.take:
            rows, fresh = take(path.read_bytes(), by=None, way=Way.FOLDER)
            print(f"{path}: " + (_("The message was taken in.") if fresh else rows[0].name))
        return 0
    told = deliver_due()
    said = _("%(taken)s taken in, %(sent)s sent, %(gathered)s to be told, %(called)s answered.")
    print(said % {"taken": told.taken, "sent": told.sent, "gathered": told.gathered, "called": told.called})
    return 0


def reindex(arguments: Namespace) -> int:
    """Build the index anew."""
    print(_("%(n)s documents are in the index.") % {"n": rebuild()})
    if settings.PORTAL:
        print(_("%(n)s published documents are in the public index.") % {"n": public.rebuild()})
    return 0


def import_(arguments: Namespace) -> int:
    """Units and accounts, or documents."""
    serving.prepare()
    if arguments.what == "units":
        from thongsuot.units.imports import run

        return run(arguments.source, dry_run=arguments.dry_run)
    print(import_documents(Path(arguments.source), arguments.user, dry_run=arguments.dry_run))
    return 0


def _listed(faults: object, fine: str) -> int:
    found = 0
    for fault in faults:  # type: ignore[attr-defined]
        found += 1
        print(fault, file=sys.stderr)
    if not found:
        print(fine)
    return int(bool(found))
