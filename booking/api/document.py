"""The API's description, as OpenAPI 3.1: made from the views and the shapes of what they take and give."""

from collections import defaultdict
from http import HTTPStatus
from typing import Any

from flask import Response, json
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models import APISpec
from flask_openapi3.models.components import Components
from flask_openapi3.models.info import Info
from flask_openapi3.models.schema import Schema
from flask_openapi3.models.security_scheme import SecurityScheme
from flask_openapi3.models.tag import Tag
from flask_openapi3.types import ResponseDict

from booking.api.answers import Answer, Problem
from booking.api.gate import open_to_all
from booking.api.problems import KINDS, MEDIA_TYPE

VERSION = "1.1.0"
KEY = "key"
NEEDS_KEY: list[dict[str, list[str]]] = [{KEY: []}]

OFFICES = Tag(name="offices", description="Where.")
SERVICES = Tag(name="services", description="What for.")
TIMES = Tag(name="times", description="When: what is free. Whatever is told here can be held.")
HOLDS = Tag(name="holds", description="A place is kept for a client while a citizen decides.")
APPOINTMENTS = Tag(name="appointments", description="Booked, found again, moved, cancelled.")

ABOUT = """\
The city's appointment book, as its telephone line and its offices use it. Each request bears a key:
`Authorization: Bearer <key>`. Days and hours are Berlin's; moments are given with Berlin's offset and in UTC.
Errors are problems as in RFC 9457, with a stable `code`."""

ALWAYS = ("unknown_key", "invalid_request", "too_many_requests", "unavailable")
WITH_A_BODY = ("bad_json", "too_large", "not_json")


def answers_with(status: int, body: type[Answer] | None, *codes: str) -> ResponseDict:
    """The answer when all is well; and for each status that is an error, the codes that it may have here."""
    by_status: dict[int, list[str]] = defaultdict(list)
    for code in (*ALWAYS, *codes):
        by_status[KINDS[code].status].append(code)
    return {status: body, **{each: _problem(each, by_status[each]) for each in sorted(by_status)}}


def _problem(status: int, codes: list[str]) -> dict[str, Any]:
    response: dict[str, Any] = {
        "description": f"{HTTPStatus(status).phrase}: {', '.join(f'`{code}`' for code in codes)}",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        whole = {"type": "integer", "minimum": 1}
        response["headers"] = {"Retry-After": {"description": "Seconds.", "required": True, "schema": whole}}
    return response


def add_document(api: APIBlueprint) -> None:
    """GET openapi.json, made once; and the table of problems that their types lead to."""

    def description() -> Response:
        return Response(text, mimetype="application/json")

    def problem_types() -> Response:
        table = {code: {"status": kind.status, "title": kind.title} for code, kind in KINDS.items()}
        return Response(json.dumps(table), mimetype="application/json")

    text = json.dumps(_document(api))
    api.add_url_rule("/openapi.json", view_func=open_to_all(description))
    api.add_url_rule("/problems", view_func=open_to_all(problem_types))


def _document(api: APIBlueprint) -> dict[str, Any]:
    schemas = {**api.components_schemas, "Problem": Schema(**Problem.model_json_schema())}
    document = APISpec(
        openapi="3.1.0",
        info=Info(title="Appointment book", version=VERSION, description=ABOUT),
        paths=api.paths,
        tags=api.tags,
        components=Components(
            schemas=schemas,
            securitySchemes={KEY: SecurityScheme(type="http", scheme="bearer")},
        ),
    )
    return document.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)
