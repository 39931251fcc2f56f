"""The sweep of the queues: what was lost on the way is found by our own tables and given back.

Every worker has one, and the one with the first place on the roll sweeps. Two at once would do no harm,
since whoever takes a case or a refund first has it. What time alone moves is swept by `steps.sweep`.
"""

import logging
import time
from datetime import timedelta

from hitl.durable.drain import looks
from hitl.durable.jobs import DbosJobs
from hitl.durable.work import Product
from hitl.ports.jobs import Job, JobKind
from hitl.ports.workers import Workers
from hitl.steps.halt import halted

log = logging.getLogger(__name__)

_BUSY = 500
"""With so many jobs waiting in a queue nobody looks for lost ones: they will be found when it is shorter."""

_KEPT = timedelta(hours=1)
"""How long the engine's rows of finished jobs are kept, for whoever wonders what a worker just did."""

_CLEARED = 2_000
"""Rows of finished jobs deleted in one sweep: more than a worker finishes between two sweeps."""


class Sweep:
    """What one worker remembers from sweep to sweep."""

    def __init__(self, product: Product, jobs: DbosJobs, workers: Workers) -> None:
        self._product = product
        self._jobs = jobs
        self._workers = workers
        self._missing: dict[JobKind, frozenset[str]] = {}

    def __call__(self, worker: str) -> bool:
        """Sweep once, if it is this worker's turn."""
        self._workers.strike_off()
        alive = self._workers.alive()
        if alive[:1] != (worker,):
            return False
        self._resume_work_of_the_dead(alive)
        for kind in JobKind:
            self._give_back_lost(kind)
        self._jobs.clear(_KEPT, _CLEARED)
        return True

    def _resume_work_of_the_dead(self, alive: tuple[str, ...]) -> None:
        abandoned = [job for job in self._jobs.running() if job.worker not in alive]
        if abandoned:
            log.warning("action=resume jobs=%d", len(abandoned))
            self._jobs.resume(abandoned)

    def _give_back_lost(self, kind: JobKind) -> None:
        """Enqueue what waits without a job, once two sweeps in a row have missed its job.

        Between a commit and the next look a job may just have ended, so one miss says nothing.
        """
        at_work = self._jobs.waiting(kind, _BUSY)
        if at_work is None:
            return
        with self._product.store.unit() as unit:
            if kind is not JobKind.DRAFT and halted(unit) is not None:
                return  # such jobs would end at once, sweep after sweep
            due = looks(unit)[kind](self._product.clock.now(), _BUSY)
        missing = frozenset(due) - at_work
        lost = [subject for subject in due if subject in missing & self._missing.get(kind, frozenset())]
        self._missing[kind] = missing - frozenset(lost)
        if lost:
            log.info("action=give_back kind=%s jobs=%d", kind, len(lost))
            attempt = time.time_ns() // 1_000_000  # no attempt had that number before
            self._jobs.enqueue_again(Job(kind=kind, subject=subject, attempt=attempt) for subject in lost)
