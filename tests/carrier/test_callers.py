"""Who calls: withheld numbers come in many forms, and none of them may be taken for a person's."""

import pytest

from ivr.carrier.callers import number_of, number_to_call_back


@pytest.mark.parametrize(
    "caller",
    [
        *("anonymous", "Restricted", "unavailable", "unknown", "BLOCKED", "", None),
        *("+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253", "266696687"),
        *("110", "+49110", "sip:somebody@example.org", "client:agent_1", "+49", "abc"),
    ],
)
def test_what_is_no_number_is_none(caller: str | None) -> None:
    """Words, the digits that spell them, forged emergency numbers, SIP and clients: no number."""
    assert number_of(caller) is None


@pytest.mark.parametrize(
    ("caller", "number"),
    [
        ("+491701234567", "+491701234567"),
        ("+494511223311", "+494511223311"),
        ("0451 122-3311", "+494511223311"),
        ("+4312345678", "+4312345678"),
        ("+12025550123", "+12025550123"),
    ],
)
def test_numbers_come_out_in_one_form(caller: str, number: str) -> None:
    """From Lübeck, from elsewhere and from abroad, as E.164."""
    assert number_of(caller) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("01701234567", "+491701234567"),
        ("04511223344", "+494511223344"),
        ("017", None),
        ("0900123456", None),  # earns by each call
        ("0088213123456", None),  # a satellite abroad
        ("110", None),
        ("", None),
    ],
)
def test_only_plain_german_numbers_are_called_back(typed: str, number: str | None) -> None:
    """What is typed is read as dialled in Germany; nobody can make the city ring a costly number."""
    assert number_to_call_back(typed) == number
