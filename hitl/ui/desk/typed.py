"""What was typed into a case and not sent is there again when the same person comes back to that case.

The fields of a form tell the server nothing before they are sent, so the browser keeps their words: in the
memory of its tab, for each person, case and field, until an answer is taken. A text comes back whatever the
draft is by now, since its difference to the draft is shown before it goes; an amount only to the same draft.
"""

import streamlit as st

from hitl.ui import markup
from hitl.ui.desk.state import Desk

_SCRIPT = """
export default function () {
  window.__countersignTyped?.leave()
  const words = window.__countersignTyped?.words ?? new Map()
  const drawn = new Map()  // each field on the screen: where its words belong, and what it began with
  const fields = ["textarea", 'input[type="text"]:not([role])']
    .flatMap((field) => [`.st-key-decide ${field}`, `[class*="st-key-over_"] ${field}`]).join(", ")
  const placeOf = (field) => {
    const around = field.closest('.st-key-decide, [class*="st-key-over_"]')
    const of = around?.querySelector("[data-writing]")?.dataset
    const named = [...(field.closest('[class*="st-key-bar_"], [class*="st-key-side_"]')?.classList ?? [])]
      .find((name) => name.startsWith("st-key-"))
    if (!of || !named) return null
    return [of.writing, named, named.endsWith("_amount") ? of.version : ""].join(" ")
  }
  const fill = (field, text) => {
    const kind = field.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text)
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  const keep = (field, { place, start }) => {
    if (field.value === start) words.delete(place)
    else words.set(place, field.value)
  }
  const look = () => {
    for (const [field, known] of drawn) {
      if (field.isConnected) continue
      keep(field, known)
      drawn.delete(field)
    }
    for (const field of document.querySelectorAll(fields)) {
      const place = !drawn.has(field) && !field.disabled && placeOf(field)
      if (!place) continue
      drawn.set(field, { place, start: field.value })
      if (words.has(place) && words.get(place) !== field.value) fill(field, words.get(place))
    }
  }
  const changes = new MutationObserver(look)
  changes.observe(document.body, { subtree: true, childList: true })
  look()
  const leave = () => {
    changes.disconnect()
    for (const [field, known] of drawn) keep(field, known)
  }
  window.__countersignTyped = { words, leave }
  return leave
}
"""


def listen() -> None:
    """Mount the script that keeps them."""
    component = st.components.v2.component("countersign_typed", js=_SCRIPT, isolate_styles=False)
    component(key="desk_typed")


def mark(desk: Desk, by: str, of: str, version: int = 0) -> str:
    """Stands beside the fields of a form: whose words they hold, of what, and that it was not sent yet."""
    writing = markup.esc(f"{by} {of} {desk.sent[of]}", 300)
    return f'<i hidden data-writing="{writing}" data-version="{version}"></i>'
