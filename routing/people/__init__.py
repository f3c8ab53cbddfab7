"""People: how they sign in, what they may, and what they did."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from booking import BERLIN
from routing import sessions
from routing.people.account_pages import add_account_deeds, add_account_pages
from routing.people.audit_page import add_audit_page
from routing.people.by_the_house import add_by_the_house
from routing.people.house_rules import SECOND_FACTOR, HouseRules
from routing.people.own_account import add_own_account
from routing.people.own_factors import add_own_codes, add_own_passkeys
from routing.people.porch import Porch
from routing.people.second_step import add_second_step, add_second_step_by_passkey
from routing.people.set_up import add_set_up
from routing.people.signing_in import add_signing_in
from routing.people.welcome import add_welcome
from routing.ports import Line

__all__ = ["SECOND_FACTOR", "HouseRules", "people_blueprint"]


def people_blueprint(
    database: sessionmaker[DatabaseSession],
    line: Line,
    clock: Callable[[], datetime],
    rules: HouseRules,
) -> Blueprint:
    """The pages for signing in and out, for accounts and for the audit log.

    Registering it gives the guards their database and clock. Its words are the application's `t`.
    """
    blueprint = Blueprint(
        "people",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/people/static",
    )
    porch = Porch(database, line, clock, rules)
    for add in (
        add_signing_in,
        add_second_step,
        add_second_step_by_passkey,
        add_set_up,
        add_by_the_house,
        add_welcome,
        add_own_account,
        add_own_codes,
        add_own_passkeys,
        add_account_pages,
        add_account_deeds,
        add_audit_page,
    ):
        add(blueprint, porch)

    @blueprint.context_processor
    def moments() -> dict[str, Any]:
        return {
            "with_house": rules.provider is not None,
            "moment": lambda at: at.astimezone(BERLIN).strftime("%d.%m.%Y %H:%M"),
        }

    @blueprint.record_once
    def give_guards_what_they_need(state: BlueprintSetupState) -> None:
        sessions.install(state.app, database, clock, rules.limits)

    return blueprint
