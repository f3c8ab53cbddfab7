"""How many agents a half hour needs: Erlang C for the phones, shrinkage for the rota. Pure."""

from math import ceil

from routing.definitions import PROMISED_WITHIN, WITHIN_S
from routing.forecast import Load, answered_within

DEFAULT_SHRINKAGE = 0.3
"""Of the paid time: breaks, training, meetings, illness, leave. The usual figure to plan with."""
HALF_HOURS_AN_HOUR = 2


def needed(calls: float, handling_s: float, *, shrinkage: float = DEFAULT_SHRINKAGE) -> int:
    """How many are to be on the rota, so that 75 % of `calls` in half an hour are answered within 30 s.

    `shrinkage` (0 to below 1) is the share of them who are not on the phone. One at least: the line is open.
    """
    on_the_phone = max(1, ceil(calls * HALF_HOURS_AN_HOUR * handling_s / 3600))
    while (
        answered_within(Load(on_the_phone, calls * HALF_HOURS_AN_HOUR, handling_s), WITHIN_S)
        < PROMISED_WITHIN
    ):
        on_the_phone += 1
    return ceil(round(on_the_phone / (1 - shrinkage), 9))
