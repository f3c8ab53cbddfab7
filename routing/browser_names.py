"""A browser in a few words, so that people know their own again: "Firefox, Windows"."""

BROWSERS = (
    ("Edg", "Edge"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_of(agent: str) -> str:
    """What a browser says of itself, in two words; "?" for one that says nothing that we know.

    Edge and Chrome call themselves Safari, too: the first that fits counts.
    """
    known = [next((name for mark, name in marks if mark in agent), None) for marks in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in known if name) or "?"
