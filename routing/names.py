"""How topics are called among staff, in German, where their line has no title for them."""

from collections.abc import Mapping

TOPICS: Mapping[str, str] = {
    "buergerservice": "Bürgerservice",
    "kfz": "Kfz-Zulassung",
    "fuehrerschein": "Führerscheinstelle",
    "citizen": "Allgemeines",
}


def topic(key: str) -> str:
    return TOPICS.get(key, key)
