import base64
import hashlib
import json
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_desktop.base.errors import UserError
from gk_desktop.security.key_file import DATA_KEY_BYTES, KeyDerivation, KeyFile
from gk_desktop.security.recovery_code import new_recovery_code
from gk_desktop.store.vault import read_key_file, write_key_file
from tests.store.workspaces import CHEAP, PASSPHRASE

WRONG_PASSPHRASE = "Die Passphrase stimmt nicht"
DAMAGED = "ist beschädigt"
NEWER = "neueren Fassung"
KEY_FILE, DATA_KEY, RECOVERY_CODE = KeyFile.create(PASSPHRASE, CHEAP)
STORED = KEY_FILE.to_bytes()


def with_checksum(content: dict[str, Any]) -> bytes:
    """As somebody would write it who knows the format."""
    content = {name: value for name, value in content.items() if name != "checksum"}
    checksum = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return json.dumps({**content, "checksum": checksum}).encode()


def changed(**slot: Any) -> bytes:
    content = json.loads(STORED)
    for stored in content["slots"].values():
        stored.update(slot)
    return with_checksum(content)


def test_passphrase_and_recovery_code_open_the_same_key() -> None:
    read = KeyFile.from_bytes(STORED)
    assert read.unlock(PASSPHRASE) == DATA_KEY
    assert read.unlock_with_recovery_code(RECOVERY_CODE) == DATA_KEY
    assert len(DATA_KEY) == DATA_KEY_BYTES


def test_two_workspaces_never_share_keys_salts_or_nonces() -> None:
    other, other_key, other_code = KeyFile.create(PASSPHRASE, CHEAP)
    assert other_key != DATA_KEY
    assert other_code != RECOVERY_CODE
    slots = [slot for key_file in (KEY_FILE, other) for slot in key_file.slots.values()]
    assert len({slot.salt for slot in slots}) == 4
    assert len({slot.nonce for slot in slots}) == 4


def test_the_ordinary_key_derivation_is_costly_and_yet_bearable() -> None:
    started = time.process_time()
    KeyFile.create(PASSPHRASE)
    assert KeyDerivation() == KeyDerivation(iterations=3, memory_kib=65536, lanes=4)
    assert 0.02 < time.process_time() - started < 10


@pytest.mark.parametrize("wrong", ["", "drei kurze wege im Regen", f"{PASSPHRASE} ", "x" * 100_000, "\ud800", "\0"])
def test_a_wrong_passphrase_is_called_wrong(wrong: str) -> None:
    with pytest.raises(UserError, match=WRONG_PASSPHRASE):
        KEY_FILE.unlock(wrong)


def test_a_passphrase_opens_however_the_keyboard_composes_it() -> None:
    composed = unicodedata.normalize("NFC", "Größe über Straße")
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    key_file, data_key, _code = KeyFile.create(decomposed, CHEAP)
    assert key_file.unlock(composed) == data_key
    assert key_file.unlock(decomposed) == data_key


def test_letters_that_only_look_alike_do_not_open() -> None:
    key_file, _data_key, _code = KeyFile.create("Straße der Einheit", CHEAP)
    with pytest.raises(UserError, match=WRONG_PASSPHRASE):
        key_file.unlock("Strasse der Einheit")


@pytest.mark.parametrize("short", ["", "kurz", "1234567", "u\u0308" * 7])
def test_a_short_passphrase_is_refused_for_a_new_workspace_and_for_a_change(short: str) -> None:
    with pytest.raises(UserError, match="zu kurz"):
        KeyFile.create(short, CHEAP)
    with pytest.raises(UserError, match="zu kurz"):
        KEY_FILE.with_passphrase(short, DATA_KEY)


def test_the_recovery_code_opens_in_lower_case_and_without_hyphens() -> None:
    assert KEY_FILE.unlock_with_recovery_code(RECOVERY_CODE.lower().replace("-", " ")) == DATA_KEY


