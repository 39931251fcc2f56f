"""Small answers are not held back by the network."""

import socket

from hitl.entrypoints.sockets import answer_at_once


def test_connections_of_a_port_that_was_open_already_answer_at_once() -> None:
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        port.listen()

        assert answer_at_once() >= 1

        with socket.create_connection(port.getsockname()):
            connection, _ = port.accept()
            with connection:
                assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
