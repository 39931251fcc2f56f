import pytest

from hitl.domain.policy import Clause, GoodsBack, Outcome, Reason
from hitl.domain.policy_file import parse_policies, parse_policy
from hitl.errors import InvalidPolicy

TWO_CLAUSES = """# Returns

What this shop does about returns.

## RP-1 Damaged or defective goods

We refund goods that arrive broken.

```toml
reasons = ["damaged", "defective"]
outcome = "refund"
within_days = 30
```

Tell us within thirty days.

## RP-2 Goodwill

Ask us anyway.
"""


def one(body: str, heading: str = "## RP-1 Damaged") -> Clause:
    (clause,) = parse_policy("returns", f"{heading}\n\n{body}\n")
    return clause


def terms(*rows: str) -> str:
    return "\n".join(["```toml", *rows, "```"])


def test_each_heading_of_level_two_is_a_clause_and_the_preamble_is_none():
    first, second = parse_policy("returns", TWO_CLAUSES)
    assert (first.clause_id, first.title, first.topic) == ("RP-1", "Damaged or defective goods", "returns")
    assert first.text == "We refund goods that arrive broken.\n\nTell us within thirty days."
    assert (second.clause_id, second.text, second.terms) == ("RP-2", "Ask us anyway.", None)


def test_terms_are_read_with_their_defaults():
    read = parse_policy("returns", TWO_CLAUSES)[0].terms
    assert read is not None
    assert read.reasons == {Reason.DAMAGED, Reason.DEFECTIVE}
    assert (read.outcome, read.within_days, read.pays_percent) == (Outcome.REFUND, 30, 100)
    assert (read.goods_back, read.final_sale, read.categories) == (GoodsBack.NO, None, None)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_endings_and_a_byte_order_mark_change_nothing(end: str):
    assert parse_policy("returns", "\ufeff" + TWO_CLAUSES.replace("\n", end)) == parse_policy(
        "returns", TWO_CLAUSES
    )


@pytest.mark.parametrize(
    ("heading", "clause_id", "title"),
    [
        ("## RP-2 Damaged goods", "RP-2", "Damaged goods"),
        ("## RP-2: Damaged goods", "RP-2", "Damaged goods"),
        ("## RP-2. Damaged goods", "RP-2", "Damaged goods"),
        ("## RP-2 – Damaged goods", "RP-2", "Damaged goods"),
        ("## **RP-2** Damaged goods", "RP-2", "Damaged goods"),
        ("## **RP-2 Damaged goods**", "RP-2", "Damaged goods"),
        ("## `RP-2` Damaged goods", "RP-2", "Damaged goods"),
        ("## [RP-2] Damaged goods", "RP-2", "Damaged goods"),
        ("## 2.1) Damaged goods", "2.1", "Damaged goods"),
        ("##\tRP-2\tDamaged goods", "RP-2", "Damaged goods"),
        ("  ## RP-2 Damaged goods ##", "RP-2", "Damaged goods"),
        ("## RP-2 Damaged goods C#", "RP-2", "Damaged goods C#"),
        ("## RP-2\u00a0Damaged goods", "RP-2", "Damaged goods"),
        ("## RP-2", "RP-2", "RP-2"),
        ("## Rückgabe binnen 30 Tagen", "Rückgabe", "binnen 30 Tagen"),
    ],
)
def test_the_first_word_of_a_heading_is_the_id(heading: str, clause_id: str, title: str):
    clause = one("Text.", heading)
    assert (clause.clause_id, clause.title) == (clause_id, title)


@pytest.mark.parametrize(
    "info", ["toml", "TOML", " toml", "toml terms", "{.toml}", 'toml title="terms"', "Toml,ro"]
)
def test_a_block_of_terms_is_known_by_its_info_string(info: str):
    assert one(f'```{info}\nreasons = ["late"]\noutcome = "deny"\n```').terms is not None


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('~~~toml\nreasons = ["late"]\noutcome = "deny"\n~~~', "tildes are a fence too"),
        ('````toml\nreasons = ["late"]\noutcome = "deny"\n````', "four backticks"),
        (
            '- so:\n\n      ```toml\n      reasons = ["late"]\n      outcome = "deny"\n      ```',
            "inside a list",
        ),
        ('```toml\n# ## not a heading\nreasons = ["late"]\noutcome = "deny"\n```', "a comment in the terms"),
        (
            '### When\n\nText.\n\n```toml\nreasons = ["late"]\noutcome = "deny"\n```',
            "below a smaller heading",
        ),
    ],
)
def test_terms_are_found_wherever_they_stand_in_the_clause(body: str, why: str):
    assert one(body).terms is not None, why


