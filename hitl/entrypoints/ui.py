"""The entry script of every page: frame, navigation and header, then the page itself.

It does not stand beside `pages/`: Streamlit would then serve a page by its address without running this.
The first page is the demo's start; beside a company's own data it is the desk, where its people work.
"""

import streamlit as st

from hitl.entrypoints.process import product
from hitl.ui import guards, keys, places, shell, theme
from hitl.ui.places import Place
from hitl.ui.walk import reset, visit

st.set_page_config(
    page_title="Countersign",
    page_icon=str(theme.STATIC / "icon.png"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
theme.dress()
works = product()
with works.store.reads() as reads:
    house = st.session_state[shell.HOUSE] = reads.house()
demo = house.simulated or reset.running()  # half way through a reset the database says neither
pages = {place: places.page(place, simulated=demo) for place in Place}
page = st.navigation(list(pages.values()), position="top")
if page == pages[Place.START] and not demo:
    st.switch_page(pages[Place.DESK])
here = Place(page.url_path or Place.START)
st.set_page_config(page_title=f"{page.title} · Countersign")
st.logo(str(theme.STATIC / "logo.png"), size="medium")
visit.arrived(here, works.clock.now())
shell.header(house, works, here)
me = guards.acting(house.users)
keys.guard("key_guard", cookies={guards.COOKIE: me.email if me else "", visit.COOKIE: visit.cookie()})
page.run()
