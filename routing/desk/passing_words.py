"""What the desk says of a caller who was handed over: where they are now, and where they have been before."""

from routing.desk.screen import CallOnDesk
from routing.desk.words import clock, lasted
from routing.passed_on import Became, EarlierTalk, PassedOn
from routing.tickets import TicketKind, TicketState

NOW = {
    Became.PUT_THROUGH: "Der Anruf wird dorthin verbunden.",
    Became.RINGS: "Dort klingelt es.",
    Became.TALKS: "Dort wird jetzt gesprochen.",
    Became.WAITS: "Dort nahm niemand ab; der Anruf wartet wieder, ganz vorn.",
    Became.OVER: "Der Anruf ist beendet.",
    Became.GAVE_UP: "Aufgelegt, bevor dort jemand abnahm.",
}
INSTEAD = {
    Became.TALKS: "Dort nahm niemand ab; jetzt spricht {who}.",
    Became.OVER: "Dort nahm niemand ab; es sprach {who}. Der Anruf ist beendet.",
}


def passing_line(call: CallOnDesk) -> str:
    """Under the number: who asks or handed over, or where the caller went; "" where nobody did."""
    ticket = call.ticket
    if ticket.state is TicketState.WRAP_UP:
        return where_to(call.passed) if call.passed else ""
    if ticket.consulting:
        return f"Rückfrage von {call.asked_by}" if call.asked_by else ""
    if ticket.state is TicketState.RINGING and ticket.kind is TicketKind.CALL_BACK:
        return "Die Leitung ruft dort an. Wenn sich jemand meldet, klingelt Ihr Telefon."
    return where_from(call.before[-1]) if call.before else ""


def where_to(passed: PassedOn) -> str:
    """Weitergegeben an Fundbüro. Der Anruf wird dorthin verbunden."""
    if passed.instead:
        return f"Weitergegeben an {passed.to}. {INSTEAD[passed.became].format(who=passed.instead)}"
    return f"Weitergegeben an {passed.to}. {NOW[passed.became]}"


def where_from(talk: EarlierTalk) -> str:
    """To whoever has the caller now."""
    if talk.lost:
        return f"Das Gespräch mit {talk.agent} ist abgebrochen."
    if talk.passed is None:
        return f"Sprach in diesem Anruf schon mit {talk.agent}."
    if talk.passed.reached or talk.passed.became is Became.RINGS:
        return f"Weitergegeben von {talk.agent}."
    return f"{talk.agent} gab an {talk.passed.to} weiter; dort nahm niemand ab."


def talk_of_before(talk: EarlierTalk) -> str:
    """12:05 Uhr, Ada Petersen, 0:22 min"""
    return f"{clock(talk.at)} Uhr, {talk.agent}, {lasted(talk.talked_s)} min"


def end_of_before(talk: EarlierTalk) -> str:
    if talk.lost:
        return "Abgebrochen: das Telefon fiel aus"
    if talk.passed is None:
        return "Kam zurück"
    missed = "" if talk.passed.reached or talk.passed.became is Became.RINGS else ", dort nahm niemand ab"
    return f"Weitergegeben an {talk.passed.to}{missed}"
