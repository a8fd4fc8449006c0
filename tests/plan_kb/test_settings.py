from __future__ import annotations

from pathlib import Path

import pytest

from plan_kb.settings import SETTINGS, BadSetting, read_settings


def test_the_defaults() -> None:
    settings = read_settings({})
    assert (settings.host, settings.port) == ("127.0.0.1", 5005)
    assert settings.data_dir == Path("var").absolute()
    assert settings.database_url == f"sqlite:///{Path('var').absolute() / 'knowledge.sqlite'}"
    assert settings.max_message_length == 500
    assert settings.edition_poll_seconds == 0.5


def test_the_environment_changes_them(tmp_path: Path) -> None:
    settings = read_settings({"PLAN_DATA_DIR": str(tmp_path), "PLAN_PORT": " 80 ", "PLAN_HOST": ""})
    assert settings.database_url == f"sqlite:///{tmp_path / 'knowledge.sqlite'}"
    assert (settings.host, settings.port) == ("127.0.0.1", 80)
    url = "postgresql://kb@db/plan"
    assert read_settings({"PLAN_DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize(
    ("name", "value"),
    [("PLAN_PORT", "x"), ("PLAN_PORT", "70000"), ("PLAN_PORT", "-1"), ("PLAN_PORT", "\u0665"),
     ("PLAN_MAX_MESSAGE_LENGTH", "0"), ("PLAN_MAX_MESSAGE_LENGTH", "1.5"), ("PLAN_EDITION_POLL_SECONDS", "soon"),
     ("PLAN_EDITION_POLL_SECONDS", "nan"), ("PLAN_EDITION_POLL_SECONDS", "60"), ("PLAN_DATABASE_URL", "plan.sqlite"),
     ("PLAN_DATA_DIR", __file__), ("PLAN_PORT", "9" * 99)],
)  # fmt: skip
def test_a_bad_value_is_said_in_one_line(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read_settings({name: value})
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_each_setting_is_described_in_both_languages() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.name.startswith("PLAN_")
        assert setting.meaning_zh
        assert setting.meaning_en
