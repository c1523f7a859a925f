"""How are many readings found again? One page: the documents, and everything in them that has a date."""

import datetime as dt

from vanban.model import Document, Obligation
from vanban.out.page.labels import address, capital, day, shortened, text

Entry = tuple[str, str, Document]
"""File, name, document."""
_MOST = 200  # dated duties shown


def index_of(entries: list[Entry]) -> str:
    """The body of the index page."""
    duties = sum(len(document.obligations) for _, _, document in entries)
    citations = sum(len(document.citations) for _, _, document in entries)
    dated = _dated(entries)
    totals = "".join(
        f"<li><b>{_number(count)}</b> {name}</li>"
        for count, name in (
            (len(entries), "văn bản"), (citations, "viện dẫn"), (duties, "nhiệm vụ"), (len(dated), "việc có ngày hạn"),
        )
    )  # fmt: skip
    return (
        f'<header class="banner"><div><h1>Danh mục văn bản</h1><ul class="totals">{totals}</ul></div></header>'
        f'<main class="index"><section><h2>Văn bản</h2>{_documents(entries)}</section>{_deadlines(dated)}</main>'
    )


def _number(count: int) -> str:
    """A count with points between thousands, as Vietnamese prints it.

    >>> _number(12345)
    '12.345'
    """
    return f"{count:,}".replace(",", ".")


def _documents(entries: list[Entry]) -> str:
    if not entries:
        return '<p class="none">Chưa có văn bản nào.</p>'
    rows = []
    for file, name, document in entries:
        header = document.header
        found = [
            f"{_number(count)} {label}"
            for count, label in (
                (len(document.obligations), "nhiệm vụ"),
                (len(document.relations), "quan hệ"),
                (len(document.amendments), "lệnh sửa đổi"),
                (len(document.citations), "viện dẫn"),
            )
            if count
        ]
        title = f"<p>{text(shortened(header.title, 200))}</p>" if header.title and header.symbol else ""
        rows.append(
            f'<tr><td><a href="{address(file)}">{text(name)}</a>{title}</td>'
            f'<td data-name="Cơ quan">{text(", ".join(header.issuers))}</td>'
            f'<td data-name="Ngày">{day(header.date)}</td><td data-name="Tìm thấy">{", ".join(found)}</td></tr>'
        )
    head = "<tr><th>Văn bản</th><th>Cơ quan ban hành</th><th>Ngày</th><th>Tìm thấy</th></tr>"
    return f'<table class="list"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'


def _dated(entries: list[Entry]) -> list[tuple[dt.date, int, str, str, Obligation]]:
    found = [
        (due, n, file, name, duty)
        for file, name, document in entries
        for n, duty in enumerate(document.obligations, 1)
        if duty.deadline and (due := duty.deadline.due or duty.deadline.date)
    ]
    return sorted(found, key=lambda row: row[:3])


def _deadlines(dated: list[tuple[dt.date, int, str, str, Obligation]]) -> str:
    if not dated:
        return ""
    rows = "".join(
        f'<tr><td data-name="Hết ngày">{day(due)}</td>'
        f'<td><a href="{address(file)}#nv-{n}">{text(capital(shortened(duty.action, 160)))}</a></td>'
        f'<td data-name="Chủ trì">{text("; ".join(duty.lead))}</td><td data-name="Văn bản">{text(name)}</td></tr>'
        for due, n, file, name, duty in dated[:_MOST]
    )
    head = "<tr><th>Chậm nhất hết ngày</th><th>Nhiệm vụ</th><th>Chủ trì</th><th>Văn bản</th></tr>"
    more = f"<p>Còn {_number(len(dated) - _MOST)} việc nữa trong các văn bản.</p>" if len(dated) > _MOST else ""
    return (
        f'<section><h2>Việc có ngày hạn</h2><table class="list dated"><thead>{head}</thead>'
        f"<tbody>{rows}</tbody></table>{more}</section>"
    )
