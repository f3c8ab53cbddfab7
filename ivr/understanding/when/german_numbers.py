"""German numbers and ordinals from 0 to 99 as single words."""

from collections.abc import Mapping

_ONES = {
    "null": 0, "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9,
}  # fmt: skip
_TEENS = {
    "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16,
    "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_TENS = {
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
}  # fmt: skip
_ORDINAL_STEMS = {
    "erst": 1, "zweit": 2, "zwot": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7,
    "siebent": 7, "acht": 8, "neunt": 9, "zehnt": 10, "elft": 11, "zwölft": 12,
}  # fmt: skip


def _compounds() -> Mapping[str, int]:
    return {
        f"{one}und{ten}": tens + ones
        for ten, tens in _TENS.items()
        for one, ones in {**_ONES, "zwo": 2}.items()
        if ones
    }


CARDINALS: Mapping[str, int] = {
    **_ONES, **_TEENS, **_TENS, **_compounds(), "eins": 1, "eine": 1, "einem": 1, "einen": 1, "einer": 1,
    "zwo": 2, "beiden": 2, "hundert": 100, "viere": 4, "fünfe": 5, "sechse": 6, "siebene": 7, "neune": 9,
    "zehne": 10, "elfe": 11, "zwölfe": 12,
}  # fmt: skip

YEARS: Mapping[str, int] = {
    f"zweitausend{und}{word}": 2000 + value
    for und in ("", "und")
    for word, value in CARDINALS.items()
    if 19 < value < 100
}

ORDINALS: Mapping[str, int] = {
    f"{stem}{end}": value
    for stem, value in (
        *_ORDINAL_STEMS.items(),
        *((f"{word}t", value) for word, value in _TEENS.items() if value > 12),
        *((f"{word}st", value) for word, value in (*_TENS.items(), *_compounds().items())),
    )
    for end in ("e", "er", "en", "es", "em")
}
