"""The key file of a workspace: the data key, sealed once by the passphrase and once by the recovery code.

The database itself cannot tell a wrong key from a damaged page; the sealed slots can (AEAD). Argon2id after RFC 9106,
ChaCha20-Poly1305 after RFC 8439. Layout of the file: JSON with `format`, `key_id`, `slots` (name -> kdf parameters,
salt, nonce, sealed key; bytes in base64) and `checksum` over everything else.
"""

import base64
import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.domain.passphrase_strength import SHORTEST_PASSPHRASE
from gk_desktop.security.recovery_code import new_recovery_code, normalise

FORMAT: Final = 1
DATA_KEY_BYTES: Final = 48
"""32 bytes of AES key and 16 bytes of salt, as SQLCipher's raw key form takes them."""

_NONCE_BYTES: Final = 12
_SALT_BYTES: Final = 16
_TAG_BYTES: Final = 16
_KEY_ID: Final = re.compile("[0-9a-f]{32}")
# A stranger's file must not make the laptop work for minutes or take all of its memory.
_MOST_MEMORY_KIB: Final = 1024 * 1024
_MOST_WORK_KIB: Final = 4 * 1024 * 1024
_MOST_LANES: Final = 16


@dataclass(frozen=True, slots=True)
class KeyDerivation:
    """Argon2id parameters: passes, memory in KiB, lanes. The default takes about 0.2 s on an ordinary laptop."""

    iterations: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4

    def derive(self, secret: bytes, salt: bytes) -> bytes:
        function = Argon2id(
            salt=salt, length=32, iterations=self.iterations, lanes=self.lanes, memory_cost=self.memory_kib
        )
        return function.derive(secret)


@dataclass(frozen=True, slots=True)
class _Slot:
    kdf: KeyDerivation
    salt: bytes
    nonce: bytes
    sealed: bytes

    @classmethod
    def seal(cls, name: str, key_id: str, data_key: bytes, secret: bytes, kdf: KeyDerivation) -> "_Slot":
        salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
        cipher = ChaCha20Poly1305(kdf.derive(secret, salt))
        return cls(kdf, salt, nonce, cipher.encrypt(nonce, data_key, _associated(name, key_id)))

    def open(self, name: str, key_id: str, secret: bytes) -> bytes:
        cipher = ChaCha20Poly1305(self.kdf.derive(secret, self.salt))
        return cipher.decrypt(self.nonce, self.sealed, _associated(name, key_id))


def _associated(name: str, key_id: str) -> bytes:
    return f"gk-feldbuch/{FORMAT}/{key_id}/{name}".encode()


