"""The entry script of every page: frame, navigation and header, then the page itself.

It does not stand beside `pages/`: Streamlit would then serve a page by its address without running this.
The first page is the demo's start; beside a company's own data it is the desk, where its people work.
"""

import streamlit as st

from hitl.entrypoints.process import product
from hitl.ui import guards, keys, places, shell, theme
from hitl.ui.places import Place
from hitl.ui.walk import visit

st.set_page_config(
    page_title="Countersign",
    page_icon=str(theme.STATIC / "icon.png"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
theme.dress()
works = product()
with works.store.reads() as reads:
    house = reads.house()
pages = {place: places.page(place, simulated=house.simulated) for place in Place}
page = st.navigation(list(pages.values()), position="top")
if page == pages[Place.START] and not house.simulated:
    st.switch_page(pages[Place.DESK])
here = Place(page.url_path or Place.START)
st.logo(str(theme.STATIC / "logo.png"), size="medium")
visit.arrived(here, works.clock.now())
shell.header(house, works, here)
me = guards.acting(house.users)
keys.guard("key_guard", cookies={guards.COOKIE: me.email if me else "", visit.COOKIE: visit.cookie()})
page.run()
