"""The rota: how many agents are planned for a line in each half hour; typed in, or read from a file."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime, time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booking import BERLIN
from routing.desk_tables import RotaRow

Rota = Mapping[tuple[date, time], int]
MOST = 1000
DAY_HEAD, BEGIN_HEAD, PLANNED_HEAD = "Tag", "Beginn", "Geplant"


class RotaFault(Exception):
    """What is wrong in a file, in a sentence for who sent it."""


def planned(session: Session, line: str, first: date, last: date) -> dict[tuple[date, time], int]:
    """Who is planned from `first` to `last`, both included."""
    rows = session.execute(
        select(RotaRow.day, RotaRow.begins, RotaRow.agents).where(
            RotaRow.line == line, RotaRow.day >= first, RotaRow.day <= last
        )
    )
    return {(day, begins): agents for day, begins, agents in rows}


def plan(session: Session, line: str, rota: Rota) -> None:
    """Plan the half hours that are named, and no others; with 0 nobody is planned."""
    for day in {day for day, _ in rota}:
        begins = [at for on, at in rota if on == day]
        session.execute(
            delete(RotaRow).where(RotaRow.line == line, RotaRow.day == day, RotaRow.begins.in_(begins))
        )
    session.add_all(
        RotaRow(line=line, day=day, begins=begins, agents=agents)
        for (day, begins), agents in rota.items()
        if agents
    )
    session.flush()


def read_rota(content: bytes) -> dict[tuple[date, time], int]:
    """A file with the columns Tag (2026-12-01 or 01.12.2026), Beginn (07:30), Geplant. Raises `RotaFault`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RotaFault("Die Datei ist nicht in UTF-8 geschrieben.") from error
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    missing = {DAY_HEAD, BEGIN_HEAD, PLANNED_HEAD} - set(rows.fieldnames or ())
    if missing:
        raise RotaFault(f"Es fehlen Spalten: {', '.join(sorted(missing))}.")
    return dict(_entry(n, row) for n, row in enumerate(rows, 2) if any(row.values()))


def _entry(n: int, row: Mapping[str, str | None]) -> tuple[tuple[date, time], int]:
    try:
        begins = time.fromisoformat(row[BEGIN_HEAD] or "")
        agents = int(row[PLANNED_HEAD] or 0)
        day = _day(row[DAY_HEAD] or "")
    except ValueError as error:
        raise RotaFault(f"Zeile {n} ist nicht zu lesen.") from error
    if begins.minute % 30 or begins.second or not 0 <= agents <= MOST:
        raise RotaFault(f"Zeile {n}: Es gilt die volle oder halbe Stunde, und höchstens {MOST} Personen.")
    return (day, begins), agents


def _day(text: str) -> date:
    form = "%d.%m.%Y" if "." in text else "%Y-%m-%d"
    return datetime.strptime(text.strip(), form).replace(tzinfo=BERLIN).date()