def test_the_recovery_code_of_another_project_is_told_from_a_slip_of_the_pen() -> None:
    with pytest.raises(UserError, match="gehört nicht zu diesem Projekt"):
        KEY_FILE.unlock_with_recovery_code(new_recovery_code())
    mistyped = ("2" if RECOVERY_CODE[0] == "1" else "1") + RECOVERY_CODE[1:-1] + "?"
    with pytest.raises(UserError, match="Tippfehler"):
        KEY_FILE.unlock_with_recovery_code(mistyped)


def test_the_recovery_code_is_no_passphrase_and_the_passphrase_no_recovery_code() -> None:
    with pytest.raises(UserError, match=WRONG_PASSPHRASE):
        KEY_FILE.unlock(RECOVERY_CODE)
    with pytest.raises(UserError, match="Tippfehler"):
        KEY_FILE.unlock_with_recovery_code(PASSPHRASE)


def test_a_slot_does_not_open_in_the_place_of_another() -> None:
    content = json.loads(STORED)
    content["slots"]["passphrase"] = content["slots"]["recovery"]
    with pytest.raises(UserError, match=WRONG_PASSPHRASE):
        KeyFile.from_bytes(with_checksum(content)).unlock(RECOVERY_CODE.replace("-", "")[:32])


def test_a_changed_passphrase_keeps_key_and_recovery_code_and_shuts_out_the_old_one() -> None:
    new = KeyFile.from_bytes(KEY_FILE.with_passphrase("eine ganz andere", DATA_KEY).to_bytes())
    assert new.unlock("eine ganz andere") == DATA_KEY
    assert new.unlock_with_recovery_code(RECOVERY_CODE) == DATA_KEY
    assert new.key_id == KEY_FILE.key_id
    with pytest.raises(UserError, match=WRONG_PASSPHRASE):
        new.unlock(PASSPHRASE)


def test_the_file_says_neither_key_nor_passphrase_nor_code() -> None:
    for secret in (DATA_KEY, DATA_KEY[:32], PASSPHRASE.encode(), RECOVERY_CODE.encode()):
        assert secret not in STORED
        assert base64.b64encode(secret)[:-4] not in STORED
        assert secret.hex().encode() not in STORED


def test_a_flipped_bit_anywhere_is_called_damage() -> None:
    for position in range(len(STORED)):
        for bit in range(8):
            flipped = bytearray(STORED)
            flipped[position] ^= 1 << bit
            try:
                read = KeyFile.from_bytes(bytes(flipped))
            except UserError as error:
                assert DAMAGED in error.sentence, (position, bit)
            else:
                # A blank between two values has become another blank.
                assert read == KEY_FILE, (position, bit)


def test_a_file_cut_off_anywhere_is_called_damaged() -> None:
    for length in range(len(STORED.rstrip())):
        with pytest.raises(UserError, match=DAMAGED):
            KeyFile.from_bytes(STORED[:length])


@pytest.mark.parametrize(
    "foreign",
    [
        b"",
        b"\x00" * 900,
        b"\xff\xfe\xfd" * 300,
        "Größe".encode("latin-1"),
        b"[]",
        b"null",
        b"1",
        b'"x"',
        b"{}",
        b'{"checksum": null}',
        b"[" * 200_000,
        b'{"format": 1e999, "checksum": "x"}',
        b"SQLite format 3\x00" + bytes(80),
        b"-----BEGIN CERTIFICATE-----\n",
        STORED + STORED,
    ],
)
def test_a_foreign_file_is_called_damaged(foreign: bytes) -> None:
    with pytest.raises(UserError, match=DAMAGED):
        KeyFile.from_bytes(foreign)


def test_a_file_that_an_editor_has_saved_in_another_encoding_still_opens() -> None:
    assert KeyFile.from_bytes(STORED.decode().encode("utf-16")) == KEY_FILE


