"""What moves on the desk without a rerun, and presses on what is drawn as plain HTML.

Rows, head and small buttons are a few blocks of escaped HTML instead of a hundred elements: a button there
says what it does in `data-do` and to what in `data-what`, and this script tells the server. It also brings
the keys of the queue to those buttons, counts due times down, copies case numbers, points to the evidence
that a sentence names, opens a side panel at its first field, and says whether the tab is looked at: a case
is held only while it is.
"""

import json
from collections.abc import Callable

import streamlit as st

from hitl.ui import markup

KEY = "desk_live"
COPY = "copy"

_SCRIPT = """
export default function ({ parentElement, setTriggerValue, setStateValue }) {
  window.__countersignDesk?.()  // a change of scheme mounts anew without leaving first
  const keys = KEYS
  const find = (selector) => document.querySelector(selector)
  const said = parentElement.querySelector(".said")
  const fields = ["INPUT", "TEXTAREA", "SELECT"]
  const typing = (target) => target && (target.isContentEditable || fields.includes(target.tagName))
  const copy = async (button) => {
    const text = button.dataset.copy
    try {
      await navigator.clipboard.writeText(text)
    } catch {  // not served over https, or not allowed: the old way
      const field = document.createElement("textarea")
      field.value = text
      document.body.append(field)
      field.select()
      document.execCommand("copy")
      field.remove()
      button.focus()
    }
    button.classList.add("done")
    said.textContent = `${text} is copied`
    setTimeout(() => { button.classList.remove("done"); said.textContent = "" }, 1600)
  }
  const pointTo = (evidence) => {  // until the next click
    find(".pointed")?.classList.remove("pointed")
    const place = evidence && document.getElementById(evidence.dataset.at)
    place?.classList.add("pointed")
    place?.scrollIntoView({ block: "nearest" })
  }
  const clicked = (event) => {
    pointTo(event.target.closest?.("[data-at]"))
    const button = event.target.closest?.("[data-do], [data-copy]")
    if (!button || button.disabled) return
    if (button.dataset.copy) copy(button)
    else setTriggerValue("press", { do: button.dataset.do, what: button.dataset.what ?? "" })
  }
  const rows = () => [...document.querySelectorAll(".row.case")]
  const neighbour = (step) => {
    const all = rows(), at = all.findIndex((row) => row.classList.contains("on"))
    const row = all[at < 0 ? 0 : at + step]
    row?.scrollIntoView({ block: "nearest" })
    row?.click()
  }
  const pressed = (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || find('[role="dialog"]')) return
    const side = find('[class*="st-key-over_"]')
    if (event.key === "Escape" && event.target.ariaExpanded === "true") return  // closes a list of choices
    if (event.key === "Escape" && side) {
      find('[data-do="close"]')?.click()
      return
    }
    if (event.key === "Enter" && !event.isComposing && event.target.closest?.(".st-key-rail_search")) {
      event.target.blur()  // sends the words; whoever has searched goes on with the desk's keys, at once
    }
    const answering = find(".st-key-decide [data-testid='stForm'], .st-key-reasons")
    if (typing(event.target) || answering) return
    const key = event.key.toLowerCase()
    if (key === "j" || key === "k") neighbour(key === "j" ? 1 : -1)
    else if (key === "f") {
      event.preventDefault()
      find(".st-key-rail_search input")?.focus()
    } else if (keys[key]) find(keys[key])?.click()
  }
  const span = (seconds) => {
    const s = Math.floor(Math.abs(seconds))
    if (s < 60) return `${s} s`
    if (s < 3600) return `${Math.floor(s / 60)} min`
    if (s < 86400) return `${Math.floor(s / 3600)} h ${String(Math.floor(s % 3600 / 60)).padStart(2, "0")}`
    const days = Math.floor(s / 86400)
    return `${days} day${days > 1 ? "s" : ""}`
  }
  const chosen = () => {  // the open view is in sight where the views are one narrow strip
    const view = find(".views .row.on"), strip = view?.parentElement
    if (view === open) return
    open = view
    const narrow = strip && strip.scrollWidth > strip.clientWidth
    if (narrow) strip.scrollLeft = view.offsetLeft - strip.offsetLeft - 40
  }
  const tick = () => {
    const clock = find("[data-now]")
    if (clock && clock.dataset.now !== told) {
      told = clock.dataset.now
      ahead = Number(told) * 1000 - Date.now()  // by how much the server's clock is ahead of this one
    }
    for (const place of document.querySelectorAll("[data-due]")) {
      const left = Number(place.dataset.due) - (Date.now() + ahead) / 1000
      const before = place.dataset.pre ? `${place.dataset.pre} ` : ""
      const text = left < 0 ? `${span(left)} late` : before + span(left)
      const words = place.querySelector(".t")
      if (words.textContent !== text) words.textContent = text
      place.classList.toggle("over", left < 0)
    }
  }
  const drawn = () => {
    chosen()
    const side = find('[class*="st-key-over_"]')
    if (side === shown) return
    const first = side?.querySelector("input:not([disabled]), textarea:not([disabled])")
      ?? side?.querySelector("button:not([data-do=close], [disabled])")
    const coming = side?.querySelector('[data-testid="stSkeleton"]')
    if (side && (coming || !first)) return  // fields come a little later than their panel
    shown = side
    if (first && matchMedia("(pointer: fine)").matches) first.focus({ preventScroll: true })
  }
  const looked = () => {
    clearTimeout(leaving)
    if (!document.hidden) setStateValue("away", false)
    else leaving = setTimeout(() => setStateValue("away", true), 30_000)
  }
  let shown = null, open = null, told = "", ahead = 0, leaving = 0
  const panels = new MutationObserver(drawn)
  panels.observe(document.body, { subtree: true, childList: true })
  const clock = setInterval(tick, 1000)
  document.addEventListener("click", clicked)
  document.addEventListener("visibilitychange", looked)
  window.addEventListener("keydown", pressed)
  const leave = () => {
    panels.disconnect()
    clearInterval(clock)
    clearTimeout(leaving)
    document.removeEventListener("click", clicked)
    document.removeEventListener("visibilitychange", looked)
    window.removeEventListener("keydown", pressed)
  }
  window.__countersignDesk = leave
  return leave
}
"""

