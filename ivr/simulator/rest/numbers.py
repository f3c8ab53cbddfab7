"""Which addresses a call or a text can go to, and come from."""

import re
from typing import TYPE_CHECKING

from ivr.simulator.rest.errors import invalid

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
GERMAN_MOBILE = re.compile(r"\+491[567][0-9]{8,9}")
# "anonymous", "restricted" and so on, spelled with the letters of the keys: no number that could be called.
SPELLED_WORDS = frozenset({"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"})


def callable_address(to: str) -> str:
    if to.startswith(("client:", "sip:")):
        return to
    if not E164.fullmatch(to) or to in SPELLED_WORDS:
        raise invalid(21211, f"The 'To' number {to} is not a valid phone number.")
    return to


def own_number(exchange: "Exchange", from_: str, code: int) -> str:
    if from_ not in exchange.numbers and not from_.startswith("client:"):
        raise invalid(code, f"The 'From' number {from_} is not a number of this account.")
    return from_


def textable_number(to: str) -> str:
    """Of German numbers, only mobile ones."""
    if not E164.fullmatch(to) or to in SPELLED_WORDS:
        raise invalid(21211, f"The 'To' number {to} is not a valid phone number.")
    if to.startswith("+49") and not GERMAN_MOBILE.fullmatch(to):
        raise invalid(21614, f"'To' number: {to}, is not a mobile number")
    return to
