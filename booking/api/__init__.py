"""The appointment book for other programs: a versioned JSON API. Who uses it has a key of their own."""

from booking.api.blueprint import api_blueprint
from booking.api.clients import ClientRefused, Rate, add_client, end_client
from booking.api.replays import KEPT as REPLAYS_KEPT
from booking.api.replays import forget_replays

__all__ = [
    "REPLAYS_KEPT",
    "ClientRefused",
    "Rate",
    "add_client",
    "api_blueprint",
    "end_client",
    "forget_replays",
]
