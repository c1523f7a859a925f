"""What is public? The list with its filters, and the clauses that answer a search."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from thongsuot.documents.wording import place_name
from thongsuot.portal import searching
from thongsuot.portal.doors import PublicRequest, not_too_often, page, public
from thongsuot.portal.shelf import Filter, shelf, shown
from thongsuot.search.tokens import words

SIZE = 20
LONGEST = 300  # letters of a search
LAST = 500  # pages of the list


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; what cannot be understood does not narrow."""

    words: str
    chosen: Filter
    page: int

    @classmethod
    def of(cls, request: PublicRequest) -> "Asked":
        """From the part behind “?”."""
        given = {name: request.GET.get(name, "").replace("\0", " ") for name in ("q", "kind", "issuer", "year", "what")}
        chosen = Filter(
            given["kind"][:80], given["issuer"][:200], _number(given["year"], 4) or None, given["what"] == "programmes"
        )
        return cls(given["q"].strip(), chosen, max(1, _number(request.GET.get("page", ""), 3)))

    def query(self, **changes: object) -> str:
        """The address of the same with something changed."""
        told = {
            "q": self.words, "kind": self.chosen.kind, "issuer": self.chosen.issuer, "year": self.chosen.year or "",
            "what": "programmes" if self.chosen.programmes else "",
        }  # fmt: skip
        kept = {name: value for name, value in {**told, **changes}.items() if value}
        return f"?{urlencode(kept)}" if kept else "?"

    @property
    def fault(self) -> str:
        """What is wrong with the words, and what to do."""
        if len(self.words) > LONGEST:
            return _("This is too long to search for. Write fewer words.")
        if self.words and not words(self.words):
            return _("There is no word and no number in it. Write one, such as a document's symbol.")
        return ""


@public
def home(request: PublicRequest) -> HttpResponse:
    """The newest first; with words, the clauses that hold them."""
    asked = Asked.of(request)
    held = shelf()
    context: dict[str, object] = {
        "asked": asked, "shelf": held, "fault": asked.fault, "tabs": _tabs(asked),
        "narrowed": asked.chosen != Filter(programmes=asked.chosen.programmes),
    }  # fmt: skip
    if asked.fault:
        return page(request, "portal/home.html", context | {"rows": []})
    keys = held.keys(asked.chosen)
    found = _found(request, asked, keys) if asked.words else _listed(asked, keys)
    return page(request, "portal/home.html", context | found)


def _tabs(asked: Asked) -> Sequence[tuple[str, str, bool]]:
    return (
        (_("All documents"), asked.query(what=""), not asked.chosen.programmes),
        (_("Programmes and plans"), asked.query(what="programmes"), asked.chosen.programmes),
    )


def _listed(asked: Asked, keys: list[int]) -> dict[str, object]:
    part = Paginator(keys, SIZE).get_page(min(asked.page, LAST))
    return {
        "rows": shown(list(part)), "total": len(keys), "number": part.number,
        "before": asked.query(page=part.number - 1) if part.number > 1 else "",
        "behind": asked.query(page=part.number + 1) if part.has_next() and part.number < LAST else "",
    }  # fmt: skip


def _found(request: PublicRequest, asked: Asked, live: list[int]) -> dict[str, object]:
    not_too_often(request)
    at = min(asked.page, searching.LAST_PAGE)
    result = searching.search(asked.words, live, at)
    more = result.total > at * searching.PAGE and at < searching.LAST_PAGE
    return {
        "hits": [(row, place_name(row.hit.clause.loc)) for row in result.found], "total": result.total,
        "every_word": result.every_word, "before": asked.query(page=at - 1) if at > 1 else "",
        "behind": asked.query(page=at + 1) if more else "", "number": at,
    }  # fmt: skip


def _number(written: str, longest: int) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= longest else 0
