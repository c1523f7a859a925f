"""Which document does an address name? One the reader may see; any other does not exist for him."""

from dataclasses import dataclass

from django.http import Http404

from thongsuot.documents import queries
from thongsuot.documents.access import may_change
from thongsuot.documents.models import Document
from thongsuot.units.access import Acting
from thongsuot.units.doors import ActingRequest
from thongsuot.units.rules import Right


def opened(request: ActingRequest, pk: int) -> Document:
    """The document of an address; 404 where there is none or it is not his to see."""
    found = queries.visible(request.acting).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with a document."""

    register: bool
    review: bool
    send: bool
    restrict: bool

    @property
    def edit(self) -> bool:
        """Whether he may correct the header."""
        return self.register or self.review


def rights(acting: Acting, document: Document) -> Rights:
    """What somebody may do with a document that he sees."""
    asked = (Right.REGISTER, Right.REVIEW, Right.SEND, Right.RESTRICT)
    if not any(acting.bears(right) for right in asked):
        return Rights(False, False, False, False)
    return Rights(*(acting.bears(right) and may_change(acting, right, document) for right in asked))
