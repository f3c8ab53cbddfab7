"""The shipped menu, as the dialog's tests have it."""

from tests.dialog.conftest import prompts, termine

__all__ = ["prompts", "termine"]
