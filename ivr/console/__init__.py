"""Pages for those who run the line: the call log, every call step by step."""

from ivr.console.pages import call_log_blueprint

__all__ = ["call_log_blueprint"]
