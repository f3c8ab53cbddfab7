"""Random edits of a draft, as the forms of the pages would send them."""

from typing import Literal

from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from ivr.dialog import ACTIONS
from ivr.editing.deeds import DEEDS, Done
from ivr.editing.deeds.about_options import takes_a_service
from ivr.editing.kinds import ANSWERS, SENTENCES
from ivr.editing.opened import Opened
from ivr.editing.options import options_of
from ivr.editing.steps import KINDS, kind_of
from ivr.editing.ways import leads_of
from voice_prompts import FOLDER, Catalog

PROMPTS = Catalog.load(FOLDER)
KEYS = [*"123456789", "0", "", "12"]
TEXTS = [
    "Bitte wählen Sie: die 1.",
    "Am {start:datetime} in {office_name}.",
    "{services:options}",
    "{offers_info:if main.waits} Weiter: die 2.",
    "Ihr Code: {code:code}",
    "Offen { bleibt",
]
TIMES = [
    {"offered": "always"},
    {"offered": "never"},
    {"offered": "times", "days": "1", "from": "08:00", "until": "12:00"},
    {"offered": "times", "line": "open"},
    {"offered": "times", "first": "2026-12-01", "last": "2026-11-01"},
]


def edited(data: st.DataObject, draft: Opened) -> Done:
    """The draft after one more random deed. Raises EditRefused."""
    step = data.draw(st.sampled_from(sorted(draft.steps)), label="step")
    deed = data.draw(st.sampled_from(sorted(FORMS)), label="deed")
    form = MultiDict(FORMS[deed](data, draft, step))
    return DEEDS[deed](draft, step, form)


def _pick(data: st.DataObject, values: object) -> str:
    return str(data.draw(st.sampled_from(list(values) or [""])))  # type: ignore[call-overload]


def _target(data: st.DataObject, draft: Opened) -> str:
    return _pick(data, [*draft.steps, "nowhere"] if data.draw(st.integers(0, 9)) == 0 else draft.steps)


def _option(data: st.DataObject, draft: Opened, step: str) -> str:
    return _pick(data, options_of(draft.steps[step]))


def _words(draft: Opened) -> dict[str, str]:
    return {f"words.{language}": "Neues\nEtwas Neues" for language in draft.languages}


def _texts(data: st.DataObject, draft: Opened, step: str) -> dict[str, str]:
    keys = draft.prompts_of(step)
    said = _pick(data, TEXTS)
    if not keys:
        return {}
    key = _pick(data, keys)
    return {f"text.{language}.{key}": said for language in draft.languages}


def _all_texts(_data: st.DataObject, draft: Opened, step: str) -> dict[str, str]:
    """What a new step lacks is written, so that drafts become sound again."""
    lacking = [
        (language, key)
        for key in draft.prompts_of(step)
        for language in draft.languages
        if draft.content(language, key) is None
    ]
    return {f"text.{language}.{key}": "Ein neuer Text." for language, key in lacking}


def _lead(data: st.DataObject, draft: Opened, step: str) -> tuple[str, ...]:
    leads = list(leads_of(draft.steps[step]))
    return data.draw(st.sampled_from(leads)).at if leads else ()


def _values(data: st.DataObject, draft: Opened, step: str) -> dict[str, object]:
    return {
        "option": _option(data, draft, step),
        "name-0": _pick(data, ["errand", "kind", "page", "hold", "nonsense"]),
        "how-0": _pick(data, ["text", "yes", "from"]),
        "to-0": _pick(data, ["book", "move", "kfz"]),
        "from-0": _pick(data, ["office", "code"]),
        "forget": data.draw(st.lists(st.sampled_from(["service", "start", "errand"]), max_size=2)),
    }


def _ways(data: st.DataObject, draft: Opened, step: str) -> dict[str, str]:
    leads = list(leads_of(draft.steps[step]))
    if not leads:
        return {}
    at = data.draw(st.sampled_from(leads)).at
    return {f"way.{'.'.join(at)}": _target(data, draft)}


def _option_change(data: st.DataObject, draft: Opened, step: str) -> list[tuple[str, str]]:
    name = _option(data, draft, step)
    fields = {
        "option": name,
        "key": _pick(data, KEYS),
        "when": _pick(data, ["", "", "waits", "more"]),
        "unless": _pick(data, ["", "", "waits", "office"]),
        "caller": _pick(data, ["", "known", "withheld"]),
        "for-0": _pick(data, ["", "", "errand", "kind"]),
        "among-0": "book, kfz",
        f"way.options.{name}.to": _target(data, draft),
        **data.draw(st.sampled_from(TIMES)),
    }
    return list(fields.items())


