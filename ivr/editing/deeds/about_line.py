"""Deeds about the whole line: where calls begin, how patient it is, hours, holidays, voices."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import time

from ivr.editing import line, ways
from ivr.editing.blocks import change_table
from ivr.editing.deeds.done import Deed, Done, Form, clock, lines, number, read_day, text, weekdays
from ivr.editing.line import OpenAt
from ivr.editing.opened import Opened
from ivr.editing.refused import EditRefused
from ivr.lines import FASTEST, MOST_DAYS_KEPT, MOST_MINUTES_KEPT, SLOWEST
from ivr.menu_limits import Limits

TRIES = (2, 5)
LIMITED = (1, 600)
TURNS = (20, 300)  # the shortest booking takes 8 turns


def change_patience(draft: Opened, _step: str, form: Form) -> Done:
    """Fields `tries` and `turns`."""
    tries, turns = number(form, "tries", *TRIES), number(form, "turns", *TURNS)
    menu = change_table(draft.menu, "defaults", lambda table: table.update({"tries": tries, "turns": turns}))
    return Done(draft.with_menu(menu))


def change_limits(draft: Opened, _step: str, form: Form) -> Done:
    """Fields `options`, `words`, `seconds`, `turns`, and what follows each: `then-options` and so on."""
    limits = {
        each.name: (number(form, each.name, *LIMITED), text(form, f"then-{each.name}"))
        for each in fields(Limits)
    }
    return Done(draft.with_line(line.set_limits(draft.line_text, draft.line, limits)))


def change_sure_from(draft: Opened, _step: str, form: Form) -> Done:
    """Field `sure_from`, in percent."""
    percent = number(form, "sure_from", 0, 100)
    return Done(draft.with_line(line.set_sure_from(draft.line_text, draft.line, percent)))


def change_record_days(draft: Opened, _step: str, form: Form) -> Done:
    """Field `record_days`; 0: nothing is recorded."""
    days = number(form, "record_days", 0, MOST_DAYS_KEPT)
    return Done(draft.with_line(line.set_record_days(draft.line_text, draft.line, days)))


def change_name_minutes(draft: Opened, _step: str, form: Form) -> Done:
    """Field `name_minutes`; 0: nobody is asked for their name."""
    minutes = number(form, "name_minutes", 0, MOST_MINUTES_KEPT)
    return Done(draft.with_line(line.set_name_minutes(draft.line_text, draft.line, minutes)))


def change_beginning(draft: Opened, _step: str, form: Form) -> Done:
    """Fields `start`, `agent`, `give_up`, `fault`: the steps that are reached from anywhere."""
    menu = draft.menu
    for field in ways.LEADING:
        if to := text(form, field):
            menu = ways.lead_from_anywhere(menu, field, to)
    return Done(draft.with_menu(menu))


def change_title(draft: Opened, _step: str, form: Form) -> Done:
    """Field `title`."""
    return Done(draft.with_line(line.set_title(draft.line_text, draft.line, text(form, "title"))))


def change_hours(draft: Opened, _step: str, form: Form) -> Done:
    """Rows from 0 on: `days-0`, `from-0`, `until-0`; a row without times is left out."""
    rows = [
        OpenAt(tuple(weekdays(form, f"days-{row}")), begins, ends)
        for row in range(line.ROWS_AT_MOST)
        if (times := _span(form, str(row))) is not None
        for begins, ends in [times]
    ]
    return Done(draft.with_line(line.set_hours(draft.line_text, draft.line, rows)))


def change_call_backs(draft: Opened, _step: str, form: Form) -> Done:
    """Rows from 0 on: `from-0`, `until-0`."""
    windows = [times for row in range(line.ROWS_AT_MOST) if (times := _span(form, str(row))) is not None]
    return Done(draft.with_line(line.set_call_backs(draft.line_text, draft.line, windows)))


def change_holidays(draft: Opened, _step: str, form: Form) -> Done:
    """Fields `place` and `closed`: further days, one a line."""
    closed = [read_day(written) for written in lines(form, "closed")]
    return Done(draft.with_line(line.set_holidays(draft.line_text, draft.line, text(form, "place"), closed)))


def change_voice(draft: Opened, _step: str, form: Form) -> Done:
    """Fields `language`, `voice`, `speech`, `rate`."""
    changed = line.set_voice(
        draft.line_text,
        draft.line,
        text(form, "language"),
        text(form, "voice"),
        text(form, "speech"),
        number(form, "rate", SLOWEST, FASTEST),
    )
    return Done(draft.with_line(changed))


def _span(form: Form, row: str) -> tuple[time, time] | None:
    begins, ends = clock(form, f"from-{row}"), clock(form, f"until-{row}")
    if begins is None and ends is None:
        return None
    if begins is None or ends is None:
        raise EditRefused("bad_time", "")
    return begins, ends


LINE_DEEDS: Mapping[str, Deed] = {
    "patience": change_patience,
    "limits": change_limits,
    "sure-from": change_sure_from,
    "record-days": change_record_days,
    "name-minutes": change_name_minutes,
    "beginning": change_beginning,
    "title": change_title,
    "hours": change_hours,
    "call-backs": change_call_backs,
    "holidays": change_holidays,
    "voice": change_voice,
}
