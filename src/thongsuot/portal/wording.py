"""What are the parts of the public pages called? In the language of the address."""

from django.utils.translation import gettext as _

from thongsuot.documents.wording import INVERSES, RELATIONS, place_name, said
from thongsuot.portal.models import Publication
from thongsuot.portal.queries import Related
from thongsuot.portal.rules import allowed


def relation_words(row: Related, *, inverse: bool = False) -> str:
    """A relation in words, from this document or to it."""
    return said(INVERSES if inverse else RELATIONS, row.relation)


def step_name(loc: str) -> str:
    """The last step of a place: “Điều 5” of Chapter II."""
    return place_name(loc.rsplit(".", 1)[-1])


def standing(row: Publication) -> tuple[str, str]:
    """The badge and words of how a publication stands; its document is there."""
    if row.withdrawn_at is not None:
        return "neutral", _("Taken back")
    document = row.document
    if not allowed(document.mark, document.reach, document.unit_id, row.unit_id):
        return "warn", _("Hidden: the document was restricted")
    return "good", _("Public")
