"""What does the environment say? Reads the few variables that need more than a default."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


def truth(name: str) -> bool:
    """Whether an environment variable says yes."""
    return os.environ.get(name, "").lower() in ("1", "true", "yes", "on")


def home() -> Path:
    """The folder of this installation: database, key, index. ``THONGSUOT_HOME``, else ``./data``."""
    return Path(os.environ.get("THONGSUOT_HOME", "data")).absolute()


def origins(listed: str) -> list[str]:
    """Addresses parted by commas, as Django wants them."""
    return [origin.strip() for origin in listed.split(",") if origin.strip()]


def secret_key(folder: Path) -> str:
    """The key that signs sessions: from ``THONGSUOT_SECRET``, else made once and kept beside the database."""
    if given := os.environ.get("THONGSUOT_SECRET"):
        return given
    file = folder / "secret"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text()


def database(url: str, folder: Path) -> dict[str, object]:
    """Django's description of the database at ``url``; SQLite in ``folder`` where none is given.

    >>> database("postgres://an:mat@db:5433/ts", Path("."))["HOST"]
    'db'
    """
    if url.startswith(("postgres://", "postgresql://")):
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    if url and not url.startswith("sqlite:///"):
        raise ValueError("DATABASE_URL: postgres://user:password@host/name hoặc sqlite:///path")
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": url.removeprefix("sqlite:///") or folder / "thongsuot.sqlite3",
        # IMMEDIATE: a transaction that reads and then writes never finds the database locked
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
        },
    }


def mailer(url: str, folder: Path) -> dict[str, object]:
    """Django's description of the mail server at ``url``; files in ``folder`` where none is given.

    >>> mailer("smtps://an:mat@mail.vn", Path("."))["OPTIONS"]["port"]
    465
    """
    backend = "django.core.mail.backends."
    if not url:
        return {"BACKEND": f"{backend}filebased.EmailBackend", "OPTIONS": {"file_path": str(folder / "mail")}}
    if url in ("console", "off"):
        return {"BACKEND": f"{backend}{'console' if url == 'console' else 'dummy'}.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps", "smtp+starttls") or not parts.hostname:
        raise ValueError(
            "THONGSUOT_MAIL: smtp://host:25, smtp+starttls://user:password@host:587, smtps://…, console, off"
        )
    options: dict[str, object] = {
        "host": parts.hostname, "port": parts.port or {"smtp": 25, "smtps": 465}.get(parts.scheme, 587),
        "username": unquote(parts.username or ""), "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps", "use_tls": parts.scheme == "smtp+starttls", "timeout": 20,
    }  # fmt: skip
    return {"BACKEND": f"{backend}smtp.EmailBackend", "OPTIONS": options}
