"""What a question of fact asks where its words say it more surely than its likeliest intent."""

from __future__ import annotations

from plan_kb.answering import facts
from plan_kb.answering.conditions import COMPARISONS, listed_noun
from plan_kb.answering.writer import Writer
from plan_kb.linking.mention import Kind, Source
from plan_kb.understanding.reading import Reading
from plan_kb.understanding.topics import settings


def worded(reading: Reading, writer: Writer, ask: str) -> str:
    """``ask``, or what the words of ``reading`` say is asked of the things that it names or leans on."""
    if reading.rows:
        ask = _of_a_row(reading, ask)
    if ask in ("ask_target", "ask_extreme") and _asks_which_figures(reading):
        ask = "ask_list"
    if ask in ("ask_compare", "ask_area", "ask_content") and _asks_for_others_of_area(reading):
        ask = "ask_list"
    if ask == "ask_target" and _asks_for_tasks_without_figures(reading):
        ask = "ask_list"
    if ask in ("ask_target", "ask_place") and _asks_which_goals(reading):
        ask = "ask_list"
    if ask == "ask_unit" and _asks_for_all_units(reading):
        ask = "ask_list"
    if _asks_how_many(reading, writer, ask):
        ask = "ask_target"
    if _asks_for_no_unit(reading, ask) or _asks_how_far(reading, ask):
        ask = "ask_content"
    return ask


def _of_a_row(reading: Reading, ask: str) -> str:
    """``ask``, unless the words name what is asked of a row outright (哪些单位, 哪个领域, 标题)."""
    of_units = any(reading.cue(cue) for cue in ("noun:unit", "who", "which_unit", "responsible"))
    if ask == "ask_unit" and reading.areas and not (reading.units or of_units):
        return "ask_area"
    if ask == "ask_area" and reading.areas and reading.cue("noun:task") and not _names_rows_outright(reading):
        return "ask_list"
    if ask not in ("ask_target", "ask_content", "ask_place", "ask_list"):
        return ask
    if reading.cue("which_unit") and not reading.units:
        return "ask_unit"
    if reading.cue("which_area") and not reading.areas:
        return "ask_area"
    if ask == "ask_target" and reading.cue("naming") and not reading.indicator_names:
        return "ask_content"
    return ask


def _asks_how_many(reading: Reading, writer: Writer, ask: str) -> bool:
    """Whether how many there are to be is asked: of what is in focus (它想拉几家企业进来), or of a row without a
    target, whose content would be no answer."""
    rival = reading.confidence("ask_target")
    if not reading.asks_with("how_many") or listed_noun(reading):
        return False
    if ask == "ask_unit":
        units_asked = any(reading.cue(cue) for cue in ("who", "which_unit", "responsible", "belongs_to_whom"))
        return not units_asked and rival >= settings()["least_confidence_of_how_many"]
    without = reading.rows and not any(facts.targets_of(writer, thing) for thing in reading.rows)
    return ask == "ask_content" and bool(without) and rival >= settings()["least_confidence_of_target"]


def _asks_for_no_unit(reading: Reading, ask: str) -> bool:
    """Whether no word speaks of whoever is responsible, though that is the likeliest intent (这是搞啥名堂)."""
    rival = reading.confidence("ask_content") >= settings()["least_confidence_of_how_many"]
    return ask == reading.ask == "ask_unit" and rival and not reading.cue("of_units")


def _asks_how_far(reading: Reading, ask: str) -> bool:
    """Whether no figure but the kind or level to be reached is asked of a row (要做到什么级别)."""
    figures = any(reading.cue(cue) for cue in ("how_many", "targets_listed", "figure_words", "value_words"))
    rival = reading.confidence("ask_content") >= settings()["least_confidence_of_how_many"]
    return ask == "ask_target" and bool(reading.rows) and not (figures or reading.indicator_names) and rival


def _asks_which_figures(reading: Reading) -> bool:
    """Whether targets above or below a value are asked for (目标值不低于四百家的指标有哪些)."""
    bounded = any(reading.cue(name) for name in COMPARISONS)
    listing = reading.cue("which_of") or reading.cue("targets_listed")
    return bounded and bool(reading.linked.figures) and not reading.names_something and listing


def _asks_which_goals(reading: Reading) -> bool:
    """Whether the goals with or without figures are asked for (哪一段发展目标没有写数字)."""
    figures = reading.cue("figure_words") and (reading.cue("without") or reading.cue("with"))
    return reading.cue("which_of") and figures and listed_noun(reading) == "goal" and not reading.places


def _asks_for_others_of_area(reading: Reading) -> bool:
    """Whether the other tasks in the area of a named one are asked for (跟孵化器同一领域的另外两项)."""
    others = reading.cue("rest") or reading.cue("others_asked")
    return bool(reading.rows) and reading.cue("same_area") and others and not reading.areas


def _asks_for_tasks_without_figures(reading: Reading) -> bool:
    """Whether the tasks without targets are asked for (how many of them set no numeric target)."""
    counted = reading.cue("which_of") or reading.cue("how_many")
    negated = reading.cue("without") and not reading.cue("no_negation")
    among = reading.cue("among_list") or reading.cue("task_itself")
    named = any(m.source is Source.NAME for m in reading.linked.mentions)
    return counted and negated and among and reading.cue("targets_listed") and not named


def _asks_for_all_units(reading: Reading) -> bool:
    """Whether which units there are is asked at the beginning of a conversation, of no row."""
    alone = reading.context.focus is None and not reading.names_something and not reading.cue("pronouns")
    return alone and reading.cue("noun:unit") and (reading.cue("all_of_it") or reading.cue("which_several"))


def _names_rows_outright(reading: Reading) -> bool:
    return any(m.source is Source.NAME and m.of(Kind.TASK, Kind.MEASURE) for m in reading.linked.mentions)
