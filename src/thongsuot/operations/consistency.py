"""Does what is derived agree with what it is derived from? Paths, versions, words of findings, figures, the index."""

from collections.abc import Iterator

from django.db.models import F, Q
from django.utils.translation import gettext as _

from thongsuot.documents.models import Document, Finding, Provision
from thongsuot.documents.rules import Mark, Reach
from thongsuot.followup import tallying
from thongsuot.search.sync import lag
from thongsuot.units.models import Unit


def faults() -> Iterator[str]:
    """A sentence for everything that does not agree."""
    yield from _paths()
    yield from _documents()
    yield from _findings()
    yield from _figures()
    if lag() < 0:
        yield _("The index is ahead of the database. Run: thongsuot reindex")


def _paths() -> Iterator[str]:
    for unit in Unit.objects.select_related("parent").order_by("path").iterator(1000):
        above = unit.parent.path if unit.parent else ""
        if unit.path != f"{above}{unit.pk}.":
            yield _("Unit %(code)s: its path does not follow from the unit above it.") % {"code": unit.code}


def _documents() -> Iterator[str]:
    for pk in (
        Document.objects.exclude(current__isnull=True).exclude(current__document=F("pk")).values_list("pk", flat=True)
    ):
        yield _("Document %(pk)s: its current version belongs to another document.") % {"pk": pk}
    for pk in Document.objects.exclude(mark=Mark.NONE).exclude(reach=Reach.NAMED).values_list("pk", flat=True):
        yield _("Document %(pk)s bears a mark but is not for named units only.") % {"pk": pk}
    crooked = Provision.objects.filter(Q(end__lt=F("start"))).values_list("version__document", flat=True)
    for pk in set(crooked):
        yield _("Document %(pk)s: a provision ends before it begins. Run: thongsuot reread") % {"pk": pk}


def _findings() -> Iterator[str]:
    rows = Finding.objects.filter(lost=False, document__current__isnull=False).select_related("document__current")
    texts: dict[int, str] = {}
    for row in rows.order_by("document", "pk").iterator(2000):
        if row.document_id not in texts:
            texts = {row.document_id: row.document.current.text if row.document.current else ""}
        if texts[row.document_id][row.start : row.end] != row.quote:
            yield _("Finding %(pk)s of document %(document)s does not stand where it says.") % {
                "pk": row.pk, "document": row.document_id,
            }  # fmt: skip


def _figures() -> Iterator[str]:
    codes = dict(Unit.objects.values_list("pk", "code"))
    for node, n in tallying.faults():
        yield _("Unit %(code)s: %(n)s of its figures are not what its duties say.") % {"code": codes[node], "n": n}
