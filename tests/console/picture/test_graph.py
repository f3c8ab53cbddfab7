"""A menu as boxes and arrows, two menus compared, and what is shown of what callers said."""

from datetime import UTC, date, datetime

import pytest

from ivr.console.naming import Names
from ivr.console.picture.compare import changed_steps, compared
from ivr.console.picture.drawing import drawing
from ivr.console.picture.figures import HeardOften, StepFigures
from ivr.console.picture.graph import Graph, graph_of
from ivr.console.picture.spans import Span, read_span
from ivr.console.picture.unheard import known_words, shown
from ivr.dialog import ACTIONS, HANDOFF_OUTCOMES, Script
from ivr.dialog.script import read
from ivr.settings import ROOT
from ivr.web.words import LANGUAGES, texts
from voice_prompts.catalog import Catalog

PROMPTS = Catalog.load(ROOT / "voice_prompts")
MENU = """
[defaults]
start = "greeting"
agent = "later"
give_up = "later"
fault = "later"

[greeting]
say = "greeting"
next = "info"

[info]
menu = "info"
silence = "later"

[info.options.hours]
key = "1"
to = { by = "errand", change = "gone", else = "kinds" }

[info.options.documents]
key = "2"
to = "kinds"

[kinds]
do = "duty"
on = { open = "info", closed = "later" }

[later]
end = "sorry.later"
"""


def menu(text: str) -> Script:
    script, _ = read(text, "m", prompts=PROMPTS)
    assert script is not None
    return script


def picture(script: Script) -> Graph:
    return graph_of(script, Names(script, PROMPTS, "de", {}), {"info": ["falsch"]})


def t(key: str, /, **values: object) -> str:
    return texts().text(key, "de", values)


def test_a_menu_is_boxes_with_its_ways() -> None:
    """One arrow to each target, with all reasons; ways back and to nowhere are named and not drawn."""
    graph = picture(menu(MENU))
    info = graph.boxes["info"]
    assert (info.title, info.kind_name, info.faults) == ("Auskunft", "Auswahl", ("falsch",))
    assert [(arrow.target, arrow.there, arrow.drawn) for arrow in info.arrows] == [
        ("kinds", True, True),
        ("gone", False, False),
        ("later", True, True),
    ]
    kinds, gone, _ = info.arrows
    assert [(label.key, label.text) for label in kinds.labels] == [
        ("1", "Öffnungszeiten"),
        ("2", "Unterlagen und Kosten"),
    ]
    assert gone.labels[0].case == "das Vorhaben: ändern oder absagen"
    assert [(arrow.title, arrow.drawn) for arrow in graph.boxes["kinds"].arrows] == [
        ("Auskunft", False),
        (graph.boxes["later"].title, True),
    ]
    assert [box.role for box in graph.boxes.values()] == ["start", None, None, "agent"]


def test_the_drawing_says_the_figures_in_words() -> None:
    """All texts are ready to be drawn; what is searched for is the name and what is said."""
    counted = {"info": StepFigures(calls=1200, ended={"hung_up": 3}, ways={"kinds": 1100}, now=2)}
    drawn = drawing(picture(menu(MENU)), counted, {"info": "Guten TAG"}, t)
    info = next(step for step in drawn["steps"] if step["id"] == "info")
    assert info["figures"] == ["1\u202f200 Anrufe", "aufgelegt: 3"]
    assert (info["now"], info["faults"]) == ("jetzt hier: 2", "Fehler: 1")
    assert info["search"] == "auskunft info guten tag"
    assert [(row["text"], row["count"]) for row in info["rows"]] == [
        ("1 Öffnungszeiten, 2 Unterlagen und Kosten", "1\u202f100"),
        ("1 Öffnungszeiten", ""),
        ("Nichts gesagt", ""),
    ]


def test_two_menus_are_compared_by_steps_and_ways() -> None:
    """Steps and ways that are new, gone, or not the same; a step that says something else has changed."""
    before = menu(MENU)
    text = MENU.replace('open = "info"', 'open = "hello"').replace('say = "greeting"', 'say = "sorry.fault"')
    after = menu(text + '\n[hello]\nsay = "greeting"\nnext = "later"\n')
    changed = changed_steps((before, PROMPTS), (after, PROMPTS))
    assert changed == {"greeting", "kinds"}
    both = compared(picture(before), picture(after), changed)
    assert {name: box.mark for name, box in both.boxes.items()} == {
        "greeting": "changed",
        "info": None,
        "kinds": "changed",
        "later": None,
        "hello": "added",
    }
    ways = {(arrow.target, arrow.mark) for arrow in both.boxes["kinds"].arrows}
    assert ways == {("hello", "added"), ("later", None), ("info", "removed")}
    back = compared(picture(after), picture(before), changed_steps((after, PROMPTS), (before, PROMPTS)))
    assert back.boxes["hello"].mark == "removed"
    assert [
        (arrow.there, arrow.drawn) for arrow in back.boxes["kinds"].arrows if arrow.target == "hello"
    ] == [(True, True)]


@pytest.mark.parametrize(
    ("heard", "calls", "text"),
    [
        ("perso beantragen", 8, "perso beantragen"),
        ("mein name ist krause", 1, "mein name ist •••"),
        ("ich bin ayse yildirim und will einen termin", 2, "ich bin ••• und will einen termin"),
        ("die 12 bitte", 1, "die 12 bitte"),
        ("ja 1984", 1, "ja •••"),
        ("null vier fünf eins eins zwei", 9, None),
        ("meine nummer ist 0451 ***", 9, "meine nummer ist •••"),
        ("krause", 7, None),
    ],
)
def test_names_and_numbers_of_callers_are_masked(heard: str, calls: int, text: str | None) -> None:
    """Words that the line knows or that many said are shown; numbers only where they are short and alone."""
    known = known_words(PROMPTS, ["Personalausweis"])
    found = shown([HeardOften("de", "speech", heard, "", calls), HeardOften("de", "keys", "1", "", 3)], known)
    assert [one.text for one in found] == ([] if text is None else [text])


@pytest.mark.parametrize(
    ("given", "span"),
    [
        ({}, Span("week", date(2026, 11, 26), date(2026, 12, 2))),
        ({"span": "today"}, Span("today", date(2026, 12, 2), date(2026, 12, 2))),
        ({"span": "own", "from": "2026-11-01", "until": "2026-11-03"}, ("own", 1, 3)),
        ({"span": "own", "from": "2026-11-03", "until": "2026-11-01"}, ("week", 26, 2)),
        ({"span": "own", "from": "2016-11-03"}, ("week", 26, 2)),
        ({"span": "nonsense", "from": "x"}, ("week", 26, 2)),
    ],
)
def test_days_are_read_from_the_form(given: dict[str, str], span: Span | tuple[str, int, int]) -> None:
    """In Berlin it is a day later already; what makes no sense is the last seven days."""
    found = read_span(given, datetime(2026, 12, 1, 23, 30, tzinfo=UTC))
    assert span in (found, (found.name, found.since.day, found.until.day))


def test_every_action_and_outcome_has_a_name() -> None:
    """What menus may use can be shown to those who do not know the code."""
    known = texts()
    nameless = {
        f"{action}.{outcome}"
        for language in LANGUAGES
        for action, outcomes in {
            **{name: spec.outcomes for name, spec in ACTIONS.items()},
            "": HANDOFF_OUTCOMES,
        }.items()
        for outcome in outcomes
        if not known.has(f"steps.ended.{outcome}", language)
        or (action and not known.has(f"steps.action.{action}", language))
    }
    assert nameless == set()
