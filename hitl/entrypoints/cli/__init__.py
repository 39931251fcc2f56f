"""The command line: `python -m hitl COMMAND`. One file per group of commands: parse, call, print."""
