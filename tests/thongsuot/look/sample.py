"""What does the gallery show? Made-up values for every shared piece; and how are pages shown without a server?"""

import mimetypes
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.messages.constants import SUCCESS
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import Page, Route

from thongsuot.look import shapes
from thongsuot.look.fields import DayField

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
SITE = "http://look.test"


class Filters(forms.Form):
    """A list's filters."""

    kind = forms.ChoiceField(label="Loại văn bản", choices=[("", "Tất cả"), ("qd", "Quyết định")], required=False)
    issuer = forms.CharField(label="Cơ quan ban hành", required=False)
    since = DayField(label="Từ ngày", required=False)


class Sample(forms.Form):
    """One field of each sort."""

    symbol = forms.CharField(label="Số, ký hiệu", help_text="Ví dụ: 58-QĐ/TW")
    kind = forms.ChoiceField(label="Loại văn bản", choices=[("qd", "Quyết định"), ("nq", "Nghị quyết")])
    title = forms.CharField(label="Trích yếu", widget=forms.Textarea({"rows": 2}), required=False)
    reach = forms.ChoiceField(
        label="Phạm vi", choices=[("unit", "Trong đơn vị"), ("named", "Đơn vị nêu tên")], widget=forms.RadioSelect
    )
    read = forms.BooleanField(label="Bản quét không có dấu mật", required=False, help_text="Văn thư đã xem từng trang.")


TITLES = (
    ("127/QĐ-UBND", "Về việc ban hành Kế hoạch chuyển đổi số năm 2026", "Ủy ban nhân dân tỉnh"),
    ("12-CTr/TU", "Chương trình hành động thực hiện Nghị quyết về phát triển khoa học, công nghệ", "Tỉnh ủy"),
    ("45/KH-SNV", "Kế hoạch sắp xếp đơn vị sự nghiệp công lập trên địa bàn tỉnh giai đoạn 2026–2030", "Sở Nội vụ"),
    ("903/UBND-TH", "Đôn đốc thực hiện nhiệm vụ được giao trong tháng 5", "Văn phòng Ủy ban nhân dân tỉnh"),
)
STATES = (("good", "Đã duyệt"), ("warn", "Chờ rà soát"), ("bad", "Quá hạn"), ("info", "Đang đọc"))


def shell(path: str) -> shapes.Shell:
    """The frame of a clerk with two posts."""
    groups = [
        shapes.Group(
            "", [shapes.Entry(_("My desk"), "/", "home"), shapes.Entry(_("Search"), "/search/", "search", key="s")]
        ),
        shapes.Group(
            _("Documents"),
            [
                shapes.Entry(_("All documents"), "/documents/", "document", 128, "d"),
                shapes.Entry(_("Incoming register"), "/registers/in/", "inbox", 4),
                shapes.Entry(_("Outgoing register"), "/registers/out/", "outbox"),
            ],
        ),
        shapes.Group(_("Organisation"), [shapes.Entry(_("Units"), "/units/", "units", key="u")]),
    ]
    return shapes.Shell(
        nav=shapes.marked(groups, path),
        person="Văn thư Sở Nội vụ",
        posts=[shapes.Post("1", "Văn thư, Sở Nội vụ", True), shapes.Post("2", "Văn thư, Đảng ủy Sở Nội vụ")],
        post_url="/post/",
        account=[shapes.Link("Tài khoản", "/account/", "settings")],
        sign_out_url="/sign-out/",
        search_url="/search/",
        bell_url="/reminders/",
        bell=3,
        palette_url="/palette",
        help_url="/help/",
        installation="Tỉnh Minh Giang",
    )


def rows(count: int = 60) -> list[dict[str, object]]:
    """A register's lines."""
    return [
        {"number": n, "date": date(2026, 5, 1 + n % 28), "symbol": symbol, "title": title, "issuer": issuer}
        | dict(zip(("kind", "state"), STATES[n % 4], strict=True))
        for n in range(count, 0, -1)
        for symbol, title, issuer in [TITLES[n % 4]]
    ]


def moments() -> list[shapes.Moment]:
    """What happened to a document."""
    return [
        shapes.Moment(
            datetime(2026, 5, 6, 2, 15, tzinfo=UTC),
            "Chuyên viên 1",
            "sửa một kết quả đọc",
            "Chuyên viên, Sở Nội vụ",
            "Hạn ghi ở Điều 5, không phải Điều 4",
            [shapes.Change("Hạn", "30/04/2026", "30/06/2026")],
            "edit",
        ),
        shapes.Moment(datetime(2026, 5, 5, 1, 0, tzinfo=UTC), "Văn thư 1", "đăng ký văn bản", icon="inbox", url="/d/7"),
    ]


def gallery(language: str, path: str = "/documents/?sort=date&page=2", cookie: str = "") -> str:
    """The page of everything, in a language."""
    with translation.override(language):
        request = RequestFactory().get(path)
        request.COOKIES["contrast"] = cookie
        wrong = Sample({"symbol": "", "kind": "qd", "reach": "unit"})
        return render_to_string(
            "look/gallery.html",
            {
                "request": request,
                "shell": shell(request.path),
                "csrf_token": "token",
                "crumbs": [shapes.Link("Văn bản", "/documents/"), shapes.Link("Sổ văn bản đến 2026")],
                "lead": "Sổ của Sở Nội vụ, năm 2026",
                "page": Paginator(rows(), 8).page(2),
                "filters": Filters({"kind": "qd"}),
                "sample": wrong,
                "moments": moments(),
                "number_text": "Số đến",
                "date_text": "Ngày đến",
                "tabs": [
                    shapes.Tab("Chờ xử lý", "#", True, 4),
                    shapes.Tab("Đã xong", "#", count=128),
                    shapes.Tab("Tất cả", "#"),
                ],
                "figures": [
                    {"count": c, "text": t} for c, t in ((4, "chờ rà soát"), (2, "đến hôm nay"), (1, "quá hạn"))
                ],
                "badges": [*STATES, ("neutral", "Bản nháp"), ("accent", "Mới")],
                "messages": [Message(SUCCESS, word) for word in request.GET.getlist("said")],
            },
        )


def serve(page: Page, answer: Callable[[str], tuple[str, str]]) -> list[str]:
    """Answer the browser from here, under a strict CSP; return the addresses nobody should have asked for."""
    strangers: list[str] = []

    def handle(route: Route) -> None:
        address = route.request.url
        path = address.removeprefix(SITE).partition("?")[0]
        if not address.startswith(SITE):
            strangers.append(address)
            route.abort()
        elif path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            if found:
                route.fulfill(body=Path(str(found)).read_bytes(), content_type=kind)
            else:
                strangers.append(address)
                route.fulfill(status=404)
        else:
            body, kind = answer(address.removeprefix(SITE))
            route.fulfill(body=body, content_type=kind, headers={"Content-Security-Policy": CSP})

    page.route("**/*", handle)
    return strangers


def html(language: str) -> Callable[[str], tuple[str, str]]:
    """Answer everything with the gallery."""

    def answer(path: str) -> tuple[str, Any]:
        if path.startswith("/palette"):
            return (
                '{"results": [{"text": "Sổ văn bản đến", "url": "/registers/in/", "hint": "g i"}]}',
                "application/json",
            )
        return gallery(language, path), "text/html; charset=utf-8"

    return answer
