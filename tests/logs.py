"""What is logged while tests run."""

import structlog


def be_brief() -> None:
    """Faults with a plain traceback: the default one prints every variable, for up to 15 s."""
    brief = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, brief])
