"""The files that ship, as the first edition of each line."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ivr.editions.edition import LINE, MENU, Edition, EditionFaults
from ivr.editions.reading import read_edition
from ivr.lines import load_lines
from ivr.settings import ROOT
from voice_prompts.catalog import Catalog
from voice_prompts.toml_lines import locate

FOLDER = ROOT / "voice_prompts"
MENUS = ROOT / "ivr" / "menus"


class ShippedFaults(Exception):
    """What is wrong with the files that ship: every fault, a line each."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """The lines as they ship: their editions, the files of these as texts, and the prompts of all."""

    editions: Mapping[str, Edition]
    files: Mapping[str, Mapping[str, str]]
    prompts: Catalog


def read_shipped(lines_file: Path) -> Shipped:
    """Raises `ShippedFaults`, or `LinesFault` where the lines themselves cannot be read."""
    prompts = Catalog.load(FOLDER)
    if prompts.faults:
        raise ShippedFaults("\n".join(str(fault) for fault in prompts.faults))
    lines = load_lines(lines_file)
    text = lines_file.read_text(encoding="utf-8")
    files = {key: {LINE: line_text(text, key), MENU: _menu(key, line.menu)} for key, line in lines.items()}
    return Shipped({key: _edition(key, files[key], prompts) for key in lines}, files, prompts)


def line_text(text: str, key: str) -> str:
    """The part of the file of lines that is about the line `key`, with the remark right before it."""
    owners = {number: path[0] for path, number in locate(text).items()}
    kept: list[str] = []
    remarks: list[str] = []  # that and blank lines belong to what follows them
    owner = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            kept += [*remarks, line] if owner == key else []
            remarks = []
        elif line.startswith("#"):
            remarks.append(line)
        else:
            owner = owners.get(number, owner)
            kept += [*remarks, line] if owner == key else []
            remarks = []
    return "\n".join(kept).strip("\n") + "\n"


def _menu(line: str, menu: str) -> str:
    path = MENUS / f"{menu}.toml"
    if not path.is_file():
        raise ShippedFaults(f"The line {line} wants the menu {path.name}, which is not there.")
    return path.read_text(encoding="utf-8")


def _edition(key: str, files: Mapping[str, str], prompts: Catalog) -> Edition:
    try:
        return read_edition(files, key, prompts)
    except EditionFaults as wrong:
        raise ShippedFaults("\n".join(f"{key}: {fault}" for fault in wrong.faults)) from wrong
