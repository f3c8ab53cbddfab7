"""The book against a plain one, through random days: whatever is done to both, they agree."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import Engine
from sqlalchemy.orm import Session

import booking
from booking.db import connect
from tests.booking import plain_book
from tests.booking.both_books import as_offer, as_slot, load_plain_town, minutes, moment
from tests.booking.plain_book import DAY, DAYS, DESKS, RETURN, THURSDAY, Entry, PlainBook, Services, Slot
from tests.booking.town import MONDAY

FRIDAY_AFTERNOON = -2 * DAY - 8 * 60
HOLDERS = ("CA1", "CA2", "agent:petersen")
PHONES = (None, "+4915112345678", "+494511223311")

any_office = st.sampled_from(sorted(DESKS))
SERVICES = (("ausweis",), ("pass",), ("ausweis", "pass"))
any_services = st.sampled_from(SERVICES)
any_day = st.sampled_from(DAYS)


class Days(RuleBasedStateMachine):
    """Each rule does the same to both books and compares what they say."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.session = Session(engine)  # one transaction, which is undone at the end
        self.plain = PlainBook(FRIDAY_AFTERNOON)

    def teardown(self) -> None:
        try:
            for office in DESKS:
                for day in DAYS:
                    self.compare(office, day)
        finally:
            self.session.close()

    @property
    def now(self) -> datetime:
        return moment(self.plain.now)

    def free(self, office: str, services: Services, day: int) -> set[int]:
        """All free starts that the book tells of."""
        wish = booking.Wish(day=MONDAY + timedelta(days=day))
        found = booking.offer(self.session, services, office=office, wish=wish, count=1000, now=self.now)
        for one in found:
            assert self.plain.is_free(as_slot(one)), f"offered what is taken: {one}"
        return {minutes(one.start) for one in found}

    def compare(self, office: str, day: int) -> None:
        for services in SERVICES:
            assert self.free(office, services, day) == self.plain.free_starts(office, services, day)

    def some(self, data: st.DataObject, of: list[int]) -> int:
        return data.draw(st.sampled_from(of))

    @rule(minutes=st.sampled_from((1, 4, 5, 9, 30, 200)))
    def time_passes(self, minutes: int) -> None:
        self.plain.now += minutes

    @precondition(lambda self: self.plain.live_holds())
    @rule(data=st.data(), wanted=st.booleans())
    def a_hold_ends(self, data: st.DataObject, wanted: bool) -> None:
        """At that very moment its place is free, and may be held by somebody else."""
        entry = self.plain.entries[self.some(data, self.plain.live_holds())]
        assert entry.until is not None
        self.plain.now = entry.until
        self.compare(entry.slot.office, entry.slot.start // DAY)
        if wanted and entry.slot.start >= self.plain.now + plain_book.CUT_OFF:
            self.hold_slot(entry.slot, "CA2")

    @rule(data=st.data(), phone=st.sampled_from(PHONES))
    def book(self, data: st.DataObject, phone: str | None) -> None:
        """Many do so at once, with few numbers."""
        for services in (("pass",), ("ausweis",), ("ausweis", "pass")):
            self.hold(data, "markt", services, data.draw(st.sampled_from((0, THURSDAY))), "CA1")
        for hold in self.plain.live_holds():
            self.confirm_one(hold, phone)

    @rule()
    def night_falls(self) -> None:
        if self.plain.now < 3 * DAY:
            self.plain.now = (self.plain.now // DAY + 1) * DAY + 7 * 60 + 25

    @rule(
        office=st.none() | any_office,
        services=any_services,
        day=st.none() | any_day,
        hour=st.none() | st.sampled_from((9, 11, 14)),
        count=st.integers(1, 4),
    )
    def look(
        self, office: str | None, services: Services, day: int | None, hour: int | None, count: int
    ) -> None:
        """Few offers: none is taken, the earliest is among them, and no fewer than there could be."""
        when = None if day is None else MONDAY + timedelta(days=day)
        wish = booking.Wish(day=when, from_time=None if hour is None else time(hour))
        offers = booking.offer(self.session, services, office=office, wish=wish, count=count, now=self.now)
        for one in offers:
            assert self.plain.is_free(as_slot(one))
        free = {
            (start, where)
            for where in ([office] if office else DESKS)
            for ahead in ([day] if day is not None else DAYS)
            for start in self.plain.free_starts(where, services, ahead)
            if hour is None or start % DAY >= hour * 60
        }
        told = {(minutes(one.start), one.office) for one in offers}
        assert len(told) == len(offers)
        if day is not None:
            assert told <= free
            assert len(told) == min(count, len(free))
        if free:
            assert min(told)[0] == min(free)[0]

    @rule(
        data=st.data(), office=any_office, services=any_services, day=any_day, holder=st.sampled_from(HOLDERS)
    )
    def hold(self, data: st.DataObject, office: str, services: Services, day: int, holder: str) -> None:
        """A free place can be held, here or at the next desk; a taken one cannot; no place is added."""
        slots = list(self.plain.slots(office, services, 0 if office == "hafen" else day))
        if not slots:
            return
        # Early ones most of the time: else nobody would ever meet.
        few = min(len(slots) - 1, 5)
        wanted = slots[data.draw(st.integers(0, few) | st.integers(0, few) | st.integers(0, len(slots) - 1))]
        self.hold_slot(wanted, holder)

    def hold_slot(self, wanted: Slot, holder: str) -> None:
        office, services, day = wanted.office, wanted.services, wanted.start // DAY
        before = self.free(office, services, day)
        assert (wanted.start in before) == (wanted.start in self.plain.free_starts(office, services, day))
        try:
            held = booking.hold(self.session, as_offer(wanted), now=self.now, holder=holder)
        except booking.SlotTaken:
            assert wanted.start not in before
            return
        got = as_slot(held.offer)
        assert wanted.start in before
        assert self.plain.is_free(got)
        assert got.start == wanted.start
        assert got == wanted or not self.plain.is_free(wanted)
        self.plain.entries[held.id] = Entry(got, holder, self.plain.now + plain_book.HOLD)
        assert self.free(office, services, day) <= before
        self.compare(office, day)

    @rule(
        data=st.data(),
        office=any_office,
        services=any_services,
        day=any_day,
        off=st.sampled_from((-600, 5, 7, 300)),
    )
    def hold_outside(self, data: st.DataObject, office: str, services: Services, day: int, off: int) -> None:
        """What the hours do not give cannot be held, be it free or not."""
        slots = list(self.plain.slots(office, services, day))
        if not slots:
            return
        slot = data.draw(st.sampled_from(slots))
        wrong = Slot(office, services, slot.desk, slot.start + off, slot.end + off)
        if wrong not in slots:
            with pytest.raises(booking.OutsideHours):
                booking.hold(self.session, as_offer(wrong), now=self.now, holder="CA1")

    @precondition(lambda self: self.plain.live_holds())
    @rule(data=st.data(), minutes=st.sampled_from((1, 10, 30)), to=st.none() | st.sampled_from(HOLDERS))
    def keep(self, data: st.DataObject, minutes: int, to: str | None) -> None:
        """A live hold is kept, or handed over, for so long at least."""
        chosen = self.some(data, self.plain.live_holds())
        entry = self.plain.entries[chosen]
        if to is None:
            booking.keep_hold(self.session, chosen, now=self.now, minutes=minutes)
        else:
            booking.hand_over(self.session, chosen, holder=to, now=self.now, minutes=minutes)
            entry.holder = to
        assert entry.until is not None
        entry.until = max(entry.until, self.plain.now + minutes)
        held = booking.held(self.session, chosen, now=self.now)
        assert held is not None
        assert held.until == moment(entry.until)

    @precondition(lambda self: self.plain.ended_holds())
    @rule(data=st.data())
    def too_late(self, data: st.DataObject) -> None:
        """An ended hold is of no use for anything."""
        chosen = self.some(data, self.plain.ended_holds())
        assert booking.held(self.session, chosen, now=self.now) is None
        for attempt in (self.confirm_now, self.keep_now):
            with pytest.raises(booking.HoldEnded):
                attempt(chosen)

    def confirm_now(self, chosen: int, phone: str | None = None) -> booking.Appointment:
        return booking.confirm(self.session, chosen, phone=phone, language="de", by="caller", now=self.now)

    def keep_now(self, chosen: int) -> None:
        booking.keep_hold(self.session, chosen, now=self.now)

    @precondition(lambda self: self.plain.live_holds())
    @rule(data=st.data(), phone=st.sampled_from(PHONES))
    def confirm(self, data: st.DataObject, phone: str | None) -> None:
        """A live hold becomes an appointment, unless its number has enough; no place comes or goes."""
        self.confirm_one(self.some(data, self.plain.live_holds()), phone)

    def confirm_one(self, chosen: int, phone: str | None) -> None:
        entry = self.plain.entries[chosen]
        if phone is not None and self.plain.open_of(phone) >= plain_book.LIMIT:
            with pytest.raises(booking.TooManyBookings):
                self.confirm_now(chosen, phone)
            return
        made = self.confirm_now(chosen, phone)
        assert (made.id, minutes(made.start), made.desk) == (chosen, entry.slot.start, entry.slot.desk)
        entry.until, entry.phone = None, phone
        self.compare(entry.slot.office, entry.slot.start // DAY)

    @precondition(lambda self: self.plain.open_appointments())
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        """Its own minutes come back, at once or when the office lets them, and nothing else."""
        chosen = self.some(data, self.plain.open_appointments())
        slot = self.plain.entries[chosen].slot
        day = slot.start // DAY
        before = self.free(slot.office, slot.services, day)
        booking.cancel(self.session, chosen, by="caller", now=self.now)
        del self.plain.entries[chosen]
        self.plain.give_up(slot)
        back = self.free(slot.office, slot.services, day)
        if slot.office in RETURN:
            assert back == before, "nobody can lie in wait for it"
            self.plain.now += RETURN[slot.office]
        else:
            length = slot.end - slot.start
            again = [Slot(slot.office, slot.services, slot.desk, one, one + length) for one in back - before]
            assert before <= back
            assert all(one.overlaps(slot) for one in again)
        self.compare(slot.office, day)

    @precondition(lambda self: self.plain.open_appointments() and self.plain.live_holds())
    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        """The appointment has the hold's place then, the hold is spent, and its old place is free."""
        chosen = self.some(data, self.plain.open_appointments())
        hold = self.some(data, self.plain.live_holds())
        moved = booking.reschedule(self.session, chosen, hold, by="caller", now=self.now)
        old, new = self.plain.entries[chosen].slot, self.plain.entries.pop(hold).slot
        assert (
            as_slot(
                booking.Offer(moved.office, moved.service, moved.desk, moved.start, moved.end, moved.further)
            )
            == new
        )
        self.plain.give_up(old)
        self.plain.entries[chosen].slot = new
        for slot in (old, new):
            self.compare(slot.office, slot.start // DAY)

    @rule(holder=st.sampled_from(HOLDERS))
    def release_of(self, holder: str) -> None:
        """All that one holds is free; what ended by itself, but was not closed yet, is closed with it."""
        theirs = [
            one
            for one, entry in self.plain.entries.items()
            if entry.until is not None and entry.holder == holder
        ]
        assert booking.release_of(self.session, holder, now=self.now) == len(theirs)
        for one in theirs:
            del self.plain.entries[one]

    @rule()
    def close_ended(self) -> None:
        """The worker closes as many as ended, and no place comes or goes."""
        ended = self.plain.ended_holds()
        assert booking.release_expired(self.session, now=self.now) == len(ended)
        for one in ended:
            del self.plain.entries[one]


def test_the_book_agrees_with_a_plain_one(sqlite_url: str) -> None:
    """Through random days of holding, keeping, confirming, moving, cancelling and waiting."""
    engine = connect(sqlite_url).execution_options(rules_kept_s=600.0)
    with Session(engine) as session, session.begin():
        load_plain_town(session, FRIDAY_AFTERNOON)
    try:
        run_state_machine_as_test(
            lambda: Days(engine),
            settings=settings(
                max_examples=7,
                stateful_step_count=24,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        engine.dispose()
