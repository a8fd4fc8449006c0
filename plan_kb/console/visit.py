"""What a page gets: who asks, what the form holds, the database, and the ways to answer."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy.orm import Session
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from plan_kb.console.accounts.sessions import SignedIn
from plan_kb.console.clock import now
from plan_kb.console.recording import record
from plan_kb.console.routing import may
from plan_kb.database import Database
from plan_kb.tables import ConsoleSession, Submission

if TYPE_CHECKING:
    from plan_kb.console.rendering import Renderer

_SUBMISSIONS_KEPT = datetime.timedelta(days=1)


class AlreadySubmitted(Exception):
    """Raised where a form comes a second time; ``location`` is where the first time led."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


class NotFound(Exception):
    """Raised by a page where what its address names is not there (any more)."""


class Visit:
    """One request of one person, as the function of a page sees it."""

    def __init__(
        self, request: Request, database: Database, renderer: Renderer, account: SignedIn | None, form: FormData
    ) -> None:
        self.request = request
        self.database = database
        self.form = form
        """The fields of the form without control characters; empty for GET."""
        self.notes: list[tuple[str, str]] = []
        """Level (``done``, ``info``, ``warning`` or ``error``) and words that the next page shows."""
        self.renderer = renderer
        self._account = account
        self._location = ""

    @property
    def signed_in(self) -> SignedIn | None:
        """Who asks, None on a public page without a session."""
        return self._account

    @property
    def account(self) -> SignedIn:
        """Who asks; on a page with a role there always is somebody."""
        if self._account is None:
            raise RuntimeError("nobody is signed in on a public page")
        return self._account

    def may(self, role: str) -> bool:
        """Tell whether the one who asks has at least ``role``."""
        return self._account is not None and may(self._account.role, role)

    def number(self, name: str = "id") -> int:
        """Return a number of the address, such as the ``id`` of ``/units/{id:int}``; raises ``NotFound``."""
        value = int(self.request.path_params[name])
        if not 0 <= value < 2**31:
            raise NotFound
        return value

    def asked(self, name: str) -> str:
        """Return a parameter of the query string, without white space around it; empty where it is missing."""
        return self.request.query_params.get(name, "").replace("\x00", "").strip()

    def field(self, name: str) -> str:
        """Return a field of the form as typed, without white space around it; empty where it is missing or a file."""
        value = self.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def file(self, name: str) -> UploadFile | None:
        """Return an uploaded file, None where none was chosen."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that reads."""
        with self.database.reading() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are all kept at the end of the block, or none where it raises.

        Call ``redirect`` inside the block: the form's token is stored in the same transaction, and the same form sent a
        second time changes nothing again but leads to the same page.
        """
        with self.database.writing() as session:
            token = self.field("once")[:64]
            earlier = session.get(Submission, token) if token else None
            if earlier is not None:
                raise AlreadySubmitted(earlier.location)
            yield session
            if token and self._location:
                session.execute(delete(Submission).where(Submission.at < now() - _SUBMISSIONS_KEPT))
                session.add(Submission(token=token, at=now(), location=self._location[:500]))

    def record(
        self,
        session: Session,
        action: str,
        subject: str,
        before: object = None,
        after: object = None,
        comment: str = "",
    ) -> None:
        """Add an entry to the audit log in the name of the one who asks; see ``plan_kb.console.recording``."""
        record(session, self.account.name, action, subject, before, after, comment)

    def note(self, words: str, level: str = "done") -> None:
        """Let this page, or after ``redirect`` the next one, show ``words`` at its top."""
        self.notes.append((level, words))

    def page(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """Return a page made from ``templates/<template>``."""
        return HTMLResponse(self.renderer.render(self, template, values), status)

    def redirect(self, path: str, note: str = "") -> Response:
        """Send the browser on to ``path`` of the console, where ``note`` is shown."""
        if note:
            self.note(note)
        self._location = path
        return RedirectResponse(path, status_code=303)

    def keep_notes(self, session: Session, notes: list[tuple[str, str]]) -> None:
        """Store what the next page shows; used by the application itself."""
        row = session.get(ConsoleSession, self.account.digest)
        if row is not None:
            row.notes = [list(note) for note in notes] or None
            row.seen = now()
