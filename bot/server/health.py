"""``GET /health``: says ready, with the numbers of what is served."""
from __future__ import annotations

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.server.knowledge import ServedKnowledge


def health_routes(knowledge: ServedKnowledge, model: str) -> Blueprint:
    """The route of the health check; nothing listens before the first test message was answered."""
    routes = Blueprint("health")

    @routes.get("/health")
    async def health(_request: Request) -> HTTPResponse:
        state = {"status": "ready", "edition": knowledge.edition_number(), "model": model}
        return response.json(state, headers={"Cache-Control": "no-store"})

    return routes
