"""The entry script of every page: frame, navigation and header, then the page itself.

It does not stand beside `pages/`: Streamlit would then serve a page by its address without running this.
"""

import streamlit as st

from hitl.entrypoints.process import product
from hitl.settings import ROOT
from hitl.ui import guards, keys, shell, theme

PAGES = ROOT / "pages"

st.set_page_config(
    page_title="Countersign",
    page_icon=str(theme.STATIC / "icon.png"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
theme.dress()
page = st.navigation(
    [
        st.Page(PAGES / "request.py", title="Request", url_path="request", default=True),
        st.Page(PAGES / "desk.py", title="Review desk", url_path="desk"),
        st.Page(PAGES / "case.py", title="Case", url_path="case", visibility="hidden"),
        st.Page(PAGES / "metrics.py", title="Metrics", url_path="metrics"),
    ],
    position="top",
)
st.logo(str(theme.STATIC / "logo.png"), size="medium")
with product().store.reads() as reads:
    house = reads.house()
shell.header(house)
me = guards.acting(house.users)
keys.guard("key_guard", cookie=guards.COOKIE, value=me.email if me else "")
page.run()
