"""Where a line's pages and a draft's pages lead on to: a line here for each part that has some."""

from typing import NamedTuple

from flask import current_app, url_for


class Link(NamedTuple):
    """`label` is a key of the pages' texts."""

    endpoint: str
    label: str


LINES: tuple[Link, ...] = (
    Link("picture.picture", "editions.to_picture"),
    Link("replay.replays", "replay.link"),
    Link("replay.proof", "proof.link"),
    Link("experiments.experiments", "experiments.link"),
    Link("recordings.page", "recordings.link"),
)
"""Their endpoints take `line`."""

DRAFTS: tuple[Link, ...] = (
    Link("editing.steps_page", "editing.steps"),
    Link("editing.line_page", "editing.line"),
    Link("picture.draft", "editions.to_picture"),
    Link("replay.replays_of_draft", "replay.link"),
    Link("replay.proof_of_draft", "proof.link"),
)
"""Their endpoints take `line` and `draft`."""


def links_of_line(line: str) -> list[tuple[str, str]]:
    """Addresses and labels."""
    return [(url_for(each.endpoint, line=line), each.label) for each in LINES if _is_there(each)]


def links_of_draft(line: str, draft: int) -> list[tuple[str, str]]:
    return [
        (url_for(each.endpoint, line=line, draft=draft), each.label) for each in DRAFTS if _is_there(each)
    ]


def _is_there(link: Link) -> bool:
    return link.endpoint in current_app.view_functions
