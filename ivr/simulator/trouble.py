"""What the carrier could not do, under Twilio's own error numbers (twilio.com/docs/api/errors)."""

NOT_FETCHED = 11200
NO_CONNECTION = 11205
TOO_LARGE = 11750
NOT_XML = 12100
UNKNOWN_CONTENT = 12300
NOT_IN_THE_SCHEMA = 12200
INVALID_URL = 11100
INVALID_METHOD = 13110
INVALID_NESTING = 12101
INVALID_SAY = 13520
INVALID_RATE = 13513
INVALID_CALLER_ID = 13214
TOO_MANY_TARGETS = 13222
INVALID_GATHER_TIMEOUT = 13310
INVALID_NUM_DIGITS = 13314
INVALID_FINISH_ON_KEY = 13311
INVALID_SPEECH_TIMEOUT = 13321
INVALID_DIAL_TIMEOUT = 13213
INVALID_QUEUE_NAME = 13322
INVALID_PAUSE = 13420
INVALID_MAX_LENGTH = 13612
INVALID_RECORD_TIMEOUT = 13613
INVALID_TRIM = 13618


class Trouble(Exception):
    """TwiML could not be fetched or executed: the fallback URL is asked with this code and URL."""

    def __init__(self, code: int, url: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence} ({url})")
        self.code = code
        self.url = url
        self.sentence = sentence
