from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.channel.secret import SECRET_FILE, NoSecret, kept_secret, secret_of
from bot.settings import read_settings


def test_a_secret_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    secret = kept_secret(folder)
    assert len(secret) >= 43  # 256 bits
    assert kept_secret(folder) == secret
    assert stat.S_IMODE((folder / SECRET_FILE).stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == [SECRET_FILE]
    assert kept_secret(tmp_path / "other") != secret


def test_all_who_come_at_once_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(lambda _: kept_secret(tmp_path), range(64)))) == 1
    assert [path.name for path in tmp_path.iterdir()] == [SECRET_FILE]


def test_a_set_secret_goes_before_the_kept_one(tmp_path: Path) -> None:
    settings = read_settings({"PLAN_DATA_DIR": str(tmp_path), "PLAN_SECRET": "s" * 32})
    assert secret_of(settings) == "s" * 32
    assert not (tmp_path / SECRET_FILE).exists()


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 50])
def test_an_unusable_file_is_said_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / SECRET_FILE).write_bytes(content)
    with pytest.raises(NoSecret) as caught:
        kept_secret(tmp_path)
    assert SECRET_FILE in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NoSecret, match=SECRET_FILE):
        kept_secret(tmp_path / "file" / "data")
