"""Duties of a small province in every standing."""

from tests.thongsuot.followup.conftest import assignment as assignment
from tests.thongsuot.programmes.conftest import directive as directive
