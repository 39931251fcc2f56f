"""`python -m hitl`: the command line."""

import sys

from hitl.entrypoints.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
