"""Uploads between preview and taking: kept in the database, seen by nobody else, gone after a day."""
from __future__ import annotations

import datetime
from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session
from starlette.datastructures import UploadFile

from plan_kb.console.clock import now
from plan_kb.console.visit import Visit
from plan_kb.settings import read_settings
from plan_kb.source.uploaded import UploadedFile
from plan_kb.tables import Upload, UploadPart

WORKBOOK, DOCUMENT = "workbook", "document"

_KEPT = datetime.timedelta(days=1)
_MOST_FILES = 3
_FORM_BYTES = 64 * 1024
"""What a form needs beside its files."""
_LONGEST_NAME = 100


def most_bytes() -> int:
    """Return how long the body of an upload may be, in bytes."""
    return read_settings().max_upload_megabytes * 1024 * 1024 + _FORM_BYTES


def sent_files(visit: Visit, field: str) -> tuple[UploadedFile, ...]:
    """Return the files of a form's field, at most three; empty where none was chosen."""
    chosen = [value for value in visit.form.getlist(field) if isinstance(value, UploadFile) and value.filename]
    return tuple(UploadedFile(_name(value.filename or ""), value.file.read()) for value in chosen[:_MOST_FILES])


def keep(session: Session, visit: Visit, kind: str, files: Sequence[UploadedFile]) -> int:
    """Keep an upload until it is taken, and forget old ones; returns its id."""
    session.execute(delete(Upload).where(Upload.at < now() - _KEPT))
    upload = Upload(account_id=visit.account.id, at=now(), kind=kind)
    upload.files = [
        UploadPart(position=position, name=file.name, content=file.content)
        for position, file in enumerate(files, start=1)
    ]
    session.add(upload)
    session.flush()
    return int(upload.id)


def kept(session: Session, visit: Visit, kind: str) -> tuple[Upload, tuple[UploadedFile, ...]] | None:
    """Return the upload that the address names; None where it was taken already, is too old or another one's."""
    upload = session.get(Upload, visit.number())
    if upload is None or upload.account_id != visit.account.id or upload.kind != kind:
        return None
    return upload, tuple(UploadedFile(part.name, bytes(part.content)) for part in upload.files)


def _name(name: str) -> str:
    """Return a file's name without a path, short enough to be shown."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1].strip() or "-"
    if len(bare) <= _LONGEST_NAME:
        return bare
    stem, _, suffix = bare.rpartition(".")
    return f"{stem[: _LONGEST_NAME - 6]}….{suffix[:5]}"
