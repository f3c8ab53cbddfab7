"""Which function does which action; the names are those of the dialog's vocabulary."""

from collections.abc import Callable, Mapping

from ivr.actions import (
    appointments,
    call_back,
    fitting,
    look_ups,
    own_language,
    own_words,
    places,
    spoken_lists,
    waiting,
)
from ivr.actions.choices import Choice
from ivr.actions.context import CallContext, Values
from ivr.dialog import Outcome

PERFORM: Mapping[str, Callable[[CallContext, Values], Outcome]] = {
    act.__name__: act
    for act in (
        look_ups.duty,
        look_ups.list_services,
        look_ups.choose_service,
        look_ups.list_offices,
        look_ups.all_offices,
        look_ups.hours_of,
        look_ups.documents_of,
        look_ups.own_number,
        own_words.take_wish,
        own_words.add_to_wish,
        fitting.fit_wish,
        places.find_offers,
        places.later_offers,
        places.hold_place,
        places.drop_hold,
        appointments.confirm,
        appointments.find_appointment,
        appointments.cancel,
        appointments.move,
        waiting.who_calls,
        waiting.offered_instead,
        waiting.take_offered,
        waiting.decline_offered,
        waiting.where_to_wait,
        waiting.wait_for,
        waiting.wait_for_earlier,
        waiting.list_waiting,
        waiting.stop_waiting,
        call_back.list_windows,
        call_back.note_call_back,
        own_language.own_language,
        own_language.language_chosen,
        own_language.keep_language,
        own_language.forget_language,
    )
}


class LineActions:
    """Performs actions for one call in one turn; `ivr.dialog.Actions`."""

    def __init__(self, call: CallContext) -> None:
        self.call = call

    def run(self, action: str, values: Values, language: str) -> Outcome:
        self.call.language = language
        return PERFORM[action](self.call, values)

    def spoken(self, named: str, values: Values, language: str) -> list[Choice]:
        self.call.language = language
        return spoken_lists.LISTS[named](self.call, values)
