"""Looking at an uploaded file before any library opens it: is it what its name says, and safe to open?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from plan_kb.messages import message

_MEGABYTE = 1024 * 1024
MOST_UNPACKED = 60 * _MEGABYTE
"""Bytes that the members of a file may have unpacked; a plan of ours has less than one million."""
MOST_MEMBERS = 2_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins files of Office before 2007, and newer ones that have a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PROGRAM = (b"MZ", b"\x7fELF", b"#!")
_MAIN = {".xlsx": "xl/workbook.xml", ".docx": "word/document.xml"}
_OTHER_BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff", b"\x00")


class RefusedFile(Exception):
    """Raised when a file is not opened; the message is one line for staff, ``name`` says which one."""

    def __init__(self, name: str, /, **values: object) -> None:
        super().__init__(message(f"office.{name}", **values))
        self.name = name


def suffix_of(file_name: str, allowed: Sequence[str]) -> str:
    """Return the suffix of ``file_name`` in small letters; raises ``RefusedFile`` where it is none of ``allowed``."""
    suffix = f".{file_name.rsplit('.', 1)[-1].lower()}" if "." in file_name else ""
    if suffix in (".xlsm", ".docm", ".xltm", ".dotm", ".xlam"):
        raise RefusedFile("macros", file=file_name)
    if suffix not in allowed:
        raise RefusedFile("wrong_kind", file=file_name, allowed="、".join(allowed))
    return suffix


def check_office_file(file_name: str, content: bytes, suffix: str) -> None:
    """Raise ``RefusedFile`` unless ``content`` is a whole, harmless file of the kind ``.xlsx`` or ``.docx``."""
    if not content:
        raise RefusedFile("empty", file=file_name)
    if content.startswith(_OLE):
        raise RefusedFile("password" if _ENCRYPTED in content else "old_format", file=file_name, suffix=suffix)
    if content.startswith(_PROGRAM):
        raise RefusedFile("program", file=file_name, suffix=suffix)
    if not content.startswith(b"PK"):
        raise RefusedFile("not_office", file=file_name, suffix=suffix)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(file_name, archive, suffix)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        # Truncated, with a checksum that does not fit, or packed in a way that Office does not use.
        raise RefusedFile("damaged", file=file_name) from None


def _check_members(file_name: str, archive: zipfile.ZipFile, suffix: str) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise RefusedFile("too_large_unpacked", file=file_name, limit=MOST_UNPACKED // _MEGABYTE)
    if len(names) != len(members):
        raise RefusedFile("damaged", file=file_name)
    if _MAIN[suffix] not in names:
        raise RefusedFile("not_office", file=file_name, suffix=suffix)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedFile("macros", file=file_name)
    for member in members:
        if member.flag_bits & 0x1:
            raise RefusedFile("password", file=file_name)
        # Reads to the end, so that a checksum that does not fit is noticed. No more is unpacked than the size above
        # says: zipfile stops there.
        data = archive.read(member)
        if member.filename.endswith((".xml", ".rels")):
            if data.startswith(_OTHER_BYTE_ORDERS) or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                raise RefusedFile("entities", file=file_name)
            if b"macroEnabled" in data and member.filename == "[Content_Types].xml":
                raise RefusedFile("macros", file=file_name)
