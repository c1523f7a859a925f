"""Which symbols and names are there? What the index tells the reading of a query, of what the reader may read."""

from tantivy import Occur, Query, Searcher

from thongsuot.search.schema import schema

MOST = 20  # documents that a beginning of a symbol or name may stand for


class Vocabulary:
    """The symbols and names of the documents that a reader may read."""

    def __init__(self, searcher: Searcher, allowed: Query) -> None:
        self._searcher = searcher
        self._allowed = allowed

    def symbols(self, key: str) -> tuple[str, ...]:
        """The symbol with this key; those that begin with it where it is a number and a year."""
        number, _, rest = key.partition(".")
        if not rest or not number.isdigit():
            return ()
        if rest.isdigit():
            year = len(rest) == 4 and rest.startswith(("19", "20"))
            return self._beginning("symbol", key, ".") if year else ()
        return (key,) if self._readable("symbol", key) else ()

    def names(self, key: str) -> tuple[str, ...]:
        """The names that are this key or go on from it; none where they are too many to tell."""
        return self._beginning("name", key, "_")

    def _beginning(self, field: str, key: str, sign: str) -> tuple[str, ...]:
        found = self._searcher.terms_with_prefix(field, key, limit=MOST + 1)
        if len(found) > MOST:
            return ()
        names = (name for name, _ in found if name == key or name.startswith(key + sign))
        return tuple(name for name in names if self._readable(field, name))

    def _readable(self, field: str, key: str) -> bool:
        if not self._searcher.doc_freq(field, key):
            return False
        term = Query.term_query(schema(), field, key, "basic")
        both = Query.boolean_query([(Occur.Must, term), (Occur.Must, self._allowed)])
        return bool(self._searcher.search(both, 1, count=False).hits)
