"""The API's description of itself, and the guide to it."""

import re
from pathlib import Path

from booking.api.problems import KINDS
from tests.booking.api.asker import API, Asker, given

GUIDE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")


def test_the_description_is_open_and_whole(website: Asker) -> None:
    """Without a key: OpenAPI 3.1 with every view of the API, under names of their own, with a key."""
    description = given(website.web.get(f"{API}/openapi.json"))
    assert description["openapi"].startswith("3.1")
    operations = [one for path in description["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    assert len(set(names)) == len(names)
    assert all(one["security"] == [{"key": []}] for one in operations)
    rules = {rule.endpoint for rule in website.web.application.url_map.iter_rules()}
    views = {name.removeprefix("api_v1.") for name in rules if name.startswith("api_v1.")}
    assert views - {"description", "problem_types"} == set(names)


def test_nothing_of_a_person_is_in_an_address(website: Asker) -> None:
    """Addresses end in logs: codes, numbers and names are sent in bodies only."""
    paths = given(website.web.get(f"{API}/openapi.json"))["paths"]
    of_addresses = {
        parameter["name"]
        for path in paths.values()
        for operation in path.values()
        for parameter in operation.get("parameters", ())
        if parameter["in"] in ("path", "query")
    }
    assert "office" in of_addresses
    assert of_addresses & {"code", "phone", "name"} == set()


def test_every_problem_is_explained(website: Asker) -> None:
    """Where the types of problems lead to, and in the guide."""
    table = given(website.web.get(f"{API}/problems"))
    assert table["slot_taken"] == {"status": 409, "title": KINDS["slot_taken"].title}
    for code, kind in KINDS.items():
        assert re.search(rf"^\| [^|]*{kind.status}[^|]*\| [^|]*`{code}`", GUIDE, re.MULTILINE), code


def test_the_guide_asks_for_what_is_there(website: Asker) -> None:
    """Every address of its examples is one of the description, with parameters that it has."""
    paths = given(website.web.get(f"{API}/openapi.json"))["paths"]
    for address, query in re.findall(r'"\$API(/[^"?]*)\??([^"]*)"', GUIDE):
        shape = re.sub(r"^(/\w+)/(?!find|move|cancel)[^/]+", r"\1/{*}", address)
        found = [path for path in paths if re.sub(r"\{\w+\}", "{*}", path) == API + shape]
        assert found, address
        known = {one["name"] for one in paths[found[0]].get("get", {}).get("parameters", ())}
        assert {part.partition("=")[0] for part in query.split("&") if part} <= known, address
