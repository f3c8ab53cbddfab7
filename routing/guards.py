"""Who may use a route. Every view states it, even "everybody"; a test walks the url map and holds it.

Where it stands: below the route's own decorator, so that the guard runs inside the route.

    @desk.get("/")
    @requires(Role.AGENT)
    def page() -> str: ...
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    OPERATOR = "operator"
    OFFICE = "office"
    ADMIN = "admin"


def requires(*roles: str) -> Callable[[View], View]:
    """Only for signed-in staff with one of `roles`; `g.staff` is who it is.

    An administrator may see what others may, except a desk: that needs a telephone of one's own.
    """
    wanted = tuple(Role(role) for role in roles)

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            from routing.sessions import refusal  # noqa: PLC0415 - sessions need the tables; decorators do not

            return refusal(wanted) or view(*args, **kwargs)

        guarded.guard = "|".join(wanted)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def half_signed_in(view: View) -> View:
    """Only for who has shown a right password and has yet to show, or to set up, a second factor.

    `g.half_way` is who it is; `g.staff` is nobody yet.
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        from routing.sessions import not_half_way  # noqa: PLC0415 - as above

        return not_half_way() or view(*args, **kwargs)

    guarded.guard = "half"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def open_to_all(view: View) -> View:
    """For everybody, signed in or not: said on purpose."""
    view.guard = "open"  # type: ignore[attr-defined]
    return view


def signed_by_carrier(view: View) -> View:
    """For the carrier alone: the blueprint checks the signature before any view runs."""
    view.guard = "carrier"  # type: ignore[attr-defined]
    return view
