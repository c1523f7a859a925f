"""Which row does an address name, and what stands around it? One the reader may see; any other is not there for him."""

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from thongsuot.exchange.access import may_set_up
from thongsuot.look.shapes import Link, Tab
from thongsuot.units.access import Acting
from thongsuot.units.models import Unit

SIZE = 50


def opened[M: Model](rows: QuerySet[M], pk: int) -> M:
    """The row of an address; 404 where there is none that the reader may see."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def tabs(acting: Acting, here: str) -> list[Tab]:
    """The parts of exchange that a post opens."""
    rows = [
        (_("Messages in"), "exchange", acting.reads),
        (_("Messages out"), "exchange-outbox", acting.reads),
        (_("Packages"), "packages", acting.reads),
        (_("Partners and key"), "partners", may_set_up(acting)),
        (_("Codes of bodies"), "organs", may_set_up(acting)),
        (_("Subscriptions"), "hooks", may_set_up(acting)),
    ]
    return [Tab(words, reverse(name), name == here) for words, name, there in rows if there]


def crumbs(*more: Link) -> list[Link]:
    """The way to a page of exchange."""
    return [Link(_("Exchange"), reverse("exchange")), *more]


def own_units(acting: Acting) -> QuerySet[Unit]:
    """The units of the installation, in the order of the tree."""
    return Unit.objects.below(acting.path).order_by("path")


def number(request: HttpRequest, name: str) -> int:
    """A whole number of a form; 0, which no revision is, where there is none."""
    written = request.POST.get(name, "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0


def saved(raw: bytes, name: str, kind: str) -> HttpResponse:
    """A file, to be saved; never shown as a page of this site."""
    answer = HttpResponse(raw, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
