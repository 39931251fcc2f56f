"""Settings from the environment and `.env`, read once by an entry point and passed on."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError
from sqlalchemy.engine import make_url

from hitl.domain.record import Moment, Record
from hitl.errors import InvalidSetting

ROOT = Path(__file__).resolve().parent.parent


class Settings(Record):
    """Every setting of FORMATS with its default; secrets are never printed."""

    database_url: str
    drafter: Literal["rules", "llm"] = "rules"
    model: str = ""
    senior_model: str = ""
    deadline: float = Field(default=30.0, gt=0, le=3600)  # seconds that drafting one case may take in all
    openai_api_key: SecretStr | None = None
    openai_base_url: str = ""
    payments: Literal["demo", "stripe"] = "demo"
    stripe_api_key: SecretStr | None = None
    stripe_api_base: str = ""
    ledger_key: SecretStr | None = None  # base64 or any long text; the demo makes its own in var/
    data_key: SecretStr | None = None
    webhook_url: str = ""  # where notifications go; empty: nowhere
    webhook_secret: SecretStr | None = None  # they are signed with
    langsmith_tracing: bool = False  # traces of models' runs go to LangSmith, masked
    langsmith_api_key: SecretStr | None = None
    langsmith_endpoint: str = "https://api.smith.langchain.com"
    langsmith_project: str = "countersign"
    langsmith_workspace_id: str = ""
    clock: Moment | None = None  # run as of then
    var: Path = ROOT / "var"  # what this installation makes for itself

    @property
    def sqlite(self) -> bool:
        """Whether the database is a SQLite file."""
        return make_url(self.database_url).get_backend_name() == "sqlite"

    @property
    def apart(self) -> bool:
        """Whether drafting and paying may not share a process: a model drafts, and the money is real."""
        return self.payments != "demo" and self.drafter == "llm"

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read the environment, over `.env` in the project's folder. Raises InvalidSetting."""
        given = _environment() if environment is None else environment
        values = {field: given[name] for field, name in _NAMES.items() if given.get(name, "").strip()}
        if "openai_api_key" in values:
            values.setdefault("drafter", "llm")
        var = Path(given.get("HITL_VAR", "").strip() or ROOT / "var")
        values.setdefault("database_url", f"sqlite:///{var / 'countersign.sqlite'}")
        try:
            settings = cls.model_validate({**values, "var": var})
            make_url(settings.database_url)
        except ValidationError as error:
            first = error.errors()[0]
            field = str(first["loc"][0])
            raise InvalidSetting(f"{_NAMES.get(field, field)}: {first['msg']}") from error
        except Exception as error:
            raise InvalidSetting(f"HITL_DATABASE_URL is not a database address: {error}") from error
        if settings.clock and settings.payments != "demo":
            raise InvalidSetting(
                "HITL_CLOCK is refused with real payments; unset it or set HITL_PAYMENTS=demo"
            )
        if settings.openai_base_url and not settings.openai_base_url.startswith(("https://", "http://")):
            raise InvalidSetting("OPENAI_BASE_URL must begin with https:// or http://")
        if settings.drafter == "llm" and settings.openai_base_url and not settings.model:
            raise InvalidSetting("HITL_MODEL must name a model that the server at OPENAI_BASE_URL has")
        if settings.langsmith_tracing and settings.langsmith_api_key is None:
            raise InvalidSetting("LANGSMITH_TRACING needs LANGSMITH_API_KEY")
        if settings.webhook_url and settings.webhook_secret is None:
            raise InvalidSetting(
                "HITL_WEBHOOK_URL needs HITL_WEBHOOK_SECRET, which notifications are signed with"
            )
        return settings

    def environment(self) -> dict[str, str]:
        """The variables that make another process load the same settings; secrets in plain text."""
        values = {name: getattr(self, field) for field, name in _NAMES.items()}
        plain = {
            name: value.get_secret_value() if isinstance(value, SecretStr) else value
            for name, value in values.items()
        }
        shown = {
            name: value.isoformat() if isinstance(value, datetime) else str(value)
            for name, value in plain.items()
            if value not in (None, "")
        }
        return {**shown, "HITL_VAR": str(self.var)}


_NAMES = {
    "database_url": "HITL_DATABASE_URL",
    "drafter": "HITL_DRAFTER",
    "model": "HITL_MODEL",
    "senior_model": "HITL_SENIOR_MODEL",
    "deadline": "HITL_DEADLINE",
    "openai_api_key": "OPENAI_API_KEY",
    "openai_base_url": "OPENAI_BASE_URL",
    "payments": "HITL_PAYMENTS",
    "stripe_api_key": "STRIPE_API_KEY",
    "stripe_api_base": "STRIPE_API_BASE",
    "ledger_key": "HITL_LEDGER_KEY",
    "data_key": "HITL_DATA_KEY",
    "webhook_url": "HITL_WEBHOOK_URL",
    "webhook_secret": "HITL_WEBHOOK_SECRET",
    "langsmith_tracing": "LANGSMITH_TRACING",
    "langsmith_api_key": "LANGSMITH_API_KEY",
    "langsmith_endpoint": "LANGSMITH_ENDPOINT",
    "langsmith_project": "LANGSMITH_PROJECT",
    "langsmith_workspace_id": "LANGSMITH_WORKSPACE_ID",
    "clock": "HITL_CLOCK",
}


def _environment() -> dict[str, str]:
    from dotenv import dotenv_values

    stored = {name: value for name, value in dotenv_values(ROOT / ".env").items() if value is not None}
    return {**stored, **os.environ}


def parse_moment(text: str) -> datetime:
    """An ISO 8601 time with an offset, or a bare date as that day at 00:00 UTC. Raises ValueError."""
    from datetime import UTC

    text = text.strip()
    moment = datetime.fromisoformat(text)
    if len(text) == len("2026-01-01"):
        return moment.replace(tzinfo=UTC)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset from UTC")
    return moment.astimezone(UTC)
