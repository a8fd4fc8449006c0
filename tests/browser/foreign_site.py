"""A website of somebody else that embeds the chat, under a strict Content Security Policy."""
from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


class ForeignSite:
    """Serves whatever ``pages`` holds by path, as (policy, HTML)."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.pages: dict[str, tuple[str, str]] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                policy, html = site.pages.get(self.path, ("", ""))
                self.send_response(200 if html else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(html.encode())

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)

    def embed(self, path: str, assistant: str, attributes: str = "") -> str:
        """Puts a page with the embed line of the README at ``path``; returns its address."""
        policy = (
            f"default-src 'none'; script-src {assistant}; connect-src {assistant}; "
            "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
        )
        self.pages[path] = (policy, (
            '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>奉贤区</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
            '<body><main><h1>奉贤区科学技术委员会</h1><p>正文。</p><a href="/other">另一页</a></main>'
            f'<script src="{assistant}/widget.js" {attributes} defer></script></body></html>'
        ))
        return self.origin + path

    def __enter__(self) -> ForeignSite:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
