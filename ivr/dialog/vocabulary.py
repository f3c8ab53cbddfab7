"""The actions that menus may use, and how a hand-over may end: names, outcomes, what is needed and given.

Values are JSON. Times are ISO 8601 in UTC ("2026-12-01T07:30:00+00:00"), days "2026-12-01". A list to choose
from ("choices") is a list of {"value": JSON, "key": "1", "label": str, "words": [str, ...]}; a choice without
"key" is not read out and can only be spoken. Lists come in pages; `next_page` is the page after this
one, 1 after the last. Lists that are long (`SPOKEN`) are not values: they are asked for when they are needed.
"""

from collections.abc import Mapping

from ivr.dialog.actions import ActionSpec

PLACE = ("start", "office", "office_name", "office_address")
# Of a place that is held for a caller who waits; `instead`: of an appointment that they have.
OFFERED = ("offered", "offered_until", "offered_start", "offered_office", "offered_service", "instead")

# What a sentence names at least that asks for a service.
WISHED = ("errand", "kind", "service", "service_name")
NOTHING = "nothing"  # of a sentence: it is left to the options of the menu

# Everything that may be said beside what is read out: of the kind of office (services), for the service or
# for the kind (offices); and everything that there is, for whole sentences.
SPOKEN = ("all_services", "all_offices", "every_service", "every_office")

LOOK_UPS: Mapping[str, ActionSpec] = {
    "duty": ActionSpec({"open": (), "closed": ("opens_at", "reason_closed")}),
    "who_calls": ActionSpec({"offered": ("can_text", "waits", *OFFERED), "nothing": ("can_text", "waits")}),
    "offered_instead": ActionSpec({"offered": OFFERED, "nothing": ()}, needs=("appointment",)),
    "list_waiting": ActionSpec(
        {"listed": ("waitings",), "only_one": ("waiting", "waiting_label"), "nothing": ("waits",)}
    ),
    "where_to_wait": ActionSpec(
        {"choice": ("office_name",), "clear": ()}, may_use=("office", "office_count")
    ),
    "list_services": ActionSpec(
        {"listed": ("services", "page", "next_page", "more")},
        needs=("kind",),
        may_use=("page",),
    ),
    "choose_service": ActionSpec(
        {
            "bookable": ("service_name", "office_count"),
            "by_agent_only": ("service_name",),
            "unknown": (),
        },
        needs=("service",),
    ),
    "list_offices": ActionSpec(
        {
            "listed": ("offices", "page", "next_page", "more"),
            "only_one": ("office", "office_name"),
        },
        needs=("service",),
        may_use=("page", "office"),
    ),
    "all_offices": ActionSpec(
        {
            "listed": ("offices", "page", "next_page", "more"),
            "only_one": ("office", "office_name"),
        },
        needs=("kind",),
        may_use=("page",),
    ),
    "find_offers": ActionSpec(
        {"offered": ("offers", "last_start"), "none": (), "day_full": (), "day_closed": ()},
        needs=("service",),
        may_use=("kind", "office", "day", "wish", "persons", "errand", "let_go", "refused", "looked_on"),
    ),
    "later_offers": ActionSpec(
        {"offered": ("offers", "last_start"), "none": ()},
        needs=("service", "last_start"),
        may_use=("kind", "office", "day", "wish", "persons", "errand", "looked_on"),
    ),
    "hours_of": ActionSpec(
        {"told": ("office_name", "office_address", "hours", "closed_days")}, needs=("office",)
    ),
    "documents_of": ActionSpec(
        {"told": ("service_name", "documents", "fee"), "unknown": ()}, needs=("service",)
    ),
    "take_wish": ActionSpec(
        {
            "book": WISHED,
            "what": ("errand",),
            "at_office": ("errand", "kind"),
            "several": ("errand", "kind", "services"),
            "unsure": WISHED,
            "change": ("errand",),
            "hours": ("errand", "kind", "office", "office_name"),
            "documents": WISHED,
            "elsewhere": (),
            "call_back": (),
            "group": (),
            NOTHING: (),
        },
        needs=("said",),
        may_use=("sureness", "errand", "kind", "services", "office", "wish", "waits", "can_text"),
    ),
    "add_to_wish": ActionSpec(
        {
            "placed": ("office", "office_name"),
            "timed": (),
            "service": ("service", "service_name"),
            "group": (),
            NOTHING: (),
        },
        needs=("said", "service"),
        may_use=("office", "wish", "day", "persons", "offers", "start"),
    ),
    "fit_wish": ActionSpec(
        {
            "fits": ("offer",),
            "offered": ("offers", "last_start"),
            "which_day": ("days",),
            # the wish is then its days, or else what comes after the first of them
            "not_then": ("day_over", "day_closed", "none_free"),
            NOTHING: (),
        },
        needs=("service",),
        may_use=("office", "wish", "day", "persons", "errand", "let_go", "refused"),
    ),
    "own_number": ActionSpec({"known": ("number_spoken",), "withheld": ()}),
    "list_windows": ActionSpec({"listed": ("windows",), "as_soon_as_possible": ()}),
    "own_language": ActionSpec({"kept": ("language_kept",), "usual": ()}, repeatable=False),
    "language_chosen": ActionSpec({"ask": (), "forget": (), "settled": ()}),
}

