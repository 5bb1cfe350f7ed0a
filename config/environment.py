"""What the environment says, read once and refused early when it is not safe."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

MODES = ("demo", "production", "test")


def mode() -> str:
    chosen = os.environ.get("HEARD_MODE", "demo")
    if chosen not in MODES:
        raise ImproperlyConfigured(f"HEARD_MODE must be one of {', '.join(MODES)}, not {chosen!r}.")
    return chosen


def listed(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def kept_secret(path: Path) -> str:
    """A random secret made on first use and kept beside the demo's data, so that no two installations share one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        value = secrets.token_urlsafe(48)
        file.write(value)
    return value


def refuse_unsafe_production(*, database: str, broker: str, cache: str, secret_key: str, hosts: list[str]) -> None:
    """Raise ImproperlyConfigured naming every reason why this set-up must not serve real people."""
    faults = []
    if not database.startswith(("postgres://", "postgresql://")):
        faults.append("DATABASE_URL must name a PostgreSQL database")
    if not broker.startswith(("redis://", "rediss://")):
        faults.append("CELERY_BROKER_URL must name a Redis server")
    if cache:
        faults.append("CACHE_URL must be left out: limits on sign-in live in the database, shared by every process")
    if len(secret_key) < 40:
        faults.append("HEARD_SECRET_KEY must be a random text of 40 characters or more")
    if not hosts or "*" in hosts:
        faults.append("HEARD_ALLOWED_HOSTS must list the names this site is reached by")
    if faults:
        raise ImproperlyConfigured("Heard will not start in production: " + "; ".join(faults) + ".")
