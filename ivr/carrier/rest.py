"""What the line asks of the carrier by itself: ring, call back, stop, send a text, know how a call stands.

Every request has a time-out, well below the carrier's own patience with our webhooks. After a time-out nobody
knows whether it was done; so each effect may be repeated, and the webhook that follows decides by what the
database says.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant
from twilio.rest import Client

from ivr.settings import Settings
from routing.ports import CarrierTrouble, SoftphoneAccess
from routing.tapes import TapeState
from routing.tickets import CALL_BACK_RINGS, Ring

TIMEOUT_S = 5.0
LEG_RINGS_S = 25
QUEUE_SIZE = 1000  # set, because the carrier's documents name two defaults
FOUND = 200
NOT_THERE = 404
TOO_MANY = 429
OUT_OF_ORDER = 500
UNDER_WAY = frozenset({"queued", "initiated", "ringing", "in-progress"})
TAPE_STATUS = {
    TapeState.RUNNING: "in-progress",
    TapeState.PAUSED: "paused",
    TapeState.OVER: "stopped",
}
NEWEST = 5  # calls to one number that are looked through; the carrier lists the newest first


class RebasedHttpClient(TwilioHttpClient):  # type: ignore[misc]
    """The carrier's own client, for another carrier that speaks the same API at `base`."""

    def __init__(self, base: str, **options: Any) -> None:
        super().__init__(**options)
        self.base = urlsplit(base)

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        parts = urlsplit(url)
        return super().request(
            method,
            urlunsplit(parts._replace(scheme=self.base.scheme, netloc=self.base.netloc)),
            *args,
            **kwargs,
        )


def client_for(settings: Settings) -> Client:
    http = (
        RebasedHttpClient(settings.twilio_api_url, timeout=TIMEOUT_S)
        if settings.twilio_api_url
        else TwilioHttpClient(timeout=TIMEOUT_S)
    )
    return Client(
        settings.twilio_account_sid,
        settings.twilio_auth_token,
        region=settings.twilio_region,
        edge=settings.twilio_edge,
        http_client=http,
    )


@contextmanager
def _trouble() -> Iterator[None]:
    """The client's many exceptions, as one that says what became of the request."""
    try:
        yield
    except TwilioRestException as error:
        code = {NOT_THERE: "gone", TOO_MANY: "busy"}.get(error.status, "refused")
        if error.status >= OUT_OF_ORDER:
            code = "unavailable"
        raise CarrierTrouble(code, f"{error.status} {error.code}: {error.msg}") from error
    except requests.Timeout as error:
        raise CarrierTrouble("timeout") from error
    except (TwilioException, requests.RequestException) as error:
        raise CarrierTrouble("unreachable", type(error).__name__) from error


