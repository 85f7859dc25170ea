"""The one ASGI app: pages, the web chat's API, health."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.handling import where
from bot.web import words
from bot.web.api import Refused, api_router, refusal
from bot.web.deps import WebDeps
from bot.web.localities import WebLocality
from bot.web.pages import STATIC, Pages
from bot.web.shield import SecurityHeaders

_log = logging.getLogger(__name__)
_READ = ["GET", "HEAD"]


class _Assets(StaticFiles):
    """Assets are asked for with their version, so a browser may keep them; templates are not assets."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path.endswith(".html"):
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def build_web(deps: WebDeps) -> FastAPI:
    """The app. Other parts (webhooks, the organisers' pages) may add routers under paths of their own."""
    app = FastAPI(title="hocvuso", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(SecurityHeaders)
    app.include_router(api_router(deps))
    app.add_exception_handler(Refused, refusal)
    pages = Pages()
    _add_problems(app, pages)
    app.mount("/static", _Assets(directory=STATIC), name="static")
    _add_health(app, deps)
    _add_pages(app, deps, pages)
    return app


def _add_health(app: FastAPI, deps: WebDeps) -> None:
    @app.api_route("/healthz", methods=_READ)
    async def healthz() -> Response:
        try:
            details = await deps.health()
        except Exception as error:
            _log.error("health check failed: error=%s at=%s", type(error).__name__, where(error))
            return JSONResponse({"status": "failing"}, status_code=503)
        return JSONResponse({"status": "ok", **details})


def _add_pages(app: FastAPI, deps: WebDeps, pages: Pages) -> None:
    def page(html: str, *, unclaimed: bool) -> HTMLResponse:
        # a trial must not turn up in a search as if it were the locality's own page
        hidden = {"X-Robots-Tag": "noindex"} if unclaimed else {}
        return HTMLResponse(html, headers={"Cache-Control": "no-cache", **hidden})

    async def chat(locality: WebLocality) -> HTMLResponse:
        shown = await deps.shown(locality)
        html = pages.chat(shown, others=len(deps.localities) > 1)
        return page(html, unclaimed=not shown.claimed)

    @app.api_route("/", methods=_READ)
    async def index() -> Response:
        if len(deps.localities) == 1:
            return await chat(deps.localities[0])
        shown = tuple([await deps.shown(each) for each in deps.localities])
        return page(pages.index(shown), unclaimed=not all(each.claimed for each in shown))

    @app.api_route("/{slug}", methods=_READ)
    async def locality(slug: str) -> Response:
        found = deps.locality(slug)
        if found is None:
            raise HTTPException(404)
        return await chat(found)


def _add_problems(app: FastAPI, pages: Pages) -> None:
    def problem(request: Request, status: int, text: str) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": text}, status_code=status)
        return HTMLResponse(pages.problem(text), status_code=status)

    @app.exception_handler(HTTPException)
    async def http_problem(request: Request, error: HTTPException) -> Response:
        text = words.NOT_FOUND if error.status_code == 404 else words.MALFORMED
        return problem(request, error.status_code, text)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        return problem(request, 500, words.BUSY)
