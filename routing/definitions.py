"""What the figures of the line mean: stated once, with their sources; for board, reports and forecast.

A contact is one caller in the queue: from entering it (`enqueued_at`) to the talk, or to giving up.

- What the line asks a caller before anybody is rung (whether the talk may be recorded, their name) is no
  wait: they are spoken with, as in the menu, and could not have been put through. `enqueued_at` is then the
  moment of the answer; the place in the queue is that of before. Who hangs up at it has abandoned.
- Who is handed over, or comes back because a telephone was lost, is one contact, with its first wait.
- offered: all contacts that entered the queue.
- answered: a talk began. A call back is answered when the citizen and the agent talk.
- abandoned: the caller hung up, or could not be reached for the call back, before a talk began.
- served meanwhile: who went back to the menu with the place kept, and hung up when it had done what they
  came for. Offered, but neither answered nor abandoned: they did not give up, and nobody was late. Who hangs
  up in the menu with nothing done has abandoned, as on hold.
- service level: answered within 30 s of entering the queue, of answered and abandoned. The promise of the
  115 is 75 % within 30 s, and 65 % settled at the first contact (https://www.115.de). Who gave up was not
  answered in time, so abandoned contacts count as failures, however soon they gave up.
- Asterisk's second formula (`ServicelevelPerf2`, app_queue.c), for comparison with switchboards that
  print it: (answered within + abandoned within) of (answered + abandoned). Who gives up soon counts in
  favour.
- wait: from entering the queue to the talk, of answered contacts; p50 and p95 are the nearest ranks.
- handling: talk and wrap-up together of the agent who answered. Who the caller was handed to has a handling
  of their own, which the demand adds, since Erlang C asks for all that occupies agents.
- self-served: calls that ended in the menu with what they came for, be it before the queue or meanwhile, of
  these and those offered to an agent.
- settled at first contact: of the wrap-ups that say either, those that say so. What the menu settled is
  counted by self-served, not here.
"""

WITHIN_S = 30.0
"""The promise's seconds."""
PROMISED_WITHIN = 0.75
PROMISED_SETTLED = 0.65
