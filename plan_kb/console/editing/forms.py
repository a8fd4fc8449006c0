"""The form of an entry, made from its table's description with WTForms."""
from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FloatField,
    Form,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from plan_kb.console.editing.description import FieldDescription
from plan_kb.console.editing.kinds import EntryKind
from plan_kb.console.editing.listing import bodies, choices, place_choices
from plan_kb.edition.model import Bound
from plan_kb.edition.target_change import show
from plan_kb.messages import message
from plan_kb.tables import Target

LONGEST_LINE = 200
LONGEST_LIST = 20_000
"""Characters, where neither table nor description says."""
_GREATEST = 2**31 - 1
_TABLES_OF_THINGS = ("area", "task", "measure", "unit", "indicator", "goal", "passage")


class EntryForm(Form):
    """A form whose fields come from a description."""

    class Meta:
        locales = ("zh",)


class _Checkboxes(SelectMultipleField):
    """Several choices, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class _WholeField(IntegerField):
    """A whole number; what is none is said in words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError:
            raise ValueError(message("console.forms.no_whole")) from None


class _FigureField(FloatField):
    """A number that is shown as it is printed: 24, not 24.0."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value for value in valuelist if value.strip()])
        except ValueError:
            raise ValueError(message("console.forms.no_number")) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return show(self.data) if self.data is not None else ""


def make_form(
    session: Session, kind: EntryKind, plan_id: int, first: str, values: dict[str, Any], sent: FormData | None = None
) -> EntryForm:
    """Return the form for an entry of the plan: with ``values``, or as it was ``sent``.

    ``first`` is what was chosen before the form (an alias's kind).
    """
    fields: dict[str, Any] = {}
    for item in kind.description.fields:
        made = _field(session, kind, item, plan_id, first)
        if made is not None:
            fields[item.name] = made
    made_form: type[EntryForm] = type("MadeForm", (EntryForm,), fields)
    form = made_form(sent, data=values)
    if sent is not None and form.validate() and kind.table is Target:
        _check_bounds(form)
    return form


def is_valid(form: EntryForm) -> bool:
    """Tell whether a sent form has no mistake."""
    return not form.errors


def lines(text: str) -> list[str]:
    """Return the lines of a field that holds several things, each once, without empty ones."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def things_kind(first: str) -> str:
    """Return how things of an alias of this kind are given: ``rows``, ``bodies``, ``phrases`` or ``plan``."""
    if first in _TABLES_OF_THINGS:
        return "rows"
    return {"body": "bodies", "term": "phrases"}.get(first, "plan")


def _field(session: Session, kind: EntryKind, item: FieldDescription, plan_id: int, first: str) -> Any:
    make = _PLAIN.get(item.kind)
    if make is not None:
        return make(kind, item)
    checks = _needed(item)
    nothing = [("", message("console.forms.choose"))]
    if item.kind == "pick":
        return SelectField(item.label, checks, choices=nothing + choices(session, item.of, plan_id))
    if item.kind == "place":
        return SelectField(item.label, checks, choices=nothing + place_choices(session, plan_id))
    if item.kind == "units":
        return _Checkboxes(item.label, checks, choices=choices(session, "unit", plan_id))
    if item.kind == "things":
        return _things_field(session, item, plan_id, first)
    return None  # the plan itself is chosen before


def _things_field(session: Session, item: FieldDescription, plan_id: int, first: str) -> Any:
    how = things_kind(first)
    if how == "plan":
        return None
    if how == "phrases":
        return TextAreaField(item.label, [*_needed(item), Length(max=LONGEST_LIST), _each_at_most(200)])
    known = choices(session, first, plan_id) if how == "rows" else [(body, body) for body in bodies(session, plan_id)]
    return _Checkboxes(item.label, _needed(item), choices=known)


def _needed(item: FieldDescription) -> list[Any]:
    return [DataRequired(message("console.forms.missing")) if item.required else Optional()]


def _longest(kind: EntryKind, item: FieldDescription) -> int:
    column = kind.table.__table__.columns.get(item.name)
    length = getattr(column.type, "length", None) if column is not None and isinstance(column.type, String) else None
    return min(value for value in (item.most, length, _GREATEST) if value)


def _line(kind: EntryKind, item: FieldDescription) -> Field:
    longest = min(_longest(kind, item), 1000)
    checks = [*_needed(item), Length(max=longest, message=message("console.forms.too_long", most=longest))]
    if item.pattern:
        checks.append(Regexp(f"^(?:{item.pattern})$", re.ASCII, item.pattern_help))
    return StringField(item.label, checks, filters=[_one_line], render_kw={"maxlength": longest})


def _area(kind: EntryKind, item: FieldDescription) -> Field:
    longest = _longest(kind, item)
    checks = [*_needed(item), Length(max=longest, message=message("console.forms.too_long", most=longest))]
    return TextAreaField(item.label, checks, filters=[_stripped])


def _wordings(_kind: EntryKind, item: FieldDescription) -> Field:
    return TextAreaField(item.label, [*_needed(item), Length(max=LONGEST_LIST), _each_at_most(300)])


def _whole(_kind: EntryKind, item: FieldDescription) -> Field:
    least, most = (0 if item.least is None else item.least), item.most or _GREATEST
    needed = InputRequired(message("console.forms.missing")) if item.required else Optional()
    return _WholeField(item.label, [needed, _within(least, most)], render_kw={"inputmode": "numeric"})


def _decimal(_kind: EntryKind, item: FieldDescription) -> Field:
    return _FigureField(item.label, [*_needed(item), _finite], render_kw={"inputmode": "decimal", "step": "any"})


def _day(_kind: EntryKind, item: FieldDescription) -> Field:
    return DateField(item.label, [InputRequired(message("console.forms.missing")) if item.required else Optional()])


def _flag(_kind: EntryKind, item: FieldDescription) -> Field:
    return BooleanField(item.label)


def _choice(_kind: EntryKind, item: FieldDescription) -> Field:
    return SelectField(item.label, _needed(item), choices=list(item.choices.items()))


_PLAIN: dict[str, Callable[[EntryKind, FieldDescription], Field]] = {
    "line": _line,
    "area": _area,
    "wordings": _wordings,
    "whole": _whole,
    "decimal": _decimal,
    "day": _day,
    "flag": _flag,
    "choice": _choice,
}


def _one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _within(least: int, most: int) -> Callable[[Form, Field], None]:
    def check(_form: Form, field: Field) -> None:
        if field.data is not None and not least <= field.data <= most:
            raise StopValidation(message("console.forms.out_of_range", least=least, most=most))

    return check


def _finite(_form: Form, field: Field) -> None:
    if field.data is not None and not (math.isfinite(field.data) and abs(field.data) < 1e15):
        raise StopValidation(message("console.forms.no_number"))


def _each_at_most(most: int) -> Callable[[Form, Field], None]:
    def check(_form: Form, field: Field) -> None:
        if any(len(line) > most for line in lines(field.data or "")):
            raise StopValidation(message("console.forms.line_too_long", most=most))

    return check


def _check_bounds(form: EntryForm) -> None:
    """Check what several fields of a target say together."""
    bound, low, high = form["bound"].data, form["low"], form["high"]
    if bound == Bound.TREND.value:
        wrong = [(field, "trend_with_figure") for field in (low, high) if field.data is not None]
    elif low.data is None:
        wrong = [(low, "figure_missing")]
    elif bound == Bound.RANGE.value:
        wrong = [(high, "range_incomplete")] if high.data is None or high.data < low.data else []
    else:
        wrong = [(high, "only_range")] if high.data not in (None, low.data) else []
    for field, problem in wrong:
        field.errors = [*field.errors, message(f"console.forms.{problem}")]


