"""Reads the tables of sentences beside this file: "words | what is meant"."""

import tomllib
from pathlib import Path

HERE = Path(__file__).parent
CITY = HERE.parents[2] / "booking" / "example" / "luebeck.toml"


def rows(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.rsplit("|", 1) for line in lines if "|" in line and not line.startswith("#"))
    return [(text.strip(), meant.strip()) for text, meant in pairs]


def services(language: str = "de") -> list[tuple[str, list[str]]]:
    """The example city's services, each with its words."""
    city = tomllib.loads(CITY.read_text(encoding="utf-8"))
    return [(one["key"], [one["names"][language], *one["synonyms"]]) for one in city["service"]]


def offices() -> list[tuple[str, list[str]]]:
    city = tomllib.loads(CITY.read_text(encoding="utf-8"))
    return [(one["key"], [one["short"], one["name"], *one["former_names"]]) for one in city["office"]]
