"""Editions as canonical JSON: the same content always gives the same bytes, and so the same checksum."""
from __future__ import annotations

import dataclasses
import hashlib
import json
import types
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from plan_kb.edition.model import Edition, Plan

FORM = 1
"""Number of the form below; to be raised when older programs could not read what is written."""


class DamagedEdition(Exception):
    """Raised when an edition's JSON cannot be read or does not fit its checksum; the message says where."""


def dump_plans(plans: tuple[Plan, ...]) -> str:
    """Return the canonical JSON of an edition's content (its number is not part of it)."""
    body = {"form": FORM, "plans": [_to_data(plan) for plan in plans]}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def checksum(body: str) -> str:
    """Return the SHA-256 of ``body`` in UTF-8, hexadecimal."""
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


def load_edition(number: int, body: str, expected_checksum: str = "") -> Edition:
    """Return the edition that ``body`` holds; raises ``DamagedEdition``.

    Fields that a newer program wrote and this one does not know are an error: answering from half an edition would be
    worse than keeping the last one.
    """
    if expected_checksum and checksum(body) != expected_checksum:
        raise DamagedEdition(f"edition {number}: checksum differs")
    try:
        data = json.loads(body)
    except ValueError as error:
        raise DamagedEdition(f"edition {number}: no JSON ({error})") from None
    if not isinstance(data, dict) or data.get("form") != FORM or not isinstance(data.get("plans"), list):
        raise DamagedEdition(f"edition {number}: not in form {FORM}")
    try:
        return Edition(number=number, plans=tuple(_from_data(Plan, plan, "plan") for plan in data["plans"]))
    except (TypeError, ValueError) as error:
        raise DamagedEdition(f"edition {number}: {error}") from None


def _to_data(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _to_data(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_to_data(item) for item in value]
    return value


def _from_data(kind: Any, data: object, path: str) -> Any:
    """Return ``data`` as a value of the type ``kind``; raises ``ValueError`` that names ``path``."""
    if dataclasses.is_dataclass(kind):
        return _from_mapping(kind, data, path)
    origin = get_origin(kind)
    if origin is tuple:
        if not isinstance(data, list):
            raise ValueError(f"{path} is no list")
        item_kind = get_args(kind)[0]
        return tuple(_from_data(item_kind, item, f"{path}[{position}]") for position, item in enumerate(data))
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        return _from_data(next(arm for arm in get_args(kind) if arm is not type(None)), data, path)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
        raise ValueError(f"{path} is {type(data).__name__}, not {kind.__name__}")
    return data


def _from_mapping(kind: Any, data: object, path: str) -> Any:
    if not isinstance(data, dict):
        raise ValueError(f"{path} is no object")
    hints = _hints(kind)
    unknown = sorted(set(data) - set(hints))
    if unknown:
        raise ValueError(f"{path} has the unknown field {unknown[0]}")
    return kind(**{name: _from_data(hints[name], value, f"{path}.{name}") for name, value in data.items()})


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
