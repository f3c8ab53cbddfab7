"""Call backs whose window has passed before anybody was free: another window, and a text that says so.

Nobody is rung when they did not wish it, and nobody is forgotten: the place stays, so that in the next window
window they come before all who called later.
"""

import structlog

import booking
import routing
from ivr.carrier.rest import CarrierTexts
from ivr.house import House
from routing.ports import CarrierTrouble

log = structlog.get_logger()


class MissedWindows:
    """What the worker does about them; any number of workers may."""

    def __init__(self, house: House, texts: CarrierTexts) -> None:
        self.house, self.texts = house, texts

    def move(self) -> None:
        """To the same hours of the next day on which the line offers them; where it has none, to any time."""
        now = self.house.clock()
        with self.house.sessions.begin() as session:
            for ticket in routing.missed_windows(session, now=now):
                if ticket.not_after is None:
                    continue
                window = self.house.lines[ticket.line].window_again(now, ticket.not_after)
                told = _cannot_be_told(ticket)
                if routing.move_window(session, ticket, window, now=now, told=told):
                    log.warning(
                        "call_back_window_missed", ticket=ticket.id, windows=ticket.windows_missed + 1
                    )

    def tell(self) -> None:
        """By text, until the carrier has taken or refused it, or the window begins and the line rings."""
        now = self.house.clock()
        with self.house.sessions.begin() as session:
            to_tell = routing.claim_windows_to_tell(session, now=now)
        for ticket in to_tell:
            try:
                self.texts.send(
                    ticket.number or "", self._text(ticket), from_=self.house.number_of(ticket.line)
                )
            except CarrierTrouble as trouble:
                log.warning("window_not_told", ticket=ticket.id, code=trouble.code)
                if trouble.code != "refused":
                    continue
            with self.house.sessions.begin() as session:
                routing.window_told(session, ticket.id)

    def _text(self, ticket: routing.Ticket) -> str:
        if ticket.not_before is None or ticket.not_after is None:
            return self.house.current(ticket.line).text("text.call_back_later", ticket.language, {})
        values = {"opens": ticket.not_before.isoformat(), "closes": ticket.not_after.isoformat()}
        return self.house.current(ticket.line).text("text.call_back_moved", ticket.language, values)


def _cannot_be_told(ticket: routing.Ticket) -> bool:
    return ticket.number is None or not booking.can_get_texts(ticket.number)
