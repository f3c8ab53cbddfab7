"""What all pages of an office are given: database, clock, who may come in, and who it is."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session, sessionmaker

from booking import editing
from booking.catalogue import office, offices
from booking.conflicts import conflicts
from booking.errors import BookingError, UnknownOffice
from booking.office import forms, words
from booking.values import Office

View = Callable[..., Any]
Guard = Callable[[View], View]


class Refusal(str):
    """The code of a refusal; `detail` names the field that it is about, where there is one."""

    __slots__ = ("detail",)

    detail: str

    @classmethod
    def of(cls, error: BookingError) -> "Refusal":
        refusal = cls(error.code)
        refusal.detail = error.detail
        return refusal


class NotYours(Exception):
    """The office is there, or is not; whoever asks is limited to others."""


@dataclass(frozen=True, slots=True)
class House:
    """`limits` are the keys of the offices that whoever is in may see and change; None: all of them."""

    database: sessionmaker[Session]
    clock: Callable[[], datetime]
    let_in: Guard
    who: Callable[[], str]
    limits: Callable[[], frozenset[str] | None]
    languages: Sequence[str]

    def guard(self, view: View) -> View:
        """For who is let in and may see the office in the address. Raises NotYours inside the view."""

        @wraps(view)
        def limited(*args: Any, **kwargs: Any) -> Any:
            limits = self.limits()
            if limits is not None and "key" in kwargs and kwargs["key"] not in limits:
                raise NotYours
            return view(*args, **kwargs)

        return self.let_in(limited)

    def guard_city(self, view: View) -> View:
        """For what concerns all offices: who is limited to some may not change it."""

        @wraps(view)
        def unlimited(*args: Any, **kwargs: Any) -> Any:
            if self.limits() is not None:
                raise NotYours
            return view(*args, **kwargs)

        return self.let_in(unlimited)

    def offices(self, session: Session) -> list[Office]:
        """Those that whoever is in may see."""
        limits = self.limits()
        return [each for each in offices(session) if limits is None or each.key in limits]

    @property
    def by(self) -> str:
        """As whom the history names the one who is signed in."""
        return f"office:{self.who()}"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads, all of it as of one moment: a page shows rules and their version.

        On SQLite it does not stand in line with those that write.
        """
        with self.database.begin() as session:
            options: dict[str, Any] = {"read_only": True}
            if session.get_bind().dialect.name == "postgresql":
                options["isolation_level"] = "REPEATABLE READ"
            session.connection(execution_options=options)
            yield session

    def writing(self) -> AbstractContextManager[Session]:
        """A transaction that commits at its end."""
        return self.database.begin()

    def show(self, session: Session, template: str, key: str, **values: Any) -> str:
        """The page of one office. Raises UnknownOffice."""
        here = office(session, key)
        return render_template(
            f"office/{template}",
            office=here,
            offices=self.offices(session),
            unlimited=self.limits() is None,
            now=self.clock(),
            **values,
        )

    def show_editor(
        self,
        session: Session,
        template: str,
        key: str,
        refused: str | None,
        *,
        service: str | None = None,
        **values: Any,
    ) -> ResponseReturnValue:
        """A page with forms. After a refusal they hold what was typed, and others' changes are named.

        With `service` the forms are about that, wherever it is had.
        """
        seen = max(0, forms.seen())
        if service is None:
            version = editing.version(session, key)
            others = editing.changes(session, key, after=seen) if refused else []
        else:
            version = editing.version_of_service(session, service)
            others = editing.changes_of_service(session, service, after=seen) if refused else []
        page = self.show(
            session,
            template,
            key,
            version=version,
            refused=refused,
            others=others if refused == editing.ChangedMeanwhile.code else [],
            typed=request.form,
            service=service,
            **values,
        )
        return page, 422 if refused else 200

    def trace(self) -> dict[str, Any]:
        """What every verb of `editing` is told: what the page showed, who does it, and when."""
        return {"seen": forms.seen(), "by": self.by, "now": self.clock()}

    def attempt(self, change: Callable[[Session], object]) -> Refusal | None:
        """Do it in one transaction; the refusal, if it was refused. Raises UnknownOffice."""
        try:
            with self.writing() as session:
                change(session)
        except UnknownOffice:
            raise
        except BookingError as refused:
            return Refusal.of(refused)
        return None

    def tell_saved(self, key: str) -> None:
        """After a change of the rules: say so on the next page, and what it did to appointments."""
        with self.reading() as session:
            count = len(conflicts(session, key, now=self.clock()))
        if count:
            flash(words.saved_with_conflicts(count), "warning")
        else:
            flash("Gespeichert.", "success")
