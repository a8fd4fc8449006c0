"""Routes of the console: each says which role it needs, and pages put links into the navigation."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import Response

from plan_kb.tables import ROLES

if TYPE_CHECKING:
    from plan_kb.console.visit import Visit

Handler = Callable[["Visit"], Response]

PUBLIC = "public"
"""In place of a role: whoever is not signed in may come, too."""
GROUPS: Sequence[str] = ("start", "plan", "facts", "names", "exchange", "publish", "visitors", "administration")
"""The groups of the navigation, in order; their titles are ``console.groups`` in the messages."""
USUAL_BYTES = 2 * 1024 * 1024
"""Longest body of a request where a route says nothing else."""


@dataclass(frozen=True)
class Page:
    """One route."""

    path: str
    """As Starlette writes it, e.g. ``/units/{id:int}``."""
    method: str
    """``GET`` or ``POST``."""
    role: str
    """The least role that may use it, or ``PUBLIC``."""
    handler: Handler
    most_bytes: int


@dataclass(frozen=True)
class Link:
    """An entry of the navigation."""

    title: str
    """Key of its words in the messages."""
    path: str
    group: str
    order: int


class Pages:
    """The routes and links of one module."""

    def __init__(self) -> None:
        self.routes: list[Page] = []
        self.links: list[Link] = []

    def get(self, path: str, role: str) -> Callable[[Handler], Handler]:
        """Make a function the page at ``path`` for accounts of ``role`` and above."""
        return self._adder(path, "GET", role, USUAL_BYTES)

    def post(self, path: str, role: str, most_bytes: int = USUAL_BYTES) -> Callable[[Handler], Handler]:
        """Make a function take the forms sent to ``path``; a longer body than ``most_bytes`` is refused."""
        return self._adder(path, "POST", role, most_bytes)

    def link(self, title: str, path: str, group: str, order: int = 50) -> None:
        """Put a link into the navigation; it is shown to those who may open ``path``."""
        if group not in GROUPS:
            raise ValueError(f"no group {group} of the navigation")
        self.links.append(Link(title, path, group, order))

    def _adder(self, path: str, method: str, role: str, most_bytes: int) -> Callable[[Handler], Handler]:
        if role not in (*ROLES, PUBLIC):
            raise ValueError(f"{method} {path} needs one of the roles {', '.join(ROLES)}, or PUBLIC")

        def add(handler: Handler) -> Handler:
            self.routes.append(Page(path, method, role, handler, most_bytes))
            return handler

        return add


def may(role: str, needed: str) -> bool:
    """Tell whether an account with ``role`` may do what needs ``needed``."""
    return needed == PUBLIC or (role in ROLES and ROLES.index(role) >= ROLES.index(needed))
