"""What becomes of findings when a text is read anew? Decisions stand; only proposals are replaced."""

from collections.abc import Sequence

from thongsuot.documents.models import Document, Finding
from thongsuot.documents.readings import Found
from thongsuot.documents.rules import Kind, State, anchored
from thongsuot.documents.targets import known_to, lookup


def merge(document: Document, text: str, found: Sequence[Found]) -> dict[str, int]:
    """Replace the proposals of a document; gives how many findings were proposed, kept and lost."""
    Finding.objects.filter(document=document, state=State.PROPOSED).delete()
    kept = list(Finding.objects.select_for_update().filter(document=document))
    lost = _anchor(kept, text)
    fresh = [new for new in found if not any(_same(old, new) for old in kept)]
    known = lookup(new.target for new in fresh)
    Finding.objects.bulk_create(
        [
            Finding(
                document=document,
                kind=new.kind,
                start=new.start,
                end=new.end,
                loc=new.loc,
                quote=new.quote,
                machine=new.payload,
                payload=new.payload,
                relation=new.relation,
                target_key=new.target,
                target=_target(document, known.get(new.target, [])),
            )
            for new in fresh
        ],
        batch_size=500,
    )
    return {"proposed": len(fresh), "kept": len(kept), "lost": lost}


def _anchor(kept: Sequence[Finding], text: str) -> int:
    """Find the words of decided findings again; what is gone is marked lost, never dropped."""
    lost = 0
    for old in kept:
        place = anchored(text, old.quote, old.start)
        if place is None:
            lost += 1
            old.lost = True
        else:
            (old.start, old.end), old.lost = place, False
    Finding.objects.bulk_update(kept, ["start", "end", "lost"], batch_size=500)
    return lost


def _same(old: Finding, new: Found) -> bool:
    """Whether a decided finding speaks of what was found anew: the same kind over the same or shared words."""
    if old.kind != new.kind or old.lost or min(old.end, new.end) <= max(old.start, new.start):
        return False
    if old.kind == Kind.RELATION:
        said = old.machine or old.payload
        return (said.get("kind"), said.get("doc")) == (new.payload["kind"], new.payload["doc"])
    return True


def _target(document: Document, candidates: Sequence[Document]) -> Document | None:
    return known_to(document.unit, [other for other in candidates if other.pk != document.pk])
