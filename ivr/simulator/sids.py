"""Names of things as the carrier gives them: two letters for the kind, 32 hexadecimal digits."""

import secrets


def new_sid(kind: str) -> str:
    """A fresh name; `kind` is "CA" for calls, "QU" queues, "CF" conferences, "SM" messages."""
    return kind + secrets.token_hex(16)
