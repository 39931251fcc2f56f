"""A model's drafts go alone only once their confidence is worth what it says, or somebody says so."""

from collections.abc import Callable
from random import Random

import pytest

from hitl.adapters.rules_drafter import RulesDrafter
from hitl.domain.calibration import Known
from hitl.domain.decision import Approve, DecisionReason, Edit
from hitl.domain.draft import Draft
from hitl.domain.event import EventKind
from hitl.domain.gate.verdict import Code, Route
from hitl.domain.money import Money
from hitl.domain.roles import Role, User
from hitl.errors import InvalidInput, NotAllowed
from hitl.ports.drafter import Brief
from hitl.steps.calibrate import Tried, allow, calibrate, known_drafts, revoke
from hitl.ui.verdict import worth
from tests.company import LEXICON, MANAGER, REVIEWER, Company, found, line, order, ticket

MAKER = "model 1.0 · small · 1-abc"
ADMINISTRATOR = User(email="admin@example.com", name="Admin", role=Role.ADMINISTRATOR)


class SmallModel:
    """A stand-in whose drafts are the fixed rules', under a model's name."""

    name = "model 1.0"

    def draft(self, brief: Brief) -> Draft:
        draft = RulesDrafter(LEXICON).draft(brief)
        return draft.model_copy(update={"drafter": self.name, "model": "small", "prompt": "1-abc"})


@pytest.fixture
def company(sqlite_store, clock) -> Company:
    """A company whose agent drafts with a model."""
    one = found(sqlite_store, clock, drafter=SmallModel())
    one.agent.second = RulesDrafter(LEXICON)
    one.add(*(order(f"2000{place}", lines=(line(),)) for place in range(6)))
    return one


def _draft(company: Company, place: int = 0):
    return company.draft(ticket(ticket_id=f"T-{place}", order_id=f"2000{place}"))


def _decided(truth: Callable[[float], float], count: int = 900) -> dict[str, list[Known]]:
    chance = Random(3)
    scores = [round(chance.betavariate(5, 1), 3) for _ in range(count)]
    return {MAKER: [Known(score, chance.random() < truth(score)) for score in scores]}


@pytest.fixture
def decided(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets what people are to have made of the model's drafts."""

    def put(truth: Callable[[float], float], count: int = 900) -> None:
        known = _decided(truth, count)
        monkeypatch.setattr("hitl.steps.calibrate.known_drafts", lambda _reads: known)

    return put


def _calibrate(company: Company, by: User | None = MANAGER) -> Tried:
    (tried,) = calibrate(by=by, store=company.store, clock=company.clock)
    return tried


def test_what_people_left_as_it_was_counts_as_right(company: Company) -> None:
    less = Edit(amount=Money(minor=500, currency="USD"), reason_code=DecisionReason.AMOUNT_WRONG)
    words = Edit(reply="We refund $12.00 for order 20002, sorry.", reason_code=DecisionReason.TONE)
    for place, answer in enumerate((Approve(), less, words)):
        case, _ = _draft(company, place)
        company.answer(case, answer, confirmed="yes")
    with company.store.reads() as reads:
        known = known_drafts(reads)
    assert list(known) == [MAKER]
    assert [one.right for one in known[MAKER]] == [True, False, True]
    assert all(one.score > 0.9 for one in known[MAKER])


def test_a_model_goes_alone_once_enough_decisions_bear_it_out(
    company: Company, decided: Callable[..., None]
) -> None:
    _, before = _draft(company, 0)
    assert Code.LOW_CONFIDENCE in before.verdict.codes
    decided(lambda score: 0.5 + 0.49 * score)
    tried = _calibrate(company)
    assert tried.changed
    assert tried.calibration is not None
    assert tried.calibration.after is not None
    assert tried.calibration.after.error <= 0.05
    _, after = _draft(company, 1)
    assert after.confidence is not None
    assert after.confidence.calibration == "1 (600 decisions)"
    assert after.verdict.route is Route.AUTO


@pytest.mark.parametrize(
    ("truth", "count", "why"),
    [
        (lambda score: 0.6 * score, 900, "people change too many of them"),
        (lambda score: score, 299, "too few decisions"),
    ],
)
def test_it_does_not_where_they_do_not(
    company: Company, decided: Callable[..., None], truth: Callable[[float], float], count: int, why: str
) -> None:
    decided(truth, count)
    _calibrate(company)
    _, drafted = _draft(company)
    assert drafted.verdict.route is not Route.AUTO, why


def test_without_a_name_it_is_only_tried(company: Company, decided: Callable[..., None]) -> None:
    decided(lambda score: 0.5 + 0.49 * score)
    tried = _calibrate(company, by=None)
    assert tried.calibration is not None
    assert tried.calibration.good
    assert not tried.changed
    assert _draft(company)[1].verdict.route is not Route.AUTO


def test_an_administrator_may_say_so_without_evidence_and_a_manager_take_it_back(company: Company) -> None:
    given = {"store": company.store, "clock": company.clock}
    for somebody in (REVIEWER, MANAGER):
        with pytest.raises(NotAllowed):
            allow(MAKER, reason="we trust it", by=somebody, **given)
    with pytest.raises(InvalidInput):
        allow(MAKER, reason=" ", by=ADMINISTRATOR, **given)
    allow(MAKER, reason="we trust it", by=ADMINISTRATOR, **given)
    _, trusted = _draft(company, 0)
    assert trusted.verdict.route is Route.AUTO
    assert trusted.confidence is not None
    assert trusted.confidence.calibration == "1 (without evidence: we trust it)"
    assert trusted.confidence.calibrated is None
    assert "on somebody's word without evidence: we trust it; how often" in worth(trusted.confidence)
    with pytest.raises(NotAllowed):
        revoke(MAKER, reason="it errs", by=REVIEWER, **given)
    assert revoke(MAKER, reason="it errs", by=MANAGER, **given).version == 2
    assert Code.LOW_CONFIDENCE in _draft(company, 1)[1].verdict.codes
    with company.store.reads() as reads:
        logged = [one for one in reads.events(0, 500) if one.kind is EventKind.CALIBRATION_CHANGED]
    assert [(one.actor, one.payload["in_force"]) for one in logged] == [
        (ADMINISTRATOR.email, True),
        (MANAGER.email, False),
    ]


def test_a_calibration_that_no_longer_holds_is_taken_out(
    company: Company, decided: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(lambda score: 0.5 + 0.49 * score)
    _calibrate(company)
    turned = [*_decided(lambda _score: 0.99, 600)[MAKER], *_decided(lambda _score: 0.3, 300)[MAKER]]
    monkeypatch.setattr("hitl.steps.calibrate.known_drafts", lambda _reads: {MAKER: turned})
    tried = _calibrate(company)
    assert tried.changed
    assert "taken out of force" in tried.says
    assert Code.LOW_CONFIDENCE in _draft(company)[1].verdict.codes
