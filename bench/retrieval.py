"""Is the right article found? nDCG@10 on labelled questions, beside plain BM25 of tantivy and of bm25s."""

import json
import math
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import bm25s
import tantivy

from thongsuot.search.clauses import Clause
from thongsuot.search.index import Index
from thongsuot.search.query import Query

CORPUS = Path("../shared/corpus/retrieval")
DEPTH = 10
Find = Callable[[str], list[str]]


class Article(NamedTuple):
    """An article of a law; its first line is its heading."""

    id: str
    law: str
    number: str
    text: str


class Question(NamedTuple):
    """A question and the articles that answer it: by its id, and by its row where ids are used twice."""

    text: str
    synthetic: bool
    by_id: frozenset[str]
    by_row: frozenset[str]


class System(NamedTuple):
    """A way to search: its name, how long its index took, and the search."""

    name: str
    built: float
    find: Find


def main() -> None:
    """Build the three indexes, ask every question of each, print the table."""
    if not CORPUS.exists():
        print(f"{CORPUS} is not here: nothing to measure.")
        return
    articles, asked = load_articles(), load_questions()
    with tempfile.TemporaryDirectory() as folder:
        peers = [peer(articles, named) for peer in (plain_tantivy, plain_bm25s) for named in (False, True)]
        systems = [ours(articles, Path(folder)), *peers]
        found = {system.name: [timed(system.find, question.text) for question in asked] for system in systems}
    print(
        f"| questions | labels | {' | '.join(system.name for system in systems)} | ratio to the best | 95 % interval |"
    )
    print(f"|---|---|{'--:|' * len(systems)}--:|---|")
    for name, rows in (("real", [i for i, q in enumerate(asked) if not q.synthetic]), ("all", [*range(len(asked))])):
        for label in ("id", "row"):
            gains = [[gain(found[system.name][i][0], asked[i], label) for i in rows] for system in systems]
            print(row(f"{name}, {len(rows)}", label, gains))
    print("\n| system | index built | query p50 | query p95 |\n|---|--:|--:|--:|")
    for system in systems:
        spent = sorted(taken * 1000 for _, taken in found[system.name])
        p50, p95 = statistics.median(spent), spent[int(len(spent) * 0.95)]
        print(f"| {system.name} | {system.built:.2f} s | {p50:.2f} ms | {p95:.2f} ms |")


def row(name: str, label: str, gains: Sequence[Sequence[float]]) -> str:
    """A line of the table: the means, the ratio to the best of the peers, its interval."""
    means = [statistics.fmean(each) for each in gains]
    low, high = interval(gains[0], max(gains[1:], key=statistics.fmean))
    figures = " | ".join(f"{mean:.4f}" for mean in means)
    return f"| {name} | by {label} | {figures} | {means[0] / max(means[1:]):.3f} | {low:.3f}–{high:.3f} |"


def interval(left: Sequence[float], right: Sequence[float], runs: int = 5_000) -> tuple[float, float]:
    """The 95 % interval of the ratio of means, both drawn anew together from the same questions."""
    pick = random.Random(20260101)
    both = list(zip(left, right, strict=True))
    ratios = []
    for _ in range(runs):
        drawn = pick.choices(both, k=len(both))
        ratios.append(sum(a for a, _ in drawn) / sum(b for _, b in drawn))
    ratios.sort()
    return ratios[int(runs * 0.025)], ratios[int(runs * 0.975)]


def gain(found: Sequence[str], question: Question, label: str = "row") -> float:
    """nDCG@10 with relevance 0 or 1."""
    relevant = question.by_id if label == "id" else question.by_row
    got = sum(1 / math.log2(i + 2) for i, name in enumerate(found[:DEPTH]) if name in relevant)
    return got / sum(1 / math.log2(i + 2) for i in range(min(DEPTH, len(relevant))))


def timed(find: Find, text: str) -> tuple[list[str], float]:
    """What is found and in how many seconds."""
    start = time.perf_counter()
    found = find(text)
    return found, time.perf_counter() - start


