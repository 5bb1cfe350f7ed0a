"""Codes that people hold in their hand or read out on the phone. Only a keyed hash is ever kept."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.utils.crypto import salted_hmac

# No letters or digits that look alike on paper: 30 signs, so a code is one of 590 million million.
SIGNS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 10


def new_code() -> str:
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return f"{code[:5]}-{code[5:]}"


def code_for(key: UUID, *, purpose: str) -> str:
    """Always the same code for this key: who sends a form again sees the code they saw before."""
    number = int(salted_hmac(f"involvement.{purpose}.code", str(key), algorithm="sha256").hexdigest(), 16)
    signs = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(SIGNS))
        signs.append(SIGNS[place])
    code = "".join(signs)
    return f"{code[:5]}-{code[5:]}"


def hash_of(code: str, *, purpose: str) -> str:
    """The same for a code however it is typed: case, spaces and hyphens make no difference."""
    plain = "".join(sign for sign in code.upper() if sign in SIGNS)
    return salted_hmac(f"involvement.{purpose}", plain, algorithm="sha256").hexdigest()
