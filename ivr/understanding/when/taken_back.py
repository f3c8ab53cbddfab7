"""What a caller takes back within a sentence: "Montag, nein, Dienstag", "statt 12:45 bitte 13 Uhr"."""

from collections.abc import Iterator, Sequence

from ivr.understanding.when.pieces import Calendar, Clock, DayPart, Mark, Piece, Span, Weekday

_ENDS = (Mark("instead"), Mark("gap"), Mark("break"), Mark("not"))


def without_taken_back(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces that still hold: what is said after a correction takes the place of its like before it."""
    kept = _with_instead(_without_replaced(list(pieces)))
    for at in range(len(kept) - 1, -1, -1):
        if kept[at] != Mark("instead"):
            continue
        if Mark("not") in kept[at : at + 2]:  # "lieber nicht": no correction
            del kept[at]
            continue
        after = {_kind(piece) for piece in kept[at:]} - {None}
        if after and any(_kind(piece) in after for piece in kept[:at]):
            before = [piece for piece in kept[:at] if _kind(piece) not in after]
            marks = not any(_kind(piece) for piece in before)
            kept = [*([] if marks else before), *kept[at + 1 :]]
            break
    yield from kept


def _with_instead(pieces: list[Piece]) -> list[Piece]:
    """ "Not Monday but Tuesday", "nicht Montag, aber Dienstag": what follows is meant instead."""
    return [
        Mark("instead") if piece == Mark("break") and _is_instead(pieces, at) else piece
        for at, piece in enumerate(pieces)
    ]


def _is_instead(pieces: list[Piece], at: int) -> bool:
    before = [piece for piece in pieces[max(0, at - 3) : at] if piece != Mark("comma")]
    after = next((piece for piece in pieces[at + 1 : at + 3] if not isinstance(piece, Mark)), None)
    refused = len(before) > 1 and before[-2] == Mark("not") and _kind(before[-1]) is not None
    return refused and after is not None and _kind(after) == _kind(before[-1])


def _without_replaced(pieces: list[Piece]) -> list[Piece]:
    """ "Statt Montag um zehn lieber Dienstag": without what another thing takes the place of."""
    while Mark("in_place") in pieces:
        at = pieces.index(Mark("in_place"))
        end = _end_of_replaced(pieces, at + 1)
        rest = [*pieces[:at], *pieces[end:]]
        others = {_kind(piece) for piece in rest}
        still = [piece for piece in pieces[at + 1 : end] if _kind(piece) == "time" and "time" not in others]
        pieces = [*pieces[:at], *still, *pieces[end:]]
    return pieces


def _end_of_replaced(pieces: list[Piece], at: int) -> int:
    """After the day and the time that are replaced; a second one of a kind is what replaces it."""
    seen: set[str] = set()
    while at < len(pieces) and pieces[at] not in _ENDS:
        kind = _kind(pieces[at])
        if kind in seen:
            return at
        if kind:
            seen.add(kind)
        elif seen and pieces[at] in {Mark("at"), Mark("around"), Mark("from"), Mark("until")}:
            follows = _kind(pieces[at + 1]) if at + 1 < len(pieces) else None
            if follows in seen:
                return at
        at += 1
    return at


def _kind(piece: Piece) -> str | None:
    match piece:
        case Calendar() | Weekday() | Span():
            return "day"
        case Clock() | DayPart():
            return "time"
        case _:
            return None
