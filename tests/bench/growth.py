"""How the time for all free times grows with desks and days; `python -m tests.bench.growth` draws it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

import booking
from tests.bench.book import book_of, milliseconds, server_of_its_own
from tests.bench.book_calendar import FIRST, NOW, Size

FILE = Path(__file__).parents[2] / "docs" / "growth.svg"
OFFICES, DAYS = (1, 4, 7, 10), (15, 30, 45, 60)
TIMES = 15
WIDTH, HEIGHT, EDGE = 360, 220, 44

Points = Sequence[tuple[int, float]]


def main() -> None:
    """Ten desks to an office; 70 % full; a service of two places."""
    with server_of_its_own() as server:
        books = {offices: book_of(server, f"book{offices}", Size(offices=offices)) for offices in OFFICES}
        desks = [(10 * offices, milliseconds(asking(book, 60), TIMES)) for offices, book in books.items()]
        days = [(number, milliseconds(asking(books[10], number), TIMES)) for number in DAYS]
    FILE.write_text(picture(desks, days))


def asking(engine: Engine, days: int) -> Callable[[int], object]:
    sessions = sessionmaker(engine)
    wish = booking.Wish(until_day=FIRST + timedelta(days=days - 1))

    def ask(_: int) -> object:
        with sessions.begin() as session:
            return booking.free_times(session, "two", wish=wish, now=NOW)

    ask(0)
    return ask


def picture(desks: Points, days: Points) -> str:
    """Two charts side by side."""
    both = chart(desks, "Desks (60 days)", 0) + chart(days, "Days (100 desks)", WIDTH)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {HEIGHT}" '
        f'font-family="sans-serif" font-size="11">'
        f'<rect width="{2 * WIDTH}" height="{HEIGHT}" fill="#fff"/>{both}</svg>\n'
    )


def chart(points: Points, title: str, left: int) -> str:
    right, top = max(x for x, _ in points), max(y for _, y in points)
    across, up = (WIDTH - 2 * EDGE) / right, (HEIGHT - 2 * EDGE) / top
    places = [(left + EDGE + x * across, HEIGHT - EDGE - y * up, x, y) for x, y in points]
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y, _, _ in places)
    marks = "".join(
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="#0b5cad"/>'
        f'<text x="{x:.0f}" y="{y - 8:.0f}" text-anchor="middle">{ms:.0f} ms</text>'
        f'<text x="{x:.0f}" y="{HEIGHT - EDGE + 16}" text-anchor="middle">{number}</text>'
        for x, y, number, ms in places
    )
    axes = f"M{left + EDGE},{EDGE} V{HEIGHT - EDGE} H{left + WIDTH - EDGE}"
    return (
        f'<path d="{axes}" fill="none" stroke="#666"/>'
        f'<polyline points="{line}" fill="none" stroke="#0b5cad"/>'
        f'{marks}<text x="{left + WIDTH / 2:.0f}" y="{HEIGHT - 8}" text-anchor="middle">{title}</text>'
    )


if __name__ == "__main__":
    main()
