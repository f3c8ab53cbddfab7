"""What is answered. A version's answers may get further members; they lose none and change none."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from flask import Response
from pydantic import BaseModel, ConfigDict, Field

from booking import values
from booking.api.moments import local, span, utc

DateTime = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
InBerlin = Annotated[DateTime, Field(description="With Berlin's offset.")]
Date = Annotated[str, Field(json_schema_extra={"format": "date"})]
ByLanguage = Annotated[dict[str, str], Field(description='By language; "de" is always there.')]


def leads_to(**operations: Mapping[str, Any]) -> ConfigDict:
    """What can be done with this answer: OpenAPI's links."""
    links = {name: {"operationId": name, **link} for name, link in operations.items()}
    return ConfigDict(openapi_extra={"links": links})  # type: ignore[typeddict-unknown-key]


class Answer(BaseModel):
    pass


class Place(Answer):
    office: str
    services: list[str]
    day: Annotated[Date, Field(description="In Berlin.")]
    start: InBerlin
    start_utc: DateTime
    end: InBerlin
    end_utc: DateTime


class Offers(Answer):
    offers: list[Place]


class FreeTimes(Answer):
    day: Date
    times: list[Place]


class FreeDay(Answer):
    day: Date
    offices: list[str]


class FreeDays(Answer):
    days: list[FreeDay]


class Hold(Answer):
    """A place that is kept for this client until `until`."""

    model_config = leads_to(
        get_hold={"parameters": {"hold": "$response.body#/hold"}},
        keep_hold={"parameters": {"hold": "$response.body#/hold"}},
        release_hold={"parameters": {"hold": "$response.body#/hold"}},
        confirm_appointment={"requestBody": {"hold": "$response.body#/hold"}},
    )

    hold: str
    until: InBerlin
    until_utc: DateTime
    place: Place


class Appointment(Answer):
    """Says nothing of the person: who asks knows them, or need not."""

    code: str
    state: str
    place: Place
    language: str
    calendar: Annotated[str, Field(description="Where its calendar file is, on this server.")]


class Office(Answer):
    key: str
    kind: str
    name: str
    short: str
    former_names: list[str]
    address: str


class Offices(Answer):
    offices: list[Office]


class OpenSpan(Answer):
    opens: Annotated[str, Field(description="Local time in Berlin.")]
    closes: str


class OpenDay(Answer):
    weekday: Annotated[int, Field(ge=1, le=7, description="1 is Monday.")]
    spans: list[OpenSpan]


class ShutDays(Answer):
    first_day: Date
    last_day: Date
    reason: str
    holiday: bool


class OfficeDetails(Office):
    services: list[str]
    hours: list[OpenDay]
    closures: Annotated[list[ShutDays], Field(description="Of the weeks ahead, public holidays among them.")]


class Service(Answer):
    key: str
    kind: str
    names: ByLanguage
    synonyms: list[str]
    documents: dict[str, list[str]]
    fee: ByLanguage
    bookable: Annotated[bool, Field(description="False: only the office's staff book it.")]


class Services(Answer):
    services: list[Service]


class ServiceDetails(Service):
    offices: Annotated[list[str], Field(description="Where it can be had.")]


class Problem(Answer):
    """As in RFC 9457. `code` is stable; `title` and `detail` are for people and may change."""

    type: Annotated[str, Field(json_schema_extra={"format": "uri-reference"})]
    title: str
    status: int
    code: str
    detail: str


def answer(body: Answer, status: int = 200) -> Response:
    return Response(body.model_dump_json(), status, mimetype="application/json")


def place_of(offer: values.Offer) -> Place:
    return Place(office=offer.office, services=list(offer.services), **span(offer.start, offer.end))


def place_of_appointment(booked: values.Appointment) -> Place:
    return Place(office=booked.office, services=list(booked.services), **span(booked.start, booked.end))


def until(moment: datetime) -> dict[str, Any]:
    return {"until": local(moment), "until_utc": utc(moment)}
