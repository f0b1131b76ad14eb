"""Identifiers: 128 random bits, so that laptops never have to agree on one (contract 1)."""

import secrets


def new_id() -> str:
    """32 lower-case hexadecimal digits."""
    return secrets.token_hex(16)
