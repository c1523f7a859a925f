"""What became of an act up to a day? Its events, the changes made to it, and what of it does not hold."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from vanban.consolidation import Applied, Consolidated, Standing, State
from vanban.consolidation.between import DONE
from vanban.model import Document, Ref
from vanban.out.akn.flow import attribute
from vanban.out.akn.modifications import End, element, modification, portion
from vanban.out.akn.names import eid_of, ref_uri, work_uri

_SOURCE = 'source="#vanban"'
_CONCEPTS = {
    State.REPEALED: ("bai-bo", "Bãi bỏ"),
    State.SUSPENDED: ("ngung-hieu-luc", "Ngưng hiệu lực"),
    State.NOT_YET: ("chua-hieu-luc", "Chưa có hiệu lực"),
}
_WRITTEN = frozenset({"replace", "insert", "replace_annex", "insert_annex"})
_PLAIN_ID = re.compile(r' eId="([^"]+)">')


def group(eid: str, start: str, end: str = "") -> str:
    """A period between two events, either of which may be open."""
    first = f' start="#{start}"' if start else ""
    last = f' end="#{end}"' if end else ""
    return f'<temporalGroup eId="{eid}"><timeInterval refersTo="#hieu-luc"{first}{last}/></temporalGroup>'


def topmost(rows: Iterable[Standing]) -> list[Standing]:
    """Provisions without those that stand in one of the same state."""
    found: list[Standing] = []
    open_: list[Standing] = []
    for row in rows:
        while open_ and open_[-1].end <= row.start:
            open_.pop()
        if not open_ or open_[-1].state != row.state:
            found.append(row)
        open_.append(row)
    return found


@dataclass(frozen=True)
class History:
    """A consolidation as the head of its XML tells it. ``acts`` are those that amend, in the order they apply."""

    result: Consolidated
    original: Document
    acts: tuple[Document, ...]

    contains = 'contains="singleVersion"'

    @property
    def day(self) -> dt.date | None:
        """As of when."""
        return self.result.as_of

    @cached_property
    def _told(self) -> list[Applied]:
        return [row for row in self.result.applied if row.state in (*DONE, "not-yet", "ended")]

    @cached_property
    def _events(self) -> dict[tuple[str, dt.date], str]:
        """The eIds of the days on which acts change it."""
        found = sorted({(row.since, row.doc) for row in self._told if row.since})
        return {(doc, day): f"event_sua-doi_{number}" for number, (day, doc) in enumerate(found, 1)}

    @cached_property
    def _refs(self) -> dict[str, str]:
        """The eIds of the acts."""
        return {doc: f"passive_{n}" for n, doc in enumerate(dict.fromkeys(row.doc for row in self._told), 1)}

    def _uri(self, symbol: str) -> str:
        act = next((act for act in self.acts if act.header.symbol == symbol), None)
        return work_uri(act.header) if act else ref_uri(Ref(symbol))

    @cached_property
    def _ends(self) -> dict[tuple[str, dt.date], str]:
        """The eIds of the last days of suspensions that hold."""
        found = sorted(
            {
                (one.until, one.doc)
                for row in self.result.provisions
                for one in row.changes
                if one.op == "suspend" and one.until and row.state == State.SUSPENDED
            }
        )
        return {(doc, day): f"event_het-ngung_{number}" for number, (day, doc) in enumerate(found, 1)}

    def lifecycle(self, own: str) -> str:
        """The events of its own, each day on which an act changes it, and the last days of suspensions."""
        events = [(day, doc, eid, ' type="amendment"') for (doc, day), eid in self._events.items()]
        events += [(day, doc, eid, "") for (doc, day), eid in self._ends.items()]
        return own + "".join(
            f'<eventRef eId="{eid}" date="{day.isoformat()}" source="#{self._refs[doc]}"{sort}/>'
            for day, doc, eid, sort in events
        )

    def temporal(self, own: str) -> str:
        """From when on its wordings hold, and until when those held that are repealed."""
        found = [own]
        for (doc, day), event in self._events.items():
            number = event.rpartition("_")[2]
            found.append(group(f"tmpg_tu_{number}", event))
            if any(row.op == "repeal" and (row.doc, row.since) == (doc, day) for row in self._told):
                since = self.original.header.effective.since
                found.append(group(f"tmpg_den_{number}", "event_hieu-luc" if since else "", event))
        for (doc, since, until), eid in self._pauses.items():
            found.append(group(eid, self._events.get((doc, since), ""), self._ends[doc, until]))
        return "".join(found)

    @cached_property
    def _pauses(self) -> dict[tuple[str, dt.date, dt.date], str]:
        """The eIds of the periods of suspensions that hold."""
        found = {
            (one.doc, one.since, one.until): ""
            for row in self.result.provisions
            for one in row.changes
            if one.op == "suspend" and one.since and one.until and row.state == State.SUSPENDED
        }
        return {key: f"tmpg_ngung_{number}" for number, key in enumerate(found, 1)}

    def references(self) -> str:
        """The acts that change it, and what its provisions may be where they do not hold."""
        acts = "".join(
            f'<passiveRef eId="{eid}" href="{attribute(self._uri(doc))}" showAs="{attribute(doc)}"/>'
            for doc, eid in self._refs.items()
        )
        used = {row.state for row in self.result.provisions}
        concepts = "".join(
            f'<TLCConcept eId="{eid}" href="/akn/ontology/concept/vn/{eid}" showAs="{name}"/>'
            for state, (eid, name) in _CONCEPTS.items()
            if state in used
        )
        return acts + concepts

    def analysis(self, eids: Mapping[str, str]) -> str:
        """Each instruction that was carried out, with where it stands and what it changed; then what does not hold."""
        mods = "".join(self._modification(number, row, eids) for number, row in enumerate(self._done, 1))
        kept = "".join(
            f'<restriction eId="restriction_{number}" href="#{attribute(eids[row.loc])}"'
            f' refersTo="#{_CONCEPTS[row.state][0]}" type="jurisdiction"/>'
            for number, row in enumerate(self._topmost(eids), 1)
        )
        passive = f"<passiveModifications>{mods}</passiveModifications>" if mods else ""
        return passive + (f"<restrictions {_SOURCE}>{kept}</restrictions>" if kept else "")

    @property
    def _done(self) -> list[Applied]:
        return [row for row in self._told if row.state in DONE and (row.touched or row.op == "extend")]

    def _topmost(self, eids: Mapping[str, str]) -> list[Standing]:
        """The provisions that do not hold, each without those in it that share its state."""
        return [row for row in topmost(self.result.provisions) if row.state in _CONCEPTS and row.loc in eids]

    def _modification(self, number: int, row: Applied, eids: Mapping[str, str]) -> str:
        sort = "substitution" if any(touch.before for touch in row.touched) else "insertion"
        kind = element(self._op(row), row.at) or ("textualMod", sort)
        own = f"{self._uri(row.doc)}/~{eid_of(row.own_loc)}" if row.own_loc else self._uri(row.doc)
        locs = list(dict.fromkeys(touch.loc for touch in row.touched)) or [row.at]
        there = [End(self._place(loc, eids)) for loc in locs]
        old = self._before(locs[0]) if any(touch.before for touch in row.touched) else ""
        new = there[0].href if row.op != "repeal" and there[0].href.startswith("#") else ""
        return modification(f"pmod_{number}", kind, End(own), there, force=self._force(row), old=old, new=new)

    def _op(self, row: Applied) -> str:
        """What was done; of an instruction that people settled, what they made of it."""
        if row.state != "settled":
            return row.op
        mine = (row.doc, row.own_loc, row.since)
        made = (one for unit in self.result.provisions for one in unit.changes)
        return next((one.op for one in made if (one.doc, one.own_loc, one.since) == mine), row.op)

    def _force(self, row: Applied) -> str:
        """The period in which an instruction holds."""
        event = self._events.get((row.doc, row.since)) if row.since else None
        if row.op == "suspend":
            for (doc, since, _until), eid in self._pauses.items():
                if (doc, since) == (row.doc, row.since):
                    return eid
        return f"tmpg_tu_{event.rpartition('_')[2]}" if event else ""

    def _place(self, loc: str, eids: Mapping[str, str]) -> str:
        """A place in this text; one that it has no more by the URI of the act as it was made."""
        loc = loc.removesuffix(".TITLE")
        return f"#{eids[loc]}" if loc in eids else self._before(loc)

    def _before(self, loc: str) -> str:
        """A place in the act as it was made."""
        header = self.original.header
        made = f"{work_uri(header)}/vie@{header.date.isoformat()}" if header.date else work_uri(header)
        inside = eid_of(loc)
        return portion(f"{made}/!main~{inside}" if inside else made, loc)

    def marked(self, xml: str, eids: Mapping[str, str]) -> str:
        """The XML with the period of each provision whose wording an amendment made, and those taken out marked."""
        marks = {}
        for row in self.result.provisions:
            period = self._period(row)
            if period and row.loc in eids:
                status = ' status="removed"' if row.state == State.REPEALED else ""
                marks[eids[row.loc]] = f'{status} period="#{period}"'
        if not marks:
            return xml
        return _PLAIN_ID.sub(lambda found: f' eId="{found[1]}"{marks.get(found[1], "")}>', xml)

    def _period(self, row: Standing) -> str:
        for change in reversed(row.changes):
            event = self._events.get((change.doc, change.since)) if change.since else None
            if event and (change.op in _WRITTEN or row.state == State.REPEALED):
                number = event.rpartition("_")[2]
                return f"tmpg_den_{number}" if row.state == State.REPEALED else f"tmpg_tu_{number}"
        return ""
