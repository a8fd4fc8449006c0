from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_kb.privacy.checksums import is_credit_code, is_identity_number, is_luhn

CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    "code", ["914403001922038216", "9144030071526726XG", "91110000802100433B", "91110000802100433b"]
)
def test_codes_of_well_known_firms(code: str) -> None:
    assert is_credit_code(code)


@pytest.mark.parametrize("number", ["11010519491231002X", "11010519491231002x", "440524188001010014"])
def test_identity_numbers_from_the_standard(number: str) -> None:
    assert is_identity_number(number)


@pytest.mark.parametrize("card", ["4111111111111111", "6212345678900000003", "5500000000000004"])
def test_cards(card: str) -> None:
    assert is_luhn(card)


@given(st.text(CODE_LETTERS, min_size=17, max_size=17))
def test_exactly_one_last_character_fits_a_code(start: str) -> None:
    assert sum(is_credit_code(start + last) for last in CODE_LETTERS) == 1
    assert not any(is_credit_code(start + last) for last in "IOSVZ*")


@given(st.text(string.digits, min_size=17, max_size=17))
def test_exactly_one_last_character_fits_an_identity_number(start: str) -> None:
    assert sum(is_identity_number(start + last) for last in string.digits + "X") == 1


@given(st.text(string.digits, min_size=12, max_size=18))
def test_exactly_one_last_digit_fits_a_card(start: str) -> None:
    assert sum(is_luhn(start + last) for last in string.digits) == 1
