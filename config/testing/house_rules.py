"""House rules that no other tool knows. Run as a module: names each line that breaks one, and fails."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

LONGEST_FILE = 400
SKIPPED = (".git", ".venv", "var")


@dataclass(frozen=True, slots=True)
class Rule:
    """`files` is matched against the path from the project's top, `wrong` against each line."""

    says: str
    files: re.Pattern[str]
    wrong: re.Pattern[str]


RULES = [
    Rule(
        "Reads begin in access, writes in services",
        re.compile(r"\w+/(urls|views|forms|tasks|queries|management|templatetags|middleware|context_processors)\b.*py"),
        re.compile(r"\.(_default_manager|_base_manager|objects)\b"),
    ),
    Rule(
        "No inline script or style: the content security policy refuses it",
        re.compile(r"templates/.*\.html|\w+/templates/.*\.html"),
        re.compile(r"<script>|<style|\s(style|on[a-z]+)=[\"']|javascript:", re.IGNORECASE),
    ),
    Rule(
        "Tests neither wait nor mock our own code",
        re.compile(r"(?!config/)\w+/tests/.*\.py"),
        re.compile(
            r"\bsleep\(|mock\.patch|monkeypatch\.setattr\(\"(accounts|barriers|core|involvement|recovery|reports)"
        ),
    ),
    Rule(
        "Say it in the words of docs/concepts.md",
        re.compile(r"templates/.*\.html|\w+/(forms|models|taxonomies|views)\b.*\.py"),
        re.compile(
            r"hard[ -]to[ -]reach|\bBAME\b|\bBME\b|commit(ted)? suicide|suffer(s|ing) from|mentally ill", re.IGNORECASE
        ),
    ),
    Rule(
        "Finish it: no notes to self",
        re.compile(r"(?!config/test).*\.(py|html|js|css)"),
        re.compile(r"\b(TODO|FIXME|XXX)\b|coming soon"),
    ),
]


def broken(top: Path, names: Iterable[str]) -> Iterator[str]:
    """Yield "path:line: rule" for each breach in the files named from the top."""
    for name in names:
        rules = [rule for rule in RULES if rule.files.fullmatch(name)]
        if rules:
            lines = (top / name).read_text().splitlines()
            for number, line in enumerate(lines, start=1):
                yield from (f"{name}:{number}: {rule.says}" for rule in rules if rule.wrong.search(line))
            if name.endswith(".py") and len(lines) > LONGEST_FILE:
                yield f"{name}: Split it by noun: {len(lines)} lines"


def main() -> int:
    top = Path(__file__).resolve().parent.parent.parent
    rooms = [room for room in top.iterdir() if room.is_dir() and room.name not in SKIPPED]
    files = sorted(path.relative_to(top) for room in rooms for path in room.rglob("*.*") if path.is_file())
    found = list(broken(top, (str(path) for path in files if "migrations" not in path.parts)))
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
