from __future__ import annotations

import http.client
import json
import random
import sqlite3
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.channel.website.conversation_ids import ConversationIds
from tests.bot.channel.website.conftest import ALLOWED_ORIGIN, Visitor, new_address, rows, stored
from tests.bot.conftest import RunningServer

Servers = tuple[RunningServer, RunningServer]


def test_a_question_is_answered_in_the_shape_of_the_channel(visitor: Visitor) -> None:
    reply = visitor.ask("科创板上市由谁负责?")
    assert set(reply) == {"conversation", "turn", "text", "buttons", "kind", "citations", "edition", "fresh"}
    assert (reply["kind"], reply["edition"], reply["fresh"]) == ("answer", 1, True)
    assert reply["buttons"] == [{"title": "目标是多少", "payload": "科创板上市的目标是多少?"}]
    assert reply["citations"][0]["link"] == "/plan/fengxian-sme-2023-2025#task-6"
    again = visitor.ask("目标呢?")
    assert "fresh" not in again
    assert "第2句" in again["text"]


def test_a_conversation_comes_back(visitor: Visitor) -> None:
    replies = [visitor.ask(text) for text in ("一", "二")]
    turns = visitor.turns()
    assert [(turn["question"], turn["turn"], turn["text"]) for turn in turns] == [
        (question, reply["turn"], reply["text"]) for question, reply in zip(("一", "二"), replies, strict=True)
    ]
    assert [turn["liked"] for turn in turns] == [None, None]


def test_processes_share_a_conversation(servers: Servers) -> None:
    visitor = Visitor(servers[0])
    texts = []
    for number in range(6):
        visitor.server = servers[number % 2]
        texts.append(visitor.ask("您好")["text"])
    assert [f"第{number}句" in text for number, text in enumerate(texts, 1)] == [True] * 6
    assert len(visitor.turns()) == 6


@pytest.mark.parametrize("known", [True, False])
def test_a_double_click_is_answered_once_whichever_process_it_reaches(servers: Servers, known: bool) -> None:
    visitor = Visitor(servers[0])
    if known:
        visitor.ask("您好")
    body = {"text": "谁负责?", "conversation": visitor.conversation, "message": str(uuid.uuid4())}
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(
            lambda number: Visitor(servers[number % 2], visitor.address).send("/messages", body), range(6)
        ))
    replies = [json.loads(answer.body) for answer in answers]
    assert [answer.status for answer in answers] == [200] * 6
    assert len({reply["turn"] for reply in replies}) == len({reply["text"] for reply in replies}) == 1
    assert [turn["question"] for turn in visitor.turns(replies[-1]["conversation"])] == ["您好", "谁负责?"][not known:]


def test_messages_in_a_row_are_answered_in_order_whichever_process_they_reach(servers: Servers) -> None:
    visitor = Visitor(servers[0])
    visitor.ask("您好")
    with ThreadPoolExecutor(6) as pool:
        visitors = [Visitor(servers[number % 2], visitor.address, visitor.conversation) for number in range(6)]
        replies = list(pool.map(lambda one: one.ask("问"), visitors))
    assert sorted(reply["text"].split("第")[1][0] for reply in replies) == ["2", "3", "4", "5", "6", "7"]
    assert len(visitor.turns()) == 7


