"""Deeds about the waiting music of a draft. A piece is named by its file: field `file`."""

from collections.abc import Mapping

from ivr.editing import music
from ivr.editing.deeds.done import Deed, Done, Form, text
from ivr.editing.opened import Opened
from ivr.editing.refused import EditRefused
from ivr.lines import Piece


def add_piece(draft: Opened, _step: str, form: Form) -> Done:
    """Fields `file`, `title`, `seconds`, as the line has the piece."""
    try:
        piece = Piece(text(form, "title"), text(form, "file"), float(text(form, "seconds") or 0))
    except ValueError:
        raise EditRefused("no_such_piece", text(form, "title")) from None
    return Done(draft.with_line(music.add_piece(draft.line_text, draft.line, piece)))


def move_piece(draft: Opened, _step: str, form: Form) -> Done:
    """Fields `file`, and `by`: -1 earlier, 1 later."""
    by = -1 if text(form, "by") == "-1" else 1
    return Done(draft.with_line(music.move_piece(draft.line_text, draft.line, text(form, "file"), by)))


def remove_piece(draft: Opened, _step: str, form: Form) -> Done:
    """Field `file`."""
    return Done(draft.with_line(music.remove_piece(draft.line_text, draft.line, text(form, "file"))))


MUSIC_DEEDS: Mapping[str, Deed] = {
    "music-add": add_piece,
    "music-move": move_piece,
    "music-remove": remove_piece,
}
