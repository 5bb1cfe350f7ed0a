import socket

import pytest

from starting.demo import HOST, PORTS_TRIED, _listening
from starting.steps import Stop


def test_listening_takes_the_next_free_port_and_says_so(capsys):
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with _listening(port) as listener:
            chosen = listener.getsockname()[1]

    assert port < chosen <= port + PORTS_TRIED
    assert capsys.readouterr().out == f"Port {port} is taken: using {chosen}.\n"


def test_listening_past_the_last_port():
    with socket.socket() as last:
        last.bind((HOST, 65_535))
        last.listen()
        with pytest.raises(Stop, match="choose another with --port"), _listening(65_535):
            pass
