"""Pages that say why there is no other one."""
from __future__ import annotations

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.page.rendering import language_of, page
from bot.page.words import say_in


def missing_page(request: Request) -> HTTPResponse:
    """What a visitor sees who comes to a page that there is not, or no longer."""
    return _notice_page(request, 404, "missing")


def failed_page(request: Request, reference: str) -> HTTPResponse:
    """What a visitor sees where something inside failed; ``reference`` stands in the log."""
    return _notice_page(request, 500, "failed", reference=reference)


def _notice_page(request: Request, status: int, key: str, **values: str) -> HTTPResponse:
    language = language_of(request)
    say = say_in(language, "plan")
    title = say(f"{key}_title")
    return page(
        request, "notice.html", status, say=say, language=language, root="../" * request.path.count("/", 1) or "./",
        title=title, description=title, words=say(key, **values),
    )
