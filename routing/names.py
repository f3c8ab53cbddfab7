"""How topics and languages are called among staff, in German: for explanations, the desk and reports."""

from collections.abc import Mapping

LANGUAGES: Mapping[str, str] = {
    "de": "Deutsch",
    "de_leicht": "Leichte Sprache",
    "en": "Englisch",
    "tr": "Türkisch",
    "ar": "Arabisch",
    "ru": "Russisch",
    "uk": "Ukrainisch",
    "pl": "Polnisch",
}

TOPICS: Mapping[str, str] = {
    "buergerservice": "Bürgerservice",
    "kfz": "Kfz-Zulassung",
    "fuehrerschein": "Führerscheinstelle",
    "citizen": "Allgemeines",
}


def topic(key: str) -> str:
    return TOPICS.get(key, key)


def language(code: str) -> str:
    return LANGUAGES.get(code, code)
