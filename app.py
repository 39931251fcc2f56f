"""The launcher: pages, API and static files as one ASGI application, with the worker beside it.

`streamlit run app.py` and `uvicorn app:app` both start it.
"""

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from hitl.entrypoints.api import api
from hitl.entrypoints.headers import SecurityHeaders
from hitl.entrypoints.mishap import tell
from hitl.entrypoints.process import lifespan
from hitl.settings import ROOT


def to_the_first_page(request: Request) -> RedirectResponse:
    """The start is the first page, whose address is the bare one."""
    return RedirectResponse(request.url.replace(path="/"))


app = st.App(
    ROOT / "hitl" / "entrypoints" / "ui.py",
    routes=[
        Mount("/api", api),
        Mount("/app/static", StaticFiles(directory=ROOT / "static")),
        Route("/start", to_the_first_page),
    ],
    lifespan=lifespan,
    middleware=[Middleware(SecurityHeaders)],
    on_script_error=tell,
)
