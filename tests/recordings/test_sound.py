"""Which files can be played to callers, and what is told of those that cannot."""

import pytest

from ivr.recordings.sound import Unusable, examine
from ivr.web.words import texts
from tests.recordings.tones import tone


@pytest.mark.parametrize(
    ("content", "format", "remarks"),
    [
        (tone(), "wav", ()),
        (tone(2.5, -25, rate=44100), "wav", ()),
        (tone(form="MP3", rate=16000), "mp3", ()),
        (tone(rate=16000, channels=2), "wav", ("stereo",)),
    ],
)
def test_a_usable_sound_is_measured(content: bytes, format: str, remarks: tuple[str, ...]) -> None:  # noqa: A002
    """Its length, and how loud it is heard, to a decibel."""
    sound = examine(content)
    assert (sound.format, sound.remarks) == (format, remarks)
    assert sound.seconds == pytest.approx(2.5 if sound.rate == 44100 else 1.0, abs=0.15)
    assert sound.loudness == pytest.approx(-25 if sound.rate == 44100 else -20, abs=1.0)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no sound at all", "no_sound"),
        (b"", "no_sound"),
        (tone(form="FLAC"), "format"),
        (tone(rate=4000), "rate"),
        (tone(channels=3), "channels"),
        (tone(0.2), "too_short"),
        (tone(61), "too_long"),
        (tone(lufs=-90), "silent"),
        (tone(lufs=-40), "too_soft"),
        (tone(lufs=-8), "too_loud"),
        (tone(6 * 60, rate=16000), "too_big"),
    ],
)
def test_what_cannot_be_used_is_told_with_what_to_change(content: bytes, code: str) -> None:
    """Each in a sentence, in both languages of the pages."""
    with pytest.raises(Unusable) as told:
        examine(content)
    assert told.value.code == code
    for language in ("de", "en"):
        assert "{" not in texts().text(f"recordings.fault.{code}", language, told.value.values)
    if code == "too_soft":
        sentence = texts().text("recordings.fault.too_soft", "de", told.value.values)
        assert sentence == "Die Aufnahme ist zu leise (−40 LUFS). Bitte heben Sie sie um etwa 20 dB an."
