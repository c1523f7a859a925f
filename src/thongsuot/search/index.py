"""Which clauses answer a query, of those the reader may read? The index of clauses, a folder of files.

The folder is a cache: the database holds the truth, and a folder that is missing, damaged or of an older form
counts as empty, with stamp 0. One process writes at a time (a lock in the folder, taken by the first change and
held until ``release``; another gets ``Busy``); any number read beside it. A commit replaces one small file, so
that a reader sees the state before or after it, never between; each search looks whether that file is another
one and if so reads the new state. The stamp is a document of the index and so belongs to the same commit.
"""

import fcntl
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import tantivy

from thongsuot.search import matching, ranking
from thongsuot.search.clauses import Clause, Hit, Hits
from thongsuot.search.counting import facets
from thongsuot.search.damage import damaged
from thongsuot.search.marks import excerpt, spans
from thongsuot.search.query import Part, Query, read
from thongsuot.search.ranking import WEIGHTS, Weights
from thongsuot.search.schema import entry, fingerprint, schema
from thongsuot.search.similarity import likeness
from thongsuot.search.vocabulary import Vocabulary

_HEAP = 64_000_000  # bytes a writer gathers before it writes a segment
DEEPEST = 10_000  # hits beyond are not paged to


class Busy(RuntimeError):  # noqa: N818 - it is how the index is
    """Another process is writing the index."""


