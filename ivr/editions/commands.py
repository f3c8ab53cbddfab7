"""`flask menu …`: what the pages of the lines do, on the command line.

export FLASK_APP=ivr.app:create_app_from_environment
flask menu check termine review/            the files in a folder or an archive; without one, the line's own
flask menu export termine review/           what the line has now; --edition shipped, or an edition's id
flask menu import termine review/ --by olga --name "Sommer"        as a new draft; prints its number
flask menu drafts termine                   the drafts that are open
flask menu discard termine 7 --by olga
flask menu publish termine 7 --by olga --reason "Neue Öffnungszeiten"
flask menu take-back termine --by olga --reason "Zu früh"
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.editions.bundles import (
    NotABundle,
    pack,
    read_folder,
    sounds_in,
    sounds_in_folder,
    unpack,
    write_folder,
)
from ivr.editions.drafts import (
    Draft,
    DraftChanged,
    DraftEnded,
    UnknownDraft,
    begin_draft,
    current_id,
    discard_draft,
    edition_files,
    files_of,
    open_drafts,
    read_draft,
    save_draft,
)
from ivr.editions.edition import EditionFault, EditionFaults
from ivr.editions.music import sounds_for, take_in_sounds
from ivr.editions.proving import prove_draft
from ivr.editions.publishing import LinePublished, NothingToTakeBack, history, publish, take_back
from ivr.editions.reading import read_files
from ivr.editions.verdicts import NotProved
from ivr.house import House
from ivr.recordings import MusicMissing, Unusable
from ivr.web.words import texts
from routing.store import reading
from routing.tables import StaffRow

ENGLISH = "en"
BY = click.option("--by", required=True, help="The login of who does it.")
REASON = click.option("--reason", required=True, help="Why, as it stands in the history.")


def menu_commands(house: House) -> click.Group:
    """The group `menu`. Faults end a command with 1, what it cannot use with 2."""
    menu = click.Group("menu", help="The menus of the lines: check, export, import, publish, take back.")
    _add_looking(menu, house)
    _add_drafting(menu, house)
    _add_publishing(menu, house)
    return menu


def _add_looking(menu: click.Group, house: House) -> None:
    @menu.command("check")
    @click.argument("line")
    @click.argument("source", required=False, type=click.Path(exists=True, path_type=Path))
    def check(line: str, source: Path | None) -> None:
        """Name all faults of the files in SOURCE, or of what LINE has now."""
        files = _read(source) if source else _files(house, line, None)
        _require_sound(house, line, files)
        click.echo("No faults.")

    @menu.command("export")
    @click.argument("line")
    @click.argument("target", type=click.Path(path_type=Path))
    @click.option("--edition", help="An edition's id, or: shipped. Without it, what the line has now.")
    def export(line: str, target: Path, edition: str | None) -> None:
        """Write the files of LINE into the folder or the archive (.zip) TARGET."""
        files = _files(house, line, edition)
        with reading(house.sessions) as session:
            sounds = sounds_for(session, line, files)
        if target.suffix == ".zip":
            target.write_bytes(pack(files, sounds))
        else:
            write_folder(files, target, sounds)
        click.echo(f"{len(files) + len(sounds)} files in {target}")


def _add_drafting(menu: click.Group, house: House) -> None:
    @menu.command("import")
    @click.argument("line")
    @click.argument("source", type=click.Path(exists=True, path_type=Path))
    @click.option("--name", default="Import", help="Of the draft.")
    @BY
    def import_files(line: str, source: Path, name: str, by: str) -> None:
        """Make the files in SOURCE a new draft of LINE; print its number."""
        files, now = _read(source), house.clock()
        _require_line(house, line)
        with house.sessions.begin() as session:
            _require_account(session, by)
            _take_in_music(session, line, files, source, by, now)
            draft = begin_draft(session, house.editions.shipped, line, name=name, by=by, now=now)
            draft = save_draft(session, draft.id, files, seen=draft.edition, by=by, now=now)
        click.echo(f"Draft {draft.id}")
        _require_sound(house, line, files)

    @menu.command("drafts")
    @click.argument("line")
    def list_drafts(line: str) -> None:
        """List the open drafts of LINE: number, name, who changed it last and when (UTC), and its faults."""
        _require_line(house, line)
        shipped = house.editions.shipped
        with reading(house.sessions) as session:
            for draft in open_drafts(session, line):
                faults = len(read_files(draft.files, line, shipped.prompts)[1])
                told = (draft.id, draft.name, draft.changed_by, f"{draft.changed_at:%Y-%m-%d %H:%M}")
                click.echo("\t".join(map(str, (*told, f"{faults} faults" if faults else "sound"))))

    @menu.command("discard")
    @click.argument("line")
    @click.argument("draft", type=int)
    @BY
    def discard(line: str, draft: int, by: str) -> None:
        """Throw DRAFT of LINE away."""
        with house.sessions.begin() as session:
            _require_account(session, by)
            _require_open(session, line, draft)
            discard_draft(session, draft, by=by, now=house.clock())
        click.echo(f"Draft {draft} is discarded.")


def _add_publishing(menu: click.Group, house: House) -> None:
    @menu.command("publish")
    @click.argument("line")
    @click.argument("draft", type=int)
    @BY
    @REASON
    def publish_draft(line: str, draft: int, by: str, reason: str) -> None:
        """Let LINE have what stands in DRAFT, from the next call on."""
        with reading(house.sessions) as session:
            _require_account(session, by)
            found = _require_open(session, line, draft)
        try:
            prove_draft(house, found)
            with house.sessions.begin() as session:
                published = publish(
                    session,
                    house.editions.shipped,
                    draft,
                    seen=found.edition,
                    others=house.lines,
                    by=by,
                    reason=reason,
                    now=house.clock(),
                )
        except EditionFaults as wrong:
            _tell(wrong.faults)
        except NotProved as wrong:
            raise click.ClickException(str(wrong)) from wrong
        except (DraftEnded, DraftChanged) as error:
            raise click.UsageError(f"Draft {draft} was changed meanwhile.") from error
        except LinePublished as error:
            raise click.UsageError("The line was published since this draft began.") from error
        click.echo(f"Edition {published.n} of {line}")

    @menu.command("take-back")
    @click.argument("line")
    @BY
    @REASON
    def take_line_back(line: str, by: str, reason: str) -> None:
        """Let LINE have again what it had before."""
        shipped, now = house.editions.shipped, house.clock()
        try:
            with house.sessions.begin() as session:
                _require_account(session, by)
                past = history(session, line)
                seen = past[0].n if past else 0
                take_back(session, shipped, line, seen=seen, by=by, reason=reason, now=now)
        except (LinePublished, NothingToTakeBack) as error:
            raise click.UsageError(f"{line} has what ships.") from error
        except EditionFaults as wrong:
            _tell(wrong.faults)
        click.echo(f"{line} has again what it had before.")


def _read(source: Path) -> dict[str, str]:
    try:
        return read_folder(source) if source.is_dir() else unpack(source.read_bytes())
    except NotABundle as error:
        raise click.UsageError(f"{source} holds no files of a line.") from error


def _take_in_music(
    session: Session, line: str, files: Mapping[str, str], source: Path, by: str, now: datetime
) -> None:
    sounds = sounds_in_folder(source) if source.is_dir() else sounds_in(source.read_bytes())
    try:
        take_in_sounds(session, line, files, sounds, by=by, now=now)
    except MusicMissing as missing:
        raise click.UsageError(f"There is no sound for: {missing}.") from missing
    except Unusable as fault:
        raise click.UsageError(f"A sound in {source} cannot be used: {fault.code}.") from fault


def _files(house: House, line: str, edition: str | None) -> Mapping[str, str]:
    """Those of an edition, of what ships, or of what the line has now."""
    _require_line(house, line)
    with reading(house.sessions) as session:
        if edition is None:
            return files_of(session, house.editions.shipped, line, current_id(session, line))
        if edition == "shipped":
            return house.editions.shipped.files[line]
        files = edition_files(session, int(edition), line) if edition.isdecimal() else {}
    if not files:
        raise click.UsageError(f"There is no edition {edition} of {line}.")
    return files


def _require_open(session: Session, line: str, draft: int) -> Draft:
    try:
        found = read_draft(session, draft)
    except UnknownDraft:
        found = None
    if found is None or found.line != line or found.ended is not None:
        raise click.UsageError(f"There is no open draft {draft} of {line}.")
    return found


def _require_line(house: House, line: str) -> None:
    if line not in house.editions.shipped.editions:
        known = ", ".join(house.editions.shipped.editions)
        raise click.UsageError(f"There is no line {line}. There are: {known}.")


def _require_account(session: Session, login: str) -> None:
    if session.scalar(select(StaffRow.id).where(StaffRow.login == login)) is None:
        raise click.UsageError(f"There is no account {login}.")


def _require_sound(house: House, line: str, files: Mapping[str, str]) -> None:
    _require_line(house, line)
    _, faults = read_files(files, line, house.editions.shipped.prompts)
    if faults:
        _tell(faults)


def _tell(faults: list[EditionFault] | tuple[EditionFault, ...]) -> None:
    """Each fault in a sentence, with its place; and out."""
    for fault in faults:
        sentence = texts().text(f"fault.{fault.code}", ENGLISH, {"detail": fault.detail})
        click.echo(f"{fault.path}:{fault.line}: {fault.where or '-'}: {sentence}", err=True)
    raise click.exceptions.Exit(1)
