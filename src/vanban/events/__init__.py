"""What conferences does it tell of? Study conferences and their agenda."""

from collections.abc import Sequence

from vanban.events.agenda import agenda_of
from vanban.events.conference import conferences
from vanban.model import Citation, Event, Header, Text


def find_events(text: Text, header: Header, citations: Sequence[Citation]) -> tuple[Event, ...]:
    """Find the study conferences that a report tells of; plans and orders tell of none.

    >>> report = "Sáng 5/10/2022, Tỉnh ủy Hà Tĩnh tổ chức Hội nghị quán triệt Nghị quyết số 12-NQ/TW."
    >>> [(event.organiser, event.date.isoformat()) for event in find_events(Text(report), Header(), ())]
    [('Tỉnh ủy Hà Tĩnh', '2022-10-05')]
    """
    if header.system != "other" or header.symbol:
        return ()
    found = list(conferences(text.content))
    events = []
    for number, told in enumerate(found):
        until = found[number + 1].start if number + 1 < len(found) else len(text.content)
        agenda = agenda_of(text.content, told.start, until, citations)
        name, place, held_by = told.name, told.place, told.organiser
        events.append(Event("study-conference", name, told.start, told.end, told.date, place, held_by, agenda))
    return tuple(events)
