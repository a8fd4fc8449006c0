from __future__ import annotations

import dataclasses
import json
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_kb.edition import model
from plan_kb.edition.packaged import packaged_edition
from plan_kb.edition.wire import DamagedEdition, checksum, dump_plans, load_edition

NONE: dict[Any, Any] = {str: "", int: 0}
EMPTY = model.Plan(**{name: NONE.get(hint, ()) for name, hint in get_type_hints(model.Plan).items()})
WORDS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=6)


def things(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a type of the model, with short words and at most two things in a list."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{name: things(hint) for name, hint in hints.items()})
    if get_origin(kind) is tuple:
        return st.lists(things(get_args(kind)[0]), max_size=2).map(tuple)
    if kind is str:
        return WORDS
    if kind == float | None:
        return st.none() | st.floats(allow_nan=False, allow_infinity=False)
    return st.from_type(kind)


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(model.Plan)])
def test_what_is_written_is_read_again(field: str) -> None:
    @settings(max_examples=8, deadline=None)
    @given(things(get_type_hints(model.Plan)[field]))
    def write_and_read(value: Any) -> None:
        plans = (dataclasses.replace(EMPTY, **{field: value}),)
        body = dump_plans(plans)
        assert load_edition(7, body, checksum(body)) == model.Edition(7, plans)
        assert dump_plans(load_edition(7, body).plans) == body

    write_and_read()


def test_the_packaged_edition_is_written_and_read_again() -> None:
    body = dump_plans(packaged_edition().plans)
    assert load_edition(0, body) == packaged_edition()


def spoil(key: str, value: object) -> str:
    data = json.loads(dump_plans(packaged_edition().plans))
    data["plans"][0][key] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '{"form": 99, "plans": []}', '{"form": 1}', '{"form": 1, "plans": [3]}',
     '{"form": 1, "plans": [{"key": "x"}]}', spoil("targets", 3), spoil("key", 3), spoil("first_year", True),
     spoil("colour", "red"), spoil("targets", [{"bound": "大概"}])],
)  # fmt: skip
def test_damaged_bodies_are_refused(body: str) -> None:
    with pytest.raises(DamagedEdition):
        load_edition(1, body)


def test_a_body_that_does_not_fit_its_checksum_is_refused() -> None:
    body = dump_plans(())
    with pytest.raises(DamagedEdition, match="checksum"):
        load_edition(1, body, checksum(f"{body} "))


def test_a_field_that_came_later_may_be_missing() -> None:
    plan = dataclasses.replace(packaged_edition().plans[0], faq=(), staff_facts=())
    data = json.loads(dump_plans((plan,)))
    del data["plans"][0]["staff_facts"]
    assert load_edition(1, json.dumps(data)).plans == (plan,)
