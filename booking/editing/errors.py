"""Why a change of an office's rules is refused. Nothing was changed then."""

from booking.errors import BookingError


class EditRefused(BookingError):
    """Base of all."""

    code = "edit_refused"


class ChangedMeanwhile(EditRefused):
    """Somebody else has changed this office since the editor's page was made."""

    code = "changed_meanwhile"


class GoneMeanwhile(EditRefused):
    """What was to be changed or removed is not there."""

    code = "gone_meanwhile"


class DaysInDisorder(EditRefused):
    """The last day lies before the first."""

    code = "days_in_disorder"


class DaysPast(EditRefused):
    """The last day is over: nothing could be shut any more."""

    code = "days_past"


class ClosureKnown(EditRefused):
    """The same days are kept already, with the same reason."""

    code = "closure_known"


class ReasonMissing(EditRefused):
    """A closure without a reason: callers are told it."""

    code = "reason_missing"


class TimesInDisorder(EditRefused):
    """It closes before it opens, or there is no room for a single place."""

    code = "times_in_disorder"


class NotWholeCells(EditRefused):
    """A time or a length that is no multiple of five minutes."""

    code = "not_whole_cells"


class NoDesk(EditRefused):
    """An opening at no desk, or at one of another office."""

    code = "no_desk"


class BadRule(EditRefused):
    """The days on which it is open cannot be read, or there is none."""

    code = "bad_rule"


class FirstDayMissing(EditRefused):
    """ "Every second week" counts from a first day, which was not given."""

    code = "first_day_missing"


class Overlap(EditRefused):
    """Another opening has one of these desks at the same time on one of these days."""

    code = "overlap"


class BadNumber(EditRefused):
    """A number out of its bounds; `detail` names the field."""

    code = "bad_number"


class DeskKnown(EditRefused):
    """There is a desk of this number."""

    code = "desk_known"


class TextMissing(EditRefused):
    """A text that has to be there is empty; `detail` names the field."""

    code = "text_missing"


class TextTooLong(EditRefused):
    """`detail` names the field."""

    code = "text_too_long"


class NameKnown(EditRefused):
    """Another service, or another office, goes by the same name: `detail`."""

    code = "name_known"


class NoOffice(EditRefused):
    """A new service that nobody would have."""

    code = "no_office"


class BadNear(EditRefused):
    """Near it is an office that is not there, or the office itself, or one twice."""

    code = "bad_near"
