"""Are study conferences told from reports, and nothing else?"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.casefile import cases
from vanban.events import find_events
from vanban.header import read_header
from vanban.model import Citation, Event, Ref, Text
from vanban.tables import load

CASES = cases("events")
_SYMBOL = re.compile(r"(?:Nghị quyết|Quy định|Chỉ thị) số (\d+-\w+/TW)(?: của (?:Bộ Chính trị|Ban Bí thư))?")


def told(content: str) -> tuple[Event, ...]:
    citations = [Citation(m.start(), m.end(), (Ref(m[1]),)) for m in _SYMBOL.finditer(content)]
    text = Text(content)
    return find_events(text, read_header(text), citations)


@pytest.mark.parametrize(("report", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_conferences_of(report: str, expected: str) -> None:
    lines = []
    for event in told(report):
        lines.append(f"{event.date or '?'} | {event.place or '-'} | {event.organiser or '-'}")
        lines += [f"{item.doc} | {item.presenter_office}" for item in event.agenda]
        assert report[event.start : event.end] == event.name
        assert all(0 <= item.start < item.end <= len(report) for item in event.agenda)
    assert ("\n".join(lines) or "-") == expected


def test_persons_are_never_named() -> None:
    for _, report, _ in CASES:
        for event in told(report):
            assert not any(name in repr(event) for name in ("Một", "Hai"))


def test_the_examples_of_the_table_prove_themselves() -> None:
    table = load("events")
    assert all(told("Tin\n" + example) for example in table["examples"])
    assert not any(told("Tin\n" + example) for example in table["counter_examples"])


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from([part for case in CASES for part in case[1].split(" ")]), max_size=60))
def test_no_report_makes_the_events_raise(words: list[str]) -> None:
    told(" ".join(words))
