"""The form of a model's answer. Unknown fields, wrong types and values out of bounds are refused."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from hitl.adapters.llm_drafter.failures import AskFailed
from hitl.domain.draft import Action, Missing
from hitl.domain.policy import Reason
from hitl.domain.reading.record import Sentiment

_VISIBLE = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]*$"
"""No control characters, none that turn the direction, none that a model reads and a person does not."""

_Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_Line = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=_VISIBLE)]
_Note = Annotated[str, StringConstraints(max_length=600, pattern=_VISIBLE)]
_Text = Annotated[str, StringConstraints(min_length=1, max_length=4_000, pattern=_VISIBLE)]


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class AnswerClaim(_Form):
    """So many pieces of one line."""

    line_id: _Id
    quantity: Annotated[int, Field(ge=1, le=1_000_000)]
    reason: Reason


class AnswerSentence(_Form):
    """A sentence of the rationale; without evidence there is none."""

    text: _Line
    supports: bool
    evidence: Annotated[tuple[_Id, ...], Field(min_length=1, max_length=8)]


class Answer(_Form):
    """What a model proposes, before anything of it is checked against the facts."""

    action: Action
    order_id: _Id | None
    claims: Annotated[tuple[AnswerClaim, ...], Field(max_length=50)]
    amount: Annotated[str, StringConstraints(min_length=1, max_length=20)] | None
    citations: Annotated[tuple[_Id, ...], Field(max_length=12)]
    rationale: Annotated[tuple[AnswerSentence, ...], Field(min_length=1, max_length=12)]
    reply: _Text
    customer_sentiment: Sentiment
    missing: Annotated[tuple[Missing, ...], Field(max_length=6)]
    refund_matter: bool
    needs_human_review: bool
    review_note: _Note
    sure: Annotated[float, Field(ge=0, le=1)]
    doubts: Annotated[tuple[_Note, ...], Field(max_length=8)]


def parse(text: str) -> Answer:
    """The answer in a text. Raises AskFailed, naming the field and never showing what stood there."""
    if not text.strip():
        raise AskFailed("The model's answer was empty.")
    try:
        return Answer.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        if first["type"] == "json_invalid":
            raise AskFailed("The model's answer is no complete JSON.") from None
        where, what = _place(first["loc"]), _SAYS.get(first["type"], "not of the kind that is asked for")
        raise AskFailed(f"The model's answer is not of the agreed form: {where}: {what}.") from None


def _place(found: tuple[int | str, ...]) -> str:
    """Where in an answer, in words: "claims 1, quantity"."""
    place = ""
    for part in found:
        if isinstance(part, int):
            place += f" {part + 1}"
        elif part in _FIELDS:
            place += f", {part.replace('_', ' ')}" if place else part.replace("_", " ")
    return place or "it"


_FIELDS = frozenset(
    name for form in (Answer, AnswerClaim, AnswerSentence) for name in form.model_fields
)  # a foreign field's name is the model's text, not ours

_SAYS = {
    "enum": "a word that is none of those to choose from",
    "extra_forbidden": "a field that is not asked for",
    "finite_number": "no number",
    "greater_than_equal": "less than is possible",
    "less_than_equal": "more than is possible",
    "missing": "left out",
    "string_pattern_mismatch": "characters that a person cannot see",
    "string_too_long": "too long",
    "string_too_short": "empty",
    "too_long": "too many",
    "too_short": "empty",
}

_NOT_ON_THE_WIRE = frozenset({"pattern", "minLength", "maxLength", "title", "description", "default"})
"""Left out of the schema: not every server knows them, and we check them ourselves."""


def form() -> dict[str, Any]:
    """The schema as the protocol asks for it."""
    schema = _plain(Answer.model_json_schema())
    return {"type": "json_schema", "json_schema": {"name": "draft", "strict": True, "schema": schema}}


def _plain(schema: Any) -> Any:
    """A schema without what is only for people; a property may be named like a keyword and stays."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _plain(one) for name, one in value.items()}
        if key in {"properties", "$defs"}
        else _plain(value)
        for key, value in schema.items()
        if key not in _NOT_ON_THE_WIRE
    }
