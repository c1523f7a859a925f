"""How do the tests call the API? With keys of the people of the place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.thongsuot.conftest import Place
from thongsuot.units.people import issue_token

Api = Callable[..., "Caller"]


class Caller:
    """Somebody's program: sends JSON, gets JSON."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.client = Client(headers={"Authorization": f"Bearer {key}"}, raise_request_exception=True)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, query)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(path, body or {}, content_type="application/json", headers=named)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.patch(path, body, content_type="application/json", headers=named)

    def delete(self, path: str) -> Any:
        return self.client.delete(path)


@pytest.fixture
def api(place: Place) -> Api:
    """The program of somebody: ``api("clerk")``."""
    cache.clear()
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # whitenoise warns where there is none

    def of(who: str, *, writes: bool = True) -> Caller:
        return Caller(issue_token(place.people[who], "một chương trình", writes=writes, days=30)[1])

    return of
