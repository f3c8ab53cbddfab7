"""A fault in a data file: which file, which table in it, and what is wrong, as a sentence."""


class DataFault(Exception):
    def __init__(self, file: str, table: str, sentence: str) -> None:
        super().__init__(f"{file}: {table}: {sentence}")
        self.file = file
        self.table = table
        self.sentence = sentence
