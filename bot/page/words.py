"""What the pages and the widget say by themselves, kept as data in ``interface/<language>.yml``."""
from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
"""The languages of the interface, the first one by default."""

FOLDER = Path(__file__).with_name("interface")
_TRADITIONAL = ("hant", "-tw", "-hk", "-mo")

Say = Callable[..., str]


def interface_language(tag: str) -> str:
    """The interface language for a tag such as ``zh-HK`` or ``en-GB``; simplified Chinese for an unknown one."""
    wanted = tag.strip().lower()
    if wanted.startswith("en"):
        return "en"
    return "zh-Hant" if any(mark in wanted for mark in _TRADITIONAL) else "zh-Hans"


def section(language: str, name: str) -> dict[str, str]:
    """All words of a section (``chat``, ``plan`` …) by their key."""
    return {key: str(value) for key, value in _words(language)[name].items()}


def say_in(language: str, name: str) -> Say:
    """A function from a key of a section, and values to fill in, to the words."""
    words = section(language, name)
    return lambda key, **values: words[key].format(**values)


@cache
def _words(language: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / f"{language}.yml").read_text(encoding="utf-8"))
    return loaded
