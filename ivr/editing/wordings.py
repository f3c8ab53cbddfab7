"""What is said and what is listened for, changed in an edition's own texts: those that ship stay as they are.

An edition holds only what differs from what ships or adds to it. A text that is made as it ships again goes;
a file in which nothing is left goes with it.
"""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any

import tomlkit
from tomlkit.items import Item

from ivr.editing.refused import EditRefused
from voice_prompts.catalog import Catalog
from voice_prompts.files import read_texts

Files = Mapping[str, str]  # the texts of an edition, by path
Content = str | tuple[str, ...]

TEXT_AT_MOST = 1500  # letters: a minute and a half of listening
WORD_AT_MOST = 100  # letters, as a recogniser takes them
WORDS_AT_MOST = 60


def content_of(prompts: Catalog, language: str, key: str) -> Content | None:
    """A text or a list of words as it is written; None where there is none."""
    entry = prompts.entries.get(language, {}).get(key)
    return entry.content if entry is not None else None


def reword(files: Files, shipped: Catalog, language: str, key: str, text: str, *, home: str) -> Files:
    """The files in which the prompt `key` says `text`. Raises EditRefused where it is empty or endless.

    A new prompt comes into the file `home`, one that ships into one named like its own.
    """
    said = " ".join(text.split())
    if not said:
        raise EditRefused("text_missing", f"{key} ({language})")
    if len(said) > TEXT_AT_MOST:
        raise EditRefused("text_too_long", f"{key} ({language})")
    return _with(files, shipped, language, key, said, home)


def listen_for(
    files: Files, shipped: Catalog, language: str, key: str, words: Sequence[str], *, home: str
) -> Files:
    """The files in which these are the words of `key`, each once. Raises EditRefused."""
    heard = tuple(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
    if len(heard) > WORDS_AT_MOST or any(len(word) > WORD_AT_MOST for word in heard):
        raise EditRefused("words_too_long", f"{key} ({language})")
    return _with(files, shipped, language, key, heard, home)


def say_as_shipped(files: Files, language: str, key: str) -> Files:
    """The files without a wording of their own for this key."""
    path = _path_of(files, language, key)
    if path is None:
        return files
    document = tomlkit.parse(files[path])
    _drop(document, _place_of(document, key) or ())
    return _put_back(files, path, document)


def _with(files: Files, shipped: Catalog, language: str, key: str, content: Content, home: str) -> Files:
    entry = shipped.entries.get(language, {}).get(key)
    if entry is not None and entry.content == content:
        return say_as_shipped(files, language, key)
    path = _path_of(files, language, key)
    if path is None:
        path = f"prompts/{entry.file}" if entry is not None else f"prompts/{language}/{home}.toml"
    document = tomlkit.parse(files.get(path, ""))
    _put(document, key, content)
    return _put_back(files, path, document)


def _path_of(files: Files, language: str, key: str) -> str | None:
    """The file of the edition in which the key stands."""
    own = {path: text for path, text in files.items() if path.startswith(f"prompts/{language}/")}
    entry = read_texts(own).entries.get(key)
    return entry.file if entry is not None else None


def _put(document: MutableMapping[str, Any], key: str, content: Content) -> None:
    written = _written(content)
    place = _place_of(document, key)
    if place is not None:
        _node(document, place[:-1])[place[-1]] = written
    else:
        _add(document, key, written)


def _add(document: MutableMapping[str, Any], key: str, written: Any) -> None:
    """A text that has others below its key is the `first` of their table."""
    *tables, last = key.split(".")
    node = document
    for name in tables:
        below = node.get(name)
        if not isinstance(below, dict):
            table = tomlkit.table()
            if below is not None:
                table["first"] = below
                del node[name]
            node[name] = table
        node = node[name]
    if isinstance(node.get(last), dict):
        node[last]["first"] = written
    else:
        node[last] = written


def _place_of(document: Mapping[str, Any], key: str) -> tuple[str, ...] | None:
    """Where in a file a key stands, be it nested, dotted or quoted."""
    for place in _leaves(document, ()):
        if ".".join(place[:-1] if place[-1] == "first" else place) == key:
            return place
    return None


def _leaves(node: Mapping[str, Any], place: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, content in node.items():
        if isinstance(content, dict):
            yield from _leaves(content, (*place, name))
        else:
            yield (*place, name)


def _drop(document: MutableMapping[str, Any], place: tuple[str, ...]) -> None:
    """Take a text away, and the tables around it that then are empty."""
    while place:
        node = _node(document, place[:-1])
        del node[place[-1]]
        if node:
            return
        place = place[:-1]


def _node(document: MutableMapping[str, Any], place: tuple[str, ...]) -> MutableMapping[str, Any]:
    node = document
    for name in place:
        node = node[name]
    return node


def _written(content: Content) -> Item:
    if isinstance(content, str):
        return tomlkit.string(content)
    words = tomlkit.array()
    words.extend(content)
    return words


def _put_back(files: Files, path: str, document: Mapping[str, Any]) -> Files:
    kept = {at: text for at, text in files.items() if at != path}
    return {**kept, path: tomlkit.dumps(document).lstrip("\n")} if document else kept
