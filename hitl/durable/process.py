"""Worker processes beside the app: started with it, started again when they die, ended with it."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

from hitl.ports.jobs import JobKind
from hitl.settings import ROOT, Settings

log = logging.getLogger(__name__)

_STOP_WITHIN = 8.0
"""Seconds that a worker gets to end: five of grace for its jobs, and some to clear up."""

_PAUSES = (0.5, 1, 2, 5, 15, 60)
"""Seconds before a worker is started again, the longer the more often it has died in a row."""

_STEADY = 60.0
"""A worker that has lived for so many seconds counts as healthy, and its next death as the first."""


class WorkerProcess:
    """One `python -m hitl worker`, kept alive until it is stopped."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], output: Path) -> None:
        self._command = list(command)
        self._environment = dict(environment)
        self._output = output
        self._stopping = Event()
        self._process = self._spawn()
        self._watch = Thread(target=self._keep_alive, name="worker-watch", daemon=True)
        self._watch.start()

    @property
    def pid(self) -> int:
        """The id of the process that works at present."""
        return self._process.pid

    def stop(self) -> None:
        """End it: politely first, by force where it does not."""
        self._stopping.set()
        _end(self._process)
        self._watch.join(timeout=_STOP_WITHIN)

    def _spawn(self) -> subprocess.Popen[bytes]:
        self._output.parent.mkdir(parents=True, exist_ok=True)
        with self._output.open("ab") as output:
            return subprocess.Popen(  # noqa: S603 - our own command, no shell
                self._command,
                env=self._environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def _keep_alive(self) -> None:
        deaths = 0
        while not self._stopping.is_set():
            try:
                self._process.wait(timeout=_STEADY)
            except subprocess.TimeoutExpired:
                deaths = 0
                continue
            if self._stopping.is_set():
                return
            pause = _PAUSES[min(deaths, len(_PAUSES) - 1)]
            deaths += 1
            log.error(
                "action=worker_died status=%s restart_in=%ss output=%s",
                self._process.returncode, pause, self._output,
            )  # fmt: skip
            if self._stopping.wait(pause):
                return
            self._process = self._spawn()
            if self._stopping.is_set():  # stop() came while it was being started
                _end(self._process)


class WorkerProcesses(NamedTuple):
    """What works beside one app."""

    processes: tuple[WorkerProcess, ...]

    @property
    def pids(self) -> tuple[int, ...]:
        """The ids of the processes that work at present."""
        return tuple(process.pid for process in self.processes)


def start_worker(settings: Settings, now: datetime | None = None) -> WorkerProcesses:
    """Start what works off the queues beside this process; its output goes to `var/worker.log`.

    It ends with `stop_worker`, or by itself when this process is gone. Where a model drafts and money is
    real, those who draft and those who pay are two processes, and neither knows the other's key. `now` is
    the app's own time where its clock is set (HITL_CLOCK), so that both run as of the same moment.
    """
    known = {**os.environ, **settings.environment()}
    if settings.clock is not None and now is not None:
        known["HITL_CLOCK"] = now.isoformat()
    if not settings.apart:
        return WorkerProcesses((_start(known, ",".join(JobKind), settings.var / "worker.log"),))
    without = {
        "draft": ("STRIPE_API_KEY",),
        "execute,deliver": ("OPENAI_API_KEY",),
    }
    return WorkerProcesses(
        tuple(
            _start(
                {**known, **dict.fromkeys(hidden, "")},
                queues,
                settings.var / f"worker-{queues.split(',')[0]}.log",
            )
            for queues, hidden in without.items()
        )
    )


def stop_worker(worker: WorkerProcesses) -> None:
    """End what `start_worker` started."""
    for process in worker.processes:
        process.stop()


def _start(environment: Mapping[str, str], queues: str, output: Path) -> WorkerProcess:
    command = [sys.executable, "-m", "hitl", "worker", "--queues", queues, "--parent", str(os.getpid())]
    return WorkerProcess(command, environment, output)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=_STOP_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
