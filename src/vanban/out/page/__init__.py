"""How does a reading look on one page that a person can open? The text left, what was found right."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from vanban.model import Document, Header
from vanban.out.edition import Edition
from vanban.out.page.body import body
from vanban.out.page.index import index_of
from vanban.out.page.labels import address, day, shortened, text
from vanban.out.page.panel import Section, sections

__all__ = ["to_edition", "to_index", "to_page"]

_FILTERS = (
    ("vien-dan", "ci", "Viện dẫn"),
    ("quan-he", "re", "Quan hệ"),
    ("sua-doi", "am", "Sửa đổi"),
    ("nhiem-vu", "ob", "Nhiệm vụ"),
    ("hoi-nghi", "ev", "Hội nghị"),
)
_OPEN = ("thong-tin", "nhiem-vu", "hoi-nghi", "quan-he", "sua-doi")


def to_page(document: Document, *, index: str | None = None) -> str:
    """One HTML file that needs nothing else: no script, no request. ``index`` is where “Danh mục” leads.

    >>> from vanban import parse
    >>> html = to_page(parse("Điều 1. Phạm vi\\n1. Một.\\n2. Hai."))
    >>> html.startswith('<!doctype html>\\n<html lang="vi">'), '<section class="u clause" id="D1.K2">' in html
    (True, True)
    """
    return _page(document, sections(document), _OPEN, index)


def to_edition(made: Edition) -> str:
    """A consolidated text as such a page: its footnotes, the state of each provision, and what it is made of.

    >>> from vanban import parse
    >>> from vanban.consolidation import consolidate
    >>> from vanban.out.edition import edition
    >>> one = parse("Điều 1. Phạm vi\\n1. Một.")
    >>> "Bản hợp nhất tham khảo" in to_edition(edition(consolidate(one, []), one, []))
    True
    """
    document = replace(made.document, relations=())
    lists = [
        (id_, "Lệnh sửa đổi chưa áp dụng được" if id_ == "ghi-chu" else title, count, html)
        for id_, title, count, html in sections(document)
    ]
    first = [section for section in lists if section[0] in ("ghi-chu", "chu-thich")]
    rest = [section for section in lists if section not in first]
    return _page(document, [*reversed(first), *rest], ("ghi-chu", "chu-thich"), None, made)


def _page(
    document: Document, lists: list[Section], opened: Sequence[str], index: str | None, made: Edition | None = None
) -> str:
    found = {section[0] for section in lists}
    filters = "".join(
        f'<label><input type="checkbox" id="hien-{css}" checked> <span class="m {css}">{name}</span></label>'
        for id_, css, name in _FILTERS
        if id_ in found
    )
    legend = f'<fieldset class="legend"><legend>Đánh dấu trong văn bản</legend>{filters}</fieldset>' if filters else ""
    words = body(document, made.states if made else None)
    main = (
        f'<main class="page"><article id="van-ban" aria-label="Nội dung văn bản">{legend}{words}</article>'
        f'<aside aria-label="Những gì đọc được">{"".join(_section(one, opened) for one in lists)}</aside></main>'
    )
    return _shell(name_of(document), _banner(document, lists, index, made.standing() if made else "") + main)


def to_index(entries: list[tuple[str, Document]]) -> str:
    """A page that leads to the pages of many documents; an entry is the file's name and what was read in it.

    >>> from vanban import parse
    >>> '<a href="a.html">' in to_index([("a.html", parse("Điều 1. Phạm vi"))])
    True
    """
    return _shell("Danh mục văn bản", index_of([(file, name_of(document), document) for file, document in entries]))


def name_of(document: Document) -> str:
    """What people call a document: kind and symbol, else its title or file name."""
    header = document.header
    if header.symbol:
        return " ".join(filter(None, (header.kind, "số", header.symbol)))
    source = document.text.source
    title = " – ".join(filter(None, (header.kind, shortened(header.title or "", 160))))
    return title or (source.name if source else "") or "Văn bản"


def _banner(document: Document, lists: list[Section], index: str | None, standing: str) -> str:
    header = document.header
    chips = "".join(
        f'<a href="#{id_}">{title}{f" <b>{count}</b>" if count else ""}</a>' for id_, title, count, _ in lists
    )
    home = f'<a class="home" href="{address(index)}">‹ Danh mục</a>' if index else ""
    title = f"<p>{text(header.title)}</p>" if header.title and header.symbol else ""
    title += f'<p class="standing">{text(standing)}</p>' if standing else ""
    return (
        f'<a class="skip" href="#van-ban">Tới nội dung văn bản</a><header class="banner"><div>{home}'
        f'<p class="facts-line">{text(_line(header))}</p><h1>{text(name_of(document))}</h1>{title}'
        f'<nav aria-label="Các danh sách">{chips}</nav></div></header>'
    )


def _line(header: Header) -> str:
    since = f"hiệu lực từ {day(header.effective.since)}" if header.effective.since else ""
    return " · ".join(filter(None, (", ".join(header.issuers), day(header.date), since)))


def _section(section: Section, opened: Sequence[str]) -> str:
    id_, title, count, html = section
    number = f' <span class="count">{count}</span>' if count is not None else ""
    shown = " open" if id_ in opened else ""
    return f'<details id="{id_}"{shown}><summary><h2>{title}{number}</h2></summary>{html}</details>'


@cache
def _style() -> str:
    return (files(__name__) / "page.css").read_text("utf-8")


def _shell(title: str, content: str) -> str:
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n{content}\n</body>\n</html>\n"
    )
