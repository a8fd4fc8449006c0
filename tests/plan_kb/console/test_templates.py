"""What holds for every page: nothing inline, nothing from elsewhere, a token in each form, nothing unescaped."""
from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from plan_kb.console.headers import HEADERS, POLICY
from plan_kb.console.rendering import FOLDER, STATIC
from tests.plan_kb.console.conftest import Browser
from tests.plan_kb.console.test_routing import ROUTES, address, name

TEMPLATES = sorted((FOLDER / "templates").rglob("*.html"))
POSTED = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:src|href|action)=\"(?:https?:)?//")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_form_carries_a_token(template: Path) -> None:
    for form in POSTED.findall(template.read_text(encoding="utf-8")):
        assert "form_token()" in form or 'name="csrf" value="{{ form_cookie }}"' in form


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_nothing_is_left_unescaped(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe|autoescape\s+false|Markup", text)


def test_every_page_holds_to_the_policy(signed_in: Callable[[str], Browser]) -> None:
    browser = signed_in("administrator")
    for page in ROUTES:
        if page.method == "GET":
            answer = browser.get(address(page))
            for header, value in HEADERS.items():
                assert answer.headers[header] == value, name(page)
            assert answer.headers["Cache-Control"] == "no-store", name(page)
            if "text/html" in answer.headers.get("content-type", ""):
                assert not INLINE.search(answer.text), name(page)
                assert not ELSEWHERE.search(answer.text), name(page)
                assert '<html lang="zh-CN">' in answer.text, name(page)


def test_the_policy_is_strict() -> None:
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY


@pytest.mark.parametrize("file", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_static_files_fetch_nothing_from_elsewhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert "//" not in re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    assert "@import" not in text
