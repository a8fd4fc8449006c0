"""Showing, saving and deleting entries of the draft: the same for every table."""
from __future__ import annotations

from contextlib import suppress
from typing import Any

from sqlalchemy import desc, select
from sqlalchemy.orm import Session
from starlette.responses import Response

from plan_kb.console.editing.deleting import delete_row, hanging
from plan_kb.console.editing.description import path_of
from plan_kb.console.editing.forms import EntryForm, is_valid, make_form
from plan_kb.console.editing.kinds import EntryKind, Row, kind_of
from plan_kb.console.editing.listing import find_rows, plans
from plan_kb.console.editing.printed import printed_values, reprint
from plan_kb.console.editing.related import related
from plan_kb.console.editing.saving import fill_row, new_row, repeated, taken_words
from plan_kb.console.editing.values import changed, form_values, snapshot
from plan_kb.console.visit import NotFound, Visit
from plan_kb.edition.check import check_plan
from plan_kb.edition.compile import compile_plan
from plan_kb.edition.draft import load_draft
from plan_kb.edition.wire import dump_plans
from plan_kb.messages import message
from plan_kb.tables import Alias, AuditEntry, Plan
from plan_kb.tables.names import KINDS as ALIAS_KINDS


class EntryPages:
    """The pages of one kind of entry."""

    def __init__(self, kind: EntryKind) -> None:
        self._kind = kind
        self._words = kind.description

    def overview(self, visit: Visit) -> Response:
        """The list, with search."""
        words, page = visit.asked("q"), _whole(visit.asked("page")) or 1
        plan_id = _whole(visit.asked("plan"))
        with visit.reading() as session:
            listed = find_rows(session, self._kind, words, plan_id, page)
            rows = [
                (path_of(self._words.table, row.id), [self._kind.shown(row, column) for column in self._words.columns])
                for row in listed.rows
            ]
            return visit.page(
                "entries.html", words_of=self._words, rows=rows, listed=listed, q=words, plan_id=plan_id,
                plans=plans(session),
            )  # fmt: skip

    def new(self, visit: Visit) -> Response:
        """The form of a new entry, or before it the questions on which the form depends."""
        with visit.reading() as session:
            plan, first = self._chosen(session, visit)
            if plan is None or (self._words.choose_first and not first):
                return self._ask_first(visit, session)
            names = [item.name for item in self._words.fields]
            values: dict[str, Any] = {name: visit.asked(name) for name in names if visit.asked(name)}
            for item in self._words.fields:
                if item.kind in ("units", "things") and item.name in values:
                    values[item.name] = [values[item.name]]
                elif item.kind in ("whole", "decimal", "day"):
                    values.pop(item.name, None)
            form = make_form(session, self._kind, plan.id, first, {"year": plan.last_year, **values})
            return self._form_page(visit, form, plan, first, None)

    def create(self, visit: Visit) -> Response:
        """Takes the form of a new entry."""
        with visit.writing() as session:
            plan, first = self._chosen(session, visit)
            if plan is None or (self._words.choose_first and not first):
                return self._ask_first(visit, session)
            form = make_form(session, self._kind, plan.id, first, {}, visit.form)
            if is_valid(form):
                row = new_row(self._kind, plan, first)
                fill_row(session, self._kind, row, form, plan)
                if self._is_free(session, row, form):
                    session.add(row)
                    session.flush()
                    words = snapshot(self._kind, row)
                    name = self._kind.label(row)
                    visit.record(session, "create", f"{self._kind.name}/{row.id}", None, words, name)
                    return visit.redirect(
                        path_of(self._kind.name, row.id), message("console.entries.created", name=name)
                    )
            session.rollback()
        with visit.reading() as session:
            plan, first = self._chosen(session, visit)
            if plan is None:
                raise NotFound
            return self._form_page(visit, form, plan, first, None, status=422)

    def show(self, visit: Visit) -> Response:
        """One entry: its form, or for those who only read what it says."""
        with visit.reading() as session:
            row = self._row(session, visit)
            plan = self._kind.plan(row)
            form = make_form(session, self._kind, plan.id, _first(row), form_values(self._kind, row))
            return self._form_page(visit, form, plan, _first(row), row, session=session)

    def change(self, visit: Visit) -> Response:
        """Takes the form of an entry; what somebody else saved meanwhile is shown beside it and not overwritten."""
        with visit.writing() as session:
            row = session.get(self._kind.table, visit.number())
            if row is None:
                return visit.redirect(path_of(self._kind.name, None), message("console.entries.missing"))
            plan = self._kind.plan(row)
            form = make_form(session, self._kind, plan.id, _first(row), {}, visit.form)
            conflict = visit.field("version") != str(row.version)
            if is_valid(form) and not conflict:
                response = self._save(visit, session, row, plan, form)
                if response is not None:
                    return response
            session.rollback()
        with visit.reading() as session:
            row = self._row(session, visit)
            plan = self._kind.plan(row)
            theirs = self._differences(session, row, form) if conflict else []
            return self._form_page(
                visit, form, plan, _first(row), row, session=session, status=409 if conflict else 422, theirs=theirs,
                conflict=conflict,
            )  # fmt: skip

    def ask_to_delete(self, visit: Visit) -> Response:
        """What would be deleted."""
        with visit.reading() as session:
            row = self._row(session, visit)
            return self._delete_page(visit, session, row)

    def delete(self, visit: Visit) -> Response:
        """Deletes an entry and what hangs on it."""
        with visit.writing() as session:
            row = self._row(session, visit)
            if visit.field("version") != str(row.version):
                return self._delete_page(visit, session, row, 409)
            name, subject = self._kind.label(row), f"{self._kind.name}/{row.id}"
            before = snapshot(self._kind, row)
            gone = {part.title: part.names for part in hanging(session, self._kind, row)}
            if gone:
                before["with"] = gone
            if isinstance(row, Plan):
                with suppress(ValueError):  # a plan that no edition could hold can still be deleted
                    before["plan"] = dump_plans((compile_plan(row),))
            delete_row(session, row)
            visit.record(session, "delete", subject, before, None, name)
            return visit.redirect(path_of(self._kind.name, None), message("console.entries.deleted", name=name))

    def _row(self, session: Session, visit: Visit) -> Row:
        row = session.get(self._kind.table, visit.number())
        if row is None:
            raise NotFound
        return row

    def _chosen(self, session: Session, visit: Visit) -> tuple[Plan | None, str]:
        """Return the plan of a new entry, and the kind of a new alias; from the address or the form."""
        given = visit.field("plan") or visit.asked("plan")
        known = plans(session)
        plan = session.get(Plan, _whole(given)) if given else None
        for item in self._words.fields:
            parent = _whole(visit.field(item.name) or visit.asked(item.name)) if item.kind == "pick" else 0
            picked = session.get(kind_of(item.of).table, parent) if parent and plan is None else None
            plan = kind_of(item.of).plan(picked) if picked is not None else plan
        if plan is None and len(known) == 1:
            plan = session.get(Plan, known[0][0])
        first = visit.field("kind") or visit.asked("kind") if self._words.choose_first else ""
        return plan, first if first in ALIAS_KINDS else ""

    def _ask_first(self, visit: Visit, session: Session) -> Response:
        kinds = [(kind, message(f"console.alias_kinds.{kind}")) for kind in _KINDS_IN_ORDER]
        return visit.page(
            "entry_first.html", words_of=self._words, plans=plans(session),
            kinds=kinds if self._words.choose_first else [],
        )  # fmt: skip

    def _is_free(self, session: Session, row: Row, form: EntryForm) -> bool:
        name = repeated(session, self._kind, row)
        if name:
            form[name].errors = [*form[name].errors, taken_words(self._kind, name)]
        return not name

    def _save(self, visit: Visit, session: Session, row: Row, plan: Plan, form: EntryForm) -> Response | None:
        """Save a valid form; returns None where a value is taken."""
        words, printed = snapshot(self._kind, row), printed_values(self._kind, row)
        fill_row(session, self._kind, row, form, plan)
        if not self._is_free(session, row, form):
            return None
        name = self._kind.label(row)
        before, after = changed(words, snapshot(self._kind, row))
        if not before:
            return visit.redirect(visit.request.url.path, message("console.entries.unchanged"))
        notes = [message("console.entries.saved", name=name)]
        visit.record(session, "change", f"{self._kind.name}/{row.id}", before, after, name)
        if printed and visit.field("also_source"):
            notes += self._reprint(visit, session, row, printed, plan)
        session.flush()
        for note in notes[1:]:
            visit.note(note, "info")
        return visit.redirect(visit.request.url.path, notes[0])

    def _reprint(self, visit: Visit, session: Session, row: Row, printed: dict[str, str], plan: Plan) -> list[str]:
        result = reprint(self._kind, row, printed, plan)
        for measure, cell in result.measures:
            subject = f"measure/{measure.id}"
            visit.record(session, "change", subject, {"cell": cell}, {"cell": measure.cell}, measure.key)
        if result.done:
            before, after = ([pair[side] for pair in result.done] for side in (0, 1))
            visit.record(session, "change", f"plan/{plan.id}", {"source": before}, {"source": after}, plan.short)
        notes = [message("console.entries.reprinted")] if result.done else []
        return notes + [message("console.entries.missed", words=words[:40]) for words in result.missed]

    def _differences(self, session: Session, row: Row, form: EntryForm) -> list[tuple[str, str, str]]:
        """Return of the fields that differ the label, what was typed, and what the draft holds now."""
        now = form_values(self._kind, row)
        found = []
        for item in self._words.fields:
            if item.name not in form or item.kind == "plan":
                continue
            typed, held = form[item.name].data, now[item.name]
            if typed != held and not (typed in (None, "", []) and held in (None, "", [])):
                found.append((item.label, _shown(form, item.name, typed), _shown(form, item.name, held)))
        return found

    def _form_page(
        self,
        visit: Visit,
        form: EntryForm,
        plan: Plan,
        first: str,
        row: Row | None,
        session: Session | None = None,
        status: int = 200,
        conflict: bool = False,
        theirs: list[tuple[str, str, str]] | None = None,
    ) -> Response:
        kind, table = self._kind, self._words.table
        findings, parts, last = [], [], None
        if row is not None and session is not None:
            findings = [
                finding
                for draft in load_draft(session, plan.key)
                for finding in check_plan(draft)
                if (finding.table, finding.row) == (table, row.id)
            ]
            parts = related(session, row)
            last = last_change(session, f"{kind.name}/{row.id}")
        return visit.page(
            "entry.html", status, words_of=self._words, form=form, plan=plan, first=first, row=row,
            name=kind.label(row) if row is not None else "", path=path_of(table, row.id if row is not None else None),
            values=snapshot(kind, row) if row is not None else {}, findings=findings, related=parts, last=last,
            conflict=conflict, theirs=theirs or [],
        )  # fmt: skip

    def _delete_page(self, visit: Visit, session: Session, row: Row, status: int = 200) -> Response:
        return visit.page(
            "entry_delete.html", status, words_of=self._words, row=row, name=self._kind.label(row),
            path=path_of(self._words.table, row.id), hanging=hanging(session, self._kind, row),
            values=snapshot(self._kind, row), conflict=status == 409,
        )  # fmt: skip


_KINDS_IN_ORDER = ("task", "unit", "indicator", "measure", "goal", "area", "passage", "body", "term", "plan")


def last_change(session: Session, subject: str) -> AuditEntry | None:
    """Return the newest entry of the audit log about an entry of the draft."""
    statement = select(AuditEntry).where(AuditEntry.subject == subject).order_by(desc(AuditEntry.id)).limit(1)
    found: AuditEntry | None = session.scalars(statement).one_or_none()
    return found


def _first(row: Row) -> str:
    return row.kind if isinstance(row, Alias) else ""


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _shown(form: EntryForm, name: str, value: Any) -> str:
    """Return a field's value in words: of a choice its name."""
    if value is None:
        return ""
    names = {str(choice[0]): str(choice[1]) for choice in getattr(form[name], "choices", None) or ()}
    if isinstance(value, list):
        return "、".join(names.get(str(item), str(item)) for item in value)
    if isinstance(value, bool):
        return message("diff.yes" if value else "diff.no")
    return names.get(str(value), str(value))
