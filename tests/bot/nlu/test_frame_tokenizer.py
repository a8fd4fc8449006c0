from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.frame import THING
from bot.nlu.frame_tokenizer import CLAUSE_OF, FRAME
from tests.bot.nlu.pipeline import frame_of, read, tokenizer, training_data, words

pytestmark = pytest.mark.usefixtures("packaged_plan")


def test_tokens_are_those_of_the_frame() -> None:
    (message,) = read("孵化器由谁负责")
    assert words(message)[0] == THING
    assert "孵化器" not in words(message)


def test_mentions_are_entities_where_they_were_typed() -> None:
    text = "请问 孵化器归区科委管吗"
    (message,) = read(text)
    found = {(entity["entity"], text[entity["start"] : entity["end"]]) for entity in message.get(ENTITIES)}
    assert found == {("thing", "孵化器"), ("unit", "区科委")}


def test_a_message_of_several_clauses_is_followed_by_them() -> None:
    whole, *clauses = read("孵化器由谁负责?目标是多少?")
    assert whole.get(CLAUSE_OF) is None
    assert [clause.get(TEXT) for clause in clauses] == ["孵化器由谁负责?", "目标是多少?"]
    assert [clause.get(CLAUSE_OF) for clause in clauses] == [(0, 8), (8, 14)]
    assert THING in clauses[0].get(FRAME)
    assert THING not in clauses[1].get(FRAME)


def test_one_clause_stays_alone() -> None:
    assert len(read("孵化器由谁负责?")) == 1
    assert len(read("孵化器由谁负责?!")) == 1


def test_a_message_of_very_many_clauses_is_not_cut_up() -> None:
    assert len(read("你好,请问," * 10)) == 1


def test_messages_keep_their_order() -> None:
    texts = [message.get(TEXT) for message in read("孵化器呢?目标呢?", "你好")]
    assert texts == ["孵化器呢?目标呢?", "孵化器呢?", "目标呢?", "你好"]


def test_of_a_long_story_the_question_is_framed() -> None:
    story = "我们是一家去年刚刚搬到这里的小公司,员工一共有三十来个人,平时主要做一些新材料方面的加工,"
    story += "老板最近问我科创板上市由谁负责?"
    framed = frame_of(story)
    assert "由谁负责" in framed
    assert "员工" not in framed


def test_a_very_long_message_is_read_to_its_limit() -> None:
    assert len(frame_of("的" * 5000)) <= 501


def test_annotations_of_examples_become_markers_without_the_linker_knowing_them() -> None:
    message = Message(
        {
            TEXT: "冷链物流基地由谁负责",
            "intent": "ask_unit",
            ENTITIES: [{"entity": "thing", "start": 0, "end": 6, "value": "冷链物流基地"}],
        }
    )
    tokenizer().tokenize(message, TEXT)
    assert message.get(FRAME) == f"{THING} 由谁负责"


def test_training_examples_get_frames() -> None:
    assert all(example.get(FRAME) for example in training_data().intent_examples)


def test_frames_can_be_the_plain_text_for_comparison() -> None:
    (message,) = tokenizer(delexicalise=False).process([Message({TEXT: "孵化器由谁负责"})])
    assert message.get(FRAME) == "孵化器由谁负责"


def test_an_empty_message_has_an_empty_frame() -> None:
    (message,) = read("")
    assert message.get(FRAME) == ""
    assert words(message) == []
