"""One file that is its own vault: content sealed with a key that passphrase or recovery code open.

Layout: JSON with `format`, `purpose`, `owner`, `key` (a key file, see `security.key_file`), `revision`, `nonce` and
`sealed` (bytes in base64), and `checksum` over everything else. ChaCha20-Poly1305 (RFC 8439) with a random nonce for
each save; format, purpose, owner, key and revision are authenticated with the content.
"""

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from gk_desktop.base.errors import UserError
from gk_desktop.base.i18n import _
from gk_desktop.security.key_file import KeyFile

FORMAT: Final = 1
_NONCE_BYTES: Final = 12
_CIPHER_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class SealedContent:
    """`owner` is an id that may be read without the key; `revision` counts the saves."""

    purpose: str
    owner: str
    key_file: KeyFile
    revision: int
    nonce: bytes
    sealed: bytes

    @classmethod
    def seal(
        cls, content: bytes, data_key: bytes, key_file: KeyFile, *, purpose: str, owner: str, revision: int
    ) -> "SealedContent":
        nonce = os.urandom(_NONCE_BYTES)
        empty = cls(purpose, owner, key_file, revision, nonce, b"")
        cipher = ChaCha20Poly1305(data_key[:_CIPHER_KEY_BYTES])
        return replace(empty, sealed=cipher.encrypt(nonce, content, empty._associated()))

    def open(self, data_key: bytes) -> bytes:
        """Raises `UserError` if the content was altered."""
        try:
            return ChaCha20Poly1305(data_key[:_CIPHER_KEY_BYTES]).decrypt(self.nonce, self.sealed, self._associated())
        except InvalidTag:
            raise damaged() from None

    def _associated(self) -> bytes:
        return f"gk-feldbuch/{self.purpose}/{FORMAT}/{self.owner}/{self.key_file.key_id}/{self.revision}".encode()

    def to_bytes(self) -> bytes:
        content = {
            "format": FORMAT,
            "purpose": self.purpose,
            "owner": self.owner,
            "key": json.loads(self.key_file.to_bytes()),
            "revision": self.revision,
            "nonce": base64.b64encode(self.nonce).decode(),
            "sealed": base64.b64encode(self.sealed).decode(),
        }
        return json.dumps({**content, "checksum": _checksum(content)}, indent=1).encode() + b"\n"

    @classmethod
    def from_bytes(cls, stored: bytes, *, purpose: str) -> "SealedContent":
        """Raises `UserError` if it is no such file, damaged, or from a newer program."""
        try:
            content = json.loads(stored)
            checksum = content.pop("checksum")
            # First of all, in this and any later format: a flipped bit must not look like a newer program.
            if checksum != _checksum(content) or content["purpose"] != purpose:
                raise ValueError("checksum")
            if int(content["format"]) > FORMAT:
                raise UserError(
                    _("Die Datei wurde mit einer neueren Fassung von GK Feldbuch gespeichert."),
                    _("Installieren Sie die neuere Fassung; an der Datei wurde nichts geändert."),
                )
            return cls(
                purpose=purpose,
                owner=str(content["owner"]),
                key_file=_key_in(content["key"]),
                revision=int(content["revision"]),
                nonce=_bytes(content["nonce"]),
                sealed=_bytes(content["sealed"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            raise damaged() from None


def damaged() -> UserError:
    return UserError(
        _("Die Schlüsseldatei ist beschädigt oder gar keine."),
        _("Nehmen Sie eine ihrer Sicherungen; alles andere arbeitet ohne sie weiter."),
    )


def _key_in(stored: Any) -> KeyFile:
    try:
        return KeyFile.from_bytes(json.dumps(stored).encode())
    except UserError:
        # It speaks of the project's own key file, which has nothing to do with this one.
        raise damaged() from None


def _bytes(text: Any) -> bytes:
    return base64.b64decode(text, validate=True)


def _checksum(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
