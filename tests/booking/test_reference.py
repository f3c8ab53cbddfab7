"""Booking codes that survive being spoken and typed."""

from hypothesis import assume, given
from hypothesis import strategies as st

from booking import is_code, new_code

codes = st.builds(new_code)


@given(codes)
def test_new_codes_are_codes(code: str) -> None:
    """Seven digits with the right check digit."""
    assert is_code(code)
    assert len(code) == 7


@given(codes, st.integers(0, 6), st.integers(0, 9))
def test_one_wrong_digit_is_noticed(code: str, position: int, digit: int) -> None:
    """Any single digit that was misheard makes it no code."""
    assume(code[position] != str(digit))
    assert not is_code(code[:position] + str(digit) + code[position + 1 :])


@given(codes, st.integers(0, 5))
def test_two_swapped_digits_are_noticed(code: str, position: int) -> None:
    """Any two neighbours that were swapped, as happens in German (vierundzwanzig), make it no code."""
    one, two = code[position], code[position + 1]
    assume(one != two)
    assert not is_code(code[:position] + two + one + code[position + 2 :])


@given(st.text())
def test_other_text_is_no_code(text: str) -> None:
    """Whatever was heard, asking is safe; digits of other scripts are none."""
    assert not is_code(text) or (len(text) == 7 and text.isascii())
    assert not is_code("٧" * 7)
