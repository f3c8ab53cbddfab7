"""Offices and services: what there is, before anybody asks when."""

from typing import Any

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from sqlalchemy.orm import Session

from booking import catalogue, values
from booking.api import answers
from booking.api.answers import answer
from booking.api.document import OFFICES, SERVICES, answers_with
from booking.api.gate import Book, for_clients
from booking.api.questions import OfficePath, OfKind, OfOffice, ServicePath
from booking.opening import local_day

CLOSURE_DAYS = 100  # ahead


def add_catalogue(api: APIBlueprint, book: Book) -> None:
    @api.get("/offices", tags=[OFFICES], summary="All offices", responses=answers_with(200, answers.Offices))
    @for_clients
    def list_offices(query: OfKind) -> Response:
        with book.reading() as session:
            found = catalogue.offices(session, query.kind)
        return answer(answers.Offices(offices=[answers.Office(**_office(each)) for each in found]))

    @api.get(
        "/offices/<office>",
        tags=[OFFICES],
        summary="One office: services, hours, and when it is shut",
        responses=answers_with(200, answers.OfficeDetails, "unknown_office"),
    )
    @for_clients
    def get_office(path: OfficePath) -> Response:
        with book.reading() as session:
            found = catalogue.office(session, path.office)
            return answer(_details(session, found, book))

    @api.get(
        "/services",
        tags=[SERVICES],
        summary="All services, what is asked for most first",
        responses=answers_with(200, answers.Services, "unknown_office"),
    )
    @for_clients
    def list_services(query: OfOffice) -> Response:
        with book.reading() as session:
            found = catalogue.services(session, query.kind)
            if query.office is not None:
                has = _services_at(session, catalogue.office(session, query.office).key)
                found = [each for each in found if each.key in has]
        return answer(answers.Services(services=[answers.Service(**_service(each)) for each in found]))

    @api.get(
        "/services/<service>",
        tags=[SERVICES],
        summary="One service, and where it can be had",
        responses=answers_with(200, answers.ServiceDetails, "unknown_service"),
    )
    @for_clients
    def get_service(path: ServicePath) -> Response:
        with book.reading() as session:
            found = catalogue.service(session, path.service)
            offices = [each.key for each in catalogue.offices_for(session, found.key)]
        return answer(answers.ServiceDetails(**_service(found), offices=offices))


def _office(office: values.Office) -> dict[str, Any]:
    return {
        "key": office.key,
        "kind": office.kind,
        "name": office.name,
        "short": office.short,
        "former_names": list(office.former_names),
        "address": office.address,
    }


def _details(session: Session, office: values.Office, book: Book) -> answers.OfficeDetails:
    today = local_day(book.clock())
    return answers.OfficeDetails(
        **_office(office),
        services=_services_at(session, office.key),
        hours=[_open_day(each) for each in catalogue.weekly_hours(session, office.key, on=today)],
        closures=[_shut(each) for each in catalogue.closures(session, office.key, today, CLOSURE_DAYS)],
    )


def _services_at(session: Session, office: str) -> list[str]:
    return [
        each.key
        for each in catalogue.services(session)
        if any(one.key == office for one in catalogue.offices_for(session, each.key))
    ]


def _open_day(hours: values.DayHours) -> answers.OpenDay:
    spans = [
        answers.OpenSpan(opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}") for opens, closes in hours.spans
    ]
    return answers.OpenDay(weekday=hours.weekday + 1, spans=spans)


def _shut(closure: values.Closure) -> answers.ShutDays:
    return answers.ShutDays(
        first_day=closure.day_from.isoformat(),
        last_day=closure.day_to.isoformat(),
        reason=closure.reason,
        holiday=closure.holiday,
    )


def _service(service: values.Service) -> dict[str, Any]:
    return {
        "key": service.key,
        "kind": service.kind,
        "names": dict(service.names),
        "synonyms": list(service.synonyms),
        "documents": {language: list(items) for language, items in service.documents.items()},
        "fee": dict(service.fee),
        "bookable": service.bookable,
    }
