"""The log: one event a line, as JSON or for the eye, without any telephone number or booking code."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog
from structlog.typing import Processor

# A number in E.164, also as it stands in a URL or written with blanks; or seven digits in a row, as a number
# without its plus and a booking code have them. A call's sid is a word with letters and stays whole.
NUMBER = re.compile(r"(?:\+|%2B)\d[\d ()/-]{5,}\d|(?<![\w.])\d{7,}(?!\w)")
# The same digit by digit, as the line says them: at least seven, in groups by commas or full stops.
SPOKEN = re.compile(r"(?<!\w)\d(?:[ ,.]+\d){6,}(?!\w)")


def masked(text: str) -> str:
    """Cut each telephone number in `text` down to its country and last three digits, each code to nothing.

    >>> masked("from +494511234567")
    'from +49***567'
    """
    return NUMBER.sub(lambda found: _mask(found.group()), SPOKEN.sub("***", text))


def _mask(number: str) -> str:
    plain = re.sub(r"[^+\d]", "", number.replace("%2B", "+"))
    if plain.startswith("+"):
        return f"{plain[:3]}***{plain[-3:]}"
    return f"***{plain[-3:]}" if len(plain) > 8 else "***"


def mask_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The processor that keeps numbers out of every event, whatever key they stand under."""
    return {key: _masked_value(value) for key, value in event.items()}


def _masked_value(value: Any) -> Any:
    match value:
        case str():
            return masked(value)
        case dict():
            return {_masked_value(key): _masked_value(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_masked_value(each) for each in value]
        case None | bool() | int() | float():
            return value
    return masked(repr(value))


def configure(form: Literal["json", "console"] = "json", *, level: int = logging.INFO) -> None:
    """Send our events and those of the libraries to standard output, the same way. Called once."""
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.format_exc_info,
        _mask_ours,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_formatter(before, form))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("twilio.http_client", "urllib3", "werkzeug", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _formatter(before: list[Processor], form: Literal["json", "console"]) -> logging.Formatter:
    renderer: Processor
    if form == "json":
        renderer = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty(), timestamp_key="at")
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )


def _mask_ours(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    # The library's notes on an event ("_record", "_from_structlog") are objects that it needs as they are.
    notes = {key: value for key, value in event.items() if key.startswith("_")}
    ours = {key: value for key, value in event.items() if not key.startswith("_")}
    return {**mask_event(logger, method, ours), **notes}
