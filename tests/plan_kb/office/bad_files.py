"""Files that nobody should open, made for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAM = b"MZ\x90\x00" + b"\x00" * 400
WITH_PASSWORD = OLE + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 100
OLD_EXCEL = OLE + b"\x00" * 600


def repacked(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The file with some of its members replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, data in changed.items():
            new.writestr(name, data)
    return out.getvalue()


def bomb(content: bytes, member: str, megabytes: int = 200) -> bytes:
    """The file with a member that unpacks to very much."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != member:
                new.writestr(name, old.read(name))
        with new.open(member, "w", force_zip64=True) as target:
            for _ in range(megabytes):
                target.write(b" " * 1024 * 1024)
    return out.getvalue()


def with_entities(content: bytes, member: str) -> bytes:
    """The file with a member whose entities multiply."""
    lines = ['<!DOCTYPE x [<!ENTITY a "ha">', *(f'<!ENTITY a{i} "{"&a;" * 10}">' for i in range(9)), "]><x>&a;</x>"]
    return repacked(content, {member: "\n".join(lines).encode()})


def far_cells(content: bytes, member: str, rows: int = 60_000) -> bytes:
    """The workbook with a sheet that has a cell in the last column of many rows, and one merged area of everything."""
    cells = "".join(f'<row r="{y}"><c r="XFD{y}" t="n"><v>1</v></c></row>' for y in range(2, rows + 2))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        f'<sheetData>{cells}</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    return repacked(content, {member: sheet.encode()})
