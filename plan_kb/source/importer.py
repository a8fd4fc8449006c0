"""From a plan's text and its supplement to the rows of a draft plan."""
from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from plan_kb.source.aliases import add_aliases
from plan_kb.source.document import Document
from plan_kb.source.problems import PLAN_FILE, SUPPLEMENT_FILE, WORDINGS_FILE, Problem, UnreadablePlan, problem
from plan_kb.source.reader import goal_title, read_document
from plan_kb.source.supplement import Supplement, Words, empty_supplement
from plan_kb.source.supplement_file import read_supplement, read_wordings
from plan_kb.source.targets import add_targets
from plan_kb.source.typography import stands_in
from plan_kb.tables import Area, ExplainedFigure, Goal, Measure, Passage, Plan, Responsibility, Task, Unit

PACKAGED_PLANS = Path(__file__).resolve().parent.parent / "data" / "plans"
_NO_WORDS = Words()


def packaged_folders() -> tuple[Path, ...]:
    """Return the folders of the plans that come with the package."""
    return tuple(sorted(path.parent for path in PACKAGED_PLANS.glob(f"*/{PLAN_FILE}")))


def read_folder(folder: Path) -> Plan:
    """Return the rows of the plan in ``folder`` (``plan.txt``; ``supplement.yml``, ``wordings.yml`` where they are).

    The rows belong to no session yet. Raises ``UnreadablePlan`` with every problem found.
    """
    text = _read_text(folder / PLAN_FILE)
    extra = _read_text(folder / SUPPLEMENT_FILE) if (folder / SUPPLEMENT_FILE).exists() else None
    supplement = empty_supplement(folder.resolve().name) if extra is None else read_supplement(extra)
    if (folder / WORDINGS_FILE).exists():
        wordings = read_wordings(_read_text(folder / WORDINGS_FILE))
        supplement = replace(supplement, terms=(*supplement.terms, *wordings))
    return build_plan(read_document(text, supplement.areas), supplement)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadablePlan(problem("not_utf8", file=path.name)) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadablePlan(problem("unreadable_file", file=path.name, reason=reason)) from None


def build_plan(document: Document, supplement: Supplement) -> Plan:
    """Return the rows of a plan, in no session; raises ``UnreadablePlan`` where the two do not fit each other."""
    problems = list(_misfits(document, supplement))
    words = supplement.plan
    plan = Plan(
        key=words.key,
        in_edition=True,
        title=document.title,
        title_en=words.title_en,
        short=words.short or document.title,
        district=words.district,
        district_en=words.district_en,
        issuer=document.issuer,
        issuer_en=words.issuer_en,
        issued=document.issued,
        basis=document.basis,
        basis_en=words.basis_en,
        first_year=document.first_year,
        last_year=document.last_year,
        source=document.source,
    )
    _add_passages(plan, document, supplement)
    _add_units(plan, document, supplement)
    _add_tasks(plan, document, supplement)
    plan.explained_figures = [
        ExplainedFigure(figure=entry.figure, reason=entry.reason) for entry in supplement.explained_figures
    ]
    problems += add_targets(plan, document, supplement)
    problems += add_aliases(plan, supplement)
    if problems:
        raise UnreadablePlan(*problems)
    return plan


def _add_passages(plan: Plan, document: Document, supplement: Supplement) -> None:
    def add(ref: str, title: str, text: str) -> Passage:
        position = len(plan.passages) + 1
        title_en = supplement.passages.get(ref, _NO_WORDS).en
        passage = Passage(position=position, ref=ref, title=title, title_en=title_en, text=text)
        plan.passages.append(passage)
        return passage

    for place in (document.notice, document.preamble, document.ideology):
        add(place.ref, place.title, place.text)
    for goal in document.goals:
        passage = add(goal.ref, goal_title(goal.number, goal.name), goal.text)
        plan.goals.append(Goal(number=goal.number, name=goal.name, name_en=passage.title_en, passage=passage))


def _add_units(plan: Plan, document: Document, supplement: Supplement) -> None:
    for position, name in enumerate(document.units, start=1):
        words = supplement.units.get(name, _NO_WORDS)
        plan.units.append(
            Unit(
                position=position,
                name=name,
                name_en=words.en,
                body=words.body or name,
                telephone="",
                address="",
                hours="",
            )
        )


def _add_tasks(plan: Plan, document: Document, supplement: Supplement) -> None:
    units = {unit.name: unit for unit in plan.units}
    areas: dict[str, Area] = {}
    for number, name in enumerate(document.areas, start=1):
        areas[name] = Area(number=number, name=name, name_en=supplement.areas.get(name, _NO_WORDS).en)
        plan.areas.append(areas[name])
    for row in document.tasks:
        task = Task(number=row.number, name=row.name, name_en=supplement.tasks.get(row.number, _NO_WORDS).en)
        areas[row.area].tasks.append(task)
        for position, cell in enumerate(row.measures, start=1):
            words = supplement.measures.get(f"{row.number}.{position}", _NO_WORDS)
            measure = Measure(position=position, name=words.name, name_en=words.en, text=cell.text, cell=cell.cell)
            measure.responsibilities = [
                Responsibility(unit=units[name], position=place) for place, name in enumerate(cell.units, start=1)
            ]
            task.measures.append(measure)


def _misfits(document: Document, supplement: Supplement) -> list[Problem]:
    """Return what the supplement names and the text does not have."""
    measures = [f"{task.number}.{i}" for task in document.tasks for i in range(1, len(task.measures) + 1)]
    places = ["notice", "preamble", "ideology", *(goal.ref for goal in document.goals)]
    bodies = {words.body or name for name, words in supplement.units.items()} | set(document.units)
    sections: tuple[tuple[str, Mapping[Any, Words], Collection[object]], ...] = (
        ("passages", supplement.passages, places),
        ("areas", supplement.areas, document.areas),
        ("units", supplement.units, document.units),
        ("bodies", supplement.bodies, bodies),
        ("tasks", supplement.tasks, [task.number for task in document.tasks]),
        ("measures", supplement.measures, measures),
    )
    problems = []
    for section, named, known in sections:
        listed = "、".join(str(item) for item in known)
        problems += [
            problem("unknown_key", words.line, SUPPLEMENT_FILE, section=section, key=key, known=listed)
            for key, words in named.items()
            if key not in known
        ]
    phrases = [(term.phrase, term.words.line, term.file, "terms") for term in supplement.terms]
    phrases += [
        (entry.figure, entry.line, SUPPLEMENT_FILE, "figures_that_are_no_targets")
        for entry in supplement.explained_figures
    ]
    problems += [
        problem("phrase_not_in_text", line, file, section=section, phrase=phrase)
        for phrase, line, file, section in phrases
        if not stands_in(phrase, document.source)
    ]
    return problems
