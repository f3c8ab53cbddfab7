"""What a client was told, on disk before it goes on: so that nothing it knew dies with it."""

import json
import os
from pathlib import Path
from typing import Any


class Diary:
    """One file, one line for each thing: written, and for `sure` lines synced, before the call returns."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")

    def note(self, what: str, **details: Any) -> None:
        self._file.write(json.dumps({"what": what, **details}, default=str) + "\n")
        self._file.flush()

    def sure(self, what: str, **details: Any) -> None:
        self.note(what, **details)
        os.fsync(self._file.fileno())


def read(folder: Path) -> list[dict[str, Any]]:
    """All lines of all diaries; a last line that a killed writer left unfinished is none."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text().split("\n")[:-1]]
    return [json.loads(line) for line in lines]
