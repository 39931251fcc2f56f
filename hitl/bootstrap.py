"""The one place where everything is put together.

Entry points and pages call `build`; a command that only reads or writes records calls `open_records`,
which spares it the agent's imports: half a second instead of two.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hitl.adapters.clock import SystemClock
from hitl.adapters.sql.store import JobSink, SqlStore, open_store
from hitl.domain.event import Event, EventKind
from hitl.errors import InvalidSetting
from hitl.ports.clock import Clock
from hitl.ports.drafter import Drafter
from hitl.ports.payments import Payments
from hitl.ports.post import Post
from hitl.ports.quality import Stock
from hitl.ports.tracing import Tracing
from hitl.settings import ROOT, Settings

if TYPE_CHECKING:
    from hitl.adapters.llm_drafter import LlmDrafter
    from hitl.domain.calibration import Calibration
    from hitl.domain.gate.ruleset import Ruleset
    from hitl.domain.reading.lexicon import Lexicon
    from hitl.flow import Agent
    from hitl.ports.reads import CaseFile
    from hitl.steps.demo import DemoReport

RULES = ROOT / "data" / "rules.toml"
CALIBRATIONS = ROOT / "data" / "calibration.json"
MODEL_LIMITS = ROOT / "data" / "model.toml"
QUALITY = ROOT / "data" / "quality"
PROMPT = ROOT / "data" / "prompts" / "drafter.md"

USUAL_MODEL = "gpt-5.4-mini"
"""Asked where a key is given and no HITL_MODEL: a small model reads a request and a page of policy."""


@dataclass(frozen=True, kw_only=True)
class Records:
    """The database of an installation and the time that holds there."""

    settings: Settings
    store: SqlStore
    clock: Clock

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


@dataclass(frozen=True, kw_only=True)
class Countersign(Records):
    """Everything that an entry point may use, built once a process."""

    ruleset: "Ruleset"
    lexicon: "Lexicon"
    drafter: Drafter
    payments: Payments
    post: Post
    agent: "Agent"
    quality: Stock  # made-up cases with a known answer
    tracing: Tracing | None = None  # where traces of models' runs go besides the case's own timeline

    def on(self, store: SqlStore, clock: Clock) -> "Countersign":
        """The same product on another store and clock; its held cases wait in the tables alone."""
        from hitl.adapters.policy_search import ClauseSearch
        from hitl.flow import Agent

        payments = payments_of(Records(settings=self.settings, store=store, clock=clock))
        agent = Agent(
            store=store,
            payments=payments,
            drafter=self.drafter,
            search=ClauseSearch(),
            lexicon=self.lexicon,
            ruleset=self.ruleset,
            clock=clock,
            checkpointer=None,
            post=self.post,
            second=self.agent.second,
            calibrations=self.agent.calibrations,
        )
        return replace(self, store=store, clock=clock, payments=payments, agent=agent)

    def reset_demo(self, progress: Callable[[str], None] = lambda _: None) -> "DemoReport":
        """Delete the demo company and load it afresh as of now, in one transaction; takes seconds.

        Until it is done everybody sees the demo as it was, also where it fails. Workers may be running.
        Raises CountersignError where the database holds somebody's own data; nothing is changed then.
        """
        from hitl.entrypoints.demo import load_into

        return load_into(self, reset=True, progress=progress)


def open_records(settings: Settings, *, jobs: JobSink | None = None, clock: Clock | None = None) -> Records:
    """Open the database; an empty one is migrated. Raises InvalidSetting or StoreUnavailable."""
    store = open_store(settings, jobs=jobs)
    return Records(settings=settings, store=store, clock=clock or _clock(settings, store))


def build(
    settings: Settings, *, jobs: JobSink | None = None, rules: Path = RULES, clock: Clock | None = None
) -> Countersign:
    """Open the database (an empty one is migrated) and put the parts together.

    With `jobs`, intake and decisions hand their work to the durable queue in their own transaction;
    without, it waits in the tables for `drain` or for a worker's sweep. Raises InvalidSetting or
    StoreUnavailable with a sentence on what to do.
    """
    from hitl.adapters.checkpoints import open_checkpointer
    from hitl.adapters.policy_search import ClauseSearch
    from hitl.adapters.reading_weights import load_lexicon
    from hitl.adapters.rules_drafter import RulesDrafter
    from hitl.flow import Agent
    from hitl.labelled.quality import Files

    ruleset = read_ruleset(rules)
    records = open_records(settings, jobs=jobs, clock=clock)
    _adopt(records, ruleset, rules)
    lexicon = load_lexicon(ROOT, ruleset)
    drafter = _drafter(settings, lexicon)
    payments = payments_of(records)
    post = post_of(settings)
    calibrations = shipped_calibrations()
    rules_drafter, search = RulesDrafter(lexicon), ClauseSearch()
    quality = Files(QUALITY, rules_drafter, lexicon=lexicon, search=search, calibrations=calibrations)
    agent = Agent(
        store=records.store,
        payments=payments,
        drafter=drafter,
        search=search,
        lexicon=lexicon,
        ruleset=ruleset,
        clock=records.clock,
        checkpointer=open_checkpointer(settings),
        post=post,
        second=rules_drafter if settings.drafter == "llm" else None,
        calibrations=calibrations,
    )
    return Countersign(
        settings=settings,
        store=records.store,
        clock=records.clock,
        ruleset=ruleset,
        lexicon=lexicon,
        drafter=drafter,
        payments=payments,
        post=post,
        agent=agent,
        quality=quality,
        tracing=tracing_of(settings),
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


def read_ruleset(path: Path = RULES) -> "Ruleset":
    """The gate's rules. Raises InvalidSetting."""
    from hitl.domain.gate.ruleset import parse_ruleset

    try:
        return parse_ruleset(path.read_text("utf-8"))
    except OSError as error:
        raise InvalidSetting(f"The rules cannot be read from {path.name}: {error.strerror}") from error


