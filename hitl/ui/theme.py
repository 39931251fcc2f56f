"""The style sheet, the scheme, and the times of day as this browser's person reads them."""

from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

STATIC = Path(__file__).resolve().parents[2] / "static"


def dress() -> None:
    """Put the style sheet on the page, and tell dialogs, which hang outside the app, the scheme."""
    scheme = st.context.theme.type or "light dark"
    st.html(f"<style>{_sheet()}\n:root{{color-scheme:{scheme}}}</style>")


@cache
def _sheet() -> str:
    """The style sheet, read once."""
    return (STATIC / "ui.css").read_text(encoding="utf-8")


def local(at: datetime) -> datetime:
    """The time on this browser's clock."""
    return at.astimezone(_zone())


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
