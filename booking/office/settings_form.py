"""The form of an office's settings: what it shows, and reading what was typed into it."""

from typing import Any

from flask import request

from booking.editing import BOUNDS, LENGTHS, Settings
from booking.office import forms

NEAR = 4  # offices near it that the form has room for, the nearest first
BLANK = Settings(
    name="",
    short="",
    former_names=(),
    address="",
    subdivision="SH",
    near=(),
    lead_days=0,
    horizon_days=56,
    staff_horizon_days=365,
    cut_off_minutes=30,
    return_after_min=10,
    return_after_max=60,
    extra_percent=0,
)
"""What the form of a new office begins with."""


def typed_settings() -> Settings:
    """Raises BadFigure."""
    texts: dict[str, Any] = {name: " ".join(forms.text(name).split()) for name in LENGTHS}
    figures: dict[str, Any] = {name: forms.figure(name) for name in BOUNDS}
    return Settings(
        **texts,
        **figures,
        former_names=forms.lines("former_names"),
        subdivision=forms.text("subdivision"),
        near=tuple(filter(None, request.form.getlist("near"))),
    )


def shown(kept: Settings) -> dict[str, Any]:
    """What the form holds, as texts: what was typed, after a refusal; else what is kept."""
    if request.method == "POST":
        names = (*LENGTHS, *BOUNDS, "former_names", "subdivision")
        return {
            **{name: request.form.get(name, "") for name in names},
            "near": request.form.getlist("near"),
        }
    near = [*kept.near, *[""] * NEAR][: max(NEAR, len(kept.near))]
    return {**kept.as_json(), "former_names": "\n".join(kept.former_names), "near": near}
