"""A fault in a data file: which file, which line and table in it, and what is wrong, as a sentence."""


class DataFault(Exception):
    def __init__(self, file: str, table: str, sentence: str, line: int | None = None) -> None:
        at = file if line is None else f"{file}:{line}"
        super().__init__(f"{at}: {table}: {sentence}")
        self.file = file
        self.table = table
        self.sentence = sentence
        self.line = line
