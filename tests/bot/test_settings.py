from __future__ import annotations

import pytest

from bot.settings import SETTINGS, UnusableSetting, read_settings


def test_defaults() -> None:
    settings = read_settings({})
    assert (settings.host, settings.port, settings.message_limit) == ("127.0.0.1", 5005, 500)
    assert settings.local_actions
    assert settings.tracker_url == f"sqlite:///{settings.data_dir / 'conversations.sqlite'}"
    assert settings.retention_days == 30


@pytest.mark.parametrize(("name", "value"), [
    ("PLAN_PORT", "http"), ("PLAN_PORT", "70000"), ("PLAN_ACTIONS", "remote"), ("PLAN_RETENTION_DAYS", "-1"),
    ("PLAN_REPLY_SECONDS", "0"), ("PLAN_LOG_LEVEL", "LOUD"), ("PLAN_RETENTION_DAYS", "３０"),
])
def test_unusable_value_is_named_in_one_line(name: str, value: str) -> None:
    with pytest.raises(UnusableSetting) as caught:
        read_settings({name: value})
    assert name in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_every_setting_is_explained_in_both_languages_and_named_once() -> None:
    assert all(setting.meaning_zh and setting.meaning_en for setting in SETTINGS)
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
