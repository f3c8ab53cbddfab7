"""Whether a webhook is the carrier's own: its signature, over the exact URL that it signed.

Rules: https://www.twilio.com/docs/usage/security#validating-requests
"""

import hmac
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from flask import Request
from twilio.request_validator import SIGNATURE_HEADER, SIGNATURE_SETTINGS_HEADER, RequestValidator
from twilio.request_validator import get_signature_algorithm as algorithm_named_in

FORM = "application/x-www-form-urlencoded"


class Signatures:
    """Checks requests that come to `public_url`; `token` is the account's auth token."""

    def __init__(self, public_url: str, token: str) -> None:
        self.public_url = public_url
        self.validator = RequestValidator(token)

    def vouch_for(self, request: Request) -> bool:
        """True only for what the carrier signed. Never raises: a strange request is a refused one."""
        given = request.headers.get(SIGNATURE_HEADER)
        # A JSON body is signed in another way (bodySHA256); no webhook of ours has one, so none is accepted.
        if not given or (request.method == "POST" and request.mimetype != FORM):
            return False
        algorithm = algorithm_named_in(request.headers.get(SIGNATURE_SETTINGS_HEADER))
        try:
            return any(
                hmac.compare_digest(self._sign(url, request.form, algorithm), given.encode())
                for url in forms_of(self.public_url + target_of(request))
            )
        except ValueError:  # an algorithm that does not exist
            return False

    def _sign(self, url: str, form: Any, algorithm: str) -> bytes:
        signature: str = self.validator.compute_signature(url, form, algorithm)
        return signature.encode()


def target_of(request: Request) -> str:
    """The request's target as it stood on the wire: escapes, a bare `?` and all.

    Flask's `request.url` is decoded and encoded again on its way; not every genuine form survives that.
    """
    target: str = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or request.full_path
    if target.startswith(("http://", "https://")):  # the absolute form, from a proxy
        parts = target.split("/", 3)
        target = "/" + (parts[3] if len(parts) > 3 else "")
    return target


def forms_of(url: str) -> Iterator[str]:
    """The forms of one URL that may have been signed: as it is, without its port, with the scheme's own."""
    yield url
    parts = urlsplit(url)
    scheme, rest = url.split("://", 1)
    host, slash, path = rest.partition("/")
    if parts.port:
        yield f"{scheme}://{host.rpartition(':')[0]}{slash}{path}"
    else:
        yield f"{scheme}://{host}:{443 if scheme == 'https' else 80}{slash}{path}"
