"""What a carrier does on its bad days, told to it by a test."""

from dataclasses import dataclass, fields


@dataclass(slots=True)
class Misbehaviour:
    """How often each of these is still to happen (times in seconds of the exchange's clock).

    `repeat_next_webhook`: the request is sent twice, with the same token; the second answer is executed.
    `time_out_next`: the request arrives, its answer does not: the fallback URL is asked.
    `unreachable_next`: the connection is refused before anything arrives.
    `hang_up_during_webhook`: the person hangs up while the request is under way.
    `drop_signature`, `wrong_signature`: the request comes without a signature, or with another's.
    `status_late_and_twice`: status callbacks are kept until `exchange.deliver_late()`, then each comes
    twice, the
    last first.
    `rest_down_for`: the REST API answers 503 for so many seconds. `rest_too_busy`: 429 to so many requests.
    `rest_lost_answers`: so many requests are carried out, but answered with 500.
    """

    repeat_next_webhook: int = 0
    time_out_next: int = 0
    unreachable_next: int = 0
    hang_up_during_webhook: int = 0
    drop_signature: int = 0
    wrong_signature: int = 0
    status_late_and_twice: bool = False
    rest_down_for: float = 0.0
    rest_too_busy: int = 0
    rest_lost_answers: int = 0

    def change(self, **wishes: float | bool) -> None:
        """Raises TypeError for a word that is not in the list."""
        for name, value in wishes.items():
            if name not in {field.name for field in fields(self)}:
                raise TypeError(f"no such misbehaviour: {name}")
            setattr(self, name, value)

    def take(self, name: str) -> bool:
        """Whether it is to happen now; counts it as done."""
        left = int(getattr(self, name))
        if left > 0:
            setattr(self, name, left - 1)
        return left > 0
