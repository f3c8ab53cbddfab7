"""Deeds about what a line has several of: its languages, its topics, what can come of its calls."""

from collections.abc import Mapping

from ivr.editing import tongues
from ivr.editing.codes import CODES_AT_MOST, Listed, set_codes
from ivr.editing.deeds.done import Deed, Done, Form, number, text
from ivr.editing.opened import Opened
from ivr.editing.refused import EditRefused
from ivr.lines import FASTEST, SLOWEST


def _change_codes(draft: Opened, form: Form, listed: Listed) -> Done:
    rows = [(text(form, f"code-{row}"), text(form, f"title-{row}")) for row in range(CODES_AT_MOST + 2)]
    return Done(draft.with_line(set_codes(draft.line_text, draft.line, listed, rows)))


def change_topics(draft: Opened, _step: str, form: Form) -> Done:
    """Rows from 0 on: `code-0` (empty: a new one), `title-0` (empty: it goes)."""
    return _change_codes(draft, form, "topics")


def change_reasons(draft: Opened, _step: str, form: Form) -> Done:
    """Rows from 0 on, as for topics."""
    return _change_codes(draft, form, "reasons")


def add_language(draft: Opened, _step: str, form: Form) -> Done:
    """Fields `language`, `voice`, `speech`, `rate`, and `locale`, which may be empty."""
    language = text(form, "language")
    if language not in draft.shipped.languages:
        raise EditRefused("no_such_language", language)
    line = tongues.add_language(
        draft.line_text,
        draft.line,
        language,
        voice=text(form, "voice"),
        speech=text(form, "speech"),
        rate=number(form, "rate", SLOWEST, FASTEST),
        locale=text(form, "locale"),
    )
    return Done(draft.with_line(line))


def remove_language(draft: Opened, _step: str, form: Form) -> Done:
    """Field `language`."""
    return Done(draft.with_line(tongues.remove_language(draft.line_text, draft.line, text(form, "language"))))


def put_language_first(draft: Opened, _step: str, form: Form) -> Done:
    """Field `language`: the one in which calls begin."""
    first = tongues.put_language_first(draft.line_text, draft.line, text(form, "language"))
    return Done(draft.with_line(first))


LIST_DEEDS: Mapping[str, Deed] = {
    "topics": change_topics,
    "reasons": change_reasons,
    "language-add": add_language,
    "language-remove": remove_language,
    "language-first": put_language_first,
}
