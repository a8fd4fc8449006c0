from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from bot.page.widget_file import PARTS, SCRIPTS, STYLES, widget_script, widget_style
from bot.page.words import LANGUAGES, section

READMES = ("README.md", "README.zh-CN.md")
ROOT = Path(__file__).parents[3]


def test_it_is_under_25_kilobytes() -> None:
    assert len(gzip.compress(widget_script().encode(), 9)) < 25_000


def test_every_part_is_in_it() -> None:
    assert {path.name for path in PARTS.iterdir()} == {*SCRIPTS, *STYLES}


def test_everything_goes_in_as_text() -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setAttribute\(\"style"
    assert re.search(forbidden, widget_script()) is None


def test_it_loads_nothing_from_elsewhere() -> None:
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", widget_script()) == []
    assert re.search(r"@import|url\(", widget_style()) is None


@pytest.mark.parametrize("name", ["chat", "plan"])
def test_all_languages_say_the_same_things(name: str) -> None:
    first, *others = (section(language, name) for language in LANGUAGES)
    for other in others:
        assert other.keys() == first.keys()
        for key, words in first.items():
            assert re.findall(r"\{\w+\}", other[key]) == re.findall(r"\{\w+\}", words), key


def test_every_word_that_the_script_asks_for_is_there_and_used() -> None:
    words = section(LANGUAGES[0], "chat")
    script = "\n".join((PARTS / name).read_text(encoding="utf-8") for name in SCRIPTS)
    said = {key for call in re.findall(r"\bsay\(([^)]*)\)", script) for key in re.findall(r'"(\w+)"', call)}
    assert said - words.keys() == set()
    templates = (ROOT / "bot/page/templates/chat.html").read_text(encoding="utf-8")
    pages = templates + (ROOT / "bot/page/chat_page.py").read_text(encoding="utf-8")
    assert [key for key in words if f'"{key}"' not in script + pages and "trouble_" not in key] == []


@pytest.mark.parametrize("document", READMES)
def test_the_table_of_attributes_is_complete(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    table = re.search(r"<!-- attributes -->\n(.*?)<!-- /attributes -->", text, re.DOTALL)
    assert table
    settings = (PARTS / "settings.js").read_text(encoding="utf-8")
    read = {f"data-{name}" for name in re.findall(r'read\("(\w+)"\)', settings)}
    assert set(re.findall(r"^\| `(data-\w+)`", table[1], re.MULTILINE)) == read
