"""All visits of the simulated months: so many a day, more and more of them, and one bad batch."""

from datetime import datetime, timedelta
from math import exp
from pathlib import Path

from hitl.domain.record import Moment, Record
from hitl.steps.simulate.chance import Chance
from hitl.steps.simulate.customers import Clientele
from hitl.steps.simulate.goods import read_goods
from hitl.steps.simulate.kinds import BATCH, BATCH_MOODS, KINDS
from hitl.steps.simulate.requests import Visit, Visitors
from hitl.steps.simulate.words import Words

SPAN = timedelta(days=90)
"""How far back the simulation begins."""

UNTIL = timedelta(hours=6)
"""It ends so long before the present: what is newer is written by hand."""

_A_WEEKDAY = 5.5
"""Visits on an ordinary weekday at the end; a quarter fewer at the beginning."""

_BY_WEEKDAY = (1.15, 1.05, 1.0, 1.0, 0.95, 0.55, 0.5)  # Monday first


class BadDays(Record):
    """When the bad batch is felt."""

    begins: Moment
    ends: Moment  # from here on it fades

    def expected(self, at: datetime) -> float:
        """Visits because of it on the day of `at`, on average."""
        if at < self.begins:
            return 0.0
        if at < self.ends:
            return 8.5
        return 6.0 * exp(-((at - self.ends) / timedelta(days=2.2)))


def bad_days(now: datetime) -> BadDays:
    """About six weeks ago, for ten days."""
    begins = now - timedelta(days=44)
    return BadDays(begins=begins, ends=begins + timedelta(days=10))


def visits(folder: Path, seed: str, now: datetime, span: timedelta = SPAN) -> list[Visit]:
    """Every visit of the simulation, oldest first; it begins `span` before `now`."""
    chance = Chance(f"{seed}:history")
    catalogue = read_goods(folder)
    visitors = Visitors(catalogue, Clientele(folder, chance), Words(folder, chance), chance)
    batch, goods = bad_days(now), catalogue.of(catalogue.event.sku)
    found: list[Visit] = []
    for at, is_of_batch in _times(chance, batch, now, span):
        if is_of_batch:
            visit = visitors.visit(
                BATCH, at, moods=BATCH_MOODS, goods=goods, faults=catalogue.event.defective
            )
        else:
            visit = visitors.visit(chance.weighted(KINDS, [kind.weight for kind in KINDS]), at)
        found.append(visit)
    return found


def _times(chance: Chance, batch: BadDays, now: datetime, span: timedelta) -> list[tuple[datetime, bool]]:
    """When somebody writes, and whether because of the bad batch."""
    times: list[tuple[datetime, bool]] = []
    for days in range(span.days, -1, -1):
        noon = (now - timedelta(days=days)).replace(hour=12, minute=0, second=0, microsecond=0)
        growth = 1 - 0.25 * days / SPAN.days
        usual = _A_WEEKDAY * growth * _BY_WEEKDAY[noon.weekday()]
        hours = [(_hour(chance, noon), False) for _ in range(chance.count(usual))]
        hours += [(_hour(chance, noon), True) for _ in range(chance.count(batch.expected(noon)))]
        times += sorted(hours)
    return [(at, why) for at, why in times if now - span < at < now - UNTIL]


def _hour(chance: Chance, noon: datetime) -> datetime:
    """Around two in the afternoon, hardly anybody at night."""
    hours = max(-11.5, min(11.5, chance.about(2, 4)))
    return noon + timedelta(seconds=int(hours * 3600))
