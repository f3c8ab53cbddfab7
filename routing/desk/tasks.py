"""Between the calls: who is to be called back, what is still to be done, and the agent's own figures."""

from datetime import datetime, timedelta

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from booking import BERLIN
from routing.call_back import CALL_BACK_TRIES
from routing.desk.desk import Desk
from routing.desk.screen import service_name
from routing.follow_ups import call_backs, follow_up_done, open_follow_ups
from routing.guards import Role, requires
from routing.own_figures import figures_of


def add_tasks(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/tasks")
    @requires(Role.AGENT)
    def tasks() -> ResponseReturnValue:
        return show("desk/tasks.html")

    @blueprint.get("/tasks/list")
    @requires(Role.AGENT)
    def tasks_part() -> ResponseReturnValue:
        """For the desk's own window: leaving the desk would end a talk in the browser."""
        return show("desk/tasks_list.html")

    @blueprint.post("/tasks/<int:ticket_id>/done")
    @requires(Role.AGENT)
    def task_done(ticket_id: int) -> ResponseReturnValue:
        with desk.writing() as session:
            follow_up_done(session, ticket_id, g.staff.id, now=desk.clock())
        return show("desk/tasks_list.html")

    def show(template: str) -> str:
        now = desk.clock()
        today = _midnight(now)
        with desk.reading() as session:
            todo = [
                (each, service_name(session, each.service)) for each in open_follow_ups(session, g.staff.id)
            ]
            back = [(each, service_name(session, each.service)) for each in call_backs(session)]
            figures = {
                "Heute": figures_of(session, g.staff.id, since=today, until=now),
                "Letzte sieben Tage": figures_of(
                    session, g.staff.id, since=today - timedelta(days=7), until=now
                ),
            }
        return render_template(
            template,
            todo=todo,
            call_backs=back,
            figures=figures,
            tries=CALL_BACK_TRIES,
            today=now.astimezone(BERLIN).date(),
            now=now,
        )


def _midnight(now: datetime) -> datetime:
    """When this day began in Berlin."""
    return now.astimezone(BERLIN).replace(hour=0, minute=0, second=0, microsecond=0)
