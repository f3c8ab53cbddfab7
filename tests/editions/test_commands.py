"""`flask menu`: out into a folder, changed there, back in as a draft, published, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.app import furnish
from ivr.editions.commands import menu_commands
from ivr.house import House
from routing.staff import add_staff
from tests.settings import example_settings

Run = Callable[..., Result]


@pytest.fixture
def house(sqlite_url: str) -> House:
    settings = example_settings(sqlite_url, public_url="http://127.0.0.1")
    made = furnish(settings)
    with made.sessions.begin() as session:
        add_staff(session, "olga", "Olga Ohm", "a long password", ["operator"], now=made.clock())
    return made


@pytest.fixture
def run(house: House) -> Run:
    commands = menu_commands(house)
    return lambda *arguments: CliRunner().invoke(commands, [str(each) for each in arguments])


def test_out_and_in_again(house: House, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "review"
    assert run("export", "termine", folder).exit_code == 0
    assert run("check", "termine", folder).output == "No faults.\n"
    menu = folder / "menu.toml"
    menu.write_text(menu.read_text().replace('next = "own_language"', 'next = "nowhere"'))
    wrong = run("check", "termine", folder)
    assert wrong.exit_code == 1
    assert "greeting: From here it goes on to “nowhere”. There is no such step." in wrong.stderr
    run("export", "termine", folder)
    greeting = folder / "prompts" / "de" / "main.toml"
    greeting.parent.mkdir(parents=True)
    greeting.write_text('greeting = "Moin."\n')
    assert run("import", "termine", folder, "--by", "olga").output == "Draft 1\n"
    done = ("--by", "olga", "--reason", "Norden")
    assert run("publish", "termine", 1, *done).output == "Edition 1 of termine\n"
    assert run("publish", "termine", 1, *done).exit_code == 2
    assert house.current("termine").text("greeting", "de", {}) == "Moin."
    archive = tmp_path / "now.zip"
    assert run("export", "termine", archive).exit_code == 0
    assert run("import", "termine", archive, "--by", "olga").output == "Draft 2\n"
    assert run("drafts", "termine").output.startswith("2\tImport\tolga\t")
    assert run("discard", "termine", 2, "--by", "olga").exit_code == 0
    assert run("discard", "termine", 2, "--by", "olga").exit_code == 2
    assert run("drafts", "termine").output == ""
    assert run("take-back", "termine", *done).exit_code == 0
    assert run("take-back", "termine", *done).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "nowhere"),
        ("export", "termine", "out", "--edition", "7"),
        ("import", "termine", "pyproject.toml", "--by", "olga"),
        ("publish", "termine", "7", "--by", "olga", "--reason", "?"),
        ("take-back", "termine", "--by", "nobody", "--reason", "?"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(run: Run, arguments: tuple[str, ...]) -> None:
    said = run(*arguments)
    assert said.exit_code == 2
    assert "Error: " in said.stderr
