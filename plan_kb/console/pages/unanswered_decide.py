"""Naming a thing with a visitor's wording, or answering it: the second of two clicks."""
from __future__ import annotations

from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from plan_kb.console.pages.unanswered import chosen_keys
from plan_kb.console.routing import Pages
from plan_kb.console.trying import thing_in_words
from plan_kb.console.visit import NotFound, Visit
from plan_kb.console.waiting_questions import days_of, group_with, known_now
from plan_kb.linking.mention import Kind, Thing
from plan_kb.messages import message
from plan_kb.tables import Plan
from plan_kb.unanswered.deciding import Refused, answer, attach
from plan_kb.unanswered.suggesting import nameable, proposed_name, suggested

pages = Pages()


@pages.get("/unanswered/attach", "editor")
def propose_thing(visit: Visit) -> Response:
    """The things near to the wording, the likeliest chosen, and the name that would be added."""
    if not visit.asked("key"):
        return visit.redirect("/unanswered")
    with visit.reading() as session:
        return _attach_page(visit, session)


@pages.post("/unanswered/attach", "editor")
def take_thing(visit: Visit) -> Response:
    """Adds the name to the draft."""
    with visit.writing() as session:
        thing = _thing(visit.field("thing"))
        if thing is None:
            return _attach_page(visit, session, message("watching.unanswered.choose_thing"), 422)
        words = thing_in_words(known_now(visit, session), thing)
        try:
            alias = attach(session, thing, visit.field("name"), chosen_keys(visit), visit.account.name)
        except Refused as refusal:
            words = message(f"watching.refused.{refusal.reason}", **refusal.values)
            return _attach_page(visit, session, words, 422)
        after = {"alias": alias.surface, "thing": words, "wordings": list(chosen_keys(visit))[:50]}
        visit.record(session, "create", f"alias/{alias.id}", None, after)
        return visit.redirect(_back(visit), message("watching.unanswered.attached", name=alias.surface, thing=words))


@pages.get("/unanswered/answer", "editor")
def propose_answer(visit: Visit) -> Response:
    """The form for an answer, with the wordings filled in."""
    if not visit.asked("key"):
        return visit.redirect("/unanswered")
    with visit.reading() as session:
        return _answer_page(visit, session)


@pages.post("/unanswered/answer", "editor")
def take_answer(visit: Visit) -> Response:
    """Adds the answer to the draft."""
    with visit.writing() as session:
        plan = visit.field("plan")
        try:
            entry = answer(
                session,
                int(plan) if plan.isascii() and plan.isdecimal() and len(plan) < 10 else 0,
                visit.field("wordings").split("\n"),
                visit.field("answer"),
                visit.field("source"),
                chosen_keys(visit),
                visit.account.name,
            )
        except Refused as refusal:
            return _answer_page(visit, session, message(f"watching.refused.{refusal.reason}", **refusal.values), 422)
        wordings = [wording.question for wording in entry.wordings]
        after = {"wordings": wordings, "answer": entry.answer, "source": entry.source}
        visit.record(session, "create", f"faq_entry/{entry.id}", None, after)
        return visit.redirect(_back(visit), message("watching.unanswered.answered"))


def _attach_page(visit: Visit, session: Session, problem: str = "", status: int = 200) -> Response:
    knowledge = known_now(visit, session)
    key, days = _wanted(visit)
    group = group_with(session, knowledge, days, key)
    near = suggested(knowledge, group.leader.question)
    others = [item for item in nameable(knowledge) if item not in near]
    chosen = visit.field("thing") or (_field(near[0].thing) if near else "")
    name = visit.field("name") if problem else proposed_name(knowledge, group.leader.question)
    return visit.page(
        "unanswered_attach.html", status, group=group, days=days, near=near, others=others, chosen=chosen,
        name=name, field=_field, words_of=lambda thing: thing_in_words(knowledge, thing), problem=problem,
    )  # fmt: skip


def _answer_page(visit: Visit, session: Session, problem: str = "", status: int = 200) -> Response:
    knowledge = known_now(visit, session)
    key, days = _wanted(visit)
    group = group_with(session, knowledge, days, key)
    plans = [(row.id, row.short) for row in session.scalars(select(Plan).order_by(Plan.key))]
    main = session.scalar(select(Plan.id).where(Plan.key == knowledge.main_plan.plan.key))
    wordings = visit.field("wordings") if problem else "\n".join(w.question for w in group.wordings[:20])
    return visit.page(
        "unanswered_answer.html", status, group=group, days=days, plans=plans, plan=visit.field("plan") or str(main),
        wordings=wordings, answer=visit.field("answer"), source=visit.field("source"), problem=problem,
    )  # fmt: skip


def _wanted(visit: Visit) -> tuple[str, int]:
    """Key of the wording and days of the period, from the address or the form."""
    if visit.request.method == "POST":
        return visit.field("key"), days_of(visit.field("days"))
    return visit.asked("key"), days_of(visit.asked("days"))


def _back(visit: Visit) -> str:
    key, days = _wanted(visit)
    return f"/unanswered?{urlencode({'days': days, 'asked': visit.field('question') or key})}"


def _field(thing: Thing) -> str:
    return f"{thing.plan}#{thing.kind.value}#{thing.key}"


def _thing(field: str) -> Thing | None:
    plan, _, rest = field.partition("#")
    kind, _, key = rest.partition("#")
    try:
        thing = Thing(plan, Kind(kind), key)
    except ValueError:
        return None
    if thing.kind in (Kind.TASK, Kind.AREA) and not (key.isascii() and key.isdecimal() and len(key) < 9):
        raise NotFound
    return thing
