"""Many reviewers at one desk, each in a browser session of their own, until nothing waits.

Everybody presses A on whatever case stands before them. Afterwards the books are read: every case decided
once, by one person, and paid once, and no page has shown an error.
"""

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page

from hitl.bootstrap import build
from hitl.domain.case import Status
from hitl.domain.decision import GATE
from hitl.domain.roles import Role, User
from hitl.durable.drain import drain
from hitl.settings import Settings
from hitl.ui.guards import COOKIE
from tests.browser.conftest import settle
from tests.browser.served import Served
from tests.load.crowd import ask, found_crowd

DONE = "Nothing waits here"
READ_FOR = 1.0
"""Seconds before a person presses: a decision sooner than that is refused as a held key."""
SHOWN = "document.querySelector('.casehead [data-copy]')?.dataset.copy ?? ''"
"""The open case, or nothing where none is shown just now."""
YES = re.compile("^Yes,")

OPEN_WITHIN = 120_000
"""Milliseconds in which a page has to open while nineteen others do, on a machine with other work."""


class Outcome(NamedTuple):
    """What came out."""

    cases: int  # that people had to decide
    by: dict[str, int]  # decisions by e-mail
    refusals: int  # answers that were refused, such as a case that somebody else had decided
    seconds: float
    wrong: tuple[str, ...]


def people(count: int) -> tuple[User, ...]:
    """So many reviewers."""
    numbers = range(1, count + 1)
    return tuple(
        User(email=f"reviewer{n}@example.com", name=f"Reviewer {n}", role=Role.REVIEWER) for n in numbers
    )


def seed(var: Path, reviewers: Sequence[User], cases: int) -> None:
    """A company in that folder with so many cases that wait for a person, and as many that did not."""
    product = build(Settings.load({"HITL_VAR": str(var)}))
    try:
        at = product.clock.now()
        found_crowd(product.store, at, people=tuple(reviewers))
        ask(product.store, at, range(2 * cases), enqueue=False)
        drain(product)
    finally:
        product.close()


@dataclass
class Sitting:
    """One person before one page."""

    person: User
    page: Page
    case: str = ""
    since: float = 0.0
    done: bool = False
    refusals: int = 0
    errors: list[str] = field(default_factory=list)

    def look(self) -> None:
        """Press A, unless the case has only just come, or nothing waits any more."""
        if self.page.get_by_text(DONE).count():
            self.done = True
            return
        shown = self.page.evaluate(SHOWN)
        if not shown:
            return  # it is being drawn anew
        if shown != self.case:
            self.case, self.since = shown, time.monotonic()
        elif time.monotonic() - self.since > READ_FOR:
            self.refusals += self.page.locator('.st-key-decide [role="alert"]').count()
            self.since = time.monotonic()
            asked = self.page.get_by_role("button", name=YES).count()  # a quality case may ask for it
            self.page.keyboard.press("y" if asked else "a")
        self.errors += self.page.locator('[data-testid="stException"]').all_inner_texts()


def review_all(browser: Browser, served: Served, reviewers: Sequence[User], patience: float) -> list[Sitting]:
    """Everybody decides until nothing waits or the patience (seconds) is over."""
    contexts = [_context(browser, served, person) for person in reviewers]
    try:
        sittings = []
        for person, context in zip(reviewers, contexts, strict=True):
            page = context.new_page()
            sitting = Sitting(person, page)
            page.on("pageerror", lambda error, one=sitting: one.errors.append(str(error)))
            page.goto(f"{served.address}/desk", timeout=OPEN_WITHIN)
            page.wait_for_selector(".casehead, .empty", timeout=OPEN_WITHIN)
            sittings.append(sitting)
        for sitting in sittings:
            settle(sitting.page)
        end = time.monotonic() + patience
        while time.monotonic() < end and not all(sitting.done for sitting in sittings):
            for sitting in sittings:
                if not sitting.done:
                    sitting.look()
        return sittings
    finally:
        for context in contexts:
            context.close()


def _context(browser: Browser, served: Served, person: User) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": COOKIE, "value": person.email, "url": served.address}])
    return context


def _until_paid(var: Path, patience: float) -> None:
    """Wait for the worker to pay what was decided last, when its undo window has ended."""
    product = build(Settings.load({"HITL_VAR": str(var)}))
    try:
        end = time.monotonic() + patience
        while time.monotonic() < end:
            with product.store.reads() as reads:
                if all(one.status is Status.CLOSED for one in reads.cases(None, None)):
                    return
            time.sleep(0.5)
    finally:
        product.close()


def books(var: Path, sittings: Sequence[Sitting], cases: int, seconds: float) -> Outcome:
    """What the tables say afterwards, and what must not be."""
    product = build(Settings.load({"HITL_VAR": str(var)}))
    try:
        with product.store.reads() as reads:
            decided = [one for one in reads.decisions(None, None) if one.by != GATE]
            refunds = Counter(one.case_id for one in reads.refunds(None, None))
            standing = Counter(one.status for one in reads.cases(None, None))
            ledger = reads.verify()
    finally:
        product.close()
    names = {sitting.person.email for sitting in sittings}
    wrong = [f"{sitting.person.email}: {error}" for sitting in sittings for error in sitting.errors]
    if len(decided) != cases or len({one.case_id for one in decided}) != cases:
        wrong.append(f"{len(decided)} decisions of people for {cases} cases")
    if any(count != 1 for count in refunds.values()) or len(refunds) != 2 * cases:
        wrong.append(f"{len(refunds)} cases were refunded, {sum(refunds.values())} refunds in all")
    if set(standing) != {Status.CLOSED}:
        wrong.append(f"cases stand like this: {dict(standing)}")
    if not ledger.ok:
        wrong.append(f"the ledger does not verify: {ledger.why}")
    by = Counter(one.by for one in decided)
    if set(by) - names:
        wrong.append(f"decided by strangers: {sorted(set(by) - names)}")
    refusals = sum(sitting.refusals for sitting in sittings)
    return Outcome(cases, dict(by), refusals, round(seconds, 1), tuple(wrong))


def trial(browser: Browser, serving_at: Served, reviewers: Sequence[User], cases: int) -> Outcome:
    """Let everybody decide, then read the books; the app goes on running."""
    since = time.monotonic()
    sittings = review_all(browser, serving_at, reviewers, patience=120 + 5.0 * cases)
    seconds = time.monotonic() - since
    _until_paid(serving_at.var, patience=60)
    return books(serving_at.var, sittings, cases, seconds)