class Index:
    """The clauses of one installation, as far as ``stamp``."""

    def __init__(self, path: Path | str, weights: Weights = WEIGHTS) -> None:
        self.path = Path(path)
        self.weights = weights
        self._folder = self.path / fingerprint()
        self._writer: tantivy.IndexWriter | None = None
        self._seen = self._state()
        self._index = self._open()

    @property
    def stamp(self) -> int:
        """The number of the last change that the index holds; 0 where it holds none."""
        return self._mending(self._stamp, 0)

    @property
    def size(self) -> int:
        """How many clauses there are."""
        return max(0, self._searcher().num_docs - 1)

    def replace(self, document: int, clauses: Iterable[Clause]) -> None:
        """Take these as all clauses of the document, from the next commit on."""
        self.delete(document)
        writer = self._writing()
        for clause in clauses:
            writer.add_document(entry(clause))

    def delete(self, document: int) -> None:
        """Take out all clauses of the document, from the next commit on."""
        self._writing().delete_documents_by_term("document", document)

    def commit(self, stamp: int) -> None:
        """Make all changes since the last commit visible at once, together with the stamp."""
        writer = self._writing()
        writer.delete_documents_by_query(_STAMP)
        doc = tantivy.Document()
        doc.add_integer("stamp", stamp)
        writer.add_document(doc)
        writer.commit()

    def clear(self) -> None:
        """Take out everything, at once: stamp 0."""
        self._writing().delete_all_documents()
        self.commit(0)

    def release(self) -> None:
        """Let another process write; what was not committed is dropped."""
        if self._writer:
            writer, self._writer = self._writer, None
            writer.rollback()
            writer.wait_merging_threads()

    def search(self, query: Query, rights: Sequence[str], offset: int = 0, limit: int = 20) -> Hits:
        """One page of the clauses that answer the query and that the reader may read; raises on no text."""
        return self._mending(lambda: self._search(query, rights, offset, limit), Hits()) if rights else Hits()

    def similar(self, text: str, rights: Sequence[str], limit: int = 10) -> tuple[Hit, ...]:
        """The clauses most like a text, by its most telling words and pairs; itself among them if it is indexed."""
        return self._mending(lambda: self._similar(text, rights, limit), ()) if rights else ()

    def damaged(self) -> list[str]:
        """The files that are not as they were written; reads all of them."""
        return damaged(self._folder)

    def _stamp(self) -> int:
        searcher = self._searcher()
        found = searcher.search(_STAMP, 1).hits
        return int(searcher.doc(found[0][1]).get_first("stamp") or 0) if found else 0

    def _search(self, query: Query, rights: Sequence[str], offset: int, limit: int) -> Hits:
        searcher = self._searcher()
        parts = read(query.text, Vocabulary(searcher, matching.readable(rights)))
        allowed = matching.allowed(query, rights)
        adding = ranking.scores(parts, searcher, self.weights)
        for every, wanted in matching.stages(parts, searcher):
            must = [*allowed, *wanted]
            page = _page(searcher, must, adding, offset, limit)
            total = int(getattr(page, "count", 0))  # not in the types of tantivy
            if total:
                hits = tuple(_hit(searcher, score, address, parts) for score, address in page.hits)
                return Hits(total, hits, facets(searcher, must, total), every)
        return Hits(every_word=every)

    def _similar(self, text: str, rights: Sequence[str], limit: int) -> tuple[Hit, ...]:
        searcher = self._searcher()
        like = likeness(text, searcher)
        if not like:
            return ()
        wanted, adding, parts = like
        page = _page(searcher, [*matching.allowed(Query(), rights), wanted], adding, 0, limit)
        return tuple(_hit(searcher, score, address, parts) for score, address in page.hits)

    def _mending[Found](self, work: Callable[[], Found], nothing: Found) -> Found:
        """What the work finds; nothing, and an empty index, where it fails because files are damaged.

        tantivy panics on some damage, which is no Exception.
        """
        try:
            return work()
        except BaseException as error:
            if _blames_the_machine(error) or not self.damaged():
                raise
            shutil.rmtree(self._folder, ignore_errors=True)
            self._index = self._open()
            return nothing

    def _searcher(self) -> tantivy.Searcher:
        state = self._state()
        if state != self._seen:
            try:
                self._index.reload()
            except ValueError:  # the folder was made anew
                self._index = self._open()
            self._seen = state
        return self._index.searcher()

    def _state(self) -> tuple[int, int, int]:
        try:
            found = (self._folder / "meta.json").stat()
        except OSError:
            return (0, 0, 0)
        return (found.st_ino, found.st_mtime_ns, found.st_size)

    def _open(self) -> tantivy.Index:
        """The index in the folder; made anew, under a lock, where there is none that can be read."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / ".opening").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                return self._try_open()
            except BaseException as error:
                if _blames_the_machine(error):
                    raise
                shutil.rmtree(self._folder, ignore_errors=True)
                return self._try_open()

    def _try_open(self) -> tantivy.Index:
        self._folder.mkdir(exist_ok=True)
        index = tantivy.Index(schema(), str(self._folder))
        index.config_reader("manual")
        index.reload()
        searcher = index.searcher()
        if found := searcher.search(_STAMP, 1).hits:
            searcher.doc(found[0][1])
        return index

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._searcher()
            try:
                self._writer = self._index.writer(_HEAP, 1)
            except ValueError as error:
                raise Busy("Một tiến trình khác đang ghi chỉ mục tìm kiếm.") from error
            self._tidy()
        return self._writer

    def _tidy(self) -> None:
        """Remove indexes of other forms beside this one."""
        for beside in self.path.iterdir():
            if beside != self._folder and _FORM.fullmatch(beside.name) and (beside / "meta.json").exists():
                shutil.rmtree(beside, ignore_errors=True)


_FORM = re.compile("[0-9a-f]{16}")
_STAMP = tantivy.Query.range_query(schema(), "stamp", tantivy.FieldType.Integer, 0, None)


def _blames_the_machine(error: BaseException) -> bool:
    """Whether the files may be good and only cannot be read now, such as for want of handles or rights."""
    text = str(error)
    return isinstance(error, KeyboardInterrupt | SystemExit | OSError) or "os error" in text or "Os {" in text


def _page(
    searcher: tantivy.Searcher, must: Sequence[tantivy.Query], adding: Sequence[tantivy.Query], offset: int, limit: int
) -> tantivy.SearchResult:
    """The best first; the newest where nothing is asked for that could be better or worse."""
    clauses = [(tantivy.Occur.Must, query) for query in must] + [(tantivy.Occur.Should, query) for query in adding]
    order = None if adding else "day"
    query, offset = tantivy.Query.boolean_query(clauses), min(max(offset, 0), DEEPEST)
    return searcher.search(query, max(limit, 1), True, order_by_field=order, offset=offset)


def _hit(searcher: tantivy.Searcher, score: float, address: tantivy.DocAddress, parts: Sequence[Part]) -> Hit:
    clause = Clause.of(bytes(searcher.doc(address).get_first("record") or b""))
    marked = spans(clause.text, parts)
    return Hit(clause, float(score or 0), marked, excerpt(clause.text, marked))
