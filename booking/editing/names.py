"""Names of offices and services, and the keys that are made from them once and kept for ever. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from booking.editing.errors import NameKnown, TextMissing, TextTooLong

SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "&": " und "})


def key_of(name: str, known: Collection[str], most: int) -> str:
    """A key of up to `most` characters that is not known yet: Büro am Markt -> buero_am_markt."""
    spelt = name.casefold().translate(SPELT_OUT)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[: most - 4].rstrip("_") or "neu"
    candidates = (stem if n == 1 else f"{stem}_{n}" for n in range(1, len(known) + 3))
    return next(key for key in candidates if key not in known and key != "new")  # a page has that address


def require_text(name: str, text: str, most: int) -> None:
    """Raises TextMissing, TextTooLong, naming the field `name`."""
    if not text:
        raise TextMissing(name)
    if len(text) > most:
        raise TextTooLong(name)


def require_unlike(names: Iterable[str], others: Iterable[str]) -> None:
    """Raises NameKnown where one of `names` is one of `others`, in whatever case."""
    taken = {other.casefold() for other in others}
    for name in names:
        if name.casefold() in taken:
            raise NameKnown(name)
