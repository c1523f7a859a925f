"""How is the application set up when it is measured? As it is served, but for a scratch folder."""

import logging
import os

os.environ.setdefault("THONGSUOT_SECRET", "only-for-measuring-" + "x" * 40)

from thongsuot.settings import *  # noqa: F403

logging.getLogger("django.request").setLevel(logging.ERROR)
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "thongsuot.documents.storage.ChunkStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEMPLATES[0]["OPTIONS"]["debug"] = False  # type: ignore[index]  # noqa: F405