@pytest.mark.parametrize(
    ("body", "kept", "why"),
    [
        ("```\n## RP-9 No clause\n```", "## RP-9 No clause", "code"),
        ("~~~text\n## RP-9\n```toml\n~~~", "```toml", "a fence inside another"),
        ("### Smaller\n\nText.", "### Smaller", "a smaller heading"),
        ("##RP-9 without a space", "##RP-9 without a space", "no heading in Markdown"),
        ("A use of `## RP-9` in a line", "## RP-9", "inline code"),
        ('```json\n{"reasons": 1}\n```', '{"reasons": 1}', "a block of something else"),
    ],
)
def test_what_only_looks_like_a_clause_stays_text(body: str, kept: str, why: str):
    clause = one(body)
    assert kept in clause.text, why
    assert clause.terms is None, why


def test_a_clause_that_is_commented_out_is_not_in_force():
    commented = '<!--\n## RP-9 Old\n```toml\nreasons = ["late"]\noutcome = "refund"\n```\n-->\nStill RP-1.'
    clause = one(commented)
    assert (clause.clause_id, clause.terms, clause.text) == ("RP-1", None, "Still RP-1.")


@pytest.mark.parametrize(
    ("rows", "key", "why"),
    [
        (['reasons = ["damaged"]', 'outcome = "refund"', "within_day = 3"], "within_day", "unknown key"),
        (['reasons = ["broken"]', 'outcome = "refund"'], "reasons", "unknown reason"),
        (["reasons = []", 'outcome = "refund"'], "reasons", "covers nothing"),
        (['reasons = "damaged"', 'outcome = "refund"'], "reasons", "not a list"),
        (['reasons = ["damaged"]', 'outcome = "pay"'], "outcome", "unknown outcome"),
        (['reasons = ["damaged"]'], "outcome", "missing"),
        (['outcome = "refund"'], "reasons", "missing"),
        (['reasons = ["damaged"]', 'outcome = "refund"', "within_days = -1"], "within_days", "below nothing"),
        (['reasons = ["damaged"]', 'outcome = "refund"', "within_days = 99999"], "within_days", "centuries"),
        (['reasons = ["damaged"]', 'outcome = "refund"', "within_days = 1.5"], "within_days", "half a day"),
        (['reasons = ["damaged"]', 'outcome = "refund"', 'within_days = "30"'], "within_days", "a word"),
        (['reasons = ["damaged"]', 'outcome = "refund"', "within_days = true"], "within_days", "a truth"),
        (['reasons = ["damaged"]', 'outcome = "refund"', "pays_percent = 101"], "pays_percent", "over all"),
        (['reasons = ["damaged"]', 'outcome = "refund"', 'final_sale = "no"'], "final_sale", "a word"),
        (['reasons = ["damaged"]', 'outcome = "refund"', 'goods_back = "later"'], "goods_back", "unknown"),
        (
            ['reasons = ["damaged"]', 'outcome = "refund"', 'counted_from = "paid_at"'],
            "counted_from",
            "unknown",
        ),
        (['reasons = ["damaged"]', 'outcome = "refund"', 'statuses = ["lost"]'], "statuses", "unknown"),
        (['reasons = ["damaged"]', 'outcome = "refund"', 'remedies = ["voucher"]'], "remedies", "unknown"),
        (['reasons = ["damaged"]', 'outcome = "refund"', 'condition = "unused"'], "condition", "not a list"),
        (['reasons = ["damaged"]', 'outcome = "refund"', 'evidence = [""]'], "evidence", "an empty word"),
        (['reasons = ["damaged"]', 'outcome = "refund"', "categories = []"], "categories", "covers nothing"),
        (
            ['reasons = ["damaged"]', 'outcome = "refund"', "max_prior_refunds = -1"],
            "max_prior_refunds",
            "< 0",
        ),
        (
            ['reasons = ["late"]', 'outcome = "refund"', 'categories = ["a"]', 'except_categories = ["b"]'],
            "except_categories",
            "both cannot stand",
        ),
        (
            ['reasons = ["late"]', 'outcome = "refund"', "within_days = 5", "after_days = 6"],
            "after_days",
            "could never hold",
        ),
    ],
)
def test_unusable_terms_are_refused_with_clause_and_key(rows: list[str], key: str, why: str):
    with pytest.raises(InvalidPolicy) as refused:
        one(terms(*rows))
    assert "RP-1" in str(refused.value), why
    assert key in str(refused.value), why