class CarrierLine:
    """The telephone line over the carrier's REST API; `routing.ports.Line`.

    `number_of` a line, by its key, is what those see whom it calls.
    """

    def __init__(self, client: Client, settings: Settings, number_of: Callable[[str], str]) -> None:
        self.client, self.settings, self.number_of = client, settings, number_of

    def ring(self, ring: Ring) -> None:
        self._send(ring.call_sid, f"/voice/ring/{ring.ticket_id}/{ring.attempt}")

    def stop_ringing(self, ring: Ring) -> None:
        self._send(ring.call_sid, f"/voice/queue/{ring.ticket_id}")

    def call_back(self, ring: Ring) -> str:
        with _trouble():
            call = self.client.calls.create(
                to=ring.number,
                from_=self.number_of(ring.line),
                url=self.settings.webhook(f"/voice/call-back/{ring.ticket_id}/{ring.attempt}"),
                fallback_url=self.settings.webhook("/voice/fallback"),
                status_callback=self.settings.webhook(
                    f"/voice/call-back/{ring.ticket_id}/{ring.attempt}/status"
                ),
                status_callback_event=["completed"],
                timeout=int(CALL_BACK_RINGS.total_seconds()),
            )
        return str(call.sid)

    def find_call_back(self, ring: Ring) -> str | None:
        with _trouble():
            ours = self.client.calls.list(to=ring.number, from_=self.number_of(ring.line), limit=NEWEST)
        return next((str(call.sid) for call in ours if call.status in UNDER_WAY), None)

    def hang_up(self, call_sid: str) -> None:
        with _trouble():
            self.client.calls(call_sid).update(status="completed")

    def call_leg(self, leg_id: int, contact: str, keys: str, line: str) -> str:
        with _trouble():
            call = self.client.calls.create(
                to=contact,
                from_=self.number_of(line),
                url=self.settings.webhook(f"/voice/leg/{leg_id}"),
                status_callback=self.settings.webhook(f"/voice/leg/{leg_id}/status"),
                status_callback_event=["completed"],
                timeout=LEG_RINGS_S,
                **({"send_digits": keys} if keys else {}),
            )
        return str(call.sid)

    def place_leg(self, leg_id: int, call_sid: str) -> None:
        self._send(call_sid, f"/voice/leg/{leg_id}")

    def send_tones(self, room: str, leg_id: int, call_sid: str) -> None:
        with _trouble():
            for conference in self._rooms(room):
                self.client.conferences(conference.sid).participants(call_sid).update(
                    announce_url=self.settings.webhook(f"/voice/leg/{leg_id}/tones"), announce_method="POST"
                )

    def legs_in(self, room: str) -> frozenset[str]:
        with _trouble():
            return frozenset(
                str(participant.call_sid)
                for conference in self._rooms(room)
                for participant in self.client.conferences(conference.sid).participants.list()
            )

    def _rooms(self, name: str) -> list[Any]:
        """The conference of this name that is going on; participants are only found by its sid."""
        return list(self.client.conferences.list(friendly_name=name, status="in-progress", limit=1))

    def start_tape(self, tape_id: int, call_sid: str) -> str:
        with _trouble():
            tape = self.client.calls(call_sid).recordings.create(
                recording_channels="dual",
                recording_status_callback=self.settings.webhook(f"/voice/tape/{tape_id}/status"),
                recording_status_callback_event=["completed", "absent"],
            )
        return str(tape.sid)

    def find_tapes(self, call_sid: str) -> list[tuple[str, str]]:
        with _trouble():
            return [
                (str(each.sid), str(each.status)) for each in self.client.calls(call_sid).recordings.list()
            ]

    def set_tape(self, call_sid: str, sid: str, wish: TapeState) -> None:
        how = {"pause_behavior": "skip"} if wish is TapeState.PAUSED else {}
        with _trouble():
            self.client.calls(call_sid).recordings(sid).update(status=TAPE_STATUS[wish], **how)

    def delete_tape(self, sid: str) -> None:
        with _trouble():
            self.client.recordings(sid).delete()

    def tape_sound(self, sid: str) -> bytes:
        """A recording as a WAV file, agent and caller on a side each. Raises `CarrierTrouble`."""
        settings = self.settings
        path = f"/2010-04-01/Accounts/{settings.twilio_account_sid}/Recordings/{sid}.wav"
        base = settings.twilio_api_url or self.client.get_hostname("https://api.twilio.com")
        who = (settings.twilio_account_sid, settings.twilio_auth_token)
        with _trouble():
            found = requests.get(f"{base.rstrip('/')}{path}", auth=who, timeout=TIMEOUT_S)
        if found.status_code != FOUND:
            raise CarrierTrouble("gone" if found.status_code == NOT_THERE else "unavailable")
        return found.content

    def status(self, call_sid: str) -> str:
        try:
            with _trouble():
                return str(self.client.calls(call_sid).fetch().status)
        except CarrierTrouble as trouble:
            if trouble.code == "gone":
                return "unknown"
            raise

    def prepare_queue(self, name: str) -> None:
        """Make sure that the queue `name` exists and is long enough."""
        with _trouble():
            known = next((each for each in self.client.queues.stream() if each.friendly_name == name), None)
            if known is None:
                self.client.queues.create(friendly_name=name, max_size=QUEUE_SIZE)
            elif known.max_size != QUEUE_SIZE:
                self.client.queues(known.sid).update(max_size=QUEUE_SIZE)

    def _send(self, call_sid: str, path: str) -> None:
        """Have the carrier ask `path` what to do with a call that is under way."""
        with _trouble():
            self.client.calls(call_sid).update(url=self.settings.webhook(path), method="POST")


class CarrierTexts:
    """Text messages over the carrier's REST API."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def send(self, to: str, text: str, *, from_: str) -> str:
        """Hand a text over; the carrier's id of it. Raises `CarrierTrouble`."""
        with _trouble():
            return str(self.client.messages.create(to=to, from_=from_, body=text).sid)


class CarrierSoftphones:
    """Access tokens for agents' browsers; `routing.ports.Softphones`. Signed here, no request is made."""

    LIFETIME = timedelta(hours=1)

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def access(self, identity: str, *, now: datetime) -> SoftphoneAccess:
        if not self.settings.twilio_api_key:
            raise CarrierTrouble("no_key", "TWILIO_API_KEY is not set, so there are no browser phones.")
        token = AccessToken(
            self.settings.twilio_account_sid,
            self.settings.twilio_api_key,
            self.settings.twilio_api_secret,
            identity=identity,
            ttl=int(self.LIFETIME.total_seconds()),
            region=self.settings.twilio_region,
        )
        token.add_grant(VoiceGrant(incoming_allow=True))
        url = self.settings.softphone_url
        return SoftphoneAccess(
            "plain" if url else "twilio", token.to_jwt(), url, now + self.LIFETIME, self.settings.twilio_edge
        )
