from __future__ import annotations

import pytest

from bot.evaluation.cases import Expected
from bot.evaluation.judging import Flaw, faults_of
from plan_kb.answering.reply import Button, Citation, Kind, Reply
from plan_kb.questions.holding import holds, normalised

SOURCES = {"small": "一、科委牵头,\n 建成孵化器 24家 以上。"}
CITATION = Citation("small", "task/9", "孵化器", "建成孵化器24家以上")


def flaws(reply: Reply, expected: Expected, category: str = "target_of_indicator") -> list[str]:
    return [fault.flaw.value for fault in faults_of(reply, expected, category, SOURCES)]


@pytest.mark.parametrize(("text", "words", "held"), [
    ("目标是15家", "5家", False),
    ("目标是5家", "5家", True),
    ("占比1.5%", "5%", False),
    ("到2025年末", "2025", True),
    ("共20255个", "2025", False),
    ("目标 2,700 家", "2700家", True),
    ("目标２４家", "24 家", True),
    ("“未来空间”", '"未来空间"', True),
    ("The S&T Commission", "s&t commission", True),
    ("编号A5", "5", True),
])
def test_words_are_found_as_a_reader_would(text: str, words: str, held: bool) -> None:
    assert holds(normalised(text), words) is held


def test_right_answer_has_no_faults() -> None:
    reply = Reply(Kind.ANSWER, "计划目标:24家以上。", (CITATION,))
    expected = Expected(has_all=("24家",), has_any=("以上", "不少于"), has_none=("4家",), cites=("task/9",))
    assert flaws(reply, expected) == []


def test_each_fault_is_told() -> None:
    reply = Reply(Kind.CLARIFY, "25家", (Citation("small", "task/8", "", "建成孵化器25家"),))
    expected = Expected(has_all=("24家",), has_any=("以上", "不少于"), has_none=("25家",), cites=("task/9",))
    assert flaws(reply, expected) == ["text", "text", "text", "kind", "citation", "quote"]
    told = [fault.words for fault in faults_of(reply, expected, "", SOURCES)]
    assert told[:4] == ["lacks 24家", "lacks any of 以上, 不少于", "has 25家", "is clarify, should be answer"]


def test_silence_is_a_fault() -> None:
    assert flaws(Reply(Kind.SMALLTALK, " \u200b"), Expected("smalltalk")) == ["text"]


def test_buttons_count_as_text_of_a_clarification_only() -> None:
    buttons = (Button("市级专精特新", "市级专精特新"),)
    expected = Expected("clarify", frozenset({"answer"}), has_all=("市级",))
    assert flaws(Reply(Kind.CLARIFY, "您问的是哪一个?", (), buttons), expected) == []
    assert flaws(Reply(Kind.ANSWER, "24家", (), buttons), Expected(has_all=("市级",))) == ["text"]


@pytest.mark.parametrize(("kind", "expected", "category", "right"), [
    (Kind.NOT_IN_PLAN, Expected("off_topic"), "off_topic", True),
    (Kind.OFF_TOPIC, Expected("not_in_plan"), "not_in_plan", False),
    (Kind.OFF_TOPIC, Expected("not_in_plan", frozenset({"off_topic"})), "not_in_plan", True),
    (Kind.SMALLTALK, Expected("off_topic"), "hostile", True),
    (Kind.ANSWER, Expected("off_topic"), "hostile", False),
    (Kind.ANSWER, Expected("off_topic", frozenset({"answer"})), "hostile", True),
    (Kind.CLARIFY, Expected("answer"), "hostile", False),
    (Kind.ERROR, Expected("off_topic"), "hostile", False),
])
def test_which_kinds_are_right(kind: Kind, expected: Expected, category: str, right: bool) -> None:
    assert (flaws(Reply(kind, "…"), expected, category) == []) is right


def test_quotes_of_the_plan_are_verbatim_and_those_of_staff_are_not_looked_up() -> None:
    staff = Citation("small", "staff/contact/1", "电话", "021-00000000")
    invented = Citation("small", "task/9", "孵化器", "建成孵化器24个以上")
    elsewhere = Citation("other", "task/9", "孵化器", CITATION.quote)
    assert flaws(Reply(Kind.ANSWER, "…", (CITATION, staff)), Expected()) == []
    for citation in (invented, elsewhere):
        assert flaws(Reply(Kind.ANSWER, "…", (citation,)), Expected()) == [Flaw.QUOTE.value]
