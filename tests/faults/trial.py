"""A trial by fire: worker processes that are killed without warning while agents and people work.

`make soak` runs it large, the tests small. Afterwards it looks at what must never happen: a case decided
twice, an approval refunded twice or never, something stuck, a ledger that does not verify.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

from hitl.adapters.clock import SystemClock
from hitl.bootstrap import Countersign, build
from hitl.domain.case import Status
from hitl.domain.decision import GATE, Approve, Submission
from hitl.domain.refund import RefundStatus
from hitl.durable.jobs import DbosJobs
from hitl.errors import CountersignError
from hitl.ports.reads import QueueFilter
from hitl.settings import ROOT, Settings
from hitl.steps.review import submit
from tests.company import MANAGER, SENIOR
from tests.load.crowd import ask, found_crowd

_START = 60.0
"""Seconds in which a worker starts, on a machine that has other things to do."""


class Verdict(NamedTuple):
    """What came out of a trial; `wrong` holds a sentence for everything that must not happen."""

    kills: int
    cases: int
    by_gate: int
    by_people: int
    refunds: int
    seconds: float
    recovery: float  # seconds from the last kill to the last closed case
    wrong: tuple[str, ...]


class Worker(NamedTuple):
    """A worker process, and what it has logged."""

    process: "subprocess.Popen[bytes]"
    log: Path

    def works(self) -> bool:
        """Whether it has got as far as taking jobs."""
        return b"action=start" in self.log.read_bytes()


class Trial:
    """One database, some workers, two people."""

    def __init__(self, url: str, var: Path, *, workers: int = 2, seed: int = 1, ahead: bool = False) -> None:
        """With `ahead` the workers that clear up run ten minutes ahead, past every lease of the dead."""
        self._settings = Settings(database_url=url, var=var)
        self._product = _built(self._settings)
        self._chance = random.Random(seed)
        self._environment = {**os.environ, **self._settings.environment()}
        self._var = var
        self._size = workers
        self._processes: list[Worker] = []
        self._started = 0
        self._unexpected: list[str] = []
        self._ahead = ahead

    def run(self, *, cases: int, kills: int, patience: float) -> Verdict:
        """Feed `cases` requests in as many portions as there are kills, and see them all to their end."""
        since = time.monotonic()
        found_crowd(self._product.store, self._product.clock.now())
        stop = Event()
        people = [Thread(target=self._decide, args=(email, stop)) for email in (MANAGER.email, SENIOR.email)]
        for person in people:
            person.start()
        try:
            self._feed_and_kill(cases, kills)
            last_kill = time.monotonic()
            stuck = not _until(lambda: self._closed() >= cases, patience)
            recovery = time.monotonic() - last_kill
        finally:
            stop.set()
            for person in people:
                person.join()
            self._end()
        return self._judge(cases, kills, since, recovery, stuck=stuck)

    def _feed_and_kill(self, cases: int, kills: int) -> None:
        done = 0
        for round_ in range(kills):
            upto = cases * (round_ + 1) // kills
            ask(self._product.store, self._product.clock.now(), range(done, upto), enqueue=round_ % 2 == 0)
            done = upto
            self._fill_up()
            victim = self._processes.pop(self._chance.randrange(len(self._processes)))
            if not _until(victim.works, _START):
                self._unexpected.append(f"a worker did not start within {_START:.0f} s")
            time.sleep(self._chance.uniform(0.0, 0.8))
            victim.process.kill()
            victim.process.wait()
        if self._ahead:
            self._end()
            later = self._product.clock.now() + timedelta(minutes=10)
            self._environment["HITL_CLOCK"] = later.isoformat()
        self._fill_up()

    def _fill_up(self) -> None:
        """As many workers as there should be, all of them on the roll."""
        while len(self._processes) < self._size:
            self._started += 1
            log = self._var / f"worker-{self._started}.log"
            command = [sys.executable, "-m", "hitl", "worker", "--parent", str(os.getpid())]
            with log.open("ab") as output:
                process = subprocess.Popen(
                    command, env=self._environment, cwd=ROOT, stdout=output, stderr=output
                )
            self._processes.append(Worker(process, log))

    def _decide(self, email: str, stop: Event) -> None:
        """A person who approves whatever is on top of the queue; the other one may be faster."""
        while not stop.wait(0.05):
            with self._product.store.reads() as reads:
                rows = reads.queue(QueueFilter(), None, 10)
                versions = [reads.case_file(row.case_id).case.draft_version for row in rows]
            for row, version in zip(rows, versions, strict=True):
                submission = Submission(
                    case_id=row.case_id, draft_version=version, answer=Approve(), by=email
                )
                try:
                    submit(
                        submission,
                        store=self._product.store,
                        ruleset=self._product.ruleset,
                        clock=self._product.clock,
                    )
                except CountersignError as refusal:
                    self._note(refusal)

    def _note(self, refusal: CountersignError) -> None:
        """The other person was faster: that is what must happen. Anything else is looked at."""
        if type(refusal).__name__ not in {"AlreadyDecided", "StaleDraft", "Refused"}:
            self._unexpected.append(f"{type(refusal).__name__}: {refusal}")

    def _closed(self) -> int:
        return _statuses(self._product)[Status.CLOSED]

    def _judge(self, cases: int, kills: int, since: float, recovery: float, *, stuck: bool) -> Verdict:
        product = self._product
        with product.store.reads() as reads:
            decisions = list(reads.decisions(None, None))
            refunds = list(reads.refunds(None, None))
            ledger = reads.verify()
        paid = Counter(refund.key for refund in product.payments.refunds())
        wrong = [*self._unexpected]
        if stuck:
            wrong.append(f"not closed: {dict(_statuses(product))}")
        decided = Counter(decision.case_id for decision in decisions)
        wrong += [f"{case} was decided {times} times" for case, times in decided.items() if times != 1]
        wrong += [f"{cases - len(decided)} cases were not decided"] if len(decided) != cases else []
        for refund in refunds:
            times = paid.pop(refund.key, 0)
            if times != 1 or refund.status is not RefundStatus.SUCCEEDED:
                wrong.append(f"{refund.refund_id} is {refund.status} and was paid {times} times")
        wrong += [f"{key} was paid without a refund of ours" for key in paid]
        wrong += [f"{cases - len(refunds)} refunds are missing"] if len(refunds) != cases else []
        if not ledger.ok:
            wrong.append(f"the ledger breaks at event {ledger.first_bad}: {ledger.why}")
        by_gate = sum(decision.by == GATE for decision in decisions)
        product.close()
        return Verdict(
            kills=kills,
            cases=cases,
            by_gate=by_gate,
            by_people=len(decisions) - by_gate,
            refunds=len(refunds),
            seconds=round(time.monotonic() - since, 1),
            recovery=round(recovery, 1),
            wrong=tuple(wrong),
        )

    def _end(self) -> None:
        for worker in self._processes:
            worker.process.send_signal(signal.SIGTERM)
        while self._processes:
            self._processes.pop().process.wait(timeout=30)


def _built(settings: Settings) -> Countersign:
    jobs = DbosJobs(settings.database_url, SystemClock())
    product = build(settings, jobs=jobs)
    jobs.prepare()
    return product


def _statuses(product: Countersign) -> Counter[Status]:
    with product.store.reads() as reads:
        return Counter(row.status for row in reads.cases(None, None))


def _until(true: Callable[[], bool], patience: float) -> bool:
    """Wait until it is true; whether it became so in time."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return true()
