"""The tables that staff edit, the editions made from them, and the audit log."""

from plan_kb.tables.answers import FaqEntry, FaqWording
from plan_kb.tables.audit import AuditEntry
from plan_kb.tables.base import Base
from plan_kb.tables.editions import Edition
from plan_kb.tables.indicators import ExplainedFigure, Indicator, ProgressReport, Target
from plan_kb.tables.names import Alias, AliasTarget
from plan_kb.tables.plans import Goal, Passage, Plan
from plan_kb.tables.tasks import Area, Measure, Responsibility, Task
from plan_kb.tables.units import Unit

__all__ = [
    "Alias",
    "AliasTarget",
    "Area",
    "AuditEntry",
    "Base",
    "Edition",
    "ExplainedFigure",
    "FaqEntry",
    "FaqWording",
    "Goal",
    "Indicator",
    "Measure",
    "Passage",
    "Plan",
    "ProgressReport",
    "Responsibility",
    "Target",
    "Task",
    "Unit",
]
