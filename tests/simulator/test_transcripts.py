"""The runner of `.call` files: what it plays, compares, binds and rewrites."""

from pathlib import Path

import pytest

from ivr.simulator import Exchange
from ivr.simulator.transcript import TranscriptFault, read_calls, write_calls
from tests.simulator.line import NUMBER, ScriptedLine
from tests.transcripts import Stage, check, read

CALL = """# from: +491701234567
# at: 2026-12-01T09:00 Europe/Berlin
# given: nobody on duty

◀ Bitte wählen Sie.
▶ …
◀ Noch einmal.
▶ "Termin"
◀ Ihr Code: {code}. Noch einmal: {code}.
✉ Code {code} {link}
▶ {code}
◀ Danke.
◀ ✆
"""


def scripted(line: ScriptedLine, code: str = "1234567") -> None:
    spoken = f"{' '.join(code[:3])}, {' '.join(code[3:5])}, {' '.join(code[5:])}"
    line.script(
        voice='<Gather input="dtmf speech" action="/code"><Say>Bitte wählen Sie.</Say></Gather>'
        '<Gather input="dtmf speech" action="/code"><Say>Noch einmal.</Say></Gather>',
        code='<Gather numDigits="7" action="/end">'
        f"<Say>Ihr Code: {spoken}. Noch einmal: {spoken}.</Say></Gather>",
        end=lambda params: "<Say>Danke.</Say>" if params["Digits"] == code else "<Say>Falsch.</Say>",
    )


@pytest.fixture
def stage(exchange: Exchange, twilio, line: ScriptedLine) -> Stage:
    texts = iter(["Code 1234567 https://line.example/t/x1"])

    def work() -> None:
        if "/code" in line.paths():
            for text in texts:
                twilio.messages.create(to="+491701234567", from_=NUMBER, body=text)

    return Stage(exchange, NUMBER, step=work)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "booking.call"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_call_that_goes_as_written_passes(stage: Stage, line: ScriptedLine, tmp_path: Path) -> None:
    """Keys, speech, silence, texts and variables: the same code in groups, in a text and pressed."""
    scripted(line)
    path = written(tmp_path, CALL)
    check(path, read(path), stage)
    assert stage.known == {"code": "1 2 3, 4 5, 6 7", "link": "https://line.example/t/x1"}


def test_a_difference_is_shown_as_one(stage: Stage, line: ScriptedLine, tmp_path: Path) -> None:
    """A line that says something else fails with a diff of just that."""
    scripted(line)
    path = written(tmp_path, CALL.replace("Danke.", "Auf Wiederhören."))
    with pytest.raises(AssertionError) as difference:
        check(path, read(path), stage)
    changed = [line for line in str(difference.value).splitlines() if line[:2] in {"-◀", "+◀"}]
    assert changed == ["-◀ Auf Wiederhören.", "+◀ Danke."]


def test_a_variable_means_the_same_everywhere(stage: Stage, line: ScriptedLine, tmp_path: Path) -> None:
    """Two different codes do not both pass for {code}."""
    scripted(line, code="7654321")
    path = written(tmp_path, CALL)
    with pytest.raises(AssertionError, match="1234567"):
        check(path, read(path), stage)


def test_update_rewrites_the_file(stage: Stage, line: ScriptedLine, tmp_path: Path) -> None:
    """--update writes what happens now, with the variables in their places; then it passes."""
    scripted(line)
    acts = [each for each in CALL.splitlines() if each[:1] in {"#", "▶"}]
    path = written(tmp_path, "\n".join(acts))
    check(path, read(path), stage, update=True)
    assert path.read_text(encoding="utf-8") == CALL


def test_agents_phones_and_time(exchange: Exchange, line: ScriptedLine, tmp_path: Path) -> None:
    """☎ lines note what rings and do what somebody does, under a name; ⏲ lets time pass; ↻ repeats."""
    line.script(
        voice='<Dial action="/done" timeout="20"><Client>a1</Client></Dial>',
        done="<Redirect>/voice</Redirect>",
    )
    exchange.phone("client:a1")
    path = written(
        tmp_path,
        """# from: +491701234567

☎ Anna rings
⏲ 20 s
☎ Anna stops ringing
☎ Anna rings
↻
☎ Anna declines
☎ Anna rings
☎ Anna answers
▶ ✆
""",
    )
    calls = read(path)
    stage = Stage(exchange, NUMBER, names={"client:a1": "Anna"})
    check(path, calls, stage)
    assert exchange.phone("client:a1").call.state == "completed"


def test_calls_are_read_as_they_are_written() -> None:
    """Reading and writing are each other's reverse, long lines and several calls included."""
    text = CALL + "\n---\n" + CALL.replace("Danke.", "Danke, und nun folgt ein langer Satz. " * 6)
    assert write_calls(read_calls(write_calls(read_calls(text)))) == write_calls(read_calls(text))
    assert len(read_calls(text)) == 2
    assert max(map(len, write_calls(read_calls(text)).splitlines())) <= 100


@pytest.mark.parametrize("text", ["x Hallo", "# ohne Doppelpunkt", "  hängt in der Luft"])
def test_faults_name_their_line(text: str) -> None:
    """What cannot be read says where."""
    with pytest.raises(TranscriptFault, match="line 2"):
        read_calls("\n" + text)
