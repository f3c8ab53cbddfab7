"""What a question can be answered with: fixed options and readers."""

from collections.abc import Callable, Mapping
from typing import Literal, cast

from ivr.dialog.prompts import Prompts
from ivr.dialog.read_targets import read_changes, read_goto
from ivr.dialog.steps import Day, Digits, Goto, OneOf, Option, Phone, Reader
from ivr.dialog.tables import Table
from ivr.dialog.times import read_times

READERS = ("one_of", "digits", "date", "phone")


def read_option(table: Table, prompt: str, default: Goto | None, prompts: Prompts) -> Option:
    """One option of a menu. The words that choose it are texts: `<prompt>.words.<option>`.

    `words` names another prompt that has them.
    """
    words = f"{table.optional_text('words') or prompt}.words.{table.name}"
    option = Option(
        name=table.name,
        key=table.optional_text("key"),
        goto=read_goto(table, "to") if table.has("to") or default is None else default,
        changes=read_changes(table),
        language=table.optional_text("language"),
        only_in=table.texts("only_in"),
        when=table.optional_text("when"),
        answer=_answer(table),
        words={at: prompts.words(words, at) for at in prompts.languages},
        times=read_times(table, "offered"),
        unless=table.optional_text("unless"),
        only_for=_only_for(table),
    )
    table.done()
    return option


def read_silence(table: Table) -> Goto | None:
    """Where a step leads when nothing is heard; None where the question is asked again."""
    return read_goto(table, "silence") if table.has("silence") else None


def read_reader(table: Table) -> Reader:
    """`reader = { one_of = "offers" }`, `{ digits = 7 }`, `{ date = true }` or `{ phone = true }`."""
    reader = table.table("reader")
    kinds = [kind for kind in READERS if reader.has(kind)]
    if len(kinds) != 1:
        table.fault("wrong_type", "reader", f"reader must have one of {', '.join(READERS)}")
        return Day()
    read = _READERS[kinds[0]](reader)
    reader.done()
    return read


def _only_for(table: Table) -> Mapping[str, tuple[str, ...]]:
    """`only_for = { kind = ["kfz", "fuehrerschein"] }`."""
    values = table.table("only_for")
    return {name: values.texts(name) for name in values.content}


def _answer(table: Table) -> Literal["yes", "no"] | None:
    answer = table.optional_text("answer")
    if answer not in {None, "yes", "no"}:
        table.fault("wrong_type", "answer", "answer must be yes or no")
    return cast("Literal['yes', 'no'] | None", answer)


def _one_of(reader: Table) -> OneOf:
    return OneOf(reader.text("one_of"), reader.optional_text("also"), reader.flag("keys", default=True))


def _digits(reader: Table) -> Digits:
    return Digits(reader.integer("digits", 1))


def _day(reader: Table) -> Day:
    reader.flag("date", default=True)
    return Day()


def _phone(reader: Table) -> Phone:
    reader.flag("phone", default=True)
    return Phone()


_READERS: Mapping[str, Callable[[Table], Reader]] = {
    "one_of": _one_of,
    "digits": _digits,
    "date": _day,
    "phone": _phone,
}
