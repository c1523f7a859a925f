"""Which symbols and names are there? What the index tells the reading of a query.

It tells it of all documents, also of those the reader may not read: that decides only how the query is read,
never what is found.
"""

from tantivy import Searcher

MOST = 20  # documents that a beginning of a symbol or name may stand for


class Vocabulary:
    """The symbols and names of the documents of an index."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def symbols(self, key: str) -> tuple[str, ...]:
        """The symbol with this key; those that begin with it where it is a number and a year."""
        number, _, rest = key.partition(".")
        if not rest or not number.isdigit():
            return ()
        if rest.isdigit():
            year = len(rest) == 4 and rest.startswith(("19", "20"))
            return self._beginning("symbol", key, ".") if year else ()
        return (key,) if self._searcher.doc_freq("symbol", key) else ()

    def names(self, key: str) -> tuple[str, ...]:
        """The names that are this key or go on from it; none where they are too many to tell."""
        return self._beginning("name", key, "_")

    def _beginning(self, field: str, key: str, sign: str) -> tuple[str, ...]:
        found = self._searcher.terms_with_prefix(field, key, limit=MOST + 1)
        names = tuple(name for name, _ in found if name == key or name.startswith(key + sign))
        return names if len(names) <= MOST else ()
