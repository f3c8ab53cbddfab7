"""Pages for those who run the line: the call log, every call step by step."""

from ivr.console.pages import console_blueprint

__all__ = ["console_blueprint"]
