from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_kb.edition import model
from plan_kb.edition.packaged import packaged_edition
from plan_kb.edition.wire import DamagedEdition, checksum, dump_plans, load_edition

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.builds(model.Plan, targets=st.lists(st.builds(model.Target, low=NUMBERS)).map(tuple)), max_size=2))
def test_what_is_written_is_read_again(plans: list[model.Plan]) -> None:
    body = dump_plans(tuple(plans))
    assert load_edition(7, body, checksum(body)) == model.Edition(7, tuple(plans))
    assert dump_plans(load_edition(7, body).plans) == body


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
