"""The pages: a telephone to call with, and telephones that can be rung."""

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, send_from_directory

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange

HERE = Path(__file__).resolve().parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
CALLERS = (
    ("+491701234567", "Mobiltelefon", "0170 1234567"),
    ("+494515550123", "Festnetz, Lübeck", "0451 5550123"),
    ("anonymous", "Nummer unterdrückt", ""),
    ("+436641234567", "Aus dem Ausland", "+43 664 1234567"),
)


def page_routes(exchange: "Exchange") -> Blueprint:
    routes = Blueprint("pages", __name__, template_folder=str(HERE / "templates"))

    @routes.after_request
    def harden(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    @routes.get("/")
    def telephone() -> str:
        numbers = [(number, spaced(number)) for number in exchange.numbers]
        return render_template("phone.html", callers=CALLERS, numbers=numbers, address=None)

    @routes.get("/phones/<path:address>")
    def rung_telephone(address: str) -> str:
        return render_template("phone.html", callers=(), numbers=[], address=address)

    @routes.get("/static/<path:name>")
    def static(name: str) -> Response:
        return send_from_directory(HERE / "static", name)

    return routes


def spaced(number: str) -> str:
    """A German number of the exchange as people write it: +494511223311 as (0451) 122-3311."""
    if number.startswith("+49451") and len(number) > 9:
        return f"(0451) {number[6:9]}-{number[9:]}"
    return number
