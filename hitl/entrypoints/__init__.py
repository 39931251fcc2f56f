"""Where a process meets the world: command line, worker, API, pages."""
