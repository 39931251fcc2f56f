"""`make run`: start the app in a browser's reach and say where to click."""

import argparse
import os
import socket
import sys
from collections.abc import Sequence

from hitl.settings import ROOT

ADDRESS = "127.0.0.1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the app until Ctrl-C, which is how it is meant to end: status 0. 2 where the port is taken."""
    parser = argparse.ArgumentParser(prog="make run")
    parser.add_argument("--port", type=int, default=8501)
    port = parser.parse_args(arguments).port
    if not _free(port):
        print(f"Port {port} is in use. Take another one: make run PORT={port + 100}", file=sys.stderr)
        return 2
    print(f"Countersign: open http://{ADDRESS}:{port} (Ctrl-C stops it)", flush=True)
    os.chdir(ROOT)
    try:
        return _serve(port)
    except KeyboardInterrupt:  # before the server was there to hear it
        return 0


def _serve(port: int) -> int:
    from click.exceptions import Abort
    from streamlit.web.cli import main as streamlit

    command = ["run", str(ROOT / "app.py"), f"--server.port={port}", f"--server.address={ADDRESS}"]
    command += ["--logger.hideWelcomeMessage=true"]  # one line says where to click, not four
    try:
        status = streamlit(command, prog_name="streamlit", standalone_mode=False)
    except Abort:  # what Ctrl-C becomes once the server has stopped; on its own it would print "Aborted!"
        return 0
    return int(status or 0)


def _free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except (OSError, OverflowError):
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
