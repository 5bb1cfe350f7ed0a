"""A load generator: clients with a connection that stays open, each waiting for its answer before it asks again.

It runs in two processes on the machine that it loads, and so takes some of it from the site.
"""

from __future__ import annotations

import http.client
import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from math import ceil
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from benchmarks.apart import CONTEXT

PROCESSES = 2
WARM_UP_SECONDS = 0.7
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The cookies of one person's browser."""

    session: str
    csrf: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.session}; csrftoken={self.csrf}"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One person who opens the same page again and again. ``says`` must stand in the answer."""

    who: SignedIn
    path: str
    says: str

    def asks(self) -> Iterator[tuple[str, str, str]]:
        return itertools.repeat(("GET", self.path, ""))

    def is_right(self, status: int, body: bytes) -> bool:
        return status == 200 and self.says.encode() in body


@dataclass(frozen=True, slots=True)
class Sending:
    """One person who sends the same form again and again; ``{n}`` in a value becomes the number of the time."""

    who: SignedIn
    path: str
    fields: Sequence[tuple[str, str]]

    def asks(self) -> Iterator[tuple[str, str, str]]:
        for number in itertools.count():
            sent = [(name, value.replace("{n}", str(number))) for name, value in self.fields]
            yield "POST", self.path, urlencode([("csrfmiddlewaretoken", self.who.csrf), *sent])

    def is_right(self, status: int, body: bytes) -> bool:
        return status == 302


@dataclass(frozen=True, slots=True)
class SavingRegister:
    """One person who saves one register again and again, each time with every line changed."""

    who: SignedIn
    path: str
    lines: Sequence[int]
    revision: int
    role: str

    def asks(self) -> Iterator[tuple[str, str, str]]:
        marks = ("came", "did-not-come")
        shown = "not-marked"
        for number in itertools.count():
            entered = marks[number % 2]
            fields = [("csrfmiddlewaretoken", self.who.csrf), ("walk_in", "")]
            for line in self.lines:
                fields += [
                    (f"shown-{line}", f"{self.revision + number}|{shown}|{self.role}|"),
                    (f"status-{line}", entered),
                    (f"role-{line}", self.role),
                    (f"minutes-{line}", ""),
                ]
            yield "POST", self.path, urlencode(fields)
            shown = entered

    def is_right(self, status: int, body: bytes) -> bool:
        return status == 302


Client = Reading | Sending | SavingRegister


@dataclass(frozen=True, slots=True)
class Prepared:
    """The clients of each page, and for each one page more to count statements with."""

    pages: Mapping[str, Sequence[Client]]
    counted: Mapping[str, Client]


@dataclass(slots=True)
class Load:
    """What came back in ``seconds``. ``sent`` counts each client's requests from the first on."""

    seconds: float = 0
    waits: list[float] = field(default_factory=list)
    wrong: int = 0
    sent: list[int] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds

    def percentile(self, percent: float) -> float:
        """Milliseconds that so many of a hundred requests did not exceed."""
        waits = sorted(self.waits)
        return 1000 * waits[max(0, ceil(percent / 100 * len(waits)) - 1)]


class Generator:
    """Its processes start once and are used for every page."""

    def __enter__(self) -> Self:
        self._pool = ProcessPoolExecutor(PROCESSES, mp_context=CONTEXT)
        list(self._pool.map(time.sleep, [0.1] * PROCESSES))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def run(self, clients: Sequence[Client], *, port: int, seconds: float) -> Load:
        """Let all clients ask for so long, after a moment in which nothing is counted."""
        begin = time.time() + WARM_UP_SECONDS
        shares = [clients[number::PROCESSES] for number in range(PROCESSES)]
        parts = self._pool.map(_share, shares, [port] * PROCESSES, [begin] * PROCESSES, [seconds] * PROCESSES)
        load = Load(seconds=seconds, sent=[0] * len(clients))
        for number, part in enumerate(parts):
            load.waits += part.waits
            load.wrong += part.wrong
            load.sent[number::PROCESSES] = part.sent
        return load


def _share(clients: Sequence[Client], port: int, begin: float, seconds: float) -> Load:
    load = Load()
    with ThreadPoolExecutor(max(1, len(clients))) as threads:
        futures = [threads.submit(_ask_on, client, port, begin, seconds) for client in clients]
        for waits, wrong, sent in (future.result() for future in futures):
            load.waits += waits
            load.wrong += wrong
            load.sent.append(sent)
    return load


def _ask_on(client: Client, port: int, begin: float, seconds: float) -> tuple[list[float], int, int]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = client.who.headers
    waits: list[float] = []
    wrong = sent = 0
    for method, path, body in client.asks():
        started = time.time()
        if started > begin + seconds:
            break
        right = _ask(connection, client, method, path, body, headers)
        ended = time.time()
        sent += 1
        wrong += not right
        if begin <= ended <= begin + seconds:
            waits.append(ended - started)
    connection.close()
    return waits, wrong, sent


def _ask(
    connection: http.client.HTTPConnection,
    client: Client,
    method: str,
    path: str,
    body: str,
    cookies: Mapping[str, str],
) -> bool:
    connection.request(method, path, body or None, {**cookies, **(FORM if body else {})})
    response = connection.getresponse()
    return client.is_right(response.status, response.read())
