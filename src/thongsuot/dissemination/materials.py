"""What is there to read for a conference? Files that were looked through, and registered documents."""

from django.core.files.storage import default_storage
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.dissemination.meetings import held_by
from thongsuot.dissemination.models import Conference, Material
from thongsuot.documents.access import may_read
from thongsuot.documents.actions import Intake, admit
from thongsuot.documents.keeping import keep_file
from thongsuot.documents.models import Document
from thongsuot.documents.rules import mark_of, plain_name
from thongsuot.documents.wording import MARKS, said
from thongsuot.events.actions import record, writing
from thongsuot.problems import Forbidden, Problem
from thongsuot.units.access import Acting

MOST = 100
"""Materials of a conference."""


def add_file(
    conference: Conference, raw: bytes, name: str, title: str, *, by: Acting, unmarked: bool = False
) -> Material:
    """A file for everybody who sees the conference; looked through for secrecy marks before anything is kept."""
    text, _failure = admit(raw, name, Intake(conference.unit, unmarked=unmarked), by)
    if text is not None and (mark := mark_of(text.content)):
        raise Problem(
            _("The file bears the mark “%(mark)s”: it is for named units only. Register it as a document, send it to "
              "those who may read it, and link it here.") % {"mark": said(MARKS, mark)}
        )  # fmt: skip
    with writing(by):
        held = _room(held_by(conference, by))
        file = keep_file(raw, text)
        made = Material.objects.create(
            conference=held, title=title.strip()[:300], file=file, file_name=plain_name(name), added_by=by.user,
            added_at=timezone.now(),
        )  # fmt: skip
        told = {"sha256": file.sha256, "stated_unmarked": text is None}
        record("material-added", f"material:{made.pk}", f"conference:{held.pk}", after=told)
    return made


def add_document(conference: Conference, document: Document, title: str, *, by: Acting) -> Material:
    """A registered document; who may not read it is not told which it is."""
    if not may_read(by, document):
        raise Forbidden
    with writing(by):
        held = _room(held_by(conference, by))
        there = Material.objects.filter(conference=held, document=document).first()
        if there is not None:
            return there
        made = Material.objects.create(
            conference=held, title=title.strip()[:300], document=document, added_by=by.user, added_at=timezone.now()
        )
        record("material-added", f"material:{made.pk}", f"conference:{held.pk}", after={"document": document.pk})
    return made


def remove(material: Material, *, by: Acting) -> None:
    """Take something away again; a file that nothing else holds goes with it."""
    with writing(by):
        held = held_by(material.conference, by)
        found = Material.objects.select_related("file").filter(pk=material.pk).first()
        if found is None:
            return
        file = found.file
        found.delete()
        record("material-removed", f"material:{material.pk}", f"conference:{held.pk}")
        if file is not None:
            sha = file.sha256
            try:
                file.delete()
            except ProtectedError:
                return
            default_storage.delete(sha)


def _room(held: Conference) -> Conference:
    if held.materials.count() >= MOST:
        raise Problem(_("A conference may have %(n)s materials. Take some away first.") % {"n": MOST})
    return held
