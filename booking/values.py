"""The values that the book takes and gives: frozen, without a database behind them. Times are aware UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
LANGUAGE = "de"  # every text is there in this language; others fall back to it


class OfficeKind(StrEnum):
    BUERGERSERVICE = "buergerservice"
    KFZ = "kfz"
    FUEHRERSCHEIN = "fuehrerschein"


class State(StrEnum):
    """held -> confirmed -> arrived -> done, or missed, or cancelled; a hold may instead end as released,
    expired or spent. An appointment that is moved stays confirmed: its history says from where to where.
    """

    HELD = "held"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    DONE = "done"
    MISSED = "missed"  # did not come
    CANCELLED = "cancelled"
    RELEASED = "released"  # given back before it was confirmed
    EXPIRED = "expired"  # ended by itself
    SPENT = "spent"  # its place went to an appointment that was moved there


class Use(StrEnum):
    """For whom a desk is open within an opening series."""

    PUBLIC = "public"  # for all
    PHONE = "phone"  # for the line and for staff
    SAME_DAY = "same_day"  # for all, from the morning of the day itself on
    STAFF = "staff"


class Channel(StrEnum):
    """Who asks: it decides which desks and which horizon count."""

    PUBLIC = "public"  # the web
    PHONE = "phone"  # the line, with or without an agent
    STAFF = "staff"  # the office itself


class NoticeKind(StrEnum):
    CONFIRMED = "confirmed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    EARLIER = "earlier"  # a place came back for somebody on the waiting list


@dataclass(frozen=True, slots=True)
class Office:
    key: str
    kind: OfficeKind
    name: str
    former_names: tuple[str, ...] = ()
    address: str = ""
    short: str = ""  # where all of a kind are named one after the other


@dataclass(frozen=True, slots=True)
class Service:
    """`documents` are what to bring, `fee` a short sentence, by language; a low `rank` is asked for more.

    `synonyms` are German and English; `words` are those of further languages.
    """

    key: str
    kind: OfficeKind
    names: Mapping[str, str]
    synonyms: tuple[str, ...] = ()
    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fee: Mapping[str, str] = field(default_factory=dict)
    rank: int = 0
    bookable: bool = True  # False: only staff book it
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def called(self, language: str) -> tuple[str, ...]:
        """What it goes by in `language` beside its name; everywhere its German name is understood, too."""
        own = self.words.get(language)
        return self.synonyms if own is None else (*own, self.names[LANGUAGE])

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names[LANGUAGE]

    def bring(self, language: str) -> tuple[str, ...]:
        """The documents to bring, in `language` or else in German."""
        return self.documents.get(language) or self.documents.get(LANGUAGE, ())

    def costs(self, language: str) -> str:
        """The fee as a short sentence, in `language` or else in German; empty where none is stated."""
        return self.fee.get(language) or self.fee.get(LANGUAGE, "")


@dataclass(frozen=True, slots=True)
class DayHours:
    """One weekday (0 is Monday) and its spans of local time, in order."""

    weekday: int
    spans: tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which an office is shut, both ends included."""

    day_from: date
    day_to: date
    reason: str
    holiday: bool = False


class PartOfDay(StrEnum):
    """As people say it; the hours are in `wishes`."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Wish:
    """In local time: a start on `day`, at or after `from_time`, before `until_time`.

    With `until_day` on any day from `day` (or today) up to that; `weekdays` (0 is Monday) leaves only these;
    `part` and the two times must both be met.
    """

    day: date | None = None
    from_time: time | None = None
    until_time: time | None = None
    until_day: date | None = None
    weekdays: tuple[int, ...] = ()
    part: PartOfDay | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A free place: whoever holds it in time, has it. `further`: of several services, all but the first."""

    office: str
    service: str
    desk: int
    start: datetime
    end: datetime
    further: tuple[str, ...] = ()

    @property
    def services(self) -> tuple[str, ...]:
        """All of them; one that is there twice is for two persons."""
        return (self.service, *self.further)


@dataclass(frozen=True, slots=True)
class FreeTimes:
    """All starts of one office on one local day that were free when they were read, in order."""

    office: str
    day: date
    starts: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A place that is kept for one holder until `until`."""

    id: int
    offer: Offer
    until: datetime


@dataclass(frozen=True, slots=True)
class Appointment:
    """`code`, `phone`, `name`, `note` and `calendar_token` are empty once they were forgotten.

    They are left out where the value is printed, so that no log tells whose it is.
    """

    id: int
    code: str = field(repr=False)
    state: State
    office: str
    service: str
    desk: int
    start: datetime
    end: datetime
    phone: str | None = field(repr=False)
    language: str
    name: str | None = field(repr=False)
    note: str | None = field(repr=False)
    calendar_token: str = field(repr=False)
    sequence: int  # how often it was changed since it was confirmed
    changed_at: datetime
    further: tuple[str, ...] = ()  # of several services, all but the first

    @property
    def services(self) -> tuple[str, ...]:
        """All of them; one that is there twice is for two persons."""
        return (self.service, *self.further)


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to a citizen that is due. `to` is E.164; `appointment` as it is now, not as it was then."""

    id: int
    kind: NoticeKind
    to: str = field(repr=False)
    language: str
    appointment: Appointment
    attempts: int
