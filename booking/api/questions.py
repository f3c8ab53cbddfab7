"""What may be asked: parameters and bodies. What stands here is what the OpenAPI document says."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from booking.api.moments import Clock, Day, Flag, Moment, WallTime
from booking.values import OfficeKind, PartOfDay

MOST_SERVICES = 25  # each takes one place at least, and an appointment has 25 at most
MOST_OFFERS = 20


def _tidy_schema(schema: dict[str, Any]) -> None:
    """What may be left out is left out; it never is null."""
    for each in schema.get("properties", {}).values():
        if "default" in each and each["default"] is None:
            del each["default"]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra=_tidy_schema)


Key = Annotated[str, Field(min_length=1, max_length=60)]
OfficeKey = Annotated[Key, Field(json_schema_extra={"example": "innenstadt"})]
Services = Annotated[
    list[Key],
    Field(
        min_length=1,
        max_length=MOST_SERVICES,
        description="All services of the appointment, one for each person: their places add up, 25 at most.",
    ),
]
Kind = OfficeKind | SkipJsonSchema[None]
Name = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]+$", max_length=120)]
Code = Annotated[str, Field(pattern=r"^[0-9]{7}$", description="The code that the citizen was given.")]
Phone = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$", description="In E.164, as +4915112345678.")]
HoldId = Annotated[str, Field(min_length=1, max_length=80, description="As `POST /holds` gave it.")]

RepeatKey = Annotated[str, Field(pattern=r"^[!-~]{1,255}$")]


# -- parameters


class OfKind(Shape):
    kind: Kind = None


class OfOffice(Shape):
    kind: Kind = None
    office: OfficeKey | SkipJsonSchema[None] = None


class OfficePath(BaseModel):
    office: Key


class ServicePath(BaseModel):
    service: Key


class HoldPath(BaseModel):
    hold: HoldId


class Wanted(Shape):
    service: Services
    office: OfficeKey | SkipJsonSchema[None] = None
    kind: Kind = None

    near: Annotated[Flag, Field(description="With `office`: also at the offices near it.")] = False


class WantedDays(Wanted):
    first_day: Annotated[Day | SkipJsonSchema[None], Field(description="Today, where it is not given.")] = (
        None
    )
    last_day: Annotated[
        Day | SkipJsonSchema[None], Field(description="As far as the offices give places, where not given.")
    ] = None


class WantedDay(Wanted):
    day: Day


class WantedOffers(Wanted):
    day: Day | SkipJsonSchema[None] = None
    until_day: Annotated[
        Day | SkipJsonSchema[None], Field(description="With this, any day up to it; without, just `day`.")
    ] = None
    part: PartOfDay | SkipJsonSchema[None] = None
    from_time: Clock | SkipJsonSchema[None] = None
    until_time: Clock | SkipJsonSchema[None] = None
    after: Annotated[Moment | SkipJsonSchema[None], Field(description="Only starts later than this.")] = None
    count: Annotated[int, Field(ge=1, le=MOST_OFFERS)] = 3


class Repeatable(BaseModel):
    model_config = ConfigDict(json_schema_extra=_tidy_schema)

    idempotency_key: Annotated[
        RepeatKey | SkipJsonSchema[None],
        Field(alias="Idempotency-Key", description="Sent again with this key, it takes effect once."),
    ] = None


# -- request bodies


class Nothing(Shape):
    """An empty object: the address says it all."""


class HoldWish(Shape):
    services: Services
    office: Key
    start: Annotated[
        Moment | WallTime,
        Field(description="A start that was offered; or a day and a time of Berlin's clocks."),
    ]


class ConfirmWish(Shape):
    hold: HoldId
    phone: Annotated[
        Phone | SkipJsonSchema[None],
        Field(description="In E.164. A mobile number gets the confirmation as a text message."),
    ] = None
    name: Name | SkipJsonSchema[None] = None
    language: Literal["de", "en", "de_leicht", "tr", "ar", "ru", "uk", "pl"] = "de"


def _phone_or_day(schema: dict[str, Any]) -> None:
    _tidy_schema(schema)
    schema["anyOf"] = [{"required": ["phone"]}, {"required": ["day"]}]


class Reference(Shape):
    """Who knows the code and the telephone number, or the code and the day, may know of the appointment."""

    model_config = ConfigDict(json_schema_extra=_phone_or_day)

    code: Code
    phone: Phone | SkipJsonSchema[None] = None
    day: Day | SkipJsonSchema[None] = None

    @model_validator(mode="after")
    def has_a_second_thing(self) -> Self:
        if self.phone is None and self.day is None:
            raise ValueError("besides the code, phone or day is needed")
        return self


class MoveWish(Reference):
    hold: HoldId
