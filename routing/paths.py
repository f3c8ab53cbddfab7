"""Addresses that a form names and a browser is then sent to."""

from urllib.parse import urlsplit


def is_our_path(target: str) -> bool:
    """A path of this application, and nothing that a browser would take for another host."""
    parts = urlsplit(target)
    plain = target.startswith("/") and not target.startswith(("//", "/\\"))
    return plain and not parts.scheme and not parts.netloc and target.isprintable()
