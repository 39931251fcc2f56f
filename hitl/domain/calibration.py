"""What a score is worth: how often drafts of that score were right, learned from drafts whose truth is known.

Isotonic regression by pooling adjacent violators: M. Ayer, H. D. Brunk, G. M. Ewing, W. T. Reid,
E. Silverman, "An empirical distribution function for sampling with incomplete information", Annals of
Mathematical Statistics 26 (1955). Applied to scores as in B. Zadrozny, C. Elkan, "Transforming classifier
scores into accurate multiclass probability estimates", KDD 2002.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Annotated, NamedTuple

from pydantic import Field

from hitl.domain.draft import Draft, Share
from hitl.domain.record import Moment, Record

ENOUGH = 300
"""Known drafts from which a calibration is tried: a hundred of them are kept apart to measure it on."""

GOOD = 0.05
"""The expected calibration error up to which a calibration counts."""

_BANDS = 10


class Known(NamedTuple):
    """A draft's score, and whether it turned out right."""

    score: float
    right: bool


class Band(Record):
    """Drafts whose confidence lies in one tenth."""

    said: Share  # their mean confidence
    right: Share  # of them
    drafts: int


class Reliability(Record):
    """How well confidence and truth agree."""

    error: Share  # the expected calibration error: mean of |said - right| over bands, by drafts
    bands: tuple[Band, ...]


class Knot(Record):
    """A point of the curve."""

    score: Share
    right: Share


class Calibration(Record):
    """A curve from scores to shares that were right, for one maker of drafts and one scorer."""

    version: Annotated[int, Field(ge=1)]
    maker: str  # `maker_of` its drafts: another model or prompt is another maker
    scorer: str
    knots: tuple[Knot, ...] = ()  # by score; none where somebody let scores count as they are
    drafts: int = 0  # it was fitted on
    measured: int = 0  # others that it was measured on
    before: Reliability | None = None
    after: Reliability | None = None
    source: str = ""  # "labelled cases", "decisions", or why there is no evidence
    in_force: bool = True  # False: confidence counts as uncalibrated again
    by: str = ""  # who put it in force, or took it out
    at: Moment

    @property
    def label(self) -> str:
        """As drafts name it: "3 (412 decisions)"."""
        return (
            f"{self.version} ({self.drafts} {self.source})"
            if self.knots
            else f"{self.version} ({self.source})"
        )

    @property
    def good(self) -> bool:
        """Whether it was measured and confidence then meant what it says."""
        return self.after is not None and self.after.error <= GOOD

    def of(self, score: float) -> float:
        """The share of drafts of that score that were right; between two points on the line between them."""
        if not self.knots:
            return score
        place = bisect_right([knot.score for knot in self.knots], score)
        if place == 0:
            return self.knots[0].right
        if place == len(self.knots):
            return self.knots[-1].right
        low, high = self.knots[place - 1], self.knots[place]
        part = (score - low.score) / (high.score - low.score)
        return low.right + part * (high.right - low.right)


def maker_of(draft: Draft) -> str:
    """Who made a draft, as far as its confidence is concerned."""
    return " · ".join(filter(None, (draft.drafter, draft.model, draft.prompt)))


def isotonic(known: Sequence[Known]) -> tuple[Knot, ...]:
    """The nearest curve that never falls, in least squares; each level by its first and its last score."""
    levels: list[tuple[float, int, float, float]] = []  # right, drafts, first score, last score
    for score, (rights, drafts) in sorted(_by_score(known).items()):
        levels.append((float(rights), drafts, score, score))
        while len(levels) > 1 and levels[-2][0] * levels[-1][1] >= levels[-1][0] * levels[-2][1]:
            above, below = levels.pop(), levels.pop()
            levels.append((below[0] + above[0], below[1] + above[1], below[2], above[3]))
    knots: list[Knot] = []
    for right, count, first, last in levels:
        share = right / count
        knots += [Knot(score=score, right=share) for score in dict.fromkeys((first, last))]
    return tuple(knots)


def _by_score(known: Sequence[Known]) -> dict[float, tuple[int, int]]:
    """For each score how many were right, of how many."""
    found: dict[float, tuple[int, int]] = {}
    for score, right in known:
        rights, count = found.get(score, (0, 0))
        found[score] = rights + right, count + 1
    return found


def reliability(known: Sequence[Known]) -> Reliability:
    """In ten bands of equal width, those without drafts left out.

    C. Guo, G. Pleiss, Y. Sun, K. Weinberger, "On calibration of modern neural networks", ICML 2017. Raises
    ValueError where nothing is known.
    """
    bands: dict[int, list[Known]] = {}
    for one in known:
        bands.setdefault(min(int(one.score * _BANDS), _BANDS - 1), []).append(one)
    if not bands:
        raise ValueError("nothing is known")
    made = [_band(bands[place]) for place in sorted(bands)]
    error = sum(abs(band.said - band.right) * band.drafts for band in made) / len(known)
    return Reliability(error=round(error, 4), bands=tuple(made))


def _band(drafts: Sequence[Known]) -> Band:
    return Band(
        said=round(sum(one.score for one in drafts) / len(drafts), 4),
        right=round(sum(one.right for one in drafts) / len(drafts), 4),
        drafts=len(drafts),
    )


def fit(
    known: Sequence[Known], *, version: int, maker: str, scorer: str, source: str, by: str, at: Moment
) -> Calibration | None:
    """A curve from the older two thirds, measured on the newest third; None where too few are known.

    `known` is in the order of time: what is measured must not be older than what was learned.
    """
    if len(known) < ENOUGH:
        return None
    learned, kept = known[: len(known) * 2 // 3], known[len(known) * 2 // 3 :]
    curve = Calibration(
        version=version,
        maker=maker,
        scorer=scorer,
        knots=isotonic(learned),
        drafts=len(learned),
        measured=len(kept),
        source=source,
        by=by,
        at=at,
    )
    after = reliability([Known(curve.of(score), right) for score, right in kept])
    return curve.model_copy(update={"before": reliability(kept), "after": after})
