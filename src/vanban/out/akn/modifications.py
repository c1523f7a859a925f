"""What does an act do to others, and what was done to it? Modifications as Akoma Ntoso tells them."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vanban.consolidation.units import parted
from vanban.model import Amendment, Document, Ref
from vanban.out.akn.flow import attribute
from vanban.out.akn.names import ref_uri

TEXTUAL = {
    "replace": "substitution",
    "replace_title": "substitution",
    "replace_lead": "substitution",
    "replace_annex": "substitution",
    "subst": "substitution",
    "correct": "substitution",
    "rename_doc": "substitution",
    "insert": "insertion",
    "insert_annex": "insertion",
    "insert_phrase": "insertion",
    "repeal": "repeal",
    "delete_phrase": "repeal",
    "renumber": "renumbering",
}
_OTHER = {"suspend": ("efficacyMod", "inapplication"), "extend": ("forceMod", "prorogationOfForce")}
_PARTS = {"TITLE": "preface", "BASIS": "preamble"}
"""Where in a document the places stand that are no provisions."""
LAST = "LAST"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a modification: where it leads, and how it stands to that place."""

    href: str
    pos: str = ""


def element(op: str, at: str) -> tuple[str, str] | None:
    """The element and type of an operation; nothing where Akoma Ntoso has none.

    >>> element("replace", "D5"), element("suspend", "D5"), element("repeal", "ALL"), element("repeal_subject", "?")
    (('textualMod', 'substitution'), ('efficacyMod', 'inapplication'), ('forceMod', 'endOfEnactment'), None)
    """
    if op == "repeal" and at == "ALL":
        return "forceMod", "endOfEnactment"
    return ("textualMod", TEXTUAL[op]) if op in TEXTUAL else _OTHER.get(op)


def modification(
    eid: str, kind: tuple[str, str], source: End, destinations: Sequence[End], *, force: str = "", old: str = "",
    new: str = "",
) -> str:  # fmt: skip
    """A modification; ``force`` is the period from which it holds, ``old`` and ``new`` are where its wordings stand."""
    name, sort = kind
    inner = f'<source eId="{eid}__source" href="{attribute(source.href)}"/>'
    for number, end in enumerate(destinations, 1):
        pos = f' pos="{end.pos}"' if end.pos else ""
        inner += f'<destination eId="{eid}__destination_{number}" href="{attribute(end.href)}"{pos}/>'
    inner += f'<force period="#{force}"/>' if force else ""
    if name == "textualMod":
        inner += f'<old href="{attribute(old)}"/>' if old else ""
        inner += f'<new href="{attribute(new)}"/>' if new else ""
    return f'<{name} eId="{eid}" type="{sort}">{inner}</{name}>'


def portion(uri: str, loc: str) -> str:
    """A place in a document by its URI; titles and bases stand in its preface and preamble."""
    head = loc.partition(".")[0]
    return f"{uri}/~{_PARTS[head]}" if head in _PARTS else uri


def active(document: Document, eids: Mapping[str, str], mods: Sequence[tuple[int, int, str]]) -> str:
    """What the instructions of an amending act do, those whose words settle it.

    ``mods`` are the quotations as they were written: start, end and eId.
    """
    cited = {
        row.doc: Ref(row.doc, None, row.type, row.date, row.issuer)
        for row in reversed(document.relations)
        if row.source is None
    }
    starts = [start for start, _end, _eid in mods]
    found: list[str] = []
    for row in document.amendments:
        kind = element(row.op, row.at)
        if kind is None or row.needs_human or "?" in row.at or row.doc == "SELF":
            continue
        quoted = _quoted(row, mods, starts)
        new = f"#{quoted}" if quoted else ""
        source = End(new or "#" + eids.get(row.own_loc or "", "body"))
        destination = _destination(row, cited.get(row.doc) or Ref(row.doc))
        found.append(modification(f"amod_{len(found) + 1}", kind, source, [destination], new=new))
    return f"<activeModifications>{''.join(found)}</activeModifications>" if found else ""


def _destination(row: Amendment, doc: Ref) -> End:
    """The place that is changed; what is new stands behind another place, or at the end of what it is put into."""
    loc, pos = row.at, ""
    if row.op in ("insert", "insert_annex"):
        anchored = row.after and row.after != LAST
        loc, pos = (row.after or "", "after") if anchored else (parted(row.at)[0], "end")
    whole = loc.partition(".")[0] in _PARTS or not loc
    return End(portion(ref_uri(replace(doc, loc=None if whole else loc)), loc), pos)


def _quoted(row: Amendment, mods: Sequence[tuple[int, int, str]], starts: Sequence[int]) -> str:
    """The eId of the quotation that holds an instruction's new wording."""
    if row.new_text is None:
        return ""
    n = bisect_right(starts, row.new_text.start) - 1
    return mods[n][2] if n >= 0 and row.new_text.start < mods[n][1] else ""