def hostile_ids(valid: str, name: str, chance: random.Random) -> list[Any]:
    """A thousand ids that were not issued for the one who sends them, of every kind there is."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = ConversationIds("another secret of thirty-two characters", 24)
    parts = valid.split(".")

    def garbage(length: int) -> str:
        return "".join(chance.choices(letters, k=length))

    ids: list[Any] = [
        None, "", " ", ".", "..", name, f"website/{name}", parts[0], f"{parts[0]}.{parts[1]}", f"{valid} ", f" {valid}",
        valid.upper(), valid.lower(), f"{valid}=", f"{valid}.{parts[2]}", "default", "null", "\0", f"{valid}\0",
        "x" * 5000, 0, 1, -1, 1.5, True, False, [], [valid], {}, {"conversation": valid}, [[[valid]]], "' OR 1=1 --",
        f"../{valid}",
    ]
    while len(ids) < 1000:
        place = chance.randrange(len(valid))
        kind = len(ids) % 5
        if kind == 0:
            ids.append(valid[:place] + chance.choice(letters.replace(valid[place], "")) + valid[place + 1 :])
        elif kind == 1:
            ids.append(valid[:place] + valid[place + 1 :])
        elif kind == 2:
            ids.append(f"{garbage(22)}.{parts[1]}.{garbage(43)}")
        elif kind == 3:
            ids.append(f"{parts[0]}.{garbage(6)}.{garbage(43)}")
        else:
            ids.append(other.issue(f"website/{parts[0]}"))
    return [one for one in ids if one != valid]


def test_a_thousand_hostile_ids_lead_into_no_conversation(servers: Servers) -> None:
    victim = Visitor(servers[0])
    victim.ask("我的秘密问题")
    before = victim.turns()
    secret = victim.conversation
    ids = hostile_ids(secret, secret.split(".")[0], random.Random(5))
    assert len(ids) >= 999

    def attack(number: int) -> tuple[int, dict[str, Any], Any, int]:
        attacker = Visitor(servers[number % 2])
        sent = ids[number]
        answer = attacker.send("/messages", {"text": "您好", "conversation": sent, "message": str(uuid.uuid4())})
        # White space around a header's value is no part of it: those ids cannot be sent in one.
        header = sent if isinstance(sent, str) and sent.isprintable() and sent.strip() == sent else "x"
        history = json.loads(attacker.send("/history", Authorization=f"Bearer {header}").body)
        thumb = {"conversation": sent, "turn": before[0]["turn"], "liked": False}
        rated = attacker.send("/feedback", thumb).status if number % 5 == 0 or number < 50 else 404
        return answer.status, json.loads(answer.body), history, rated

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(attack, range(len(ids))))
    assert {status for status, *_ in results} == {200}
    assert all(reply["fresh"] for _, reply, *_ in results)
    assert not [reply for _, reply, *_ in results if "秘密" in json.dumps(reply, ensure_ascii=False)]
    assert all("第1句" in reply["text"] for _, reply, *_ in results)
    assert len({reply["conversation"].split(".")[0] for _, reply, *_ in results} - {secret.split(".")[0]}) == len(ids)
    assert [history for _, _, history, _ in results if history != {"turns": [], "fresh": True}] == []
    assert {status for *_, status in results} == {404}
    assert victim.turns() == before
    assert "第2句" in victim.ask("您好")["text"]


def test_the_rest_channel_cannot_reach_a_conversation_of_the_website(visitor: Visitor) -> None:
    visitor.ask("我的秘密问题")
    name = visitor.conversation.split(".")[0]
    for sender in (name, f"website/{name}", visitor.conversation):
        said = visitor.server.say("您好", sender)
        assert "第1句" in said.text
    assert "第2句" in visitor.ask("您好")["text"]
    assert len(visitor.turns()) == 2


@pytest.mark.parametrize("body", [
    b"", b"{", b"null", b"[]", b'"x"', b"7", b"\xff\xfe", b"[" * 100_000, b"{}", b'{"message": "x"}', {"text": None},
    {"text": 42}, {"text": ["你好"]}, {"text": {"text": "你好"}}, {"text": True}, {"text": [[["你好"]]]},
], ids=lambda body: str(body)[:20])
def test_what_cannot_be_read_is_refused_readably(visitor: Visitor, body: Any) -> None:
    answer = visitor.send("/messages", body)
    assert answer.status == 400
    told = json.loads(answer.body)
    assert told["kind"] == "error"
    assert "请" in told["text"]
    assert "reference" not in told


@pytest.mark.parametrize(("text", "kind"), [
    ("", "off_topic"), ("   ", "off_topic"), ("\0", "off_topic"), ("\u200b\ud800", "off_topic"),
    ("长" * 501, "off_topic"), ("长" * 300_000, "off_topic"), ("你\0好", "answer"), ("/restart", "answer"),
    ("／restart", "answer"), ("\u200b/session_start", "answer"), ('/ask_unit{"topic":"x"}', "answer"),
    ("<script>alert(1)</script>", "answer"),
], ids=lambda value: repr(value)[:20])
def test_any_text_takes_the_normal_path(visitor: Visitor, text: str, kind: str) -> None:
    visitor.ask("您好")
    reply = visitor.ask(text)
    assert reply["kind"] == kind
    assert "第2句" in reply["text"]


def test_metadata_and_channel_of_the_client_are_ignored(visitor: Visitor) -> None:
    claimed = {"metadata": {"role": "told-by-client"}, "input_channel": "told-by-client", "sender": "told-by-client"}
    visitor.ask("您好", **claimed, sender_id="told-by-client")
    assert "told-by-client" not in stored(visitor.server.data_dir)


@pytest.mark.parametrize("size", [5_000_000, 100_000_000])
def test_a_body_that_is_too_large_is_refused_readably(visitor: Visitor, size: int) -> None:
    connection = http.client.HTTPConnection(visitor.server.url.removeprefix("http://"), timeout=10)
    connection.putrequest("POST", "/webhooks/website/messages")
    for name, value in {"Content-Length": str(size), "Origin": ALLOWED_ORIGIN}.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    assert (answer.status, told["kind"]) == (413, "error")
    assert answer.headers["Access-Control-Allow-Origin"] == ALLOWED_ORIGIN


@pytest.mark.parametrize("text", ["请出错", "别说话"])
def test_a_failure_inside_is_an_apology_with_a_reference(visitor: Visitor, text: str) -> None:
    reply = visitor.ask(text)
    assert reply["kind"] == "error"
    assert reply["reference"] in reply["text"]
    assert reply["reference"] in visitor.server.log.read_text(encoding="utf-8")
    assert "半句话" not in reply["text"]
    assert visitor.ask("您好")["kind"] == "answer"


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/nothing", 404), ("GET", "/messages", 405), ("PUT", "/messages", 405), ("DELETE", "/history", 405),
    ("POST", "/suggestions", 405), ("GET", "/messages/../../../health", 404),
])
def test_other_addresses_and_methods_are_refused_readably(
    visitor: Visitor, method: str, path: str, status: int
) -> None:
    connection = http.client.HTTPConnection(visitor.server.url.removeprefix("http://"), timeout=10)
    connection.request(method, f"/webhooks/website{path}")
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    assert (answer.status, told["kind"]) == (status, "error")


def test_only_named_origins_are_let_in(visitor: Visitor) -> None:
    body = {"text": "您好"}
    for path, sent in (("/messages", body), ("/history", None), ("/suggestions", None), ("/feedback", body)):
        answer = visitor.send(path, sent, Origin="https://evil.example.com")
        assert answer.status == 403
        assert json.loads(answer.body)["kind"] == "error"
        assert "access-control-allow-origin" not in answer.headers
    answer = visitor.send("/messages", body, Origin=ALLOWED_ORIGIN)
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, ALLOWED_ORIGIN)
    assert visitor.send("/messages", body, Origin=visitor.server.url).status == 200


def test_preflight_is_answered_for_named_origins_only(visitor: Visitor) -> None:
    connection = http.client.HTTPConnection(visitor.server.url.removeprefix("http://"), timeout=10)
    found = []
    for origin in (ALLOWED_ORIGIN, "https://evil.example.com"):
        connection.request("OPTIONS", "/webhooks/website/messages", headers={"Origin": origin})
        answer = connection.getresponse()
        answer.read()
        found.append((answer.status, answer.headers["Access-Control-Allow-Origin"]))
    connection.close()
    assert found == [(204, ALLOWED_ORIGIN), (403, None)]


def test_conversations_and_addresses_are_limited_readably(servers: Servers) -> None:
    visitor = Visitor(servers[0])
    for _ in range(11):
        visitor.ask("您好")
        visitor.address = new_address()
    answer = visitor.send("/messages", {"text": "您好", "conversation": visitor.conversation}, Origin=ALLOWED_ORIGIN)
    told = json.loads(answer.body)
    assert (answer.status, told["kind"]) == (429, "error")
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert answer.headers["retry-after"] in told["text"]
    assert answer.headers["access-control-allow-origin"] == ALLOWED_ORIGIN
    other = Visitor(servers[0])
    statuses = [other.send("/messages", {"text": "您好"}).status for _ in range(31)]
    assert statuses == [200] * 30 + [429]
    assert Visitor(servers[0]).ask("您好")["kind"] == "answer"


def test_other_requests_are_limited_as_well(servers: Servers) -> None:
    visitor = Visitor(servers[1])
    assert [visitor.send("/history").status for _ in range(151)][-2:] == [200, 429]


def test_feedback(visitor: Visitor) -> None:
    turn = visitor.ask("您好")["turn"]
    body = {"conversation": visitor.conversation, "turn": turn, "liked": False, "reason": "答非所问,打13800138000"}
    assert visitor.send("/feedback", body).status == 204
    assert visitor.send("/feedback", {**body, "liked": True, "reason": None}).status == 204
    assert visitor.turns()[0]["liked"] is True
    found = rows(
        visitor.server.data_dir,
        "SELECT liked, reason FROM feedback JOIN turn ON turn.id = turn_id WHERE token = ? ORDER BY feedback.id", turn,
        least=2,
    )
    assert found == [(0, "答非所问,打***"), (1, "")]
    assert visitor.send("/feedback", {**body, "conversation": None}).status == 404
    for wrong in ({"turn": 7}, {"liked": "yes"}, {"liked": None}, {"reason": ["x"]}, {"turn": None}):
        assert visitor.send("/feedback", {**body, **wrong}).status == 400


@pytest.mark.parametrize("language", ["zh", "en"])
def test_suggestions_come_with_a_tag(visitor: Visitor, language: str) -> None:
    answer = visitor.send(f"/suggestions?language={language}")
    offered = json.loads(answer.body)
    assert set(offered) == {"greeting", "first", "questions", "edition"}
    assert len(offered["first"]) == 4
    assert set(offered["first"]) <= set(offered["questions"])
    assert ("您好" in offered["greeting"]) == (language == "zh")
    unchanged = visitor.send(f"/suggestions?language={language}", If_None_Match=answer.headers["etag"])
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert visitor.send("/suggestions?language=fr").body == visitor.send("/suggestions").body


PERSONAL = (
    "13800138000", "１３９ 0013 9000", "021-57411111", "11010519491231002X", "6212 3456 7890 0000 003",
    "zhang.san@example.com", "91110000802100433B",
)


def test_personal_data_is_in_no_store_and_no_log(servers: Servers) -> None:
    visitor = Visitor(servers[0])
    for number in PERSONAL:
        reply = visitor.ask(f"我是{number},想上市")
        assert number not in reply["text"]
    visitor.ask("请出错 13700137000")
    visitor.server.say("我是13600136000")
    visitor.send("/feedback", {
        "conversation": visitor.conversation, "turn": reply["turn"], "liked": True, "reason": "打13500135000",
    })  # fmt: skip
    visitor.send("/messages", {"text": ["13400134000"], "conversation": "13300133000"})
    rows(visitor.server.data_dir, "SELECT 1 FROM feedback WHERE reason = '打***'")
    kept = stored(visitor.server.data_dir) + "".join(
        (visitor.server.data_dir / name).read_text(encoding="utf-8") for name in ("server.log", "second.log")
    )
    assert kept.count("想上市") >= len(PERSONAL)
    hidden = [*PERSONAL, "13700137000", "13600136000", "13500135000", "13400134000", "13300133000"]
    assert [number for number in hidden if number in kept or number.replace(" ", "") in kept] == []


def test_each_turn_is_recorded(visitor: Visitor) -> None:
    replies = [visitor.ask("科创板上市由谁负责?"), visitor.ask("请出错")]
    visitor.server.say("孵化器谁管-rest")
    columns = "question, kind, refs, edition, channel, language, choices, text, seconds, conversation"
    found = [
        rows(visitor.server.data_dir, f"SELECT {columns} FROM turn WHERE token = ?", reply["turn"])[0]
        for reply in replies
    ]
    assert [row[:7] for row in found] == [
        ("科创板上市由谁负责?", "answer", '["fengxian-sme-2023-2025#task/6"]', 1, "website", "zh", 0),
        ("请出错", "error", "[]", 0, "website", "zh", 0),
    ]
    assert [row[7] for row in found] == [reply["text"] for reply in replies]
    assert all(0 < row[8] < 30 for row in found)
    assert found[0][9] == found[1][9]
    assert len(found[0][9]) == 64
    assert rows(visitor.server.data_dir, "SELECT channel FROM turn WHERE question = '孵化器谁管-rest'") == [("rest",)]


def test_no_id_of_a_conversation_is_among_the_recorded_turns(visitor: Visitor) -> None:
    turn = visitor.ask("您好")["turn"]
    rows(visitor.server.data_dir, "SELECT 1 FROM turn WHERE token = ?", turn)
    with sqlite3.connect(visitor.server.data_dir / "knowledge.sqlite") as connection:
        assert visitor.conversation.split(".")[0] not in "\n".join(connection.iterdump())
