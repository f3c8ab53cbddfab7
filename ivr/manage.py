"""What an operator does from a terminal before the first call.

`python -m ivr.manage load [FILE]`: offices and services (without a file: Lübeck as example data).
`python -m ivr.manage add-staff LOGIN NAME --role agent ...`: an account; the password is asked for.
`python -m ivr.manage limit-staff LOGIN --office KEY ...`: the role office counts for these; none: for all.
`python -m ivr.manage add-client NAME`: a program that may use the API; its key is printed, once.
`python -m ivr.manage end-client NAME`: its key opens nothing from then on.
`python -m ivr.manage verify-audit-log [--known N:SEAL]`: whether anybody tampered with the audit log.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

import booking
from booking.api import ClientRefused, Rate, add_client, end_client
from booking.api.clients import REQUESTS
from booking.db import connect
from booking.example.faults import DataFault
from booking.example.load import load_example
from ivr.settings import Settings, SettingsFault
from routing import audit
from routing.abilities import UnknownLevel
from routing.guards import Role
from routing.staff import LEAST_PASSWORD, add_staff, limit_staff

HERE = "terminal"  # who it was, in the audit log: whoever may use this machine


class Refused(Exception):
    """Why not, in a sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    try:
        settings = Settings.from_environment(os.environ)
        engine = connect(settings.database_url).execution_options(audit_key=settings.seals_with)
        try:
            with Session(engine) as session, session.begin():
                asked.do(session, asked, datetime.now(UTC))
        finally:
            engine.dispose()
    except (SettingsFault, DataFault, ClientRefused, Refused) as fault:
        sys.stderr.write(f"Nothing was changed:\n{fault}\n")
        return 2
    except SQLAlchemyError as error:
        sys.stderr.write(f"The database cannot be used: {str(error).splitlines()[0]}\n")
        return 2
    return 0


def load(session: Session, asked: argparse.Namespace, now: datetime) -> None:
    load_example(session, asked.file, now=now)


def add(session: Session, asked: argparse.Namespace, now: datetime) -> None:
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(password) < LEAST_PASSWORD:
        raise Refused(f"A password has {LEAST_PASSWORD} characters or more.")
    if Role.AGENT in asked.role and not asked.contact:
        raise Refused("An agent needs a --contact: client:NAME, sip:ADDRESS or a number in E.164.")
    if asked.office and Role.OFFICE not in asked.role:
        raise Refused("An --office limits the role office: name it, too.")
    _require_offices(session, asked.office)
    try:
        add_staff(
            session,
            asked.login,
            asked.name,
            password,
            asked.role,
            asked.contact,
            asked.skill,
            asked.language,
            offices=asked.office,
            now=now,
        )
        made = {"login": asked.login, "roles": sorted(asked.role), "offices": sorted(asked.office)}
        audit.note(session, by=HERE, what="account.made", details=made, now=now)
    except IntegrityError as error:
        raise Refused(f"There is an account {asked.login} already.") from error
    except UnknownLevel as error:
        raise Refused("How well is said as kfz:1 (a little), kfz:2 (well) or kfz:3 (best).") from error


def limit(session: Session, asked: argparse.Namespace, now: datetime) -> None:
    _require_offices(session, asked.office)
    if not limit_staff(session, asked.login, asked.office):
        raise Refused(f"There is no account {asked.login}.")
    limited = {"login": asked.login, "offices": sorted(asked.office)}
    audit.note(session, by=HERE, what="account.changed", details=limited, now=now)


def _require_offices(session: Session, keys: Sequence[str]) -> None:
    known = {office.key for office in booking.offices(session)}
    if strange := sorted(set(keys) - known):
        raise Refused(f"There is no office {strange[0]}. There are: {', '.join(sorted(known))}.")


def add_program(session: Session, asked: argparse.Namespace, now: datetime) -> None:
    if asked.per_minute < 1 or asked.burst < 1:
        raise Refused("A client may ask once a minute at least.")
    key = add_client(session, asked.name, now=now, requests=Rate(asked.per_minute, asked.burst))
    sys.stdout.write(f"{key}\n")


def end_program(session: Session, asked: argparse.Namespace, now: datetime) -> None:
    end_client(session, asked.name, now=now)


def verify_audit_log(session: Session, asked: argparse.Namespace, _now: datetime) -> None:
    found = audit.verify(session, known=asked.known)
    if not found.sound:
        faults = [f"Entry {n} was changed." for n in found.changed]
        faults += [f"Before entry {n}, others are missing." for n in found.missing]
        faults += ["The known entry is not there any more."] if found.lost else []
        raise Refused("\n".join(faults))
    sys.stdout.write(f"{found.entries} entries, all sound. Note elsewhere: {found.entries}:{found.head}\n")


def _noted(text: str) -> tuple[int, str]:
    n, _, seal = text.partition(":")
    return int(n), seal


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ivr.manage", description=__doc__)
    commands = parser.add_subparsers(required=True)
    loading = commands.add_parser("load", help="offices and services from a file")
    loading.add_argument("file", nargs="?", type=Path)
    loading.set_defaults(do=load)
    adding = commands.add_parser("add-staff", help="an account for somebody")
    adding.add_argument("login")
    adding.add_argument("name")
    adding.add_argument("--role", action="append", required=True, choices=[str(role) for role in Role])
    adding.add_argument("--contact", help="client:NAME, sip:ADDRESS or a number in E.164")
    adding.add_argument("--skill", action="append", default=[], help="a topic, as kfz, or how well: kfz:3")
    adding.add_argument("--language", action="append", default=[])
    adding.add_argument("--office", action="append", default=[], help="the role office, limited to these")
    adding.set_defaults(do=add)
    limiting = commands.add_parser("limit-staff", help="which offices somebody may see and change")
    limiting.add_argument("login")
    limiting.add_argument("--office", action="append", default=[], help="without any: all of them")
    limiting.set_defaults(do=limit)
    client = commands.add_parser("add-client", help="a program that may use the API; prints its key")
    client.add_argument("name")
    client.add_argument("--per-minute", type=int, default=REQUESTS.per_minute, help="requests, on average")
    client.add_argument("--burst", type=int, default=REQUESTS.burst, help="requests at once")
    client.set_defaults(do=add_program)
    verifying = commands.add_parser("verify-audit-log", help="whether anybody tampered with it")
    verifying.add_argument("--known", type=_noted, metavar="N:SEAL", help="what an earlier run said to note")
    verifying.set_defaults(do=verify_audit_log)
    ending = commands.add_parser("end-client", help="let its key open nothing")
    ending.add_argument("name")
    ending.set_defaults(do=end_program)
    return parser


if __name__ == "__main__":
    sys.exit(main())
