"""How do a unit's unfinished programmes, and the drafts it was asked about, go over to the one that carries on?"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from thongsuot.programmes import standing
from thongsuot.programmes.models import Basis, Comment, Consultation, Programme, ProgrammeItem
from thongsuot.programmes.rules import State
from thongsuot.units.handing import Way, Whose, note, tell
from thongsuot.units.rules import Lot


def unfinished(old: Whose) -> QuerySet[Programme]:
    """The programmes of a unit that it has not issued."""
    return Programme.objects.filter(unit=old).exclude(state=State.ISSUED)


def asked(old: Whose) -> QuerySet[Consultation]:
    """The drafts on which a unit was asked to comment and has not: those that are not issued."""
    said = Comment.objects.filter(programme=OuterRef("programme"), unit=OuterRef("unit"))
    return Consultation.objects.filter(~Exists(said), unit=old).exclude(programme__state=State.ISSUED)


def hand(keys: Iterable[int], way: Way) -> int:
    """The other unit goes on with them: their items, and what these rest on, are its own. Within ``writing``."""
    rows = unfinished(way.old).select_for_update(of=("self",)).filter(pk__in=keys)
    held = list(rows.select_related("answers").order_by("pk"))
    for programme in held:
        programme.unit, programme.revision = way.new, programme.revision + 1
        programme.save(update_fields=["unit", "revision"])
        tell("programme-handed-over", f"programme:{programme.pk}", way)
    ProgrammeItem.objects.filter(programme__in=held, lead=way.old).update(lead=way.new)
    Basis.objects.filter(item__programme__in=held).update(unit=way.new)
    for document in {programme.answers_id: programme.answers for programme in held}.values():
        standing.keep(way.old, document)
        standing.keep(way.new, document)
    return note(Lot.PROGRAMME, [programme.pk for programme in held], way)


def hand_asked(keys: Iterable[int], way: Way) -> int:
    """The other unit is asked in its place, once. Within ``writing``."""
    listed = list(asked(way.old).filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    rows = list(Consultation.objects.select_for_update(of=("self",)).filter(pk__in=listed).order_by("pk"))
    programmes = [row.programme_id for row in rows]
    there = set(Consultation.objects.filter(unit=way.new, programme__in=programmes).values_list("programme", flat=True))
    own = set(Programme.objects.filter(unit=way.new, pk__in=programmes).values_list("pk", flat=True))
    for row in rows:
        tell("consultation-handed-over", f"consultation:{row.pk}", way, f"programme:{row.programme_id}")
    note(Lot.ASKED, listed, way)
    Consultation.objects.filter(pk__in=[row.pk for row in rows if row.programme_id in there | own]).delete()
    Consultation.objects.filter(pk__in=listed).update(unit=way.new)
    return len(rows)
