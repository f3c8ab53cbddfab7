"""What a line is, changed in its own text: as it then reads, and with what its author wrote around it."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from ivr.editing import line
from ivr.editing.deeds import DEEDS
from ivr.editing.line import OpenAt
from ivr.editing.opened import Opened
from ivr.editing.refused import EditRefused
from ivr.editions.shipped import line_text, read_shipped
from ivr.lines import Hours, Line, Voice, read_lines
from ivr.menu_limits import Limit
from ivr.settings import ROOT

KEY = "termine"
TEXT = line_text((ROOT / "ivr" / "lines.toml").read_text(encoding="utf-8"), KEY)
SHIPPED = read_shipped(ROOT / "ivr" / "lines.toml")
DRAFT = Opened(KEY, SHIPPED.files[KEY], SHIPPED.prompts)
MORNINGS = [OpenAt((2, 1), time(8), time(12)), OpenAt((4,), time(14), time(18))]


def closed_on(day: date) -> Callable[[Line], bool]:
    return lambda read: day in read.closed and read.holidays is None


@pytest.mark.parametrize(
    ("edit", "reads"),
    [
        (
            lambda text: line.set_title(text, KEY, " Neue  Leitung "),
            lambda read: read.title == "Neue Leitung",
        ),
        (
            lambda text: line.set_hours(text, KEY, MORNINGS),
            lambda read: (
                read.hours
                == (
                    Hours(frozenset({1, 2}), time(8), time(12)),
                    Hours(frozenset({4}), time(14), time(18)),
                )
            ),
        ),
        (
            lambda text: line.set_call_backs(text, KEY, [(time(14), time(16)), (time(8), time(10))]),
            lambda read: read.call_backs == ((time(8), time(10)), (time(14), time(16))),
        ),
        (lambda text: line.set_call_backs(text, KEY, []), lambda read: read.call_backs == ()),
        (
            lambda text: line.set_holidays(text, KEY, "", [date(2026, 12, 24)]),
            closed_on(date(2026, 12, 24)),
        ),
        (
            lambda text: line.set_voice(text, KEY, "de", "Polly.Daniel-Neural", "de-DE", 90),
            lambda read: read.voices["de"] == Voice("Polly.Daniel-Neural", "de-DE", 90),
        ),
        (lambda text: line.set_sure_from(text, KEY, 75), lambda read: read.sure_from == 75),
        (lambda text: line.set_record_days(text, KEY, 14), lambda read: read.record_days == 14),
        (lambda text: line.set_name_minutes(text, KEY, 30), lambda read: read.name_minutes == 30),
        (
            lambda text: line.set_limits(text, KEY, {"words": (25, "stop")}),
            lambda read: read.limits.words == Limit(25, "stop"),
        ),
    ],
)
def test_a_setting_reads_as_it_was_meant(edit: Callable[[str], str], reads: Callable[[Line], bool]) -> None:
    """And the remarks of the file stay."""
    after = edit(TEXT)
    assert reads(read_lines(after, "line.toml")[KEY])
    remarks = [each for each in TEXT.splitlines() if each.startswith("#")]
    assert [each for each in after.splitlines() if each.startswith("#")] == remarks


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda: line.set_title(TEXT, KEY, " "), "bad_title"),
        (lambda: line.set_hours(TEXT, KEY, [OpenAt((), time(8), time(9))]), "days_missing"),
        (lambda: line.set_hours(TEXT, KEY, [OpenAt((1,), time(9), time(9))]), "times_in_disorder"),
        (lambda: line.set_call_backs(TEXT, KEY, [(time(9), time(8))]), "times_in_disorder"),
        (lambda: line.set_holidays(TEXT, KEY, "DE-XX"), "bad_place"),
        (lambda: line.set_voice(TEXT, KEY, "fr", "Polly.Lea", "fr-FR"), "no_such_language"),
        (lambda: line.set_voice(TEXT, KEY, "de", "Polly.Vicki", "deutsch"), "bad_speech"),
        (lambda: line.set_limits(TEXT, KEY, {"words": (0, "warn")}), "bad_number"),
        (lambda: line.set_sure_from(TEXT, KEY, 101), "bad_number"),
        (lambda: line.set_record_days(TEXT, KEY, 91), "bad_number"),
        (lambda: line.set_name_minutes(TEXT, KEY, 241), "bad_number"),
    ],
)
def test_a_setting_without_sense_is_refused(edit: Callable[[], Any], code: str) -> None:
    """With a code."""
    with pytest.raises(EditRefused) as refused:
        edit()
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("deed", "form", "reads"),
    [
        (
            "topics",
            [("code-0", "kfz"), ("title-0", "Autos"), ("code-1", ""), ("title-1", "Citizen")],
            lambda read: dict(read.topics) == {"kfz": "Autos", "citizen": "Citizen"},
        ),
        (
            "reasons",
            [("code-0", "booked"), ("title-0", ""), ("title-1", "Frage zur Rechnung oder Gebühr")],
            lambda read: dict(read.reasons) == {"frage_zur_rechnu": "Frage zur Rechnung oder Gebühr"},
        ),
        (
            "language-remove",
            [("language", "tr")],
            lambda read: "tr" not in read.languages and len(read.languages) == 7,
        ),
        ("language-first", [("language", "en")], lambda read: read.languages[:2] == ("en", "de")),
    ],
)
def test_lists_of_a_line_are_changed_by_their_forms(
    deed: str, form: list[tuple[str, str]], reads: Callable[[Line], bool]
) -> None:
    """A new entry gets its code from its title; what has one keeps it."""
    after = DEEDS[deed](DRAFT, "", MultiDict(form)).draft
    assert reads(read_lines(after.line_text, "line.toml")[KEY])


def test_a_language_goes_and_comes_with_a_voice() -> None:
    """As the last of its line; whatever names one that is gone is told; one has to stay."""
    gone = DEEDS["language-remove"](DRAFT, "", MultiDict({"language": "tr"})).draft
    assert {"main", "languages"} <= {each.where for each in gone.faults}
    form = MultiDict({"language": "tr", "voice": "Polly.Burcu-Neural", "speech": "tr-TR", "rate": "90"})
    after = DEEDS["language-add"](gone, "", form).draft
    assert after.faults == []
    read = read_lines(after.line_text, "line.toml")[KEY]
    assert read.languages[-1] == "tr"
    assert read.voices["tr"] == Voice("Polly.Burcu-Neural", "tr-TR", 90)
    for spoken in read.languages[1:]:
        after = DEEDS["language-remove"](after, "", MultiDict({"language": spoken})).draft
    with pytest.raises(EditRefused, match="last_language"):
        DEEDS["language-remove"](after, "", MultiDict({"language": read.languages[0]}))


def test_a_topic_that_is_asked_for_is_not_simply_removed() -> None:
    """The step that asks for it is named."""
    form = MultiDict([("code-0", "kfz"), ("title-0", "Kfz-Zulassung")])
    after = DEEDS["topics"](DRAFT, "", form).draft
    assert [(each.where, each.code) for each in after.faults] == [("hand_over", "menu.unknown_topic")]
