"""Which database does this run speak to? Said at its head, so that a run on PostgreSQL proves to be one."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection


def pytest_report_header() -> str:
    return f"database: {connection.vendor}"


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
