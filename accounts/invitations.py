from __future__ import annotations

import hashlib


def hashed(token: str) -> str:
    """What is kept of the secret in an invitation's link: enough to recognise it, not enough to make it."""
    return hashlib.sha256(token.encode()).hexdigest()
