"""The carrier's own browser telephone, as the desk loads it: our token, its script, our page's policy."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page

from ivr.app import create_app, furnish
from ivr.carrier.rest import CarrierSoftphones
from ivr.settings import Settings
from routing.example import DEMO_PASSWORD, load_example_staff
from tests.web.signing_in import sign_in

pytestmark = pytest.mark.browser

# What softphone_twilio.js calls on the SDK's objects.
ON_A_DEVICE = ("on", "register", "updateToken", "destroy")
ON_A_CALL = ("accept", "reject", "disconnect", "mute", "sendDigits", "on")


def settings(database_url: str) -> Settings:
    return Settings(
        database_url=database_url,
        public_url="https://line.example.org",
        secret_key="k" * 40,
        twilio_account_sid="AC" + "1" * 32,
        twilio_auth_token="token",
        twilio_number="+494511223311",
        twilio_api_key="SK" + "2" * 32,
        twilio_api_secret="a secret of some length, 32 at least",
        twilio_region="ie1",
        twilio_edge="dublin",
    )


def test_the_sdk_takes_our_token(
    sqlite_url: str, serve: Callable[[Flask], str], new_window: Callable[..., Page]
) -> None:
    """The script loads under our policy, knows whose token it is, asks no other host, has what we call."""
    now = datetime.now(UTC)
    made = settings(sqlite_url)
    access = CarrierSoftphones(made).access("agent_17", now=now)
    assert (access.kind, access.edge) == ("twilio", "dublin")
    house = furnish(made)
    with house.sessions.begin() as session:
        load_example_staff(session, now=now)
    page = new_window(forgive=("ERR_FAILED",))
    page.route("**/desk/softphone-token", lambda route: route.abort())  # it would go on to the carrier
    page.goto(serve(create_app(made, house=house)) + "/desk/")
    sign_in(page, "ada", DEMO_PASSWORD)
    source = page.locator("#softphone").get_attribute("data-sdk")
    page.add_script_tag(url=source)
    found = page.evaluate(
        """async ([token, edge]) => {
            const { soundsFrom } = await import("/desk/static/softphone_twilio.js");
            const sounds = soundsFrom(document.getElementById("softphone").dataset);
            const device = new Twilio.Device(token, { edge, sounds });
            const names = (object) => {
                const all = new Set();
                for (let at = object; at; at = Object.getPrototypeOf(at)) {
                    Object.getOwnPropertyNames(at).forEach((name) => all.add(name));
                }
                return [...all];
            };
            return { token: device.token, device: names(device), call: names(Twilio.Call.prototype) };
        }""",
        [access.token, access.edge],
    )
    assert found["token"] == access.token
    assert set(ON_A_DEVICE) <= set(found["device"])
    assert set(ON_A_CALL) <= set(found["call"])
