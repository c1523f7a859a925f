"""Which database does this run speak to? Said at its head, so that a run on PostgreSQL proves to be one."""

import os

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
