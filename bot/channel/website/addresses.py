"""Where a request comes from, also behind reverse proxies."""
from __future__ import annotations

import ipaddress
import logging
from collections.abc import Sequence

from sanic.request import Request

from bot.settings import TRUSTED_PROXIES, Network

logger = logging.getLogger(__name__)

IPV6_SITE_BITS = 64
"""An IPv6 visitor may change the other half of the address at will."""

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Addresses:
    """Finds the visitor's address; ``proxies`` are those whose X-Forwarded-For is believed."""

    def __init__(self, proxies: Sequence[Network]) -> None:
        self._proxies = proxies
        self._warned = False

    def of(self, request: Request) -> str:
        """The address that limits count by: an IPv4 address, or the network of an IPv6 one."""
        forwarded = ",".join(request.headers.getall("x-forwarded-for", []))
        return self.visitor(request.ip or "", forwarded)

    def visitor(self, peer: str, forwarded: str) -> str:
        """The same from the ``peer`` of the connection and the words of X-Forwarded-For.

        The last address there that is none of the proxies' counts: what stands before it anybody may have written.
        """
        address = _read(peer)
        if forwarded.strip() and not self._is_proxy(address):
            self._warn(peer)
        else:
            for part in reversed(forwarded.split(",")):
                if not self._is_proxy(address):
                    break
                found = _read(part)
                if found is None:
                    break
                address = found
        if isinstance(address, ipaddress.IPv6Address):
            return str(ipaddress.ip_network((address, IPV6_SITE_BITS), strict=False))
        return str(address) if address else peer

    def _is_proxy(self, address: _Address | None) -> bool:
        return address is not None and any(address in network for network in self._proxies)

    def _warn(self, peer: str) -> None:
        if not self._warned:
            self._warned = True
            logger.warning(
                "X-Forwarded-For from %s is not believed: if that is your proxy, name it in %s, or all visitors "
                "count as one address", peer, TRUSTED_PROXIES.name,
            )


def _read(text: str) -> _Address | None:
    try:
        address = ipaddress.ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
