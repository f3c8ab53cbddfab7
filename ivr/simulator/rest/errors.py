"""What the REST API refuses, with Twilio's codes and the shape of its error bodies."""


class Refused(Exception):
    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message

    def body(self) -> dict[str, object]:
        more_info = f"https://www.twilio.com/docs/errors/{self.code}"
        return {"code": self.code, "message": self.message, "more_info": more_info, "status": self.status}


BAD_SIGN_IN = Refused(401, 20003, "Authenticate")
TOO_BUSY = Refused(429, 20429, "Too Many Requests")
DOWN = Refused(503, 20503, "Service is unavailable. Please try again")


def not_found(path: str) -> Refused:
    return Refused(404, 20404, f"The requested resource {path} was not found")


def unknown_parameter(name: str) -> Refused:
    """Twilio overlooks most of them; here a parameter that does not exist must show."""
    return Refused(400, 20001, f"Unknown parameter {name}")


def invalid(code: int, message: str) -> Refused:
    return Refused(400, code, message)
