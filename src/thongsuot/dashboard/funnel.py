"""How far is a document below a unit? Sent, received, studied; then answered, covered, done; each opens its list."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from thongsuot.dashboard.wording import percent
from thongsuot.dissemination import funnel as dissemination
from thongsuot.dissemination.rules import Part
from thongsuot.dissemination.wording import PARTS
from thongsuot.documents.models import Document
from thongsuot.documents.wording import said
from thongsuot.programmes import coverage
from thongsuot.programmes.funnel import of, reached
from thongsuot.programmes.wording import REACHED
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage: how many units have reached it, of how many."""

    name: str
    n: int
    of: int
    url: str

    @property
    def share(self) -> str:
        """Of the units it counts among."""
        return percent(self.n, self.of)

    @property
    def wide(self) -> int:
        """In a hundred, for its bar."""
        return round(100 * self.n / self.of) if self.of else 0


def funnel(document: Document, acting: Acting, node: Unit) -> list[Bar]:
    """The stages of a document for the units below one: of those it was sent to, then of those whom it asks."""
    counts = dissemination.numbers(dissemination.standing(document.pk, acting, node.path or ""))
    path = reverse("dissemination-document", args=[document.pk])
    bars = [
        Bar(said(PARTS, part), counts[part], counts[Part.SENT], f"{path}?{urlencode({'part': part, 'below': node.pk})}")
        for part in (Part.SENT, Part.RECEIVED, Part.STUDIED)
    ]
    units = list(coverage.given(document, acting).filter(path__startswith=node.path or "").values_list("pk", flat=True))
    path = reverse("coverage-stage", args=[document.pk])
    coverage_ = coverage.coverage(document, units)
    found = reached(document, coverage_)
    all_ = of(coverage_, found)
    bars += [
        Bar(
            said(REACHED, stage),
            bits.bit_count(),
            all_,
            f"{path}?{urlencode({'stage': str(stage), 'below': str(node.pk)})}",
        )
        for stage, bits in found.items()
    ]
    return bars