@pytest.mark.parametrize(
    "hostile",
    [
        changed(iterations=10**9),
        changed(iterations=0),
        changed(iterations=-1),
        changed(iterations=None),
        changed(iterations="viele"),
        changed(iterations=1e999),
        changed(iterations=float("nan")),
        changed(memory_kib=2**31),
        changed(memory_kib=2**80),
        changed(memory_kib=7),
        changed(memory_kib=2**20, iterations=5),
        changed(lanes=0),
        changed(lanes=1000),
        changed(kdf="none"),
        changed(salt=""),
        changed(salt="AAAA"),
        changed(salt="kein Base64"),
        changed(nonce=""),
        changed(sealed=""),
        changed(sealed=base64.b64encode(bytes(4096)).decode()),
        with_checksum({**json.loads(STORED), "key_id": "\ud800"}),
        with_checksum({**json.loads(STORED), "key_id": 7}),
        with_checksum({**json.loads(STORED), "key_id": "0" * 31}),
        with_checksum({**json.loads(STORED), "slots": {}}),
        with_checksum({**json.loads(STORED), "slots": {"passphrase": {}, "recovery": {}}}),
        with_checksum({**json.loads(STORED), "format": 0}),
        with_checksum({**json.loads(STORED), "format": None}),
        with_checksum({**json.loads(STORED), "format": 1e999}),
    ],
)
def test_a_hostile_file_costs_neither_time_nor_memory(hostile: bytes) -> None:
    started = time.monotonic()
    with pytest.raises(UserError, match=DAMAGED):
        KeyFile.from_bytes(hostile)
    assert time.monotonic() - started < 1


def test_a_newer_format_is_refused_as_newer() -> None:
    newer = with_checksum({"format": 2, "something": "else"})
    with pytest.raises(UserError, match=NEWER):
        KeyFile.from_bytes(newer)


def test_a_damaged_file_is_not_taken_for_a_newer_one() -> None:
    with pytest.raises(UserError, match=DAMAGED):
        KeyFile.from_bytes(STORED.replace(b'"format": 1', b'"format": 3'))


def corrupted(stored: bytes) -> st.SearchStrategy[bytes]:
    def overwrite(change: tuple[int, bytes]) -> bytes:
        place, piece = change
        return stored[:place] + piece + stored[place + len(piece) :]

    def cut_out(places: tuple[int, int]) -> bytes:
        start, stop = sorted(places)
        return stored[:start] + stored[stop:]

    place = st.integers(0, len(stored) - 1)
    overwritten: Callable[[Any], bytes] = overwrite
    return st.one_of(
        st.tuples(place, st.binary(min_size=1, max_size=200)).map(overwritten),
        st.tuples(place, place).map(cut_out),
        st.tuples(place, place).map(lambda places: stored[: places[0]] + stored[places[1] :]),
        st.binary(max_size=2000),
    )


@given(corrupted(STORED))
def test_no_corruption_ever_yields_a_wrong_key(stored: bytes) -> None:
    try:
        key_file = KeyFile.from_bytes(stored)
    except UserError as error:
        assert DAMAGED in error.sentence
    else:
        assert key_file == KEY_FILE


@given(st.sampled_from(["passphrase", "recovery"]), st.integers(0, 63), st.integers(0, 7))
def test_a_forged_checksum_over_a_changed_slot_opens_nothing(slot: str, position: int, bit: int) -> None:
    content = json.loads(STORED)
    sealed = bytearray(base64.b64decode(content["slots"][slot]["sealed"]))
    sealed[position] ^= 1 << bit
    content["slots"][slot]["sealed"] = base64.b64encode(sealed).decode()
    key_file = KeyFile.from_bytes(with_checksum(content))
    with pytest.raises(UserError):
        key_file.unlock(PASSPHRASE) if slot == "passphrase" else key_file.unlock_with_recovery_code(RECOVERY_CODE)


def test_the_key_file_on_disk_is_private_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "vault.key"
    write_key_file(path, KEY_FILE)
    assert read_key_file(path) == KEY_FILE
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_missing_key_file_is_called_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"vault\.key.* fehlt"):
        read_key_file(tmp_path / "vault.key")


def test_a_folder_in_the_place_of_the_key_file_is_called_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nicht lesbar"):
        read_key_file(tmp_path)


def test_of_a_huge_file_only_the_beginning_is_read(tmp_path: Path) -> None:
    path = tmp_path / "vault.key"
    with path.open("wb") as stream:
        stream.truncate(50 * 2**30)
    started = time.monotonic()
    with pytest.raises(UserError, match=DAMAGED):
        read_key_file(path)
    assert time.monotonic() - started < 5
