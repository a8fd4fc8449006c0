"""YAML that remembers its lines, so that what is wrong with a file can be said with the place."""
from __future__ import annotations

from typing import Any

import yaml


class LinedMapping(dict[Any, Any]):
    """A YAML mapping that knows its line (from 1)."""

    line = 0


class UnreadableYaml(Exception):
    """Raised when a text is no YAML, or names a key twice."""

    def __init__(self, line: int, reason: str, repeated_key: str = "") -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason
        self.repeated_key = repeated_key


class _Loader(yaml.SafeLoader):
    """Safe loading into mappings that know their lines."""


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> LinedMapping:
    mapping = LinedMapping()
    mapping.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, (str, int, float, bool)):
            raise UnreadableYaml(line, f"key of type {type(key).__name__}")
        if key in mapping:
            raise UnreadableYaml(line, f"key {key} stands twice", str(key))
        value = loader.construct_object(value_node, deep=True)
        if isinstance(value, LinedMapping):
            value.line = line
        mapping[key] = value
    return mapping


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct_mapping)


def load_lined(text: str) -> object:
    """Return the data of a YAML ``text``; mappings are ``LinedMapping``. Raises ``UnreadableYaml``."""
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise UnreadableYaml(mark.line + 1 if mark else 0, str(reason)) from None
    except RecursionError:
        raise UnreadableYaml(0, "nested too deeply") from None
