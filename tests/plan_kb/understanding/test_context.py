from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_kb.linking.mention import Kind, Thing
from plan_kb.understanding.context import Context, Focus

things = st.builds(Thing, st.text(max_size=8), st.sampled_from(Kind), st.text(max_size=8))
rows = st.lists(things, max_size=4).map(tuple)
asks = st.sampled_from(["ask_unit", "ask_target", "ask_content", "ask_list", ""])
foci = st.builds(Focus, asks, rows, st.booleans())
contexts = st.one_of(
    st.builds(
        Context,
        foci,
        rows,
        st.just(""),
        st.just(()),
        st.lists(foci, max_size=5).map(tuple),
        st.lists(st.text(max_size=6)).map(tuple),
    ),
    st.builds(
        Context, foci, rows, st.sampled_from(["ask_unit", "ask_target"]), rows, st.lists(foci, max_size=5).map(tuple)
    ),
    st.builds(Context, st.none(), rows, st.sampled_from(["ask_unit", "ask_target"]), rows),
)

TASK = Thing("p", Kind.TASK, "6")
OTHER = Thing("p", Kind.TASK, "9")


@given(contexts)
def test_slots_hold_the_whole_context(context: Context) -> None:
    assert Context.from_slots(**json.loads(json.dumps(context.to_slots()))) == context


def test_nothing_said_leaves_empty_slots() -> None:
    assert Context().to_slots() == {"focus": None, "listed": None, "pending": None}
    assert Context.from_slots(None, None, None) == Context()


@pytest.mark.parametrize(
    ("focus", "listed", "pending"),
    [
        ("x", None, None),
        ({}, None, None),
        ({"ask": "ask_unit"}, None, None),
        (None, [["p", "no such kind", "1"]], None),
        (None, [["p"]], None),
        (None, None, {"ask": "ask_unit"}),
        (None, None, {"options": []}),
        (3, 4, 5),
        ({"ask": "a", "things": 1, "earlier": [], "places": []}, None, None),
        (None, "abc", None),
    ],
)
def test_what_an_older_program_left_counts_as_nothing_said(focus: object, listed: object, pending: object) -> None:
    assert Context.from_slots(focus, listed, pending) == Context()


def test_a_new_focus_keeps_the_earlier_ones_newest_first() -> None:
    context = Context()
    for number in range(1, 9):
        context = context.with_focus(Focus("ask_unit", (Thing("p", Kind.TASK, str(number)),)), None, ())
    assert [focus.things[0].key for focus in context.earlier] == ["7", "6", "5", "4", "3"]


def test_the_same_thing_asked_again_is_no_earlier_focus() -> None:
    context = (
        Context().with_focus(Focus("ask_unit", (TASK,)), None, ()).with_focus(Focus("ask_target", (TASK,)), None, ())
    )
    assert context.earlier == ()


def test_a_list_stays_until_another_one_is_shown() -> None:
    context = Context().with_focus(Focus("ask_list", (TASK,)), (TASK, OTHER), ())
    assert context.with_focus(Focus("ask_unit", (OTHER,)), None, ()).listed == (TASK, OTHER)
    assert context.with_focus(Focus("ask_list", (OTHER,)), (OTHER,), ()).listed == (OTHER,)


def test_an_answer_ends_the_clarification() -> None:
    asked = Context().asking_back("ask_target", (TASK, OTHER))
    assert (asked.pending, asked.options) == ("ask_target", (TASK, OTHER))
    answered = asked.with_focus(Focus("ask_target", (TASK,)), None, ())
    assert (answered.pending, answered.options) == ("", ())
