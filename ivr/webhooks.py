"""What all webhooks of the carrier share: signed, one transaction, and an answer whatever happens."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from flask import Blueprint, Response, current_app, request
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionInTime
from sqlalchemy.orm import Session

from ivr.calls import CallOver
from ivr.carrier.signature import Signatures
from ivr.hang_up import FINAL
from ivr.house import House
from ivr.rescue import end_of_leg, is_dialled, is_placed_by_us, rescue, without_database
from routing.guards import signed_by_carrier

log = structlog.get_logger()

P = ParamSpec("P")
T = TypeVar("T")
POOLS = 2  # of connections to one database: each may have gone stale, and tells so once
DATABASE_AWAY = (OperationalError, InterfaceError, NoConnectionInTime)
ASK_AGAIN = 503
# The database is there, and has more to do than it can: a statement or a lock took too long, two waited for
# each other, it has no connection left. https://www.postgresql.org/docs/current/errcodes-appendix.html
AT_ITS_LIMIT = frozenset({"57014", "55P03", "40P01", "53300", "SQLITE_BUSY"})


def carrier_blueprint(name: str, house: House, prefix: str = "/voice") -> Blueprint:
    """A blueprint that only the carrier reaches; others are refused before the database."""
    blueprint = Blueprint(name, __name__, url_prefix=prefix)
    signatures = Signatures(house.settings.public_url, house.settings.twilio_auth_token)

    @blueprint.before_request
    def only_the_carrier() -> Response | None:
        return None if signatures.vouch_for(request) else Response(status=403)

    return blueprint


def answered(
    house: House,
    view: Callable[Concatenate[Session, P], str],
    lost: Callable[Concatenate[Session, P], bool] | None = None,
    in_vain: Callable[[House], str] | None = None,
) -> Callable[P, Response]:
    """The view, as a webhook that answers TwiML whatever happens: else the carrier would drop the call.

    Only where too much is to be done at once it is to ask again, which `House.webhook` has told it how to do.
    `lost` is told of a fault, in a transaction of its own; True: it was the leg of somebody who is not the
    caller, and that leg ends. `in_vain`: what a leg hears that the line has called by itself, where nothing
    else can be done for it.
    """

    def after_fault(*args: P.args, **kwargs: P.kwargs) -> str:
        ends = is_dialled(request.form.get("Direction", ""))
        if lost is not None:
            try:
                ends = in_one_transaction(house, lambda session: lost(session, *args, **kwargs)) or ends
            except Exception:
                log.exception("leg_not_given_up", call=call_sid())
        if ends:
            return end_of_leg(house)
        ours = is_placed_by_us(request.form.get("Direction", ""))
        return rescue(house, call_sid(), _turn_in(kwargs), in_vain=in_vain if ours else None)

    @signed_by_carrier
    @wraps(view)
    def webhook(*args: P.args, **kwargs: P.kwargs) -> Response:
        went = "answered"
        try:
            twiml = in_one_transaction(house, lambda session: view(session, *args, **kwargs))
        except DATABASE_AWAY as error:
            if _too_much_at_once(error):
                # Nothing was done. The carrier asks again, twice, and then the fallback: nobody is sent away
                # from the line because many called at once.
                log.warning("too_much_at_once", call=call_sid(), path=request.path)
                current_app.extensions["metrics"].turn(house.line_called(called()), "too_much")
                return Response(status=ASK_AGAIN)
            log.error("database_away", call=call_sid(), error=type(error).__name__)
            twiml, went = _without_database(house, in_vain), "database_away"
        except CallOver:
            twiml, went = str(house.spare_answer(house.first, "").hang_up()), "over"
        except Exception:
            log.exception("webhook_failed", call=call_sid(), path=request.path)
            twiml, went = after_fault(*args, **kwargs), "fault"
        current_app.extensions["metrics"].turn(house.line_called(called()), went)
        return Response(twiml, mimetype="text/xml")

    return webhook


def _without_database(house: House, in_vain: Callable[[House], str] | None) -> str:
    """A caller is put through; a leg that is not a caller's is never sent to where the public is."""
    direction = request.form.get("Direction", "")
    if is_dialled(direction):
        return end_of_leg(house)
    return in_vain(house) if in_vain is not None and is_placed_by_us(direction) else without_database(house)


def _too_much_at_once(error: Exception) -> bool:
    """Whether it would have gone well at a quieter moment."""
    if isinstance(error, NoConnectionInTime):
        return True
    cause = getattr(error, "orig", None)
    return {
        getattr(cause, "sqlstate", None),
        getattr(cause, "sqlite_errorname", None),
    } & AT_ITS_LIMIT != set()


def call_sid() -> str:
    """The carrier's name of the call that this webhook is about."""
    return request.form.get("CallSid", "")


def called() -> str:
    """The number that was called."""
    return request.form.get("To", "")


def noted(house: House, note: Callable[Concatenate[Session, P], object]) -> Callable[P, Response]:
    """A status callback: the end of a call is noted, whatever else it tells is not; nothing is answered.

    Should the database be away, the worker finds out by itself that the call has ended.
    """

    @signed_by_carrier
    @wraps(note)
    def webhook(*args: P.args, **kwargs: P.kwargs) -> Response:
        if request.form.get("CallStatus") in FINAL:
            in_one_transaction(house, lambda session: note(session, *args, **kwargs))
        return Response(status=204)

    return webhook


def in_one_transaction(house: House, work: Callable[[Session], T]) -> T:
    """The one transaction of a webhook; once more where its connection was stale, or its twin was faster.

    It begins with the first statement, so a turn that asks nothing of the database has none.

    After a restart of the database, each pooled connection fails once. To try again is safe: what was not
    committed is undone, and what was, is found by the call's turn.
    """
    for _ in range(POOLS):
        try:
            return _once(house, work)
        except IntegrityError:
            log.info("delivered_twice_at_once", call=call_sid())
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
    return _once(house, work)


def _once(house: House, work: Callable[[Session], T]) -> T:
    with house.sessions() as session:
        result = work(session)
        session.commit()
        return result


def _turn_in(arguments: dict[str, Any]) -> int | None:
    n = arguments.get("n")
    return n if isinstance(n, int) else None