def load_articles() -> list[Article]:
    """The articles of the corpus."""
    rows = map(json.loads, (CORPUS / "corpus.jsonl").read_text("utf-8").splitlines())
    return [Article(each["id"], each["law"], each["article"], each["text"]) for each in rows]


def load_questions() -> list[Question]:
    """The questions. Most synthetic ones share an id with others, whose labels then count for each of them.

    The labels stand in the order of the questions, so that those of each row can be told apart.
    """
    asked = [json.loads(line) for line in (CORPUS / "queries.jsonl").read_text("utf-8").splitlines()]
    lines = (CORPUS / "qrels.tsv").read_text("utf-8").splitlines()[1:]
    labels = [line.split("\t")[:2] for line in lines]
    by_id: dict[str, set[str]] = defaultdict(set)
    for name, article in labels:
        by_id[name].add(article)
    runs = [(name, {article for _, article in rows}) for name, rows in groupby(labels, lambda label: label[0])]
    by_row = [run for run, (_, rows) in zip(runs, groupby(asked, lambda q: q["id"]), strict=True) for _ in rows]
    return [
        Question(each["text"], each["synthetic"], frozenset(by_id[each["id"]]), frozenset(own))
        for each, (_, own) in zip(asked, by_row, strict=True)
    ]


def ours(articles: Sequence[Article], folder: Path) -> System:
    """The index of the application: the law's name as the title, the article's first line as its heading."""
    start = time.perf_counter()
    index = Index(folder)
    for i, article in enumerate(articles):
        index.replace(i, [as_clause(i, article)])
    index.commit(1)
    index.release()
    built = time.perf_counter() - start

    def find(text: str) -> list[str]:
        hits = index.search(Query(text), ("open",), limit=DEPTH).hits
        return [articles[hit.clause.document].id for hit in hits]

    return System("Thông Suốt", built, find)


def as_clause(i: int, article: Article) -> Clause:
    """An article as a clause open to all."""
    heading = article.text.split("\n", 1)[0]
    kind = next((kind for kind in ("Bộ luật", "Luật", "Hiến pháp") if article.law.startswith(kind)), "")
    loc = f"D{article.number}"
    return Clause(i, i, 0, loc, "article", heading, (), article.text, "", article.law, kind, (), None, ("open",), 1)


def plain_text(article: Article, named: bool) -> str:
    """What a peer indexes: the text, or the law's name before it."""
    return f"{article.law}\n{article.text}" if named else article.text


def plain_tantivy(articles: Sequence[Article], named: bool) -> System:
    """tantivy as it comes: one field, its default tokenizer, any of the words."""
    start = time.perf_counter()
    build = tantivy.SchemaBuilder()
    build.add_text_field("text")
    build.add_integer_field("row", stored=True)
    index = tantivy.Index(build.build())
    writer = index.writer(64_000_000, 1)
    for i, article in enumerate(articles):
        writer.add_document(tantivy.Document(text=plain_text(article, named), row=i))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    built = time.perf_counter() - start

    def find(text: str) -> list[str]:
        words = "".join(sign if sign.isalnum() else " " for sign in text)
        query = index.parse_query(words.lower(), ["text"])
        return [articles[int(searcher.doc(at)["row"][0])].id for _, at in searcher.search(query, DEPTH).hits]

    return System("tantivy, law named" if named else "tantivy", built, find)


def plain_bm25s(articles: Sequence[Article], named: bool) -> System:
    """bm25s as it comes: its own tokenizer without stop words (it has none of Vietnamese)."""
    start = time.perf_counter()
    retriever = bm25s.BM25()
    texts = [plain_text(each, named) for each in articles]
    retriever.index(bm25s.tokenize(texts, stopwords=[], show_progress=False), show_progress=False)
    built = time.perf_counter() - start

    def find(text: str) -> list[str]:
        tokens = bm25s.tokenize([text], stopwords=[], return_ids=False, show_progress=False)
        rows, _ = retriever.retrieve(tokens, k=DEPTH, show_progress=False)
        return [articles[int(row)].id for row in rows[0]]

    return System("bm25s, law named" if named else "bm25s", built, find)


if __name__ == "__main__":
    main()
