"""Pages from templates: Jinja2 with everything escaped, the navigation, and the tokens of forms."""
from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from plan_kb.console.accounts.tokens import new_token
from plan_kb.console.clock import local
from plan_kb.console.comparing import changed_words
from plan_kb.console.routing import GROUPS, Link, Page, may
from plan_kb.messages import message

if TYPE_CHECKING:
    from plan_kb.console.visit import Visit

FOLDER = Path(__file__).resolve().parent
STATIC = FOLDER / "static"


class Renderer:
    """Makes pages; knows the links of the navigation and the role that each needs."""

    def __init__(self, pages: Sequence[Page], links: Sequence[Link]) -> None:
        roles = {page.path: page.role for page in pages if page.method == "GET"}
        self._links = [(link, roles[link.path]) for link in links]
        self._versions = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in STATIC.iterdir() if path.is_file()
        }
        self._environment = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(words=message, static=self._static, changed_words=changed_words)
        self._environment.filters.update(moment=_moment, day=_day)

    def render(self, visit: Visit, template: str, values: Mapping[str, object]) -> str:
        """Return the page. Templates see ``visit``, ``notes``, ``navigation``, ``form_token()`` and the ``values``."""
        account = visit.signed_in
        notes = [*(account.notes if account else ()), *visit.notes]
        return self._environment.get_template(template).render(
            {
                "visit": visit,
                "account": account,
                "notes": notes,
                "navigation": self._navigation(account.role if account else "", visit.request.url.path),
                "form_token": lambda: _form_token(account.csrf if account else ""),
                **values,
            }
        )

    def _static(self, name: str) -> str:
        return f"/static/{name}?v={self._versions[name]}"

    def _navigation(self, role: str, path: str) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """Return the groups with title, and their links with title, path and whether one is there."""
        shown = [link for link, needed in self._links if may(role, needed)]
        here = max((link.path for link in shown if _is_within(path, link.path)), key=len, default="")
        groups = []
        for group in GROUPS:
            links = sorted((link for link in shown if link.group == group), key=lambda link: (link.order, link.path))
            if links:
                entries = [(message(link.title), link.path, link.path == here) for link in links]
                groups.append((message(f"console.groups.{group}"), entries))
        return groups


def _is_within(path: str, link: str) -> bool:
    return path == link or (link != "/" and path.startswith(f"{link}/"))


def _form_token(csrf: str) -> Markup:
    """Return the hidden fields that each form with method POST holds."""
    return Markup('<input type="hidden" name="csrf" value="{}"><input type="hidden" name="once" value="{}">').format(
        csrf, new_token()
    )


def _moment(value: datetime.datetime) -> str:
    return local(value).strftime("%Y-%m-%d %H:%M")


def _day(value: datetime.date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
