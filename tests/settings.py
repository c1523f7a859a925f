"""How is the application set up for its tests? A scratch folder, everything at once, cheap passwords."""

import contextlib
import os
import tempfile
from pathlib import Path

os.environ["THONGSUOT_TESTING"] = "1"
os.environ.setdefault("THONGSUOT_HOME", tempfile.mkdtemp(prefix="thongsuot-test-"))
os.environ.setdefault("THONGSUOT_SECRET", "only-for-tests-" + "x" * 40)

from thongsuot.look import catalogue
from thongsuot.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="thongsuot-static-"))
PORTAL, PORTAL_RATE = True, 0
INDEX = Path(tempfile.mkdtemp(prefix="thongsuot-index-"))
with contextlib.suppress(catalogue.DisagreementError):  # which a test of its own tells of
    catalogue.build()
