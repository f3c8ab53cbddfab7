"""Why an edit is refused. Nothing was changed then. The sentences stand with the console's texts, by code."""


class EditRefused(ValueError):
    """`code` says why; `detail` names what it is about: a step, an option, a field, what was typed."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail
