"""Free places against a plain model: sets of cells, one by one."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from booking.availability import Place, Taken, free_desks, free_places, is_place
from booking.occupancy import bits_of
from booking.opening import Window
from booking.spread import spread

BASE = 1000
CELLS = st.sets(st.integers(0, 60))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    first = BASE + draw(st.integers(0, 20))
    step = draw(st.integers(1, 4))
    desks = tuple(range(1, 1 + draw(st.integers(1, 3))))
    length = step * draw(st.integers(1, 4))
    return Window(
        "markt", 1, date(2026, 11, 30), first, first + draw(st.integers(0, 40)), step, length, desks
    )


def taken_at(used: list[set[int]]) -> Taken:
    """Desk 1 has the first cells taken, desk 2 the second ones."""
    return Taken(bits_of((desk, BASE + cell) for desk, cells in enumerate(used, 1) for cell in cells))


def plain_starts(window: Window, taken: set[int], earliest: int) -> set[int]:
    """All starts on the grid whose cells lie within the window and are free."""
    return {
        start
        for start in range(window.first, window.end - window.length + 1, window.step)
        if start >= earliest and not {BASE + one for one in taken} & set(range(start, start + window.length))
    }


@given(windows(), st.lists(CELLS, min_size=3, max_size=3), st.integers(BASE, BASE + 60))
def test_places_are_those_of_the_plain_model(window: Window, used: list[set[int]], earliest: int) -> None:
    """Exactly the starts at which a desk is free in the model are found, each once, at such a desk."""
    taken = taken_at(used)
    found = list(free_places(window, taken, earliest))
    plain = {desk: plain_starts(window, used[desk - 1], earliest) for desk in window.desks}
    assert sorted(place.start for place in found) == sorted(set().union(*plain.values()))
    assert all(place.start in plain[place.desk] for place in found)
    assert all(place.desk in free_desks(window, taken, place.start) for place in found)
    assert all(is_place(window, place.desk, place.start, place.length, earliest) for place in found)


@given(windows(), CELLS, st.integers(0, 60))
def test_taking_never_adds_a_place(window: Window, used: set[int], more: int) -> None:
    """With one more cell taken there are no starts that were not there before."""
    before = {place.start for place in free_places(window, taken_at([used]), 0)}
    after = {place.start for place in free_places(window, taken_at([used | {more}]), 0)}
    assert after <= before


@given(windows(), st.integers(0, BASE + 60), st.integers(0, BASE + 60))
def test_bounds_are_half_open(window: Window, earliest: int, before: int) -> None:
    """`earliest` is included, `before` is not."""
    every = {place.start for place in free_places(window, Taken(), 0)}
    bounded = {place.start for place in free_places(window, Taken(), earliest, before)}
    assert bounded == {start for start in every if earliest <= start < before}


places = st.builds(
    lambda start, rank, desk: Place(
        start, rank, desk, f"office {rank}", 2, date.fromordinal(740000 + start // 288)
    ),
    st.integers(5_990_000, 5_991_000),
    st.integers(1, 3),
    st.integers(1, 3),
)


@given(st.lists(places, max_size=40), st.integers(0, 5))
def test_a_spread_is_a_choice_of_what_is_there(free: list[Place], count: int) -> None:
    """As many as asked for or as there are, the earliest among them, in order, no time of an office twice."""
    chosen = spread(free, count)
    different = {(place.start, place.office) for place in free}
    assert len(chosen) == min(count, len(different))
    assert set(chosen) <= set(free)
    assert chosen == sorted(chosen)
    assert len({(place.start, place.office) for place in chosen}) == len(chosen)
    if chosen:
        assert chosen[0] == min(free)


@given(st.lists(places, max_size=40))
def test_a_spread_does_not_depend_on_order(free: list[Place]) -> None:
    """The same places give the same choice, however they come."""
    assert spread(free, 3) == spread(list(reversed(free)), 3)
