"""Booking codes that can be spoken and typed on a telephone: six random digits and a check digit.

The check digit is Damm's: it tells any single wrong digit and any two neighbours that were swapped.
"""

import secrets

from stdnum import damm

LENGTH = 7


def new_code() -> str:
    """Seven digits from the system's secure source of chance. The database keeps them apart, not chance."""
    digits = f"{secrets.randbelow(10 ** (LENGTH - 1)):0{LENGTH - 1}}"
    return digits + str(damm.calc_check_digit(digits))


def is_code(text: str) -> bool:
    """Seven ASCII digits whose check digit is right. Spaces and dashes are the asker's to remove."""
    return len(text) == LENGTH and text.isascii() and text.isdigit() and bool(damm.is_valid(text))
