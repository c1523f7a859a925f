"""How does a document become public, and how is it taken back? Each verb is one transaction with its event."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from thongsuot.documents.models import Document, Version
from thongsuot.events.actions import record, writing
from thongsuot.portal.access import may_publish, may_tell_progress, may_withdraw
from thongsuot.portal.models import Publication
from thongsuot.portal.rules import slug
from thongsuot.problems import Forbidden, Problem, Stale
from thongsuot.units.access import Acting


@dataclass(frozen=True, slots=True)
class Shown:
    """What becomes public beside the text."""

    progress: bool = False
    units: bool = False
    file: bool = False


def publish(
    document: Document, *, by: Acting, revision: int | None = None, shown: Shown = Shown(), note: str = ""
) -> Publication:
    """Make the current version public, with the header as it stands; what was public of the document before ends."""
    with writing(by):
        held = Document.objects.select_for_update(of=("self",)).select_related("unit", "current").get(pk=document.pk)
        if revision is not None and held.revision != revision:
            raise Stale
        if not may_publish(by, held) or ((shown.progress or shown.units) and not may_tell_progress(by, held)):
            raise Forbidden
        version = _readable(held)
        before = Publication.objects.filter(document=held).order_by("pk").last()
        if before is not None and before.withdrawn_at is None:
            before.withdrawn_at, before.withdrawn_by = timezone.now(), by.user
            before.save(update_fields=["withdrawn_at", "withdrawn_by"])
        made = Publication.of(
            held, version=version, unit=by.unit, slug=before.slug if before else _address(held), note=note,
            show_progress=shown.progress, show_units=shown.units and shown.progress, show_file=shown.file, by=by.user,
            at=timezone.now(),
        )  # fmt: skip
        made.save()
        told = {"version": version.n, "progress": made.show_progress, "units": made.show_units, "file": made.show_file}
        record("published", f"document:{held.pk}", after={"publication": made.pk, **told})
    return made


def withdraw(publication: Publication, reason: str, *, by: Acting) -> None:
    """Take a document back from the public, at once."""
    if not reason.strip():
        raise Problem(_("Say why it is taken back from the public."))
    with writing(by):
        rows = Publication.objects.select_for_update(of=("self",)).select_related("document__unit")
        held = rows.get(pk=publication.pk)
        if not may_withdraw(by, held.document):
            raise Forbidden
        if held.withdrawn_at is not None:
            raise Problem(_("It was taken back already."))
        held.withdrawn_at, held.withdrawn_by, held.reason = timezone.now(), by.user, reason.strip()
        held.save(update_fields=["withdrawn_at", "withdrawn_by", "reason"])
        told = {"publication": held.pk}
        record("publication-withdrawn", f"document:{held.document_id}", before=told, reason=held.reason)


def _readable(document: Document) -> Version:
    version = document.current
    if version is None or not version.text or not version.reading:
        raise Problem(_("Nothing of its text was read, so there is nothing to publish. Add a file that can be read."))
    return version


def _address(document: Document) -> str:
    """An address that no other document has, nor had: a link that was given away leads to nothing else."""
    wanted = slug(document.kind, document.symbol, document.title, document.date)
    taken = set(Publication.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    n = next(n for n in range(2, len(taken) + 3) if f"{wanted}-{n}" not in taken)
    return f"{wanted}-{n}"
