"""Headers that keep a page from running or loading anything that is not the server's own."""
from __future__ import annotations

import base64
import hashlib


def content_security_policy(style: str = "") -> str:
    """The policy of a page; ``style`` is the one style sheet that stands in the page itself, allowed by its digest."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return "; ".join((
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' 'sha256-{digest}'" if style else "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ))


PAGE_HEADERS = {
    "Content-Security-Policy": content_security_policy(),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=(), payment=(), usb=()",
    # Not no-referrer: browsers then send forms of the page itself with `Origin: null`.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
"""For every page with a visitor's view."""

WIDGET_HEADERS = {"Cross-Origin-Resource-Policy": "cross-origin", "X-Content-Type-Options": "nosniff"}
"""For the files that other websites embed."""
