"""Puts the widget's one file together from its parts, so that nobody needs a build step."""
from __future__ import annotations

import json
from pathlib import Path

from bot.page.words import LANGUAGES, section

PARTS = Path(__file__).with_name("widget")
STYLES = ("colours.css", "chat.css", "panel.css")
SCRIPTS = (
    "settings.js", "colours.js", "storage.js", "server.js", "drawing.js", "conversation.js", "answer.js",
    "suggesting.js", "speaking.js", "saving.js", "menu.js", "transcript.js", "composer.js", "chat.js", "element.js",
)
"""In this order, within one scope: each uses what stands before it."""


def widget_style(*names: str) -> str:
    """The style sheets ``names`` (default: all that the widget uses) as one."""
    return "\n".join(_part(name) for name in names or STYLES)


def widget_script() -> str:
    """The script that ``/widget.js`` sends."""
    words = {language: section(language, "chat") for language in LANGUAGES}
    constants = f"const WORDS = {_literal(words)};\nconst STYLE = {_literal(widget_style())};\n"
    return "\n".join(['"use strict";', "(() => {", constants, *map(_part, SCRIPTS), "})();", ""])


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _part(name: str) -> str:
    """A part without indentation and the lines that are comments, which only readers of the parts need."""
    lines = (line.strip() for line in (PARTS / name).read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))
