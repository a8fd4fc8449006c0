"""Reading ``supplement.yml`` and ``wordings.yml``; what is wrong with them is reported line by line."""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from plan_kb.source.lined_yaml import LinedMapping, UnreadableYaml, load_lined
from plan_kb.source.problems import SUPPLEMENT_FILE, WORDINGS_FILE, Problem, UnreadablePlan, problem
from plan_kb.source.supplement import (
    ExplainedFigure,
    IndicatorWords,
    PlanWords,
    SharedAlias,
    Supplement,
    Term,
    Words,
)

_SECTIONS = (
    "plan", "passages", "areas", "units", "bodies", "tasks", "measures", "indicators", "shared_aliases", "terms",
    "figures_that_are_no_targets",
)  # fmt: skip
_PLAN_FIELDS = ("key", "short", "title_en", "district", "district_en", "issuer_en", "basis_en")
_KEY = re.compile(r"^[a-z0-9][a-z0-9-]{0,79}$")


def read_supplement(text: str) -> Supplement:
    """Read a supplement; raises ``UnreadablePlan`` with every problem found."""
    reader = _Reader(SUPPLEMENT_FILE)
    supplement = reader.read(_parsed(text, SUPPLEMENT_FILE))
    if reader.problems:
        raise UnreadablePlan(*reader.problems)
    return supplement


def read_wordings(text: str) -> tuple[Term, ...]:
    """Read how people speak of what the text says; raises ``UnreadablePlan`` with every problem found."""
    reader = _Reader(WORDINGS_FILE)
    terms = reader.read_terms(_parsed(text, WORDINGS_FILE))
    if reader.problems:
        raise UnreadablePlan(*reader.problems)
    return terms


