"""Secrets that the database keeps and must not tell: sealed with a key that is not in it."""

import base64
import hashlib
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken


@dataclass(frozen=True, slots=True)
class Sealer:
    secret_key: str = field(repr=False)

    def seal(self, text: str) -> str:
        return self._fernet().encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """What was sealed; None where it was sealed with another key."""
        try:
            return self._fernet().decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def _fernet(self) -> Fernet:
        key = hashlib.sha256(b"durchwahl one-time codes\0" + self.secret_key.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))
