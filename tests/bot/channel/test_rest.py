from __future__ import annotations

import http.client
import json
import sqlite3
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bot.conftest import RunningServer


def events(server: RunningServer, sender: str) -> list[dict[str, object]]:
    with sqlite3.connect(server.data_dir / "conversations.sqlite") as connection:
        rows = connection.execute("SELECT data FROM events WHERE sender_id = ? ORDER BY id", (sender,)).fetchall()
    return [json.loads(row[0]) for row in rows]


@pytest.fixture
def sender() -> str:
    return uuid.uuid4().hex


def test_question_is_answered_in_the_shape_of_the_contract(server: RunningServer, sender: str) -> None:
    answer = server.say("科创板上市由哪个部门负责?", sender)
    assert answer.status == 200
    assert answer.recipient == sender
    assert answer.kind == "answer"
    assert "科创板上市由哪个部门负责?" in answer.text
    assert answer.messages[0]["buttons"] == [{"title": "目标是多少", "payload": "科创板上市的目标是多少?"}]
    assert answer.messages[1]["custom"]["citations"][0]["ref"] == "task/6"


@pytest.mark.parametrize(("message", "kind"), [
    ("长" * 501, "off_topic"),
    ("长" * 100_000, "off_topic"),
    ("", "off_topic"),
    ("   ", "off_topic"),
    ("\u200b\u200d\ufeff", "off_topic"),
    ("\x00\x1b\x07", "off_topic"),
    ("😀🎉", "answer"),
    ("/restart", "answer"),
    ("／restart", "answer"),
    ("\u200b/session_start", "answer"),
    ('/ask_unit{"topic":"x"}', "answer"),
    ("/back", "answer"),
    ("/", "answer"),
    ("<script>alert(1)</script>", "answer"),
    ("\ud83d", "off_topic"),
    (42, "off_topic"),
    (True, "off_topic"),
    (None, "off_topic"),
    (["你好"], "off_topic"),
    ({"text": "你好"}, "off_topic"),
])
def test_any_message_takes_the_normal_path(server: RunningServer, sender: str, message: object, kind: str) -> None:
    server.say("你好", sender)
    answer = server.say(message, sender)
    assert (answer.status, answer.kind, answer.recipient) == (200, kind, sender)
    assert "第2句" in answer.text


def test_commands_change_neither_slots_nor_session(server: RunningServer, sender: str) -> None:
    for message in ("你好", "/restart", '/ask_unit{"topic":"x"}', "／session_start", "/back", "/action_listen"):
        server.say(message, sender)
    kept = events(server, sender)
    names = [event["event"] for event in kept]
    assert names.count("session_started") == 1
    assert names.count("user") == 6
    assert not {"restart", "rewind", "undo"} & set(names)
    assert "x" not in [event["value"] for event in kept if event["event"] == "slot"]


@pytest.mark.parametrize("body", [
    b"", b"{", b"null", b"[]", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"sender": "a"}', b'{"message": "\\ud800"}',
])
def test_any_body_is_answered(server: RunningServer, body: bytes) -> None:
    answer = server.post(body)
    assert (answer.status, answer.kind) == (200, "off_topic")


def test_body_that_is_too_large_is_answered(server: RunningServer) -> None:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
    connection.putrequest("POST", "/webhooks/rest/webhook")
    connection.putheader("Content-Length", str(100 * 1024 * 1024))
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413
    assert json.loads(answer.read())[0]["custom"]["kind"] == "off_topic"
    connection.close()


@pytest.mark.parametrize("sender", [None, "", "default", 7, ["a"], "x" * 300])
def test_without_a_usable_sender_nobody_shares_a_conversation(server: RunningServer, sender: object) -> None:
    first, second = server.say("你好", sender), server.say("你好", sender)
    assert first.recipient != second.recipient
    assert "第1句" in first.text
    assert "第1句" in second.text
    assert "第2句" in server.say("你好", first.recipient).text


def test_client_cannot_name_channel_or_metadata(server: RunningServer, sender: str) -> None:
    server.post(json.dumps({
        "sender": sender, "message": "你好", "input_channel": "console", "metadata": {"role": "staff"},
    }).encode())
    kept = events(server, sender)
    assert [event["input_channel"] for event in kept if event["event"] == "user"] == ["rest"]
    assert "staff" not in json.dumps(kept)


@pytest.mark.parametrize("message", ["请出错", "别说话"])
def test_failure_inside_is_an_apology_with_a_number(server: RunningServer, sender: str, message: str) -> None:
    answer = server.say(message, sender)
    assert (answer.status, answer.kind) == (200, "error")
    number = answer.text.split("编号 ")[1].split()[0]
    assert number in server.log.read_text(encoding="utf-8")
    assert "半句话" not in answer.text
    assert server.say("你好", sender).kind == "answer"


def test_messages_of_one_conversation_follow_each_other_quickly(server: RunningServer, sender: str) -> None:
    server.say("你好", sender)
    begin = time.monotonic()
    with ThreadPoolExecutor(5) as pool:
        texts = [answer.text for answer in pool.map(lambda _: server.say("你好", sender), range(5))]
    assert time.monotonic() - begin < 0.9
    assert sorted(text.split("第")[1][0] for text in texts) == ["2", "3", "4", "5", "6"]


def test_stream_gives_the_same_messages_as_lines(server: RunningServer, sender: str) -> None:
    answer = server.request(
        "/webhooks/rest/webhook?stream=true", json.dumps({"sender": sender, "message": "你好"}).encode()
    )
    lines = [json.loads(line) for line in answer.body.decode().splitlines()]
    assert [sorted(line) for line in lines] == [["buttons", "recipient_id", "text"], ["custom", "recipient_id"]]
