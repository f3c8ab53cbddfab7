"""From the carrier's form to what was heard."""

from collections.abc import Mapping

from ivr.dialog import Heard


def heard_in(form: Mapping[str, str]) -> Heard:
    """What the caller pressed or said; silence where neither came. `Confidence` may be missing or odd.

    Where `#` ends a number, it does not stand among the digits; pressed alone it means: back.
    """
    if form.get("Digits"):
        return Heard("keys", form["Digits"])
    if form.get("FinishedOnKey") == "#":
        return Heard("keys", "#")
    if form.get("SpeechResult"):
        return Heard("speech", form["SpeechResult"], _confidence(form.get("Confidence")))
    return Heard("silence")


def _confidence(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0.0 <= value <= 1.0 else None
