"""Which database and which browser does a run speak to? The database is said at its head, as a proof."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

BROWSERS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
"""The first that is there: the one without a window's parts needs a fifth less time."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def pytest_report_header() -> str:
    return f"database: {connection.vendor}"


def pytest_collection_finish() -> None:
    """What stays to the end of a run is looked through for rubbish no more: a fifteenth of its time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _database_is_the_one_asked_for() -> None:
    """A suite asked to run on PostgreSQL never passes on something else."""
    asked = os.environ.get("DATABASE_URL", "")
    if asked.startswith("postgres") and connection.vendor != "postgresql":
        pytest.fail(f"DATABASE_URL names PostgreSQL, but the tests speak to {connection.vendor}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database as pytest-django makes it; sessions that threads left open end before it is dropped."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for a whole run; where it is missing, the walks are skipped and say so."""
    there = next((browser for browser in BROWSERS if browser.exists()), None)
    if there is None:
        pytest.skip(f"NO BROWSER: {BROWSERS[0]} is missing, so no page was looked at: apt install {BROWSERS[0].name}")
    asked = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread; nothing here is async
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=there, args=FLAGS)
        yield started
        started.close()
    if asked is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
