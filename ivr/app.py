"""The only place where the parts are put together: each blueprint beside its address.

`furnish` builds what telephone and worker share, `create_app` the web application around it.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, g
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from booking.api import api_blueprint
from booking.calendar_page import calendar_blueprint
from booking.db import apart_for_reading, connect
from booking.office import office_blueprint
from ivr.asking_names import asking_names_blueprint
from ivr.carrier.rest import CarrierLine, CarrierSoftphones, client_for
from ivr.console.calls.pages import calls_blueprint
from ivr.console.picture.pages import picture_blueprint
from ivr.console.picture.synonym_pages import add_synonym_pages
from ivr.console.picture.versus_pages import add_versus_pages
from ivr.directory import DirectoryFault, load_directory
from ivr.editing.pages import editing_blueprint
from ivr.editions import Editions, Shipped, ShippedFaults, read_shipped
from ivr.editions.commands import menu_commands
from ivr.editions.pages import editions_blueprint
from ivr.experiments.pages import experiments_blueprint
from ivr.house import House
from ivr.lines import LinesFault
from ivr.log import configure
from ivr.phone import phone_blueprint
from ivr.recordings import Shelf
from ivr.recordings.pages import allow_sounds, recordings_blueprint
from ivr.recordings.serving import sounds_blueprint
from ivr.rehearsal import rehearse
from ivr.replay.commands import add_replay
from ivr.replay.pages import replay_blueprint
from ivr.replies import replies_blueprint
from ivr.ringing import LEG_S, ringing_blueprint
from ivr.self_served import self_served
from ivr.settings import Settings, SettingsFault
from ivr.talking import talking_blueprint
from ivr.taping import taping_blueprint
from ivr.trials import trials_blueprint
from ivr.waiting import music_blueprint, waiting_blueprint
from ivr.web import install_web
from ivr.web.health import health_blueprint
from ivr.web.metrics import install_metrics
from routing.desk import desk_blueprint
from routing.directory import Directory
from routing.guards import Role, requires
from routing.knowledge import Article, KnowledgeFault, load_articles
from routing.people import people_blueprint
from routing.supervisor import supervisor_blueprint

BODY_AT_MOST = 256 * 1024  # bytes; a webhook's form is a few kB
RULES_KEPT_S = 2.0  # how soon a change of hours or services is on the phone
APP_FAILED_TO_LOAD = 4  # the exit code at which gunicorn stops instead of starting worker after worker


class StartFault(Exception):
    """What keeps the line from starting: every fault, a line each."""


def clock() -> datetime:
    return datetime.now(UTC)


def furnish(
    settings: Settings, *, now: Callable[[], datetime] = clock, engine: Engine | None = None
) -> House:
    """All that webhooks and worker need. Raises `StartFault` when a menu, prompt or line is not sound."""
    shipped = _shipped(settings)
    engine = engine or connect(settings.database_url).execution_options(rules_kept_s=RULES_KEPT_S)
    engine = apart_for_reading(engine.execution_options(audit_key=settings.seals_with))
    at_once = connect(settings.database_url, at_once=True)
    return House(
        settings=settings,
        sessions=sessionmaker(engine, expire_on_commit=False),
        at_once=at_once,
        editions=Editions(shipped, at_once, now),
        shelf=Shelf(at_once, engine.get_execution_options().get("rules_kept_s", 0.0)),
        articles=_articles(settings),
        directory=_directory(settings),
        clock=now,
    )


def create_app(settings: Settings, *, house: House | None = None) -> Flask:
    house = house or furnish(settings)
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=BODY_AT_MOST,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.over_https,
        SESSION_COOKIE_NAME="durchwahl",
    )
    app.before_request(allow_sounds)  # before the token is looked for, which reads the form
    csrf = CSRFProtect(app)
    engine = house.sessions.kw["bind"]
    install_web(app, assets_dir=settings.assets_dir, softphone_url=settings.softphone_url)
    install_metrics(app, token=settings.metrics_token)
    app.register_blueprint(health_blueprint(engine))

    # The carrier's webhooks carry a signature instead of a token of ours.
    for carriers in (
        phone_blueprint(house),
        trials_blueprint(house),
        waiting_blueprint(house),
        ringing_blueprint(house),
        talking_blueprint(house),
        taping_blueprint(house),
        asking_names_blueprint(house),
        replies_blueprint(house),
    ):
        csrf.exempt(carriers)
        app.register_blueprint(carriers)
    app.register_blueprint(music_blueprint())
    app.register_blueprint(sounds_blueprint(house.sessions))

    line = CarrierLine(client_for(settings), settings, house.number_of)
    app.register_blueprint(people_blueprint(house.sessions, line, house.clock, settings.house_rules))
    desk = desk_blueprint(
        house.sessions,
        line,
        CarrierSoftphones(settings),
        house.clock,
        house.lines,
        house.articles,
        house.directory,
    )
    app.register_blueprint(desk)
    ring_s = settings.ring_seconds + LEG_S
    app.register_blueprint(
        supervisor_blueprint(
            house.sessions, line, house.clock, house.lines, ring_s=ring_s, self_served=self_served
        )
    )
    app.register_blueprint(calls_blueprint(house, line))
    picture = picture_blueprint(house)
    add_versus_pages(picture, house)
    add_synonym_pages(picture, house)
    app.register_blueprint(picture)
    app.register_blueprint(recordings_blueprint(house))
    app.register_blueprint(editions_blueprint(house))
    app.cli.add_command(add_replay(menu_commands(house), house))
    app.register_blueprint(replay_blueprint(house))
    app.register_blueprint(editing_blueprint(house))
    app.register_blueprint(experiments_blueprint(house))
    app.register_blueprint(calendar_blueprint(house.sessions))

    # Programs bear a key of theirs with each request, which no browser sends by itself.
    api = api_blueprint(house.sessions, house.clock)
    csrf.exempt(api)
    app.register_blueprint(api)

    office_staff = requires(Role.OFFICE, Role.SUPERVISOR)
    app.register_blueprint(
        office_blueprint(
            house.sessions,
            house.clock,
            office_staff,
            lambda: g.staff.login,
            limits=lambda: g.staff.limited_to,
            languages=[language for line in house.lines.values() for language in line.languages],
        )
    )
    return app


def create_app_from_environment() -> Flask:
    """For the web server. What is wrong is said in a sentence, and the server does not start."""
    try:
        settings = Settings.from_environment(os.environ)
        configure(settings.log_format)
        house = furnish(settings)
        app = create_app(settings, house=house)
        rehearse(house)
        return app
    except (SettingsFault, StartFault) as fault:
        sys.stderr.write(f"The line does not start:\n{fault}\n")
        sys.exit(APP_FAILED_TO_LOAD)


def _shipped(settings: Settings) -> Shipped:
    try:
        return read_shipped(settings.lines_file)
    except (LinesFault, ShippedFaults) as fault:
        raise StartFault(str(fault)) from fault


def _articles(settings: Settings) -> tuple[Article, ...]:
    try:
        return load_articles(settings.knowledge_file)
    except KnowledgeFault as fault:
        raise StartFault(str(fault)) from fault


def _directory(settings: Settings) -> Directory:
    try:
        return load_directory(settings.directory_file)
    except DirectoryFault as fault:
        raise StartFault(str(fault)) from fault
