"""The service: its routers, who is let in, and how it says no."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

import jumelage
from jumelage.errors import InputError, NoResultError
from jumelage.web.api.authentication import AUTHENTICATION
from jumelage.web.api.conflicts import KINDS, reasons_of, status_of
from jumelage.web.api.routers import agenda, day, directory, jobs, links, missions, people, requests, towns
from jumelage.web.api.schemas import ErrorResponse

__all__ = ["service"]

service = NinjaAPI(
    title="Jumelage",
    version=jumelage.__version__,
    description="The same queries and actions as the pages, with the rights of the person who asks.",
    urls_namespace="api",
    auth=AUTHENTICATION,
    docs_url=None,
)
for module in (people, missions, requests, agenda, day, links, directory, towns, jobs):
    service.add_router("", module.router)


@service.exception_handler(PermissionDenied)
def _forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    said = "Your role does not allow this. / Votre rôle ne permet pas cela."
    return service.create_response(request, ErrorResponse(detail=said), status=403)


@service.exception_handler(ValidationError)
def _not_as_described(request: HttpRequest, error: ValidationError) -> HttpResponse:
    said = "; ".join(f"{'.'.join(map(str, found['loc']))}: {found['msg']}" for found in error.errors)
    return service.create_response(request, ErrorResponse(detail=said), status=422)


@service.exception_handler(InputError)
def _wrong(request: HttpRequest, error: InputError) -> HttpResponse:
    found = ErrorResponse.model_validate({"detail": str(error), "problems": error.problems})
    return service.create_response(request, found, status=422)


@service.exception_handler(NoResultError)
def _impossible(request: HttpRequest, error: NoResultError) -> HttpResponse:
    return service.create_response(request, ErrorResponse(detail=str(error)), status=409)


def _late(request: HttpRequest, error: Any) -> HttpResponse:
    return service.create_response(request, ErrorResponse(detail=reasons_of(error)), status=status_of(error))


for kind in KINDS:
    service.add_exception_handler(kind, _late)
