"""Is a clause found under both spellings of every abbreviation, and is every table row read?"""

from pathlib import Path

from tests.thongsuot.search.shelf import clause
from thongsuot.search.abbreviations import rows
from thongsuot.search.index import Index
from thongsuot.search.query import Query


def test_each_example_is_found_by_the_short_form_and_by_the_name(tmp_path: Path) -> None:
    index = Index(tmp_path)
    for i, (_, _, example) in enumerate(rows()):
        index.replace(i, [clause(i, 0, "D1", example)])
    index.commit(1)
    index.release()
    for i, (short, name, example) in enumerate(rows()):
        assert short in example or name in example
        for text in (short, short.lower(), name, name.upper()):
            hits = index.search(Query(text), ("open",), limit=500)
            assert i in [hit.clause.document for hit in hits.hits], (text, example)


def test_a_name_written_out_is_found_by_its_short_form(tmp_path: Path) -> None:
    index = Index(tmp_path)
    for i, (_, name, _) in enumerate(rows()):
        index.replace(i, [clause(i, 0, "D1", f"Trách nhiệm của {name} trong năm")])
    index.commit(1)
    index.release()
    for i, (short, _, _) in enumerate(rows()):
        hits = index.search(Query(short), ("open",), limit=500)
        assert i in [hit.clause.document for hit in hits.hits], short
        assert all(hit.spans for hit in hits.hits)
