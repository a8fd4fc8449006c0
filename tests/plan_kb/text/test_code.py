from __future__ import annotations

import pytest

from plan_kb.text.code import looks_like_code


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "'; DROP TABLE t; --", "SELECT * FROM users WHERE 1=1", "{{7*7}}", "${jndi:ldap}",
     "../../etc/passwd", "<img src=x onerror=y>", "1 OR 1=1"],
)  # fmt: skip
def test_program_text(text: str) -> None:
    assert looks_like_code(text)


@pytest.mark.parametrize(
    "text",
    ["孵化器归谁管?", "select the best area from the plan", "R&D > 3%?", "5G <-> 6G", "drop me a line about the tables",
     "上市、科创板;分别几家", "which tasks, please; thanks -- Li"],
)  # fmt: skip
def test_ordinary_questions(text: str) -> None:
    assert not looks_like_code(text)
