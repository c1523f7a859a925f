import pytest

from tests.thongsuot.search.shelf import shelf
from thongsuot.search.index import Index


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of the four documents, stamp 7."""
    made = Index(tmp_path_factory.mktemp("index"))
    for document, clauses in shelf().items():
        made.replace(document, clauses)
    made.commit(7)
    made.release()
    return made
