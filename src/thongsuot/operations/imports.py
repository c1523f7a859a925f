"""How do many documents come in at once? A folder, file by file, with what became of each."""

import time
from collections import Counter
from pathlib import Path

from django.utils.translation import gettext as _
from tqdm import tqdm

from thongsuot.documents import readings
from thongsuot.documents.actions import Duplicate, Intake, Refused, Unread, receive, reread
from thongsuot.documents.models import Document
from thongsuot.problems import Problem
from thongsuot.units.access import Acting, posts
from thongsuot.units.models import Membership, User
from thongsuot.units.rules import Right, Role

SUFFIXES = {".docx", ".pdf", ".html", ".md", ".txt", ".xlsx", ".doc", ".odt", ".rtf"}


def import_documents(folder: Path, username: str | None, *, dry_run: bool = False) -> str:
    """Register every document of a folder; gives a sentence with how many and how fast."""
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    if not files:
        raise Problem(_("There are no documents in %(folder)s.") % {"folder": folder})
    clerk = _clerk(username)
    if dry_run:
        return _("%(n)s files would be registered at %(unit)s.") % {"n": len(files), "unit": clerk.unit}
    ends: Counter[str] = Counter()
    start = time.perf_counter()
    for file in tqdm(files, unit="", disable=None):
        ends[_one(file, clerk)] += 1
    took = time.perf_counter() - start
    return _(
        "Registered %(registered)s, already there %(duplicate)s, refused %(refused)s, unreadable %(unread)s;"
        " %(rate)s documents a second."
    ) % {
        **{end: ends[end] for end in ("registered", "duplicate", "refused", "unread")},
        "rate": f"{len(files) / took:.1f}",
    }


def _one(file: Path, clerk: Acting) -> str:
    try:
        receive(file.read_bytes(), file.name, Intake(clerk.unit), by=clerk)
    except Duplicate:
        return "duplicate"
    except Refused:
        return "refused"
    except (Unread, OSError):
        return "unread"
    return "registered"


def _clerk(username: str | None) -> Acting:
    """Who registers: the clerk named, else the one of the highest unit."""
    if username is None:
        post = Membership.objects.filter(role=Role.CLERK, until__isnull=True).order_by("unit__path", "pk").first()
        user = post.user if post else None
    else:
        user = User.objects.filter(username=username).first()
    held = [post for post in posts(user) if post.bears(Right.REGISTER)] if user else []
    if not held:
        raise Problem(_("Nobody here may register documents. Name a clerk's account: --user NAME"))
    return held[0]


def reread_documents(*, everything: bool = False) -> str:
    """Read every document anew that another reader read; gives a sentence."""
    rows = Document.objects.filter(current__isnull=False).exclude(current__text="")
    if not everything:
        rows = rows.exclude(current__reader=readings.reader_version())
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for pk in tqdm(keys, unit="", disable=None):
        reread(Document.objects.select_related("current", "unit").get(pk=pk))
    return _("Read %(n)s documents anew.") % {"n": len(keys)}
