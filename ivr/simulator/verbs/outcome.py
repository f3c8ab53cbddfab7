"""How a `<Dial>` ended, in the words that its action URL is told."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """`status` as DialCallStatus; `duration_s` is None where Twilio sends none (conference, redirected
    leg).
    """

    status: str = "no-answer"
    call_sid: str = ""
    duration_s: int | None = None
    bridged: bool = False
    more: dict[str, str] = field(default_factory=dict)

    def params(self) -> dict[str, str]:
        params = {"DialCallStatus": self.status, "DialBridged": str(self.bridged).lower()}
        if self.call_sid:
            params["DialCallSid"] = self.call_sid
        if self.duration_s is not None:
            params["DialCallDuration"] = str(self.duration_s)
        return params | self.more
