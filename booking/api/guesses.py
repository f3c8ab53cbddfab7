"""Codes are short, so that they can be spoken: who asks for wrong ones is slowed down."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g

from booking.api import limits
from booking.api.gate import Book
from booking.api.limits import Of
from booking.api.problems import Problem
from booking.errors import UnknownReference
from booking.reference import is_code


@contextmanager
def counted(book: Book, code: str) -> Iterator[None]:
    """Count a look-up as a wrong one until it was right, so that many at once get no more of them.

    A code whose check digit is wrong cannot be anybody's and is not counted. Raises UnknownReference for it,
    and the problem too_many_wrong_codes.
    """
    if not is_code(code):
        raise UnknownReference
    with book.writing() as session:
        wait_s = limits.take(session, g.client, Of.GUESSES, now=book.clock())
    if wait_s:
        raise Problem("too_many_wrong_codes", retry_after_s=wait_s)
    try:
        yield
    except UnknownReference:
        raise
    except Exception:
        _give_back(book)
        raise
    _give_back(book)


def _give_back(book: Book) -> None:
    with book.writing() as session:
        limits.give_back(session, g.client, Of.GUESSES)
