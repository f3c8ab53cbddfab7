"""Pages for those who run the line: the line as a picture, and every call, step by step."""
