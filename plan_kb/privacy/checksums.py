"""The check digits that tell a number from any other run of digits."""

from __future__ import annotations

_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS = "10X98765432"
_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def is_luhn(digits: str) -> bool:
    """Whether the last digit is that of a bank card (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_identity_number(number: str) -> bool:
    """Whether the last of 18 characters is that of a resident's identity number (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _IDENTITY_WEIGHTS, strict=True))
    return number[17].upper() == _IDENTITY_CHECKS[total % 11]


def is_credit_code(code: str) -> bool:
    """Whether the last of 18 characters is that of a 统一社会信用代码 (GB 32100)."""
    values = [_CODE_ALPHABET.find(character) for character in code.upper()]
    if min(values) < 0:
        return False
    total = sum(value * pow(3, place, 31) for place, value in enumerate(values[:17]))
    return (31 - total % 31) % 31 == values[17]