_PASSPHRASE: Final = "passphrase"
_RECOVERY: Final = "recovery"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of a key file. Changing the passphrase makes a new one with one slot rewritten."""

    key_id: str
    slots: Mapping[str, _Slot]

    @classmethod
    def create(cls, passphrase: str, kdf: KeyDerivation = KeyDerivation()) -> tuple["KeyFile", bytes, str]:
        """A new random data key. Returns the key file, the data key, and the recovery code, which is shown once."""
        check_new_passphrase(passphrase)
        key_id, data_key, recovery_code = os.urandom(16).hex(), os.urandom(DATA_KEY_BYTES), new_recovery_code()
        secrets = {_PASSPHRASE: _secret(passphrase), _RECOVERY: normalise(recovery_code).encode()}
        slots = {name: _Slot.seal(name, key_id, data_key, secret, kdf) for name, secret in secrets.items()}
        return cls(key_id, slots), data_key, recovery_code

    def unlock(self, passphrase: str) -> bytes:
        """The data key. Raises `UserError` if the passphrase is wrong."""
        try:
            return self.slots[_PASSPHRASE].open(_PASSPHRASE, self.key_id, _secret(passphrase))
        except InvalidTag:
            raise UserError(
                _("Die Passphrase stimmt nicht."),
                _("Prüfen Sie Großschreibung und Tastatur, oder nutzen Sie den Wiederherstellungscode."),
            ) from None

    def unlock_with_recovery_code(self, typed: str) -> bytes:
        """The data key. Raises `UserError` if the code is mistyped or belongs to another workspace."""
        try:
            return self.slots[_RECOVERY].open(_RECOVERY, self.key_id, normalise(typed).encode())
        except InvalidTag:
            raise UserError(
                _("Dieser Wiederherstellungscode gehört nicht zu diesem Projekt."),
                _("Suchen Sie den Ausdruck, der beim Anlegen dieses Projekts entstanden ist."),
            ) from None

    def with_passphrase(self, passphrase: str, data_key: bytes) -> "KeyFile":
        """The same data key under a new passphrase; the recovery code stays valid."""
        check_new_passphrase(passphrase)
        old = self.slots[_PASSPHRASE]
        slot = _Slot.seal(_PASSPHRASE, self.key_id, data_key, _secret(passphrase), old.kdf)
        return replace(self, slots={**self.slots, _PASSPHRASE: slot})

    def to_bytes(self) -> bytes:
        content = {
            "format": FORMAT,
            "key_id": self.key_id,
            "slots": {name: _slot_to_json(slot) for name, slot in self.slots.items()},
        }
        return json.dumps({**content, "checksum": _checksum(content)}, indent=1).encode() + b"\n"

    @classmethod
    def from_bytes(cls, stored: bytes) -> "KeyFile":
        """Raises `UserError` if the file is damaged or was written by a newer program."""
        try:
            content = json.loads(stored)
            checksum = content.pop("checksum")
            # First of all, in this and any later format: a flipped bit must not look like a newer program.
            if checksum != _checksum(content):
                raise ValueError("checksum")
            if int(content["format"]) > FORMAT:
                raise UserError(
                    _("Das Projekt wurde mit einer neueren Fassung von GK Feldbuch angelegt."),
                    _("Installieren Sie die neuere Fassung; an den Daten wurde nichts geändert."),
                )
            slots = {name: _slot_from_json(content["slots"][name]) for name in (_PASSPHRASE, _RECOVERY)}
            if int(content["format"]) < 1 or not _KEY_ID.fullmatch(content["key_id"]):
                raise ValueError("head")
            return cls(content["key_id"], slots)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            raise UserError(
                _("Die Tresordatei des Projekts (vault.key) ist beschädigt."),
                _("Kopieren Sie die Datei mit der Endung .key, die neben jeder Sicherung liegt, an ihre Stelle."),
            ) from None


def check_new_passphrase(passphrase: str) -> None:
    """Raises `UserError` if nobody should protect interview notes with it."""
    if len(unicodedata.normalize("NFC", passphrase)) < SHORTEST_PASSPHRASE:
        raise UserError(
            _("Die Passphrase ist zu kurz."),
            _("Nehmen Sie mindestens {length} Zeichen, am besten vier oder mehr zufällige Wörter.").format(
                length=SHORTEST_PASSPHRASE
            ),
        )


def _secret(passphrase: str) -> bytes:
    # Keyboards of different systems compose "ü" differently.
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def _checksum(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _slot_to_json(slot: _Slot) -> dict[str, Any]:
    return {
        "kdf": "argon2id",
        "iterations": slot.kdf.iterations,
        "memory_kib": slot.kdf.memory_kib,
        "lanes": slot.kdf.lanes,
        "salt": base64.b64encode(slot.salt).decode(),
        "nonce": base64.b64encode(slot.nonce).decode(),
        "sealed": base64.b64encode(slot.sealed).decode(),
    }


def _slot_from_json(stored: Mapping[str, Any]) -> _Slot:
    kdf = KeyDerivation(int(stored["iterations"]), int(stored["memory_kib"]), int(stored["lanes"]))
    sane = (
        stored["kdf"] == "argon2id"
        and kdf.iterations >= 1
        and kdf.iterations * kdf.memory_kib <= _MOST_WORK_KIB
        and 8 * kdf.lanes <= kdf.memory_kib <= _MOST_MEMORY_KIB
        and 1 <= kdf.lanes <= _MOST_LANES
    )
    if not sane:
        raise ValueError("kdf")
    salt, nonce, sealed = (base64.b64decode(stored[name], validate=True) for name in ("salt", "nonce", "sealed"))
    if len(salt) != _SALT_BYTES or len(nonce) != _NONCE_BYTES or len(sealed) != DATA_KEY_BYTES + _TAG_BYTES:
        raise ValueError("slot")
    return _Slot(kdf, salt, nonce, sealed)
