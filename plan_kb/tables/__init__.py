"""The tables that staff edit, the editions made from them, what visitors asked, accounts, and the audit log."""

from plan_kb.tables.accounts import ROLES, Account, ConsoleSession, Invitation, SignInAttempt, Submission
from plan_kb.tables.answers import FaqEntry, FaqWording
from plan_kb.tables.audit import AuditEntry
from plan_kb.tables.base import Base
from plan_kb.tables.editions import Edition
from plan_kb.tables.indicators import ExplainedFigure, Indicator, ProgressReport, Target
from plan_kb.tables.names import Alias, AliasTarget
from plan_kb.tables.plans import Goal, Passage, Plan
from plan_kb.tables.questions import GoldenQuestion, Unanswered
from plan_kb.tables.tasks import Area, Measure, Responsibility, Task
from plan_kb.tables.turns import Feedback, Turn
from plan_kb.tables.units import Unit

__all__ = [
    "ROLES",
    "Account",
    "Alias",
    "AliasTarget",
    "Area",
    "AuditEntry",
    "Base",
    "ConsoleSession",
    "Edition",
    "ExplainedFigure",
    "FaqEntry",
    "FaqWording",
    "Feedback",
    "Goal",
    "GoldenQuestion",
    "Indicator",
    "Invitation",
    "Measure",
    "Passage",
    "Plan",
    "ProgressReport",
    "Responsibility",
    "SignInAttempt",
    "Submission",
    "Target",
    "Task",
    "Turn",
    "Unanswered",
    "Unit",
]
