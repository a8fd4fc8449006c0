from __future__ import annotations

import pytest

from bot.settings import SETTINGS, UnusableSetting, read_settings


def test_defaults() -> None:
    settings = read_settings({})
    assert (settings.host, settings.port, settings.message_limit) == ("127.0.0.1", 5005, 500)
    assert settings.local_actions
    assert settings.tracker_url == f"sqlite:///{settings.data_dir / 'conversations.sqlite'}"
    assert settings.retention_days == 30


def test_lists_of_origins_and_proxies() -> None:
    settings = read_settings({
        "PLAN_ALLOWED_ORIGINS": "https://www.Example.gov.cn/, http://intranet:8080 https://a.cn:443",
        "PLAN_TRUSTED_PROXIES": "127.0.0.1,10.1.2.3/8 fd00::/8",
    })
    assert settings.allowed_origins == {"https://www.example.gov.cn", "http://intranet:8080", "https://a.cn"}
    assert [str(network) for network in settings.trusted_proxies] == ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"]
    defaults = read_settings({})
    assert (defaults.allowed_origins, defaults.trusted_proxies, defaults.secret) == (frozenset(), (), "")
    assert (defaults.conversation_hours, defaults.conversation_rate, defaults.address_rate) == (24, 20, 120)


def test_a_secret_that_is_too_short_is_not_shown() -> None:
    with pytest.raises(UnusableSetting) as caught:
        read_settings({"PLAN_SECRET": "short-secret"})
    assert "PLAN_SECRET" in str(caught.value)
    assert "short-secret" not in str(caught.value)


@pytest.mark.parametrize(("name", "value"), [
    ("PLAN_ALLOWED_ORIGINS", "*"), ("PLAN_ALLOWED_ORIGINS", "www.example.gov.cn"), ("PLAN_ALLOWED_ORIGINS", "null"),
    ("PLAN_ALLOWED_ORIGINS", "https://a.cn/path"), ("PLAN_TRUSTED_PROXIES", "proxy"), ("PLAN_ADDRESS_RATE", "-1"),
    ("PLAN_TRUSTED_PROXIES", "10.0.0.0/64"), ("PLAN_CONVERSATION_HOURS", "0"), ("PLAN_CONVERSATION_RATE", "x"),
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
