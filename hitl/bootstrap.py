"""The one place where everything is put together; entry points and pages call `build` and nothing else."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from hitl.adapters.checkpoints import open_checkpointer
from hitl.adapters.clock import SystemClock
from hitl.adapters.deadline import InTime
from hitl.adapters.payments.demo import DemoPayments
from hitl.adapters.policy_search import ClauseSearch
from hitl.adapters.post import LocalPost
from hitl.adapters.reading_weights import load_lexicon
from hitl.adapters.rules_drafter import RulesDrafter
from hitl.adapters.sql.store import JobSink, SqlStore, open_store
from hitl.domain.event import Event, EventKind
from hitl.domain.gate.ruleset import Ruleset, parse_ruleset
from hitl.domain.reading.lexicon import Lexicon
from hitl.errors import InvalidSetting
from hitl.flow import Agent
from hitl.ports.clock import Clock
from hitl.ports.drafter import Drafter
from hitl.ports.payments import Payments
from hitl.ports.post import Post
from hitl.settings import ROOT, Settings

RULES = ROOT / "data" / "rules.toml"


@dataclass(frozen=True, kw_only=True)
class Countersign:
    """Everything that an entry point may use, built once a process."""

    settings: Settings
    store: SqlStore
    clock: Clock
    ruleset: Ruleset
    lexicon: Lexicon
    drafter: Drafter
    payments: Payments
    post: Post
    agent: Agent

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def build(
    settings: Settings, *, jobs: JobSink | None = None, rules: Path = RULES, clock: Clock | None = None
) -> Countersign:
    """Open the database (an empty one is migrated) and put the parts together.

    With `jobs`, intake and decisions hand their work to the durable queue in their own transaction;
    without, it waits in the tables for `drain` or for a worker's sweep. Raises InvalidSetting or
    StoreUnavailable with a sentence on what to do.
    """
    ruleset = _ruleset(rules)
    store = open_store(settings, jobs=jobs)
    clock = clock or _clock(settings, store)
    _adopt(store, ruleset, rules, clock)
    lexicon = load_lexicon(ROOT, ruleset)
    drafter = InTime(_drafter(settings, lexicon), settings.deadline)
    payments = _payments(settings, store, clock)
    agent = Agent(
        store=store,
        payments=payments,
        drafter=drafter,
        search=ClauseSearch(),
        lexicon=lexicon,
        ruleset=ruleset,
        clock=clock,
        checkpointer=open_checkpointer(settings),
    )
    return Countersign(
        settings=settings,
        store=store,
        clock=clock,
        ruleset=ruleset,
        lexicon=lexicon,
        drafter=drafter,
        payments=payments,
        post=LocalPost(),
        agent=agent,
    )


_SAME_DAY = timedelta(days=1)


def _clock(settings: Settings, store: SqlStore) -> Clock:
    """The time of day, or HITL_CLOCK; a process goes on where the one before stopped that same day.

    Otherwise time would run backwards between two commands, and what one decided would not be due for
    the next.
    """
    if settings.clock is None:
        return SystemClock()
    with store.reads() as reads:
        last = reads.last_event_at()
    goes_on = last is not None and settings.clock < last < settings.clock + _SAME_DAY
    return SystemClock(last if goes_on else settings.clock)


def _ruleset(path: Path) -> Ruleset:
    try:
        return parse_ruleset(path.read_text("utf-8"))
    except OSError as error:
        raise InvalidSetting(f"The rules cannot be read from {path.name}: {error.strerror}") from error


def _adopt(store: SqlStore, ruleset: Ruleset, path: Path, clock: Clock) -> None:
    """Remember rules that this database has not seen, so that every verdict's rules can be shown later."""
    with store.unit() as unit:
        if unit.controls.adopt_ruleset(ruleset.version, path.read_text("utf-8"), clock.now()):
            unit.log(
                Event(
                    kind=EventKind.RULESET_ADOPTED,
                    at=clock.now(),
                    actor="system",
                    payload={"version": ruleset.version},
                )
            )
            unit.commit()


def _drafter(settings: Settings, lexicon: Lexicon) -> Drafter:
    if settings.drafter == "llm":
        raise InvalidSetting(
            "HITL_DRAFTER=llm is not part of this version; unset it to use the rules drafter"
        )
    return RulesDrafter(lexicon)


def _payments(settings: Settings, store: SqlStore, clock: Clock) -> Payments:
    if settings.payments == "demo":
        return DemoPayments(store.engine, clock)
    from hitl.adapters.payments.stripe import StripePayments

    if settings.stripe_api_key is None:
        raise InvalidSetting("HITL_PAYMENTS=stripe needs STRIPE_API_KEY")
    return StripePayments(settings.stripe_api_key.get_secret_value(), settings.stripe_api_base or None)