def shipped_calibrations(path: Path = CALIBRATIONS) -> "dict[str, Calibration]":
    """What the scores of the drafters that we ship are worth, by maker. Raises InvalidSetting."""
    from hitl.domain.calibration import Calibration

    try:
        calibration = Calibration.model_validate_json(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidSetting(f"{path.name} cannot be read as a calibration") from error
    return {calibration.maker: calibration}


def _adopt(records: Records, ruleset: "Ruleset", path: Path) -> None:
    """Remember rules that this database has not seen, so that every verdict's rules can be shown later."""
    at = records.clock.now()
    with records.store.unit() as unit:
        number = unit.controls.adopt_ruleset(ruleset.version, path.read_text("utf-8"), at)
        if number is not None:
            payload = {"version": ruleset.version, "number": number}
            unit.log(Event(kind=EventKind.RULESET_ADOPTED, at=at, actor="system", payload=payload))
            unit.commit()


_GRACE = 0.5
"""Seconds that a model's drafter, which keeps the deadline itself, has to say how it failed."""


def _drafter(settings: Settings, lexicon: "Lexicon") -> Drafter:
    """The drafter; one that pays for real has none, since a model may not be in its process."""
    if settings.drafter == "rules":
        from hitl.adapters.rules_drafter import RulesDrafter

        return RulesDrafter(lexicon)  # waits for nothing: decision 0004
    if settings.apart:
        from hitl.adapters.elsewhere import DraftsElsewhere

        return DraftsElsewhere()
    from hitl.adapters.deadline import InTime

    return InTime(model_drafter(settings), settings.deadline + _GRACE)


def model_drafter(settings: Settings, prompt: Path = PROMPT) -> "LlmDrafter":
    """The drafter on a language model; its client library is imported here. Raises InvalidSetting."""
    from hitl.adapters.llm_drafter import LlmDrafter
    from hitl.adapters.llm_drafter.client import Endpoint
    from hitl.adapters.llm_drafter.limits import read_limits
    from hitl.adapters.llm_drafter.prompt import read_prompt
    from hitl.adapters.policy_search import ClauseSearch

    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
    if not key and not settings.openai_base_url:
        raise InvalidSetting("HITL_DRAFTER=llm needs OPENAI_API_KEY, or OPENAI_BASE_URL for another server")
    limits = read_limits(MODEL_LIMITS)
    return LlmDrafter(
        endpoint=Endpoint(address=settings.openai_base_url, key=key, at_once=limits.endpoint.at_once),
        model=settings.model or USUAL_MODEL,
        senior=settings.senior_model,
        prompt=read_prompt(prompt),
        limits=limits,
        search=ClauseSearch(),
        scratch=settings.var / "model.sqlite",
        seconds=settings.deadline,
    )


def post_of(settings: Settings) -> Post:
    """Who carries what leaves: words stay in the house, notifications go to the receiver, if any."""
    from hitl.adapters.post import LocalPost

    if settings.webhook_secret is None or not settings.webhook_url:
        return LocalPost()
    from hitl.adapters.webhook import NotifyingPost, Webhook

    return NotifyingPost(
        LocalPost(), Webhook(settings.webhook_url, settings.webhook_secret.get_secret_value())
    )


def tracing_of(settings: Settings) -> Tracing | None:
    """LangSmith where it is configured; what its library would send by itself is not masked and is off."""
    from langsmith import configure

    configure(enabled=False)
    if not settings.langsmith_tracing or settings.langsmith_api_key is None:
        return None
    from hitl.adapters.langsmith_traces import LangSmith

    return LangSmith(
        address=settings.langsmith_endpoint,
        key=settings.langsmith_api_key.get_secret_value(),
        project=settings.langsmith_project,
        workspace=settings.langsmith_workspace_id,
        place=settings.var / "langsmith.place",
    )


def hiding(file: "CaseFile") -> Callable[[str], str]:
    """What hides the personal data of one case's customer, as before a model is asked."""
    from hitl.adapters.case_masks import masks_of

    return masks_of(file).hide


def payments_of(records: Records) -> Payments:
    """The configured processor. Raises InvalidSetting."""
    settings = records.settings
    if settings.payments == "demo":
        from hitl.adapters.payments.demo import DemoPayments

        return DemoPayments(records.store.engine, records.clock, records.store.turns)
    from hitl.adapters.payments.stripe import StripePayments

    if settings.stripe_api_key is None:
        raise InvalidSetting("HITL_PAYMENTS=stripe needs STRIPE_API_KEY")
    return StripePayments(settings.stripe_api_key.get_secret_value(), settings.stripe_api_base or None)
