"""Lists, a page at a time."""

from typing import Any

from flask import request


def page_of(name: str, pictures: list[dict[str, Any]]) -> dict[str, Any]:
    """One page of a list, with the addresses of its neighbours as Twilio gives them."""
    size = min(int(request.args.get("PageSize", 50)), 1000)
    page = int(request.args.get("Page", 0))
    shown = pictures[page * size : (page + 1) * size]

    def address(number: int) -> str:
        return f"{request.path}?PageSize={size}&Page={number}"

    more = len(pictures) > (page + 1) * size
    return {
        name: shown,
        "page": page,
        "page_size": size,
        "start": page * size,
        "end": page * size + max(0, len(shown) - 1),
        "uri": address(page),
        "first_page_uri": address(0),
        "next_page_uri": address(page + 1) if more else None,
        "previous_page_uri": address(page - 1) if page else None,
    }
