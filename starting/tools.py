"""Tests, checks and benchmarks, with the development packages."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from starting import locks, paths
from starting.installing import install
from starting.steps import Step, Stop

PROCESSES = "2"
# Production settings that are complete and false, to look at what would be served.
DEPLOYMENT = {
    "HEARD_MODE": "production",
    "DATABASE_URL": "postgres://heard@localhost/heard",
    "CELERY_BROKER_URL": "redis://localhost/0",
    "HEARD_SECRET_KEY": "only-for-looking-at-the-settings-0123456789-abcdefghijklmnop",
    "HEARD_ALLOWED_HOSTS": "heard.example.org",
}
CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "format": (["-m", "ruff", "format", "--check", "."], {}),
    "lint": (["-m", "ruff", "check", "."], {}),
    "templates": (["-m", "djlint", "templates", "--lint", "--quiet"], {}),
    "house rules": (["-m", "config.testing.house_rules"], {}),
    "imports": (["-c", "from importlinter.cli import lint_imports_command as lint; lint()"], {}),
    "types": (["-m", "mypy"], {"HEARD_MODE": "test"}),
    "migrations": (["manage.py", "makemigrations", "--check", "--dry-run"], {"HEARD_MODE": "test"}),
    "deployment": (["manage.py", "check", "--deploy", "--fail-level", "WARNING"], DEPLOYMENT),
}


def test(arguments: Sequence[str]) -> int:
    _set_up()
    (paths.VAR / "static").mkdir(parents=True, exist_ok=True)
    chosen = any(argument.startswith(("-n", "--numprocesses", "--dist", "--pdb", "--trace")) for argument in arguments)
    # In the order of collection: tests that empty the database come last in every process.
    return _become("pytest", *([] if chosen else ["-n", PROCESSES, "--dist", "load"]), *arguments)


def bench(arguments: Sequence[str]) -> int:
    _set_up()
    return _become("benchmarks", *arguments)


def faults(arguments: Sequence[str]) -> int:
    _set_up()
    return _become("benchmarks.faults", *arguments)


def _set_up() -> None:
    with locks.setting_up():
        install(development=True)


def _become(module: str, *arguments: str) -> int:
    """Turn into the program, so that its exit code, signals and terminal are its own."""
    os.chdir(paths.ROOT)
    os.execve(paths.PYTHON, [str(paths.PYTHON), "-m", module, *arguments], paths.environment())


def check(arguments: Sequence[str]) -> int:
    """Run every check, or the named ones, and show what the failing ones say."""
    unknown = [name for name in arguments if name not in CHECKS]
    if unknown:
        raise Stop(f"There is no check called {unknown[0]}: choose from {', '.join(CHECKS)}.")
    _set_up()
    failed = [name for name in arguments or CHECKS if not _passes(name)]
    print(f"Failed: {', '.join(failed)}." if failed else "Every check passed.")
    return 1 if failed else 0


def _passes(name: str) -> bool:
    command, extra = CHECKS[name]
    with Step(f"Checking {name}"):
        done = subprocess.run(
            [paths.PYTHON, *command], cwd=paths.ROOT, env=paths.environment(**extra), capture_output=True, text=True
        )
    if done.returncode:
        print((done.stdout + done.stderr).strip())
    return done.returncode == 0
