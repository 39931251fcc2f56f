"""Calibrate the rules drafter's score on the labelled cases: a curve as plain data out.

    .venv/bin/python scripts/calibrate_rules.py            # fits and writes data/calibration.json
    .venv/bin/python scripts/calibrate_rules.py --check    # says what it comes to, writes nothing

The curve is learned from the cases that the rules were tuned on and measured on the held-out ones. A draft is
right where its action is among the expected ones, and its amount, if one is expected, is that amount.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hitl.adapters.policy_search import ClauseSearch  # noqa: E402
from hitl.adapters.reading_weights import load_lexicon  # noqa: E402
from hitl.adapters.rules_drafter import RulesDrafter  # noqa: E402
from hitl.bootstrap import CALIBRATIONS, read_ruleset  # noqa: E402
from hitl.domain.calibration import Calibration, Known, isotonic, reliability  # noqa: E402
from hitl.domain.confidence import SCORER  # noqa: E402
from hitl.labelled import draft_all, load_cases, load_policy  # noqa: E402

CASES = ROOT / "data" / "cases"
AT = datetime(2026, 11, 21, tzinfo=UTC)


def main() -> int:
    """Fit, say what it comes to, and write unless only asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    only_asked = parser.parse_args().check
    found = fitted()
    if found.before and found.after:
        print(f"fitted on {found.drafts}, measured on {found.measured} held-out cases")
        print(f"expected calibration error: {found.before.error:.3f} before, {found.after.error:.3f} after")
    if not only_asked:
        CALIBRATIONS.write_text(found.model_dump_json(indent=1) + "\n", "utf-8")
    return 0


def fitted() -> Calibration:
    """The curve as the cases give it now."""
    tuned = [one for path in sorted(CASES.glob("tuned*.jsonl")) for one in known(path)]
    kept = [one for path in sorted(CASES.glob("held_out*.jsonl")) for one in known(path)]
    curve = Calibration(
        version=1,
        maker=RulesDrafter(_lexicon()).name,
        scorer=SCORER,
        knots=isotonic(tuned),
        drafts=len(tuned),
        measured=len(kept),
        source="labelled cases",
        at=AT,
    )
    after = reliability([Known(curve.of(score), right) for score, right in kept])
    return curve.model_copy(update={"before": reliability(kept), "after": after})


def known(path: Path) -> Iterator[Known]:
    """Scores and truths of one file's cases; those of which no action is expected are left out."""
    rows = draft_all(
        load_cases(path),
        RulesDrafter(_lexicon()),
        lexicon=_lexicon(),
        search=ClauseSearch(),
        ruleset=read_ruleset(),
        policy=load_policy(ROOT / "data" / "policies"),
    )
    for row in rows:
        confidence = row.worked.judged.confidence if row.worked else None
        if confidence is not None and confidence.score is not None and row.score.action is not None:
            yield Known(confidence.score, row.score.action and row.score.amount is not False)


def _lexicon():
    return load_lexicon(ROOT, read_ruleset())


if __name__ == "__main__":
    raise SystemExit(main())
