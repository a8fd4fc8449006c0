"""What the documents promise is there: every setting, command, target, intent and package, and only verbatim quotes."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.settings import SETTINGS
from plan_kb.cli import _COMMANDS as COMMANDS
from plan_kb.source.importer import packaged_folders
from plan_kb.source.problems import PLAN_FILE

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = (*READMES, "CHANGELOG.md", "docs/architecture.md", "docs/console.md", "docs/training-data.md",
             "docs/website-channel.md")
TABLE = re.compile(r"<!-- settings -->\n(.*?)\n<!-- /settings -->", re.DOTALL)
CITATION = re.compile(r"^> ↳ `([a-z]+(?:/\w+)?)` (.+?) *$", re.MULTILINE)
"""A cited quote in the exchanges of a README."""
LINK = re.compile(r"\]\(([\w./-]+\.md|[A-Z]+)\)")
"""A link to a file of the project; annotated examples such as ``[孵化器](thing)`` look alike."""
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|work|Users|tmp)/")


def content(document: str) -> str:
    """The text of a document, by its path from the project's root."""
    return (ROOT / document).read_text(encoding="utf-8")


def settings_rows(document: str) -> list[str]:
    """The rows that the settings table of a README must have, in order."""
    chinese = document.endswith("zh-CN.md")
    return [f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else ''} | "
            f"{setting.meaning_zh if chinese else setting.meaning_en} |" for setting in SETTINGS]


@pytest.mark.parametrize("document", READMES)
def test_the_table_of_settings_is_complete(document: str) -> None:
    found = TABLE.search(content(document))
    assert found
    assert found[1].splitlines()[2:] == settings_rows(document)  # below the table's head


def test_every_setting_that_the_code_reads_is_in_the_table() -> None:
    sources = [path for package in ("plan_kb", "actions", "bot") for path in (ROOT / package).rglob("*.py")]
    read = {name for path in sources for name in re.findall(r"\"(PLAN_[A-Z_]+)\"", path.read_text(encoding="utf-8"))}
    assert read == {setting.name for setting in SETTINGS}


@pytest.mark.parametrize("document", READMES)
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_mentioned(document: str, command: str) -> None:
    assert re.search(rf"\bplan-kb {command}\b", content(document))


@pytest.mark.parametrize("document", READMES)
def test_every_make_target_is_mentioned(document: str) -> None:
    targets = re.findall(r"^([a-z]+):.*?## ", content("Makefile"), re.MULTILINE)
    assert targets
    assert [target for target in targets if not re.search(rf"\bmake {target}\b", content(document))] == []


@pytest.mark.parametrize("document", READMES)
def test_no_target_or_command_is_mentioned_that_is_not_there(document: str) -> None:
    targets = {*re.findall(r"^([a-z]+):", content("Makefile"), re.MULTILINE)}
    assert {*re.findall(r"(?:`|^ {4})make ([a-z]+)", content(document), re.MULTILINE)} <= targets
    assert {*re.findall(r"(?:`|^ {4})plan-kb ([a-z]+)", content(document), re.MULTILINE)} <= set(COMMANDS)


@pytest.mark.parametrize("document", READMES)
def test_the_quotes_of_the_exchanges_are_verbatim(document: str) -> None:
    source = "".join("".join((folder / PLAN_FILE).read_text(encoding="utf-8").split()) for folder in packaged_folders())
    quotes = [quote for _, quote in CITATION.findall(content(document))]
    assert len(quotes) >= 3
    assert [quote for quote in quotes if "".join(quote.split()) not in source] == []


def test_every_intent_is_described() -> None:
    domain = yaml.safe_load(content("domain.yml"))
    intents = {name for intent in domain["intents"] for name in intent} - {"nlu_fallback"}  # Rasa's own
    described = set(re.findall(r"^\| `([a-z_]+)` \|", content("docs/training-data.md"), re.MULTILINE))
    assert described == intents


def test_every_package_is_described() -> None:
    packages = {path.parent.relative_to(ROOT).as_posix() for room in ("plan_kb", "bot")
                for path in (ROOT / room).glob("*/__init__.py")}
    assert [package for package in sorted(packages) if f"`{package}`" not in content("docs/architecture.md")] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere_and_no_path_is_of_a_machine(document: str) -> None:
    text = content(document)
    folder = (ROOT / document).parent
    assert [link for link in LINK.findall(text) if not (folder / link).exists()] == []
    assert MACHINE_PATH.search(text) is None
