"""Which of my documents are these? References looked up by a function that the host passes in."""

from collections.abc import Callable
from dataclasses import dataclass

from vanban.model import Citation, Document, Ref


@dataclass(frozen=True, slots=True)
class Resolved[T]:
    """One target of a citation and what the host knows it by; None when the host does not know it."""

    citation: Citation
    ref: Ref
    target: T | None


def resolve[T](document: Document, lookup: Callable[[str], T | None]) -> tuple[Resolved[T], ...]:
    """Look up every document that the citations lead to, in order, each key once.

    ``lookup`` takes a key as citations give it (``30/2020/NĐ-CP``, ``NAME:Luật Đất đai@2013``) and gives the host's
    own identifier, or None. References to the document itself are looked up by its symbol.

    >>> from vanban.parsing import parse
    >>> library = {"30/2020/NĐ-CP": 17}
    >>> reading = parse("Thực hiện khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP và Luật Lưu trữ.")
    >>> [(found.ref.loc, found.target) for found in resolve(reading, library.get)]
    [('D5.K2', 17), (None, None)]
    """
    known: dict[str, T | None] = {}
    found: list[Resolved[T]] = []
    for citation in document.citations:
        for ref in citation.refs:
            key = ref.doc if ref.doc != "SELF" else document.header.symbol or ""
            if key not in known:
                known[key] = lookup(key) if key else None
            found.append(Resolved(citation, ref, known[key]))
    return tuple(found)
