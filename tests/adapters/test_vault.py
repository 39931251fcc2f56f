from pathlib import Path

import pytest
from pydantic import SecretStr

from hitl.adapters.vault import DataKey, Vault, key_id_of, open_vault
from hitl.errors import InvalidSetting, StoreUnavailable
from hitl.settings import Settings


def _vault(data: str = "a data key for tests", ledger: str = "a ledger key for tests") -> Vault:
    return Vault(data, ledger)


@pytest.mark.parametrize("words", ["", "Ada", "naïve ☃ \x00 text", "long " * 10_000])
def test_what_is_sealed_can_be_opened_in_its_place(words: str) -> None:
    key, _ = _vault().new_key("customer:C1")
    sealed = key.seal(words, "messages:CS-1:1")
    assert key.open(sealed, "messages:CS-1:1") == words
    assert key_id_of(sealed) == key.key_id
    assert key.seal(words, "messages:CS-1:1") != sealed


@pytest.mark.parametrize("where", [1, 12, -1])
def test_what_was_altered_is_not_opened(where: int) -> None:
    key, _ = _vault().new_key("customer:C1")
    sealed = bytearray(key.seal("Ada", "here"))
    sealed[where] ^= 1
    if where == 1:  # the key's id only tells which key to take
        assert key_id_of(bytes(sealed)) != key.key_id
        return
    with pytest.raises(StoreUnavailable, match="here"):
        key.open(bytes(sealed), "here")


def test_what_was_moved_is_not_opened() -> None:
    key, _ = _vault().new_key("customer:C1")
    with pytest.raises(StoreUnavailable, match="there"):
        key.open(key.seal("Ada", "here"), "there")


def test_a_wrapped_key_is_opened_by_the_same_master_key_and_owner_only() -> None:
    key, wrapped = _vault().new_key("customer:C1")
    again = _vault().unwrap(key.key_id, "customer:C1", wrapped)
    assert again.open(key.seal("Ada", "here"), "here") == "Ada"
    for vault, owner in ((_vault("another data key"), "customer:C1"), (_vault(), "customer:C2")):
        with pytest.raises(StoreUnavailable, match="HITL_DATA_KEY"):
            vault.unwrap(key.key_id, owner, wrapped)


def test_digests_and_signatures_depend_on_their_own_keys() -> None:
    assert _vault().digest("email", "a@b.c") == _vault(ledger="some other ledger").digest("email", "a@b.c")
    assert _vault().digest("email", "a@b.c") != _vault("some other data key").digest("email", "a@b.c")
    assert _vault().digest("email", "a@b.c") != _vault().digest("phone", "a@b.c")
    assert _vault().sign(b"x") == _vault("some other data key").sign(b"x")
    assert _vault().sign(b"x") != _vault(ledger="some other ledger").sign(b"x")


def test_remembered_keys_are_forgotten_in_time_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("hitl.adapters.vault.monotonic", lambda: now[0])
    monkeypatch.setattr("hitl.adapters.vault._REMEMBERED", 2)
    vault = _vault()
    keys: list[DataKey] = []
    for number in range(3):
        key, _ = vault.new_key(f"customer:{number}")
        vault.remember(key.key_id, key, f"customer:{number}")
        keys.append(key)
    assert vault.known(keys[0].key_id) == (False, None)
    assert vault.known(keys[2].key_id) == (True, keys[2])
    assert vault.owned("customer:2") is keys[2]
    now[0] = 301.0
    assert vault.known(keys[2].key_id) == (False, None)
    assert vault.owned("customer:2") is None


def test_keys_are_made_once_readable_by_the_owner_alone(tmp_path: Path) -> None:
    settings = Settings.load({"HITL_VAR": str(tmp_path / "var")})
    first, second = open_vault(settings), open_vault(settings)
    assert first.data_key_id == second.data_key_id
    assert first.ledger_key_id == second.ledger_key_id
    for name in ("data.key", "ledger.key"):
        assert (tmp_path / "var" / name).stat().st_mode & 0o777 == 0o600
    assert len(list((tmp_path / "var").iterdir())) == 2


def test_configured_keys_leave_no_file(tmp_path: Path) -> None:
    settings = Settings.load({"HITL_VAR": str(tmp_path / "var")})
    configured = settings.model_copy(
        update={"data_key": SecretStr("d" * 16), "ledger_key": SecretStr("l" * 16)}
    )
    open_vault(configured)
    assert not (tmp_path / "var").exists()


def test_a_short_key_is_refused_by_name(tmp_path: Path) -> None:
    settings = Settings.load({"HITL_VAR": str(tmp_path), "HITL_DATA_KEY": "secret"})
    with pytest.raises(InvalidSetting, match="HITL_DATA_KEY"):
        open_vault(settings)


def test_a_var_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(StoreUnavailable, match=r"data\.key"):
        open_vault(Settings.load({"HITL_VAR": str(tmp_path / "var")}))
