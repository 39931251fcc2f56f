"""The keyboard: stops what a held key or a key behind a dialog would do, and hears the question mark.

Streamlit's `shortcut=` fires again while a key is held, also behind an open dialog; the server refuses
such decisions too (hitl/steps/review), this spares people the refusal. It is the one script of ours in the
page, so it also writes the cookies that let a reload know whom one acts as (hitl/ui/guards) and how far one
is in the walk through the demo (hitl/ui/walk/visit).
"""

from collections.abc import Callable, Mapping

import streamlit as st

from hitl.ui import markup

_SCRIPT = """
export default function ({ data, setTriggerValue, setStateValue }) {
  window.__countersignKeys?.()  // a change of scheme mounts anew without leaving first
  for (const [name, value] of Object.entries(data.cookies)) {
    if (value) document.cookie = `${name}=${encodeURIComponent(value)}; path=/; SameSite=Strict`
  }
  const scheme = getComputedStyle(document.querySelector(".stApp")).colorScheme
  document.documentElement.style.colorScheme = scheme
  if (window.__countersignScheme !== scheme) {
    if (window.__countersignScheme) setStateValue("scheme", scheme)
    window.__countersignScheme = scheme
  }
  const fields = ["INPUT", "TEXTAREA", "SELECT"]
  const typing = (target) => target && (target.isContentEditable || fields.includes(target.tagName))
  let held = null  // the key that is down since before a field had the focus
  const guard = (event) => {
    if (typing(event.target)) {
      if (event.repeat && event.key === held) event.preventDefault()
      return
    }
    held = event.key
    const dialog = document.querySelector('[role="dialog"]')
    const own = dialog && [...dialog.querySelectorAll("button kbd")].some(
      (hint) => hint.textContent.trim().toUpperCase() === event.key.toUpperCase())
    const letter = event.key.length === 1 && event.key !== " "
    if (letter && (event.repeat || (dialog && !own))) {
      event.stopImmediatePropagation()
      event.preventDefault()
    } else if (event.key === "?") {
      setTriggerValue("help", Date.now())
    }
  }
  const left = (changes) => changes.forEach(({ target, oldValue }) => {
    // whoever has chosen whom to act as goes on with the desk's keys, not with the list
    const closed = oldValue === "true" && target.getAttribute("aria-expanded") !== "true"
    if (closed && target.matches(".st-key-topright input")) target.blur()
  })
  const marked = (field) => {
    // what is typed next takes the amount's place, also where the amount comes a little later than its field
    const untouched = new AbortController(), { signal } = untouched
    const typed = (event) => {
      if (event.key.length === 1) field.select()
      untouched.abort()
    }
    field.select()
    field.addEventListener("keydown", typed, { signal })
    field.addEventListener("pointerdown", () => untouched.abort(), { signal })
  }
  const opened = () => {
    // whoever opens a form by its key types on in its first field; a touch would raise the keyboard
    const form = document.querySelector(".st-key-decide form, .st-key-decide [data-testid='stForm']")
    if (form === shown) return
    const first = form?.querySelector("input:not([disabled]), textarea:not([disabled])")
    const coming = form?.querySelector('[data-testid="stSkeleton"]')
    if (form && (coming || !first)) return  // fields come a little later than their form, and not all at once
    shown = form
    if (first && matchMedia("(pointer: fine)").matches) {
      first.focus({ preventScroll: true })
      if (first.type === "text") marked(first)
    }
  }
  let shown = null
  const forms = new MutationObserver(opened)
  forms.observe(document.body, { subtree: true, childList: true })
  const released = () => { held = null }
  window.addEventListener("keyup", released, true)
  const watch = new MutationObserver(left)
  watch.observe(document.body, { subtree: true, attributeFilter: ["aria-expanded"], attributeOldValue: true })
  window.addEventListener("keydown", guard, true)
  const leave = () => {
    watch.disconnect()
    forms.disconnect()
    window.removeEventListener("keyup", released, true)
    window.removeEventListener("keydown", guard, true)
  }
  window.__countersignKeys = leave
  return leave
}
"""

KEYS = {
    "Decide": (
        ("A", "Approve the draft, or agree as the second of two"),
        ("W", "Pay what the policy allows instead"),
        ("E", "Edit: your own amount, action or reply"),
        ("X", "Reject: nothing of the draft goes out"),
        ("S", "Escalate to somebody more senior"),
        ("Q", "Ask the customer"),
        ("1 to 0", "The reason, where one is asked for"),
        ("U", "Undo the last decision"),
        ("B", "Decide alike cases together"),
        ("T", "Try a failed refund again"),
        ("H", "Settled by hand: finish a case that failed"),
    ),
    "Go through the queue": (
        ("N", "Next case: the first that nobody has"),
        ("J", "The case below in the list"),
        ("K", "The case above"),
        ("F", "Find cases"),
    ),
    "With this case": (
        ("L", "Similar cases"),
        ("M", "Notes for colleagues"),
        ("G", "Give to a colleague"),
        ("Z", "Snooze"),
    ),
    "Everywhere": (("Esc", "Back, or close a panel"), ("?", "This list")),
}
"""By what they are for, in the order of the sheet."""


def guard(key: str, *, cookies: Mapping[str, str]) -> None:
    """Mount the guard; it draws nothing. It also keeps the cookies until the browser is closed."""
    component = st.components.v2.component("countersign_key_guard", js=_SCRIPT)
    component(
        key=key,
        data={"cookies": dict(cookies)},
        on_help_change=_ask_for_help,
        on_scheme_change=_nothing,
    )
    if st.session_state.pop("keys_wanted", False):
        _dialog()


def _ask_for_help() -> None:
    st.session_state["keys_wanted"] = True


def _nothing() -> None:
    """A change of the scheme only needs the rerun that it causes."""


def _list() -> None:
    parts = []
    for group, keys in KEYS.items():
        rows = "".join(f"<dt><kbd>{key}</kbd></dt><dd>{says}</dd>" for key, says in keys)
        parts.append(f'{markup.heading(group)}<dl class="defs keys">{rows}</dl>')
    st.html("".join(parts))


_dialog: Callable[[], None] = st.dialog("Keys at the desk", width="small")(_list)
