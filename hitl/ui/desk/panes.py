"""Three panes side by side, each as high as the window; the style sheet stacks them where it is narrow."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

RAIL, RIGHT = 276, 428
"""Pixels; the centre takes the rest: 736 of 1440."""


def show() -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """Rail, centre and right pane."""
    desk = st.container(horizontal=True, gap=None, key="desk")
    return (
        desk.container(key="rail", width=RAIL),
        desk.container(key="centre"),
        desk.container(key="right", width=RIGHT),
    )
