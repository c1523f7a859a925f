"""How is a secret kept in the database? Sealed with the installation's own, so that a stolen backup opens nothing."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from thongsuot.problems import Problem


def _box() -> Fernet:
    derived = HKDF(SHA256(), 32, None, b"thongsuot exchange").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def seal(words: str) -> str:
    """A secret as it is kept."""
    return _box().encrypt(words.encode()).decode()


def unseal(kept: str) -> str:
    """The secret itself."""
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken:
        raise Problem(
            _("The installation's secret was changed: what was sealed with it cannot be opened. Make a new key.")
        ) from None
