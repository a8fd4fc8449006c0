from __future__ import annotations

import ipaddress

import pytest

from bot.channel.website.addresses import Addresses

PROXIES = tuple(map(ipaddress.ip_network, ("127.0.0.1/32", "10.0.0.0/8", "fd00::/8")))


@pytest.mark.parametrize(("peer", "forwarded", "visitor"), [
    ("203.0.113.9", "", "203.0.113.9"),
    ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # who is no proxy may write anything
    ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
    ("127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),  # what the visitor wrote stands in front
    ("127.0.0.1", "1.2.3.4, 198.51.100.1, 10.2.3.4", "198.51.100.1"),
    ("127.0.0.1", "10.1.1.1, 10.2.3.4", "10.1.1.1"),
    ("127.0.0.1", "", "127.0.0.1"),
    ("127.0.0.1", "unknown", "127.0.0.1"),
    ("127.0.0.1", "198.51.100.1, unknown", "127.0.0.1"),
    ("fd00::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("127.0.0.1", "[2001:db8:1:2::7]", "2001:db8:1:2::/64"),
    ("::ffff:127.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
    ("fe80::1%eth0", "", "fe80::/64"),
    ("", "", ""),
])
def test_the_last_address_that_no_proxy_has_counts(peer: str, forwarded: str, visitor: str) -> None:
    assert Addresses(PROXIES).visitor(peer, forwarded) == visitor


def test_without_proxies_nothing_is_believed_and_the_operator_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    addresses = Addresses(())
    assert [addresses.visitor("127.0.0.1", f"198.51.100.{number}") for number in range(3)] == ["127.0.0.1"] * 3
    assert caplog.text.count("PLAN_TRUSTED_PROXIES") == 1
