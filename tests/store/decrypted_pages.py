"""What really lies in the encrypted file: every page decrypted, free pages and leftovers included.

Page layout of SQLCipher 4: AES-256-CBC, at the end of each page 16 bytes of IV and 64 of HMAC; the first page begins
with the salt.
"""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE_SIZE = 4096
RESERVED = 80
SALT_SIZE = 16


def decrypted_pages(path: Path, data_key: bytes) -> bytes:
    """The pages of a closed database file one after the other."""
    encrypted = path.read_bytes()
    return b"".join(
        _decrypted(encrypted[start : start + PAGE_SIZE], data_key[:32], SALT_SIZE if start == 0 else 0)
        for start in range(0, len(encrypted), PAGE_SIZE)
    )


def _decrypted(page: bytes, key: bytes, skipped: int) -> bytes:
    end = PAGE_SIZE - RESERVED
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[end : end + 16])).decryptor()
    return decryptor.update(page[skipped:end]) + decryptor.finalize()
