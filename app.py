"""The launcher: pages, API and static files as one ASGI application, with the worker beside it.

`streamlit run app.py` and `uvicorn app:app` both start it.
"""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from hitl.entrypoints.api import api
from hitl.entrypoints.headers import SecurityHeaders
from hitl.entrypoints.process import lifespan
from hitl.settings import ROOT

app = st.App(
    ROOT / "hitl" / "entrypoints" / "ui.py",
    routes=[Mount("/api", api), Mount("/app/static", StaticFiles(directory=ROOT / "static"))],
    lifespan=lifespan,
    middleware=[Middleware(SecurityHeaders)],
)
