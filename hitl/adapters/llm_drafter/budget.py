"""What a model may still be asked: for this case, and for everybody within the hour.

Before a call the most that it can come to is set aside, and after it what it did come to is counted instead,
so that no budget is ever exceeded by a call that was under way. A token is at least one byte of text, hence
bytes are never too few.
"""

from collections.abc import Callable
from time import time

from hitl.adapters.llm_drafter.limits import HourLimit, Limits
from hitl.adapters.llm_drafter.scratch import Scratch
from hitl.domain.model_run import Use
from hitl.errors import DrafterFailed

_HOUR = 3600.0


class BudgetSpent(DrafterFailed):
    """There is no room for another call; the message says in which budget."""

    def __init__(self, says: str, *, of_the_case: bool) -> None:
        """`of_the_case`: this draft wanted too much; otherwise all drafts of the hour together."""
        super().__init__(says)
        self.of_the_case = of_the_case


class Hour:
    """The installation's budget, counted over the last sixty minutes."""

    def __init__(self, scratch: Scratch, limit: HourLimit, now: Callable[[], float] = time) -> None:
        self._scratch = scratch
        self._limit = limit
        self._now = now

    def reserve(self, most: Use) -> int:
        """Set a call aside and return its number. Raises BudgetSpent."""
        at = self._now()
        with self._scratch.writing() as connection:
            connection.execute("delete from used where at <= ?", (at - _HOUR,))
            row = connection.execute("select sum(calls), sum(tokens), sum(microdollars) from used").fetchone()
            so_far = Use(calls=row[0] or 0, tokens=row[1] or 0, microdollars=row[2] or 0)
            over = _over(so_far + most, self._limit.use)
            if over:
                raise BudgetSpent(f"The hour's budget for the model is used up ({over}).", of_the_case=False)
            values = (at, most.calls, most.tokens, most.microdollars)
            done = connection.execute(
                "insert into used (at, calls, tokens, microdollars) values (?, ?, ?, ?)", values
            )
            return int(done.lastrowid or 0)

    def settle(self, number: int, spent: Use) -> None:
        """Count what a call came to instead of what was set aside."""
        with self._scratch.writing() as connection:
            connection.execute(
                "update used set tokens = ?, microdollars = ? where id = ?",
                (spent.tokens, spent.microdollars, number),
            )


class CaseBudget:
    """One draft's budget within the hour's."""

    def __init__(self, limits: Limits, hour: Hour) -> None:
        self._limits = limits
        self._hour = hour
        self.asked = Use()
        self.spent = Use()

    @property
    def correction_tokens(self) -> int:
        """What a prompt may spend on what people changed in similar cases."""
        return self._limits.case.correction_tokens

    def reserve(self, model: str, sent_bytes: int) -> "Reserved":
        """Room for one call with a prompt of so many bytes. Raises BudgetSpent."""
        answer = self._limits.case.answer_tokens
        price = self._limits.price(model)
        most = Use(calls=1, tokens=sent_bytes + answer, microdollars=price.of(sent_bytes, answer))
        over = _over(self.spent + most, self._limits.case.use)
        if over:
            raise BudgetSpent(f"The case's budget for the model is used up ({over}).", of_the_case=True)
        number = self._hour.reserve(most)
        self.asked += most
        return Reserved(number=number, most=most, answer=answer)

    def settle(self, reserved: "Reserved", model: str, sent: int | None, received: int | None) -> Use:
        """Count what a call came to; where the endpoint does not say, all that was set aside."""
        spent = reserved.most
        if sent is not None and received is not None:
            price = self._limits.price(model).of(sent, received)
            spent = Use(calls=1, tokens=sent + received, microdollars=price)
        self.spent += spent
        self._hour.settle(reserved.number, spent)
        return spent


class Reserved:
    """A call that may be made."""

    def __init__(self, *, number: int, most: Use, answer: int) -> None:
        self.number = number
        self.most = most
        self.answer = answer  # tokens that the answer may have


def _over(wanted: Use, limit: Use) -> str:
    """Which limit would be passed, in words; empty for none."""
    if wanted.calls > limit.calls:
        return f"{limit.calls} calls"
    if wanted.tokens > limit.tokens:
        return f"{limit.tokens:,} tokens"
    if wanted.microdollars > limit.microdollars:
        return f"${limit.microdollars / 1_000_000:.2f}"
    return ""
