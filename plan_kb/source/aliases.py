"""The aliases of a supplement as rows of the draft."""
from __future__ import annotations

from plan_kb.source.problems import SUPPLEMENT_FILE, Problem, problem
from plan_kb.source.supplement import Supplement, Words
from plan_kb.tables import Alias, AliasTarget, Plan
from plan_kb.tables.names import IMPORTED


def add_aliases(plan: Plan, supplement: Supplement) -> list[Problem]:
    """Add the aliases of ``supplement`` to ``plan``, whose rows must be complete; returns what does not fit."""
    book = _Book(plan)
    areas = {area.name: area for area in plan.areas}
    tasks = {task.number: task for area in plan.areas for task in area.tasks}
    measures = {measure.key: measure for task in tasks.values() for measure in task.measures}
    units = {unit.name: unit for unit in plan.units}
    passages = {passage.ref: passage for passage in plan.passages}
    goals = {goal.passage.ref: goal for goal in plan.goals}
    indicators = {indicator.key: indicator for indicator in plan.indicators}

    book.add("plan", supplement.plan.names, word=plan.key)
    for ref, words in supplement.passages.items():
        if ref in goals:
            book.add("goal", words, goal=goals[ref])
        elif ref in passages:
            book.add("passage", words, passage=passages[ref])
    for name, words in supplement.areas.items():
        if name in areas:
            book.add("area", words, area=areas[name])
    for number, words in supplement.tasks.items():
        if number in tasks:
            book.add("task", words, task=tasks[number])
    for key, words in supplement.measures.items():
        if key not in measures:
            continue
        if len(measures[key].task.measures) == 1:
            book.add("task", words, task=measures[key].task)
        else:
            book.add("measure", words, measure=measures[key])
    for name, words in supplement.units.items():
        if name in units:
            book.add("unit", words, unit=units[name])
    for body in dict.fromkeys([*(unit.body for unit in plan.units), *supplement.bodies]):
        words = supplement.bodies.get(body, Words())
        # A body has no row of its own: its own names are how a question reaches all its printed units.
        own = Words(zh_aliases=(body, *words.zh_aliases), en_aliases=(*filter(None, [words.en]), *words.en_aliases))
        book.add("body", own, word=body)
    for entry in supplement.indicators:
        book.add("indicator", entry.words, indicator=indicators[entry.key])
    problems = []

    def unknown(key: str, line: int, file: str) -> Problem:
        return problem("unknown_indicator", line, file, key=key, known="、".join(indicators))

    for shared in supplement.shared_aliases:
        for key in shared.indicators:
            if key in indicators:
                book.add("indicator", shared.words, shared=True, indicator=indicators[key])
            else:
                problems.append(unknown(key, shared.words.line, SUPPLEMENT_FILE))
    for term in supplement.terms:
        own = Words(
            zh_aliases=(term.phrase, *term.words.zh_aliases),
            en_aliases=(*filter(None, [term.words.en]), *term.words.en_aliases),
        )
        if not term.indicator:
            book.add("term", own, word=term.phrase)
        elif term.indicator in indicators:
            book.add("indicator", term.words, indicator=indicators[term.indicator])
        else:
            problems.append(unknown(term.indicator, term.words.line, term.file))
    return problems


class _Book:
    """Adds aliases to a plan, one row for each kind and surface."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._rows: dict[tuple[str, str], Alias] = {}

    def add(self, kind: str, words: Words, shared: bool = False, **thing: object) -> None:
        for language, surfaces in (("zh", words.zh_aliases), ("en", words.en_aliases)):
            for surface in surfaces:
                self._add(kind, surface, language, shared, thing)

    def _add(self, kind: str, surface: str, language: str, shared: bool, thing: dict[str, object]) -> None:
        alias = self._rows.get((kind, surface))
        if alias is None:
            alias = Alias(
                position=len(self._rows) + 1,
                surface=surface,
                kind=kind,
                language=language,
                shared=shared,
                origin=IMPORTED,
            )
            self._rows[kind, surface] = alias
            self._plan.aliases.append(alias)
        alias.shared = alias.shared or shared
        ((column, value),) = thing.items()
        if any(getattr(target, column) is value or getattr(target, column) == value for target in alias.targets):
            return
        alias.targets.append(AliasTarget(position=len(alias.targets) + 1, **thing))
