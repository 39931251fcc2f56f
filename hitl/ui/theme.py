"""The style sheet, the scheme, and the times of day as this browser's person reads them."""

from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

STATIC = Path(__file__).resolve().parents[2] / "static"


def dress() -> None:
    """Put the style sheet on the page, and tell dialogs, which hang outside the app, the scheme."""
    st.html(STATIC / "ui.css")
    scheme = st.context.theme.type or "light dark"
    st.html(f"<style>:root{{color-scheme:{scheme}}}</style>")


def local(at: datetime) -> datetime:
    """The time on this browser's clock."""
    return at.astimezone(_zone())


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
