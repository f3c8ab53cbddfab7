"""Whoever calls and whatever they do: an end or an agent, and no exception on the way."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.dialog import ACTIONS, JSON, Heard, Outcome, Script, load
from ivr.dialog.engine import LAST_TURNS
from tests.dialog.conftest import MENUS
from tests.dialog.office import Office
from tests.dialog.telephone import Telephone
from voice_prompts import FOLDER, Catalog

PROMPTS = Catalog.load(FOLDER)
SHIPPED = [load(file, file.stem, prompts=PROMPTS) for file in sorted(MENUS.glob("*.toml"))]

OUTCOMES = ["call_back", "closed", "failed", "served", "fault", "unheard_of", ""]
WORDS = [
    "ja",
    "nein",
    "Termin",
    "Personalausweis",
    "den zweiten",
    "Mitarbeiter",
    "zurück",
    "1234567",
    "12. März",
]

heard = st.one_of(
    st.sampled_from("0123456789*#").map(lambda key: Heard("keys", key)),
    st.sampled_from(["1712", "3102", "1234567", "04511223311", "11#", "*0", "", "abc", "12"]).map(
        lambda keys: Heard("keys", keys)
    ),
    st.sampled_from(WORDS).map(lambda words: Heard("speech", words)),
    st.text(max_size=30).map(lambda words: Heard("speech", words)),
    st.just(Heard("silence")),
    st.sampled_from(OUTCOMES).map(lambda name: Heard("outcome", name)),
    st.just(Heard("start")),
)
pressed = st.sampled_from("123456").map(lambda key: Heard("keys", key))


@dataclass
class AnyOffice(Office):
    """Each action ends in whichever outcome `draw` picks, with the values that it promises."""

    draw: st.DataObject | None = None

    def run(self, action: str, values: Mapping[str, JSON], language: str) -> Outcome:
        assert self.draw is not None
        missing = [name for name in ACTIONS[action].needs if values.get(name) is None]
        assert not missing, f"{action} without {missing}"
        name = self.draw.draw(st.sampled_from(sorted(ACTIONS[action].outcomes)), label=action)
        self.done.append((action, {}))
        return Outcome(name, self._values(action, name, values))


@pytest.mark.parametrize("script", SHIPPED, ids=lambda script: script.name)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(data=st.data(), language=st.sampled_from(["de", "en"]))
def test_every_caller_comes_to_an_end_or_an_agent(script: Script, data: st.DataObject, language: str) -> None:
    """Keys, words, silence and hand-overs that come back, whatever the actions answer."""
    phone = Telephone(script, PROMPTS, AnyOffice(draw=data), language)
    for one in data.draw(st.lists(st.one_of(pressed, heard), max_size=40)):
        phone.hear(one)
        only_one_of(phone)
    phone_ends(phone, script)


@pytest.mark.parametrize("script", SHIPPED, ids=lambda script: script.name)
@pytest.mark.parametrize("key", [*"0123456789*#", "", "12"])
@pytest.mark.parametrize("duty", ["open", "closed"])
def test_one_key_for_ever(script: Script, key: str, duty: str) -> None:
    """Somebody who leans on one key, by day and by night."""
    phone = Telephone(script, PROMPTS, Office(ends={"duty": duty}))
    for _ in range(script.defaults.turns + LAST_TURNS + 1):
        if phone.reply.ended or phone.reply.handoff:
            return
        phone.press(key)
    raise AssertionError(f"still at {phone.step}")


def only_one_of(phone: Telephone) -> None:
    """A turn ends in exactly one way."""
    reply = phone.reply
    assert [reply.listen is not None, reply.handoff is not None, reply.ended].count(True) == 1


def phone_ends(phone: Telephone, script: Script) -> None:
    """From wherever the call is, silence brings it to an agent or an end within three questions or so."""
    for _ in range(script.defaults.turns + LAST_TURNS + 1):
        if phone.reply.ended or phone.reply.handoff:
            return
        phone.wait()
    raise AssertionError(f"still at {phone.step}")
