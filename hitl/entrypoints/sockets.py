"""Answers leave at once, not when the visitor's machine has acknowledged the one before.

A rerun is several small messages. Streamlit opens its port in a way that leaves Nagle's algorithm on, so
the second message waits for the acknowledgement of the first, which the other side holds back for 40 ms:
a rerun of 12 ms took 52 ms. Connections inherit the option from the port that they come in by.
"""

import os
import socket
import stat
from pathlib import Path

_OPEN_FILES = Path("/proc/self/fd")


def answer_at_once() -> int:
    """Set TCP_NODELAY on every TCP socket that this process has open; how many (0 but on Linux)."""
    if not _OPEN_FILES.is_dir():
        return 0
    return sum(_set(int(entry.name)) for entry in _OPEN_FILES.iterdir())


def _set(descriptor: int) -> bool:
    try:
        if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            return False
        with socket.socket(fileno=os.dup(descriptor)) as opened:
            internet = opened.family in {socket.AF_INET, socket.AF_INET6}
            if internet and opened.type == socket.SOCK_STREAM:
                opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return True
    except OSError:  # closed meanwhile
        return False
    return False
