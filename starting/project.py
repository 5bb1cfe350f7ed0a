"""Database tables and static files: made when something they depend on has changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from starting import paths, processes
from starting.steps import Step, Stop


def manage(title: str, *arguments: str, log: Path = paths.LOG, watch: Callable[[], None] = lambda: None) -> None:
    """Run a management command as one step. What it prints is progress, and goes to its log. Raise Stop if it fails."""
    file = log / f"{arguments[0]}.log"
    with Step(title) as step:

        def progress() -> None:
            watch()
            step.progress(processes.last_lines(file).strip())

        command: processes.Command = [paths.PYTHON, "manage.py", *arguments]
        if processes.run(command, log=file, env=paths.environment(), meanwhile=progress):
            raise Stop(f"{title} failed: read why in {file}. It ends with: {processes.last_lines(file)}")


def prepare() -> None:
    stamps = Stamps()
    lock = [paths.RUNTIME_LOCK, paths.ASSETS_LOCK]
    migrations = [*paths.ROOT.glob("*/migrations/**/*.py"), *lock]
    if stamps.out_of_date("database", migrations) or not stamps.keeps_database():
        manage("Making the database tables", "migrate", "--no-input")
        manage("Making the cache table", "createcachetable")
        stamps.write("database", migrations)
    static = [*(paths.ROOT / "static").rglob("*"), *paths.ROOT.glob("core/storage*"), *lock]
    if stamps.out_of_date("static", static) or not (paths.VAR / "static").is_dir():
        manage("Collecting the static files", "collectstatic", "--no-input", "--clear")
        stamps.write("static", static)


def demo_is_loaded() -> bool:
    stamps = Stamps()
    return stamps.keeps_database() and not stamps.out_of_date("demo", paths.ROOT.glob("demo/**/*.py"))


def remember_demo() -> None:
    Stamps().write("demo", paths.ROOT.glob("demo/**/*.py"))


class Stamps:
    """What was done, and from which files. They lie beside the demo's data and go when those go."""

    def __init__(self) -> None:
        self.path = paths.DEMO / "stamps.json"
        self.known: dict[str, str] = {}
        if self.path.is_file():
            self.known = json.loads(self.path.read_text())

    def keeps_database(self) -> bool:
        """Whether the demo's own database file is used and there: of any other database we know nothing."""
        return "DATABASE_URL" not in os.environ and (paths.DEMO / "heard.sqlite3").is_file()

    def out_of_date(self, name: str, files: Iterable[Path]) -> bool:
        return self.known.get(name) != _digest(files)

    def write(self, name: str, files: Iterable[Path]) -> None:
        self.known[name] = _digest(files)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.known, indent=2))


def _digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file()):
        total.update(str(file.relative_to(paths.ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()
