"""Keys, encryption and signatures.

Personal data is sealed with AES-256-GCM under a random key of the customer (or of the case, where the
customer is unknown). Those keys are kept in the database, wrapped by the master key, which is not.
Destroying a wrapped key makes everything sealed under it unreadable for good: that is erasure.

The master and the ledger key are derived (HKDF-SHA256, RFC 5869) from HITL_DATA_KEY and HITL_LEDGER_KEY.
A sealed text is: 1 byte version, 8 bytes key id, 12 bytes nonce, then the ciphertext with its tag. The
place where it stands ("messages:CS-1001:3") is authenticated, so that texts cannot be swapped.
"""

import hmac
import os
import secrets
from base64 import b64encode
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr

from hitl.errors import InvalidSetting, StoreUnavailable
from hitl.settings import Settings

ERASED = "erased"
"""What is shown in place of a text whose key was destroyed."""

_VERSION = b"\x01"
_ID_BYTES = 8
_NONCE_BYTES = 12
_SHORTEST_SECRET = 16  # characters; shorter ones are guessed
_REMEMBERED = 4096  # unwrapped keys; about 1 kB each
_REMEMBERED_FOR = 300.0  # seconds until a key that another process destroyed is forgotten here
_Kept = TypeVar("_Kept")


class DataKey:
    """An unwrapped key of one customer or case."""

    __slots__ = ("_cipher", "_head", "key_id")

    def __init__(self, key_id: str, secret: bytes) -> None:
        self.key_id = key_id  # 16 hexadecimal digits
        self._cipher = AESGCM(secret)
        self._head = _VERSION + bytes.fromhex(key_id)

    def seal(self, text: str, place: str) -> bytes:
        """The text, encrypted for that place."""
        nonce = os.urandom(_NONCE_BYTES)
        return self._head + nonce + self._cipher.encrypt(nonce, text.encode(), place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """The text again. Raises StoreUnavailable where it was altered or moved from its place."""
        start = len(self._head)
        nonce, body = sealed[start : start + _NONCE_BYTES], sealed[start + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, body, place.encode()).decode()
        except InvalidTag as error:
            raise StoreUnavailable(
                f"An encrypted text ({place}) was changed outside of Countersign; restore it from a backup"
            ) from error


def key_id_of(sealed: bytes) -> str:
    """The id of the key that a text is sealed under."""
    return bytes(sealed[1 : 1 + _ID_BYTES]).hex()


class Vault:
    """The master and ledger keys of an installation, with the unwrapped keys used last."""

    def __init__(self, data_secret: str, ledger_secret: str) -> None:
        self._wrapping = AESGCM(_derived(data_secret, "wrap"))
        self._search = _derived(data_secret, "search")
        self._ledger = _derived(ledger_secret, "ledger")
        self.data_key_id = _derived(data_secret, "data key id").hex()[:16]
        self.ledger_key_id = _derived(ledger_secret, "ledger key id").hex()[:16]
        self._known: OrderedDict[str, tuple[float, DataKey | None]] = OrderedDict()
        self._owned: OrderedDict[str, tuple[float, DataKey]] = OrderedDict()
        self._lock = Lock()

    def new_key(self, owner: str) -> tuple[DataKey, bytes]:
        """A fresh key for "customer:C1" or "case:CS-1001", and its wrapped form to keep."""
        secret = AESGCM.generate_key(256)
        nonce = os.urandom(_NONCE_BYTES)
        wrapped = nonce + self._wrapping.encrypt(nonce, secret, owner.encode())
        return DataKey(secrets.token_hex(_ID_BYTES), secret), wrapped

    def unwrap(self, key_id: str, owner: str, wrapped: bytes) -> DataKey:
        """The key again. Raises StoreUnavailable where it was wrapped by another master key."""
        nonce, body = bytes(wrapped[:_NONCE_BYTES]), bytes(wrapped[_NONCE_BYTES:])
        try:
            return DataKey(key_id, self._wrapping.decrypt(nonce, body, owner.encode()))
        except InvalidTag as error:
            raise StoreUnavailable(
                "This database was encrypted with another key; set HITL_DATA_KEY to the one it was made with"
            ) from error

    def digest(self, kind: str, value: str) -> str:
        """A keyed hash by which a personal datum is found without being stored."""
        return hmac.digest(self._search, f"{kind}:{value}".encode(), "sha256").hex()

    def word(self, word: str) -> int:
        """The first 64 bits of the keyed hash of a word, as a signed number, to search by."""
        return int.from_bytes(hmac.digest(self._search, f"word:{word}".encode(), "sha256")[:8], signed=True)

    def sign(self, content: bytes) -> str:
        """HMAC-SHA256 under the ledger key, hexadecimal."""
        return hmac.digest(self._ledger, content, "sha256").hex()

    def known(self, key_id: str) -> tuple[bool, DataKey | None]:
        """Whether the key of that id is remembered, and the key: None where it was destroyed."""
        with self._lock:
            found = _fresh(self._known, key_id)
        return (False, None) if found is None else (True, found[1])

    def owned(self, owner: str) -> DataKey | None:
        """The remembered key of that owner."""
        with self._lock:
            found = _fresh(self._owned, owner)
        return found[1] if found else None

    def remember(self, key_id: str, key: DataKey | None, owner: str) -> None:
        """Keep an unwrapped key that is committed, or that it was destroyed."""
        until = monotonic() + _REMEMBERED_FOR
        with self._lock:
            self._known[key_id] = (until, key)
            if key is not None:
                self._owned[owner] = (until, key)
            for kept in (self._known, self._owned):
                while len(kept) > _REMEMBERED:
                    kept.popitem(last=False)

    def forget(self) -> None:
        """Drop every remembered key: after an erasure, or when a store is closed."""
        with self._lock:
            self._known.clear()
            self._owned.clear()


def _fresh(kept: "OrderedDict[str, tuple[float, _Kept]]", name: str) -> tuple[float, _Kept] | None:
    """The remembered entry, moved to the end of the queue for being forgotten."""
    found = kept.get(name)
    if found is None:
        return None
    if found[0] < monotonic():
        del kept[name]
        return None
    kept.move_to_end(name)
    return found


def _derived(secret: str, purpose: str) -> bytes:
    """32 bytes for one purpose, out of a long text."""
    return HKDF(SHA256(), 32, salt=None, info=f"countersign {purpose}".encode()).derive(secret.encode())


def open_vault(settings: Settings) -> Vault:
    """The vault of this installation; keys that are not configured are made once and kept in `var`.

    Raises InvalidSetting for a key that is too short, StoreUnavailable where `var` cannot be written.
    """
    return Vault(
        _secret(settings.data_key, settings.var / "data.key", "HITL_DATA_KEY"),
        _secret(settings.ledger_key, settings.var / "ledger.key", "HITL_LEDGER_KEY"),
    )


def _secret(configured: SecretStr | None, path: Path, name: str) -> str:
    secret = configured.get_secret_value().strip() if configured else _kept_secret(path, name)
    if len(secret) < _SHORTEST_SECRET:
        where = name if configured else str(path)
        raise InvalidSetting(f"{where} is too short for a key: {_SHORTEST_SECRET} characters at least")
    return secret


def _kept_secret(path: Path, name: str) -> str:
    """The key in that file, made first where there is none: two processes that start at once agree on one."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
            _write_private(fresh, b64encode(secrets.token_bytes(32)) + b"\n")
            with suppress(FileExistsError):
                os.link(fresh, path)
            fresh.unlink()
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise StoreUnavailable(
            f"The key file {path} cannot be used ({error.strerror}); set {name}, or make its folder writable"
        ) from error


def _write_private(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
