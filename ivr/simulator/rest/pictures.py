"""Resources as the REST API shows them. Times are RFC 2822, GMT."""

from datetime import datetime
from email.utils import format_datetime
from typing import Any

from ivr.simulator.conferences import Conference, Participant
from ivr.simulator.leg import Leg
from ivr.simulator.messages import Message
from ivr.simulator.queues import Member, Queue
from ivr.simulator.recordings import Recording

VERSION = "2010-04-01"


def moment(at: datetime | None) -> str | None:
    return format_datetime(at) if at else None


def _uri(account: str, *parts: str) -> str:
    return "/".join(["", VERSION, "Accounts", account, *parts]) + ".json"


def call_picture(leg: Leg) -> dict[str, Any]:
    clock, account = leg.exchange.clock, leg.exchange.account_sid
    answered = clock.at(leg.answered_s) if leg.answered_s is not None else None
    ended = clock.at(leg.ended_s) if leg.ended_s is not None else None
    uri = _uri(account, "Calls", leg.sid)
    return {
        "sid": leg.sid,
        "account_sid": account,
        "parent_call_sid": leg.route.parent.sid if leg.route.parent else None,
        "from": leg.route.from_,
        "from_formatted": leg.route.from_,
        "to": leg.route.to,
        "to_formatted": leg.route.to,
        "direction": leg.route.direction,
        "status": leg.status,
        "date_created": moment(leg.created),
        "date_updated": moment(ended or answered or leg.created),
        "start_time": moment(answered or (ended and leg.created)),
        "end_time": moment(ended),
        "duration": str(leg.duration) if ended else None,
        "queue_time": str(leg.member.waited_s * 1000) if leg.member else "0",
        "api_version": VERSION,
        "price_unit": "USD",
        "uri": uri,
        "subresource_uris": {"events": uri.replace(".json", "/Events.json")},
        **dict.fromkeys(("price", "answered_by", "forwarded_from", "group_sid", "caller_name", "trunk_sid")),
        "phone_number_sid": None,
    }


def queue_picture(queue: Queue) -> dict[str, Any]:
    account = queue.exchange.account_sid
    return {
        "sid": queue.sid,
        "account_sid": account,
        "friendly_name": queue.name,
        "current_size": len(queue.members),
        "max_size": queue.most,
        "average_wait_time": queue.average_wait_s,
        "date_created": moment(queue.created),
        "date_updated": moment(queue.created),
        "uri": _uri(account, "Queues", queue.sid),
        "subresource_uris": {"members": _uri(account, "Queues", queue.sid, "Members")},
    }


def member_picture(member: Member) -> dict[str, Any]:
    account, queue = member.queue.exchange.account_sid, member.queue
    waiting = member in queue.members
    return {
        "call_sid": member.leg.sid,
        "queue_sid": queue.sid,
        "date_enqueued": moment(member.since),
        "position": member.position if waiting else 0,
        "wait_time": member.waited_s,
        "uri": _uri(account, "Queues", queue.sid, "Members", member.leg.sid),
    }


def message_picture(message: Message, account: str) -> dict[str, Any]:
    uri = _uri(account, "Messages", message.sid)
    return {
        "sid": message.sid,
        "account_sid": account,
        "from": message.from_,
        "to": message.to,
        "body": message.body,
        "status": message.status,
        "direction": "inbound" if message.status == "received" else "outbound-api",
        "num_segments": str(message.segments),
        "num_media": "0",
        "date_created": moment(message.created),
        "date_updated": moment(message.created),
        "date_sent": moment(message.created) if message.status != "queued" else None,
        "api_version": VERSION,
        "price_unit": "USD",
        "uri": uri,
        "subresource_uris": {"media": uri.replace(".json", "/Media.json")},
        **dict.fromkeys(("price", "error_code", "error_message", "messaging_service_sid")),
    }


def conference_picture(room: Conference) -> dict[str, Any]:
    account = room.exchange.account_sid
    return {
        "sid": room.sid,
        "account_sid": account,
        "friendly_name": room.name,
        "status": room.status,
        "date_created": moment(room.created),
        "date_updated": moment(room.created),
        "region": "ie1",
        "api_version": VERSION,
        "reason_conference_ended": "last-participant-left" if room.over else None,
        "call_sid_ending_conference": room.ended_by or None,
        "uri": _uri(account, "Conferences", room.sid),
        "subresource_uris": {"participants": _uri(account, "Conferences", room.sid, "Participants")},
    }


def participant_picture(room: Conference, participant: Participant) -> dict[str, Any]:
    account = room.exchange.account_sid
    return {
        "account_sid": account,
        "call_sid": participant.leg.sid,
        "conference_sid": room.sid,
        "label": participant.label or None,
        "muted": participant.muted,
        "hold": participant.hold,
        "coaching": bool(participant.coaches),
        "call_sid_to_coach": participant.coaches or None,
        "start_conference_on_enter": participant.starts,
        "end_conference_on_exit": participant.ends,
        "status": "connected" if participant.leg.status == "in-progress" else participant.leg.status,
        "date_created": moment(participant.joined),
        "date_updated": moment(participant.joined),
        "queue_time": "0",
        "uri": _uri(account, "Conferences", room.sid, "Participants", participant.leg.sid),
    }


def recording_picture(recording: Recording) -> dict[str, Any]:
    account = recording.leg.exchange.account_sid
    uri = _uri(account, "Recordings", recording.sid)
    return {
        "sid": recording.sid,
        "account_sid": account,
        "call_sid": recording.leg.sid,
        "conference_sid": None,
        "status": recording.status,
        "channels": recording.channels,
        "source": "StartCallRecordingAPI",
        "track": "both",
        "duration": None if recording.goes_on else str(round(recording.lasted)),
        "start_time": moment(recording.began),
        "date_created": moment(recording.began),
        "date_updated": moment(recording.began),
        "api_version": VERSION,
        "price": None,
        "price_unit": "USD",
        "error_code": None,
        "encryption_details": None,
        "uri": uri,
    }
