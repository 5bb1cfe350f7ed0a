"""Starts a copy of the project from nothing and looks at it over HTTP, as a person would. Standard library only."""

from __future__ import annotations

import contextlib
import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urljoin

ROOT = Path(__file__).resolve().parent.parent
LEFT_BEHIND = {".git", ".venv", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
SECONDS_TO_START, SECONDS_TO_END = 900, 40
PLANTED_GAPS = (
    r"Black, Black British.{,400}? more people would close this gap",
    r"Asian or Asian British.{,80}? came back",
)
READY = re.compile(r"^Heard is ready after (\d+) s: open (\S+)$", re.MULTILINE)


class Failed(Exception):
    pass


class Forms(HTMLParser):
    """Every form of a page: where it goes, what it sends, and the words in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str], list[str]]] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((given.get("action", ""), {}, []))
            self.inside = True
        elif self.inside and tag in ("input", "button") and "name" in given:
            self.forms[-1][1][given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.forms[-1][2].append(data)


class Visitor:
    def __init__(self, address: str) -> None:
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar, urllib.request.ProxyHandler({}))

    def get(self, path: str) -> str:
        return self._open(urllib.request.Request(urljoin(self.address, path)))

    def press(self, path: str, words: str) -> str:
        """Send the form on the page whose button or text holds the words. Return the page that follows."""
        for action, fields, text in Forms(self.get(path)).forms:
            if words.lower() in " ".join(text).lower():
                address = urljoin(urljoin(self.address, path), action or path)
                headers = {"Referer": address}
                return self._open(urllib.request.Request(address, urlencode(fields).encode(), headers))
        raise Failed(f"No form on {path} says {words!r}.")

    def _open(self, request: urllib.request.Request) -> str:
        try:
            with self.opener.open(request, timeout=30) as answer:
                return str(answer.read().decode())
        except OSError as error:
            raise Failed(f"{request.full_url}: {error}") from error


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="heard smoke "))
    try:
        copy = folder / "a copy of heard"
        shutil.copytree(ROOT, copy, ignore=lambda _, names: LEFT_BEHIND & set(names))
        print(f"First start took {look(copy)} s.")
        print(f"Second start took {look(copy)} s.")
    except Failed as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def look(copy: Path) -> str:
    """Start the copy, find the gap on the commissioner's first page, stop it. Return how long the start took."""
    output = copy.parent / "output.txt"
    with output.open("wb") as file, socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "start.py", "--port", str(port)]
        process = subprocess.Popen(command, cwd=copy, stdout=file, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            seconds, address = wait_for_start(process, output)
            if address.endswith(f":{port}/"):
                raise Failed(f"Port {port} was taken and was used all the same.")
            find_gaps(Visitor(address))
        finally:
            stop(process)
            print(output.read_text(errors="replace"))
    return seconds


def wait_for_start(process: subprocess.Popen[bytes], output: Path) -> tuple[str, str]:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if found := READY.search(output.read_text(errors="replace")):
            return found[1], found[2]
        if process.poll() is not None:
            raise Failed(f"start.py ended with exit code {process.returncode}.")
        time.sleep(0.2)
    raise Failed(f"start.py was not ready after {SECONDS_TO_START} s.")


def find_gaps(visitor: Visitor) -> None:
    page = visitor.press("/demo/", "commissioner")
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    for pattern in PLANTED_GAPS:
        found = re.search(pattern, words)
        if found is None:
            raise Failed(f"The commissioner's first page does not say {pattern!r}: {words[:3000]}")
        print(f"The commissioner reads: {found[0]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C and see that every process goes."""
    started = descendants(process.pid)
    process.send_signal(signal.SIGINT)
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise Failed("start.py did not end on Ctrl-C.") from None
    left = [number for number in started if is_running(number)]
    if left:
        raise Failed(f"Processes were left: {left}.")


def descendants(parent: int) -> list[int]:
    above = {number: state[1] for number, state in processes().items()}
    found = [parent]
    for _ in above:
        found += [number for number in above if above[number] in found and number not in found]
    return found[1:]


def is_running(number: int) -> bool:
    return processes().get(number, ("Z", 0))[0] != "Z"


def processes() -> dict[int, tuple[str, int]]:
    """State and parent of every process. The name before them is in brackets and may hold spaces."""
    found = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = file.read_text().rpartition(")")[2].split()[:2]
            found[int(file.parent.name)] = (state, int(parent))
    return found


if __name__ == "__main__":
    sys.exit(main())