def _codes(data: st.DataObject, draft: Opened, listed: Literal["topics", "reasons"]) -> dict[str, str]:
    """One is called otherwise or goes, and there may be a new one."""
    edition, _ = draft.read
    titles = dict(getattr(edition.line, listed)) if edition is not None else {}
    if titles:
        titles[_pick(data, titles)] = _pick(data, ["Anders", ""])
    rows = [*titles.items(), ("", _pick(data, ["", "Neues"]))]
    return {
        key: part
        for row, (code, title) in enumerate(rows)
        for key, part in ((f"code-{row}", code), (f"title-{row}", title))
    }


def _language(data: st.DataObject, draft: Opened, _step: str) -> dict[str, str]:
    return {"language": _pick(data, draft.languages)}


FORMS = {
    "topics": lambda data, draft, step: _codes(data, draft, "topics"),
    "reasons": lambda data, draft, step: _codes(data, draft, "reasons"),
    "language-remove": _language,
    "language-first": _language,
    "language-add": lambda data, draft, step: {
        "language": _pick(data, [*PROMPTS.languages, "tlh"]),
        "voice": "Polly.Vicki-Neural",
        "speech": "de-DE",
        "rate": "100",
    },
    "texts": _texts,
    "say-more": lambda data, draft, step: {f"text.{each}": _pick(data, TEXTS) for each in draft.languages},
    "ways": _ways,
    "reader": lambda data, draft, step: {
        "reader": _pick(data, ["digits", "date", "phone", "one_of"]),
        "digits": "7",
        "list": _pick(data, ["services", "offices", "offers"]),
        "into": _pick(data, ANSWERS),
    },
    "action": lambda data, draft, step: {"action": _pick(data, ACTIONS), "to": _target(data, draft)},
    "own-words": lambda data, draft, step: {"action": _pick(data, ["", *SENTENCES]), "to": "main"},
    "add": lambda data, draft, step: {
        "title": "Neues",
        "kind": _pick(data, KINDS),
        "to": _target(data, draft),
        "what": _pick(data, ACTIONS),
    },
    "values": _values,
    "case-add": lambda data, draft, step: {
        "at": ".".join(_lead(data, draft, step)),
        "by": _pick(data, ["errand", "kind", "waits"]),
        "case": _pick(data, ["book", "kfz", "hours", "else"]),
        "to": _target(data, draft),
    },
    "case-remove": lambda data, draft, step: {"at": ".".join(_lead(data, draft, step))},
    "rename": lambda data, draft, step: {"title": "Anders"},
    "remove": lambda data, draft, step: {"instead": _target(data, draft)},
    "option-add": lambda data, draft, step: {
        **_words(draft),
        "key": _pick(data, KEYS),
        "to": _target(data, draft),
        "say": "1",
    },
    "service-add": lambda data, draft, step: {
        **_words(draft),
        "service": "reisepass",
        "kind": "buergerservice",
        "key": _pick(data, KEYS),
        "to": _pick(data, takes_a_service(draft)),
    },
    "option": _option_change,
    "option-move": lambda data, draft, step: {"option": _option(data, draft, step), "by": "-1"},
    "option-remove": lambda data, draft, step: {"option": _option(data, draft, step)},
    "patience": lambda data, draft, step: {"tries": _pick(data, [2, 3, 5]), "turns": _pick(data, [20, 60])},
    "beginning": lambda data, draft, step: {
        _pick(data, ["start", "agent", "give_up", "fault"]): _target(data, draft)
    },
    "music-add": lambda data, draft, step: {
        "title": "Abend",
        "file": f"{_pick(data, 'ab') * 64}.{_pick(data, ['wav', 'ogg'])}",
        "seconds": "60",
    },
    "music-remove": lambda data, draft, step: {"file": f"{'a' * 64}.wav"},
    "hours": lambda data, draft, step: {"days-0": "1", "from-0": "08:00", "until-0": "12:00"},
}


def finished(data: st.DataObject, draft: Opened) -> Opened:
    """With what texts its steps still lack."""
    for step in draft.steps:
        if kind_of(draft.steps[step]) is not None:
            draft = DEEDS["texts"](draft, step, MultiDict(_all_texts(data, draft, step))).draft
    return draft
