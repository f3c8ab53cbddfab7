"""The language that a caller has chosen: whether the line may remember it for their number."""

from ivr.actions.context import CallContext, Values
from ivr.dialog import Outcome


def own_language(call: CallContext, _values: Values) -> Outcome:
    """At the begin of a call: it is only in another language than the line's first where that was kept."""
    return Outcome("kept", {"language_kept": True}) if call.language != _first(call) else Outcome("usual")


def language_chosen(call: CallContext, _values: Values) -> Outcome:
    """Whether to ask for consent, or to forget what was kept: who speaks the line's first needs no memory."""
    kept = call.memory.kept(call.session, call.caller, now=call.now)
    if call.language == _first(call):
        return Outcome("settled" if kept is None else "forget")
    if kept == call.language or not call.memory.keeps_of(call.caller):
        return Outcome("settled")
    return Outcome("ask")


def keep_language(call: CallContext, _values: Values) -> Outcome:
    call.memory.keep(call.session, call.caller, call.language, now=call.now)
    return Outcome("kept", {"language_kept": True})


def forget_language(call: CallContext, _values: Values) -> Outcome:
    forgotten = call.memory.forget(call.session, call.caller)
    return Outcome("forgotten" if forgotten else "nothing", {"language_kept": None})


def _first(call: CallContext) -> str:
    return call.line.languages[0]
