"""Does the page of the API tell people what programs can ask?"""

import re

import pytest
from django.test import Client
from django.urls import resolve

from tests.thongsuot.api.test_description import operations
from tests.thongsuot.conftest import Place
from thongsuot.look.catalogue import Message, missing


def test_the_page_lists_every_operation(place: Place) -> None:
    page = place.client("officer").get("/api/docs").content.decode()
    assert {f"{method.upper()} {path}" for path, method, _told in operations()} <= set(
        re.findall(r"<code>([A-Z]+ /api/[^<]+)</code>", page)
    )
    assert not re.search(r"(?:src|href)=\"https?://", page)


def test_the_page_names_every_operation_in_vietnamese() -> None:
    names = {name for _path, _method, told in operations() for name in (told["summary"], *told["tags"])}
    assert missing(Message(name, "", "api") for name in names) == []


def test_the_page_is_for_those_who_are_signed_in(db: None) -> None:
    answer = Client().get("/api/docs")
    assert (answer.status_code, "sign-in" in answer.headers["Location"]) == (302, True)


@pytest.mark.urls("tests.thongsuot.api.urls")
@pytest.mark.parametrize("rest", [".json", ".akn", ".atom", "/D1.K2.json", "@2030-01-01.json", "/D1@2030-01-01.json"])
def test_the_permalinks_of_programs_come_before_those_of_pages(rest: str) -> None:
    assert resolve(f"/d/7{rest}").func.__module__ in ("thongsuot.api.permalinks", "thongsuot.api.feeds")
    page = rest.partition(".json")[0].removesuffix(".akn").removesuffix(".atom") or "/"
    assert resolve(f"/d/7{page}").func.__module__.startswith("thongsuot.documents")
