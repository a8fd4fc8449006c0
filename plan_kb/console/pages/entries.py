"""Editing the draft: a list, a form and a way to delete for every table."""
from __future__ import annotations

from plan_kb.console.editing.entries import EntryPages
from plan_kb.console.editing.kinds import KINDS
from plan_kb.console.routing import Pages

pages = Pages()


def _add(pages: Pages) -> None:
    for kind in KINDS:
        words, entry = kind.description, EntryPages(kind)
        path = f"/{words.path}"
        pages.link(f"console.tables.{kind.name}", path, words.group, words.order)
        pages.get(path, "viewer")(entry.overview)
        if words.creatable:
            pages.get(f"{path}/new", "editor")(entry.new)
            pages.post(f"{path}/new", "editor")(entry.create)
        pages.get(f"{path}/{{id:int}}", "viewer")(entry.show)
        pages.post(f"{path}/{{id:int}}", "editor")(entry.change)
        pages.get(f"{path}/{{id:int}}/delete", words.delete_role)(entry.ask_to_delete)
        pages.post(f"{path}/{{id:int}}/delete", words.delete_role)(entry.delete)


_add(pages)
