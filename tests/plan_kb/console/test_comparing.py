from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plan_kb.console.comparing import changed_words, shown
from plan_kb.edition.differences import Difference


def joined(before: str, after: str, *tags: str) -> str:
    """The pieces with one of the tags, as one text."""
    return "".join(words for tag, words in changed_words(before, after) if tag in tags)


@given(st.text("家24 a。"), st.text("家30 a。"))
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    assert joined(before, after, "same", "del") == before
    assert joined(before, after, "same", "ins") == after


def test_a_figure_is_one_word() -> None:
    assert changed_words("达到240家", "达到260家") == [("same", "达到"), ("del", "240"), ("ins", "260"), ("same", "家")]


def test_what_only_follows_is_apart() -> None:
    def difference(kind: str, key: str, field: str) -> Difference:
        return Difference("changed", "plan", kind, key, f"{kind} {key}", field, "24", "30")

    comparison = shown(
        [difference("passage", "goal/3", "text"), difference("passage", "task/9", "text"),
         difference("target", "x@9.1", "low"), difference("target", "x@9.1", "value"),
         difference("target", "y@9.1", "low")]
    )  # fmt: skip
    assert [thing for thing, _ in comparison.groups] == ["passage goal/3", "target x@9.1", "target y@9.1"]
    assert [thing for thing, _ in comparison.more] == ["passage task/9", "target x@9.1"]
    assert comparison
    assert not shown([])