DEEDS: Mapping[str, ActionSpec] = {
    "hold_place": ActionSpec(
        {"held": ("hold", "end", *PLACE), "taken": ()},
        needs=("offer",),
        undone_by={"held": "drop_hold"},
        repeatable=False,
    ),
    "drop_hold": ActionSpec({"dropped": ()}, may_use=("hold",)),
    "confirm": ActionSpec(
        {
            "booked": ("code", "appointment", "documents", "text_sent", "may_wait", *PLACE),
            "hold_ended": (),
            "too_many": (),
        },
        needs=("hold",),
        lasting=("booked",),
        repeatable=False,
    ),
    "find_appointment": ActionSpec(
        {
            "found": (
                *("appointment", "service", "service_name", "kind", "may_wait", "waiting", "waiting_label"),
                *PLACE,
            ),
            "need_day": (),
            "unknown": (),
            "locked": (),
        },
        needs=("code",),
        may_use=("day",),
        repeatable=False,
    ),
    "cancel": ActionSpec(
        {"cancelled": ("text_sent",), "gone": ()},
        needs=("appointment",),
        lasting=("cancelled",),
        repeatable=False,
    ),
    "move": ActionSpec(
        {"moved": ("code", "text_sent", *PLACE), "hold_ended": (), "gone": ()},
        needs=("appointment", "hold"),
        lasting=("moved",),
        repeatable=False,
    ),
    "wait_for_earlier": ActionSpec(
        {"noted": ("waits",), "refused": ()}, needs=("appointment",), lasting=("noted",), repeatable=False
    ),
    "wait_for": ActionSpec(
        {"noted": ("waits",), "refused": ()},
        needs=("service",),
        may_use=("office", "part", "until_day"),
        lasting=("noted",),
        repeatable=False,
    ),
    "stop_waiting": ActionSpec(
        {"stopped": ("waits",), "gone": ("waits",)},
        needs=("waiting",),
        lasting=("stopped",),
        repeatable=False,
    ),
    "take_offered": ActionSpec(
        {
            "booked": ("code", "appointment", "documents", "text_sent", "may_wait", "waits", *PLACE),
            "moved": ("code", "text_sent", "waits", *PLACE),
            "over": (),
            "too_many": (),
        },
        needs=("offered",),
        lasting=("booked", "moved"),
        repeatable=False,
    ),
    "decline_offered": ActionSpec(
        {"declined": (), "over": ()}, needs=("offered",), lasting=("declined",), repeatable=False
    ),
    "note_call_back": ActionSpec(
        {"noted": (), "bad_number": ()}, may_use=("number", "window"), lasting=("noted",), repeatable=False
    ),
    "keep_language": ActionSpec({"kept": ("language_kept",)}, undone_by={"kept": "forget_language"}),
    "forget_language": ActionSpec({"forgotten": (), "nothing": ()}),
}

ACTIONS: Mapping[str, ActionSpec] = {**LOOK_UPS, **DEEDS}

# What the engine says by itself, before a question is asked again, to who asks for help, and
# at the end of all patience.
MISHEARD = ("silence", "not_understood", "wrong_key", "wrong_length", "no_such_day", "no_such_number")
HELP = ("options", "choice", "or", "digits", "day", "phone", "own_words", "ways")
OWN_PROMPTS = (
    *(f"heard.{why}" for why in MISHEARD),
    "heard.no_way_back",
    *(f"help.{what}" for what in HELP),
    "goodbye",
)

# A caller who was handed over and is still on the line: wants to be called back; goes on in the menu and
# keeps the place; the line closed meanwhile; there was no way to an agent; the agent has ended the talk.
HANDOFF_OUTCOMES = ("call_back", "self_service", "closed", "failed", "served")

# Why a call left the menu, as `Handoff.reason`. The first four are the engine's own.
REASONS = (
    "asked",
    "three_tries",
    "too_long",
    "fault",
    "wrong_code",
    "not_bookable",
    "no_places",
    "call_back",
    "too_many",
    "gone",
)
