"""Which figures does an address ask for? Of a unit the reader may see, of a document he may see, of a kind, a level."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property

from thongsuot.documents.models import Document
from thongsuot.documents.views.opening import opened
from thongsuot.followup.rules import Kind
from thongsuot.followup.written import day, number
from thongsuot.look.templatetags.look import dmy
from thongsuot.units.doors import ActingRequest
from thongsuot.units.models import Level, Unit


@dataclass(frozen=True)
class Asked:
    """What was asked for; what is not there, or not his to see, answers 404."""

    request: ActingRequest

    @cached_property
    def node(self) -> Unit:
        """The unit: one's own, unless another is named."""
        own, pk = self.request.acting.unit, number(self.request.GET.get("unit"))
        if pk is None or pk == own.pk:
            return own
        found = Unit.objects.below(self.request.acting.path).filter(pk=pk).select_related("parent").first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def document(self) -> Document | None:
        """The document, if one is named."""
        pk = number(self.request.GET.get("document"))
        return opened(self.request, pk) if pk else None

    @property
    def document_key(self) -> int | None:
        """Its key; 0 where only what no document orders is asked for."""
        return self.document.pk if self.document else number(self.request.GET.get("document"))

    @cached_property
    def level(self) -> Level | None:
        """The level of the units that lead."""
        pk = number(self.request.GET.get("level"))
        return Level.objects.filter(pk=pk).first() if pk else None

    @property
    def kind(self) -> str:
        """Single duties, or regular ones."""
        return kind_of(self.request.GET)

    @property
    def asof(self) -> date | None:
        """A past day; none for today and for what is no day."""
        found = day(self.request.GET.get("asof", "").strip())
        return found if found and found < timezone.localdate() else None

    @property
    def then(self) -> bool:
        """Whether by the units of that day; else by those of today."""
        return self.request.GET.get("structure") != "now"

    @cached_property
    def structure(self) -> date | None:
        """The day by whose units duties are counted; none where it is that of the figures, or their own."""
        said = self.request.GET.get("structure", "").strip()
        if said == "now" and not self.asof:
            return timezone.localdate()
        found = day(said)
        return found if found and found <= timezone.localdate() else None

    @property
    def page(self) -> int:
        """A page of documents, or of a list."""
        return max(number(self.request.GET.get("page")) or 1, 1)

    def filters(self, **changes: Any) -> dict[str, Any]:
        """What makes the address, some of it changed; what is None goes."""
        told: dict[str, Any] = {"unit": self.node.pk, "kind": self.kind}
        told |= {"document": self.document_key, "level": self.level.pk if self.level else None}
        told |= {"asof": dmy(self.asof) if self.asof else None}
        told |= {"structure": self.structure.isoformat() if self.structure else None if self.then else "now"}
        return {name: value for name, value in (told | changes).items() if value is not None}


def kind_of(query: QueryDict) -> Kind:
    """The kind that an address names; single duties where it names none."""
    return Kind.REGULAR if query.get("kind") == Kind.REGULAR else Kind.ONCE
