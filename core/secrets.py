from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def cipher() -> MultiFernet:
    """Encrypts small secrets at rest, with the newest of HEARD_ENCRYPTION_KEYS or else a key from the secret key."""
    texts = [*settings.SECRET_ENCRYPTION_KEYS, settings.SECRET_KEY]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())) for text in texts])


def seal(words: str) -> str:
    """Encrypt what somebody wrote: a copy of the database alone does not tell it. Nothing stays nothing."""
    return cipher().encrypt(words.encode()).decode() if words else ""


def unseal(sealed: str) -> str:
    return cipher().decrypt(sealed.encode()).decode() if sealed else ""