def _parsed(text: str, file: str) -> object:
    try:
        return load_lined(text)
    except UnreadableYaml as error:
        if error.repeated_key:
            found = problem("repeated_key", error.line, file, key=error.repeated_key)
        else:
            found = problem("bad_yaml", error.line, file, reason=error.reason)
        raise UnreadablePlan(found) from None


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file
        self.problems: list[Problem] = []

    def read_terms(self, data: object) -> tuple[Term, ...]:
        return tuple(self._terms(self._mapping(data, 1, self._file, ("terms",))))

    def read(self, data: object) -> Supplement:
        top = self._mapping(data, 1, self._file, _SECTIONS)
        return Supplement(
            plan=self._plan(top),
            passages=dict(self._named(top, "passages")),
            areas=dict(self._named(top, "areas")),
            units=dict(self._named(top, "units")),
            bodies=dict(self._named(top, "bodies")),
            tasks=dict(self._numbered(top, "tasks")),
            measures=dict(self._named(top, "measures")),
            indicators=tuple(self._indicators(top)),
            shared_aliases=tuple(self._shared_aliases(top)),
            terms=tuple(self._terms(top)),
            explained_figures=tuple(self._explained_figures(top)),
        )

    def _plan(self, top: LinedMapping) -> PlanWords:
        entry = self._mapping(top.get("plan"), 1, "plan", (*_PLAN_FIELDS, "aliases"))
        texts = {name: self._text(entry.get(name), entry.line, f"plan.{name}") for name in _PLAN_FIELDS}
        if not _KEY.match(texts["key"]):
            self._wrong("no_key", entry.line)
        aliases = LinedMapping(aliases=entry.get("aliases"))
        return PlanWords(**texts, names=self._words(aliases, entry.line, "plan"))

    def _indicators(self, top: LinedMapping) -> Iterator[IndicatorWords]:
        section = self._mapping(top.get("indicators"), top.line, "indicators")
        for key, value in section.items():
            path = f"indicators.{key}"
            entry = self._mapping(value, section.line, path)
            family, addition = entry.pop("family", None), entry.pop("addition", False)
            clauses = self._mapping(entry.pop("clauses", None), entry.line, f"{path}.clauses")
            words = self._words(entry, entry.line, path)
            if not isinstance(addition, bool):
                self._wrong("not_boolean", entry.line, path=f"{path}.addition", value=addition)
            if not words.name:
                self._wrong("no_name", entry.line, path=path)
            yield IndicatorWords(
                key=str(key),
                words=words,
                family=self._text(family, entry.line, f"{path}.family"),
                addition=addition is True,
                clauses={
                    str(ref): self._texts(parts, entry.line, f"{path}.clauses.{ref}") for ref, parts in clauses.items()
                },
            )

    def _shared_aliases(self, top: LinedMapping) -> Iterator[SharedAlias]:
        section = "shared_aliases"
        for entry in self._entries(top, section, ("zh", "en", "indicators")):
            yield SharedAlias(
                Words(
                    zh_aliases=self._texts(entry.get("zh"), entry.line, f"{section}.zh"),
                    en_aliases=self._texts(entry.get("en"), entry.line, f"{section}.en"),
                    line=entry.line,
                ),
                self._texts(entry.get("indicators"), entry.line, f"{section}.indicators"),
            )

    def _terms(self, top: LinedMapping) -> Iterator[Term]:
        for entry in self._entries(top, "terms", ("phrase", "en", "aliases", "indicator")):
            phrase = self._text(entry.pop("phrase", None), entry.line, "terms.phrase")
            indicator = self._text(entry.pop("indicator", None), entry.line, "terms.indicator")
            yield Term(phrase, self._words(entry, entry.line, "terms"), indicator, self._file)

    def _explained_figures(self, top: LinedMapping) -> Iterator[ExplainedFigure]:
        section = "figures_that_are_no_targets"
        for entry in self._entries(top, section, ("figure", "reason")):
            figure, reason = (
                self._text(entry.get(name), entry.line, f"{section}.{name}") for name in ("figure", "reason")
            )
            yield ExplainedFigure(figure, reason, entry.line)

    def _named(self, top: LinedMapping, section: str) -> Iterator[tuple[str, Words]]:
        entries = self._mapping(top.get(section), top.line, section)
        for key, value in entries.items():
            yield str(key), self._words(value, getattr(value, "line", entries.line), f"{section}.{key}")

    def _numbered(self, top: LinedMapping, section: str) -> Iterator[tuple[int, Words]]:
        for key, words in self._named(top, section):
            if key.isdecimal():
                yield int(key), words
            else:
                self._wrong("not_number", words.line, path=f"{section}.{key}")

    def _words(self, value: object, line: int, path: str) -> Words:
        entry = self._mapping(value, line, path, ("en", "name", "body", "aliases"))
        aliases = self._mapping(entry.get("aliases"), line, f"{path}.aliases", ("zh", "en"))
        texts = {name: self._text(entry.get(name), line, f"{path}.{name}") for name in ("en", "name", "body")}
        return Words(
            **texts,
            zh_aliases=self._texts(aliases.get("zh"), line, f"{path}.aliases.zh"),
            en_aliases=self._texts(aliases.get("en"), line, f"{path}.aliases.en"),
            line=line,
        )

    def _mapping(self, value: object, line: int, path: str, allowed: tuple[str, ...] = ()) -> LinedMapping:
        """Return ``value`` as a mapping; what is none, or has a key besides ``allowed``, is reported."""
        if not isinstance(value, LinedMapping):
            if value is not None:
                self._wrong("not_mapping", line, path=path, value=value)
            value = LinedMapping()
        value.line = value.line or line
        for key in value:
            if allowed and key not in allowed:
                self._wrong("unknown_field", value.line, path=path, key=key, allowed="、".join(allowed))
        return value

    def _entries(self, top: LinedMapping, section: str, allowed: tuple[str, ...]) -> list[LinedMapping]:
        value = top.get(section)
        if value is not None and not isinstance(value, list):
            self._wrong("not_list", top.line, path=section)
        entries: list[Any] = value if isinstance(value, list) else []
        return [self._mapping(entry, top.line, section, allowed) for entry in entries]

    def _text(self, value: object, line: int, path: str) -> str:
        if value is None:
            return ""
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return str(value).strip()
        self._wrong("not_text", line, path=path, value=value)
        return ""

    def _texts(self, value: object, line: int, path: str) -> tuple[str, ...]:
        items = value if isinstance(value, list) else [] if value is None else [value]
        texts = [self._text(item, line, path) for item in items]
        return tuple(dict.fromkeys(text for text in texts if text))

    def _wrong(self, name: str, line: int, **values: object) -> None:
        self.problems.append(problem(name, line, self._file, **values))
