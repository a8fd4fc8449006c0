from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import plan_kb
from plan_kb.messages import message, messages

PACKAGE = Path(plan_kb.__file__).parent
TOPICS = (
    "check", "command", "database", "diff", "document", "exchange", "knowledge", "office", "settings", "source",
    "workbook",
)  # fmt: skip


def named_messages() -> set[str]:
    """Keys that the code names in full."""
    keys: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        keys |= set(re.findall(r'message\(\s*"([a-z_.]+)"', file.read_text(encoding="utf-8")))
    return keys


@pytest.mark.parametrize("key", sorted(named_messages()))
def test_each_message_that_the_code_names_exists(key: str) -> None:
    topic, _, rest = key.partition(".")
    assert rest in messages(topic)


def test_each_problem_and_finding_that_the_code_names_exists() -> None:
    problems: set[str] = set()
    findings: set[str] = set()
    for file in (PACKAGE / "source").glob("*.py"):
        code = file.read_text(encoding="utf-8")
        problems |= set(re.findall(r'(?:problem|wrong|_wrong)\(\s*"([a-z0-9_]+)"', code))
    for file in (PACKAGE / "edition").glob("check*.py"):
        findings |= set(re.findall(r'\.(?:error|warning)\(\s*"([a-z_]+)"', file.read_text(encoding="utf-8")))
    known = messages("source")
    assert problems == {key.split(".")[0] for key in known if "." in key}
    assert all(f"{name}.{part}" in known for name in problems for part in ("found", "expected", "mend"))
    plain = {key for key in messages("check") if "." not in key and not key.startswith("field_") and key != "line"}
    assert findings == plain


@pytest.mark.parametrize("topic", TOPICS)
def test_each_message_is_one_line_and_well_formed(topic: str) -> None:
    for key, words in messages(topic).items():
        assert words.strip() == words, key
        assert "\n" not in words
        assert list(string.Formatter().parse(words))


def test_a_message_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        message("diff.nowhere")
    with pytest.raises(KeyError):
        message("diff.added")