_SAID = '<span class="said vh" role="status"></span>'
PRESSES = {
    "n": '[data-do="next"]',
    "g": '[data-what="give"]',
    "z": '[data-what="snooze"]',
    "m": '[data-what="notes"]',
}
"""Which button a key presses; `hitl.ui.keys` lists them for people."""


def button(
    do: str,
    inner: str,
    what: str = "",
    *,
    css: str = "tool",
    name: str = "",
    on: bool = False,
    off: bool = False,
    **aria: str,
) -> str:
    """A button of plain HTML: `inner` is HTML, `name` what a screen reader says where that is not enough.

    `on` marks the one of several that is open, `off` one that cannot be pressed.
    """
    spoken = f' aria-label="{markup.esc(name, 500)}"' if name else ""
    tip = f' title="{markup.esc(name, 100)}"' if name and css.startswith(("tool", "copy")) else ""
    states = "".join(f' aria-{state}="{value}"' for state, value in aria.items())
    states += ' aria-current="true"' * on + " disabled" * off
    target = f'data-do="{do}" data-what="{markup.esc(what)}"'
    if do == COPY:
        target = f'data-copy="{markup.esc(what)}"'
    return f'<button type="button" class="{css}{" on" * on}" {target}{spoken}{tip}{states}>{inner}</button>'


def listen(press: Callable[[str, str], None]) -> None:
    """Mount the script; `press` is called with what a pressed button does, and to what.

    Both come from the browser and are checked by whoever acts on them.
    """

    def pressed() -> None:
        told = st.session_state[KEY].get("press") or {}
        press(str(told.get("do", "")), str(told.get("what", ""))[:400])

    script = _SCRIPT.replace("KEYS", json.dumps(PRESSES))
    component = st.components.v2.component("countersign_desk", html=_SAID, js=script, isolate_styles=False)
    component(key=KEY, on_press_change=pressed, on_away_change=_nothing)


def looked_at() -> bool:
    """Whether somebody has the tab before them."""
    return not (st.session_state.get(KEY) or {}).get("away")


def _nothing() -> None:
    """Whether one is away is read when it matters."""