@pytest.mark.parametrize(
    ("markdown", "says", "why"),
    [
        ("## RP-1 A\n```toml\nreasons = [\n```", "RP-1", "not TOML"),
        ("## RP-1 A\n" + terms('reasons = ["late"]', 'reasons = ["late"]'), "RP-1", "a key twice"),
        (
            "## RP-1 A\n" + 2 * (terms('reasons = ["late"]', 'outcome = "deny"') + "\n"),
            "2 blocks",
            "two blocks",
        ),
        ("## RP-1 A\n## RP-1 B\n", "RP-1", "an id twice"),
        ("## RP-1: A\n## RP-1. B\n", "RP-1", "an id twice but for its punctuation"),
        ("##\n\nText.", "no id", "an empty heading"),
        ("## :\n\nText.", "no id", "only punctuation"),
        (
            terms('reasons = ["late"]', 'outcome = "deny"') + "\n## RP-1 A",
            "before the first",
            "terms of no clause",
        ),
        ("## RP-1 A\n```toml\nreasons = 1\n\n## RP-2 B", "never closed", "would swallow RP-2"),
        ("## RP-1 A\n<!-- old\n\n## RP-2 B", "never closed", "would swallow RP-2"),
    ],
)
def test_unusable_files_are_refused(markdown: str, says: str, why: str):
    with pytest.raises(InvalidPolicy, match=says):
        parse_policy("returns", markdown)


def test_the_refusal_says_what_was_wrong_in_words():
    with pytest.raises(
        InvalidPolicy, match="within_days: input should be less than or equal to 3650, not 9999"
    ):
        one(terms('reasons = ["damaged"]', 'outcome = "refund"', "within_days = 9999"))


def test_the_same_id_in_two_files_is_refused_and_both_are_named():
    with pytest.raises(InvalidPolicy, match="'late' and 'returns'"):
        parse_policies({"returns": "## RP-1 A", "late": "## RP-1 B"})


def test_files_are_read_in_the_order_of_their_names():
    clauses = parse_policies({"b": "## RP-1 A", "a": "## RP-2 B"})
    assert [clause.clause_id for clause in clauses] == ["RP-2", "RP-1"]


@pytest.mark.parametrize(
    ("markdown", "ids", "why"),
    [
        ("We refund everything.\n\nAlways.", ["house"], "no heading at all"),
        ("# Our policy\n\nWe refund everything.", ["house"], "only a title"),
        ("# Policy\n\n### A-1 One\n\nx\n\n### A-2 Two\n\ny", ["A-1", "A-2"], "headings of level three"),
        ("# A-1 One\n\nx\n\n# A-2 Two\n\ny", ["A-1", "A-2"], "headings of level one"),
        ("  \n\n", [], "no text at all"),
    ],
)
def test_foreign_files_without_headings_of_level_two_lose_nothing(markdown: str, ids: list[str], why: str):
    assert [clause.clause_id for clause in parse_policy("house", markdown)] == ids, why


def test_a_whole_text_keeps_its_words_and_takes_its_title_from_its_heading():
    (clause,) = parse_policy("house", "Before.\n\n# Our policy\n\nAfter.")
    assert clause.title == "Our policy"
    assert "Before." in clause.text
    assert "After." in clause.text
