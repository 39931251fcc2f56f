"""Calling colleagues by name in a note: @grace, @grace@example.com, @"Grace Hopper"."""

import re
from collections.abc import Iterable

from hitl.domain.roles import User

_CALL = re.compile(r"""(?<![\w@])@(?:"([^"\n]{1,80})"|([\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w.+-]*\w))""")


def mentioned(text: str, users: Iterable[User]) -> tuple[str, ...]:
    """The e-mails of the known users whom the text calls, in order, each once.

    A name fits where it is somebody's address, the part before its @, their full name or their first name,
    in whatever case; a name that fits two people calls nobody.
    """
    known = [user for user in users if not user.disabled]
    found: dict[str, None] = {}
    for quoted, plain in _CALL.findall(text):
        called = (quoted or plain).casefold()
        for fits in (_addresses, _full_names, _first_names):
            people = [user.email for user in known if called in fits(user)]
            if people:
                if len(people) == 1:
                    found[people[0]] = None
                break
    return tuple(found)


def _addresses(user: User) -> tuple[str, ...]:
    return user.email.casefold(), user.email.partition("@")[0].casefold()


def _full_names(user: User) -> tuple[str, ...]:
    return user.name.casefold(), user.name.casefold().replace(" ", "."), user.name.casefold().replace(" ", "")


def _first_names(user: User) -> tuple[str, ...]:
    return tuple(user.name.casefold().split()[:1])
