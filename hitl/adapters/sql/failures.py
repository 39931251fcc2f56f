"""What a database's failure means to the person in front of it, in one sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from hitl.errors import Refused, StoreUnavailable

_SAID_BY_SQLITE = {
    "locked": "{where} is locked by another program; close that one or try again in a moment",
    "unable to open": "{where} cannot be opened; check that its folder exists and may be written to",
    "readonly": "{where} or its folder may not be written to; change its permissions or name another one",
    "not a database": "{where} is not a database; name another file in HITL_DATABASE_URL",
    "malformed": "{where} is damaged; restore it from a backup",
    "disk is full": "The disk that holds {where} is full; make room and try again",
    "disk i/o error": "The disk that holds {where} failed; check it and restore a backup if need be",
    "no such table": "{where} is not complete; any `python -m hitl` command brings a new database up to date",
}


@contextmanager
def in_plain_words(url: URL) -> Iterator[None]:
    """Turn the database's own errors into StoreUnavailable, or Refused where two writers collided."""
    try:
        yield
    except IntegrityError as error:
        raise Refused(
            "Somebody else wrote the same record at the same moment; look again and repeat it if need be"
        ) from error
    except PoolExhausted as error:
        raise StoreUnavailable(
            "Too much is going on in the database at once; try again in a moment"
        ) from error
    except (DBAPIError, sqlite3.Error) as error:
        raise StoreUnavailable(sentence(error, url)) from error


def sentence(error: SQLAlchemyError | sqlite3.Error, url: URL) -> str:
    """What happened and what to do about it; never the statement with its data."""
    said = str(getattr(error, "orig", None) or error).lower()
    if url.get_backend_name() != "sqlite":
        return _of_a_server(said, url)
    where = f"The database {url.database}"
    for sign, words in _SAID_BY_SQLITE.items():
        if sign in said:
            return words.format(where=where)
    return f"{where} failed ({said.splitlines()[0]}); try again, or restore a backup"


def _of_a_server(said: str, url: URL) -> str:
    where = f"The database server at {url.host or 'the local socket'}:{url.port or 5432}"
    if "password" in said or "authentication" in said:
        return f"{where} refused user and password; check HITL_DATABASE_URL"
    if "does not exist" in said and "database" in said:
        return f"{where} has no database {url.database!r}; create it or check HITL_DATABASE_URL"
    if "deadlock" in said or "serialize" in said or "lock timeout" in said:
        return "Two changes got in each other's way and this one was undone; try again"
    if "permission denied" in said:
        return f"{where} does not let this user do that; grant it the rights on {url.database!r}"
    if "connect" in said or "server closed" in said or "terminat" in said or "shutting down" in said:
        return f"{where} cannot be reached; check that it runs and HITL_DATABASE_URL"
    return f"{where} failed ({said.splitlines()[0] if said else 'no reason given'}); try again"
