"""Whatever is edited in the console: what the check lets through drops no caller."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from ivr.editing.opened import Opened
from ivr.editing.refused import EditRefused
from ivr.editions import Edition
from ivr.editions.shipped import read_shipped
from ivr.settings import ROOT
from tests.dialog.telephone import Telephone
from tests.dialog.test_random_callers import AnyOffice, heard, only_one_of, phone_ends, pressed
from tests.editing.edits import edited, finished

SHIPPED = read_shipped(ROOT / "ivr" / "lines.toml")
EDITS, CALLS = 6, 2


@pytest.mark.parametrize("line", list(SHIPPED.files))
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_sequence_of_edits_publishes_a_menu_that_drops_a_caller(line: str, data: st.DataObject) -> None:
    """Random deeds, sound and unsound; each time that the draft could be published, it is called."""
    draft = Opened(line, SHIPPED.files[line], SHIPPED.prompts)
    done: Counter[str] = Counter()
    for _ in range(data.draw(st.integers(1, EDITS), label="edits")):
        try:
            after = finished(data, edited(data, draft).draft)
        except EditRefused as refused:
            done[f"refused: {refused.code}"] += 1
            continue
        edition, faults = after.read
        if edition is None or faults:
            done["faulty"] += 1
            draft = after if data.draw(st.integers(0, 4), label="stays") == 0 else draft
            continue
        done["sound"] += 1
        draft = after
        for _ in range(CALLS):
            call(edition, data)
    for what, count in done.items():
        event(f"{what} ({min(count, 3)})")


def call(edition: Edition, data: st.DataObject) -> None:
    """A caller who does anything, until an end or an agent."""
    language = data.draw(st.sampled_from(edition.line.languages))
    phone = Telephone(edition.script, edition.prompts, AnyOffice(draw=data), language)
    for one in data.draw(st.lists(st.one_of(pressed, heard), max_size=15)):
        phone.hear(one)
        only_one_of(phone)
    phone_ends(phone, edition.script)
