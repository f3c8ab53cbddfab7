"""From the texts of a line's files to an edition, with all that is wrong with them."""

import re
from collections.abc import Iterator, Mapping

from ivr.dialog import ACTIONS, Fault, Script, ScriptFaults, check, load
from ivr.editions.edition import LINE, MENU, PROMPTS, Edition, EditionFault, EditionFaults
from ivr.lines import Line, LinesFault, read_lines
from voice_prompts.catalog import Catalog
from voice_prompts.faults import PromptFault

PROMPT_FILE = re.compile(r"prompts/([a-z]{2,3}(?:_[a-z]{2,12})?)/[a-z0-9_]{1,40}\.toml")
LARGEST = 512 * 1024  # letters of all files of an edition


def read_edition(
    files: Mapping[str, str], line: str, prompts: Catalog, *, edition: int | None = None
) -> Edition:
    """The edition of the line `line` out of its files, over the `prompts` that ship.

    Raises `EditionFaults` where anything is wrong with it.
    """
    found, faults = read_files(files, line, prompts, edition=edition)
    if found is None or faults:
        raise EditionFaults(faults)
    return found


def read_files(
    files: Mapping[str, str], line: str, prompts: Catalog, *, edition: int | None = None
) -> tuple[Edition | None, list[EditionFault]]:
    """As far as they can be read, and every fault; an edition that cannot be read at all is None."""
    faults = list(_strange_files(files))
    own = _line(files.get(LINE, ""), line, faults)
    languages = own.languages if own is not None else tuple(sorted(prompts.languages))
    texts = _over(prompts, files, languages, faults)
    script = _script(files.get(MENU, ""), own.menu if own is not None else line, texts, faults)
    if script is not None:
        faults += [_of_menu(each) for each in check(script, ACTIONS, texts, languages)]
    faults = sorted(set(faults))
    if own is None or script is None:
        return None, faults
    return Edition(edition, own, script, texts), faults


def _strange_files(files: Mapping[str, str]) -> Iterator[EditionFault]:
    for path in (LINE, MENU):
        if path not in files:
            yield EditionFault(path, 1, "", "files.missing", path)
    for path in files:
        if path not in (LINE, MENU) and not PROMPT_FILE.fullmatch(path):
            yield EditionFault(path, 1, "", "files.unknown", path)
    if sum(len(text) for text in files.values()) > LARGEST:
        yield EditionFault(MENU, 1, "", "files.too_large", str(LARGEST))


def _line(text: str, key: str, faults: list[EditionFault]) -> Line | None:
    try:
        lines = read_lines(text, LINE)
    except LinesFault as fault:
        faults.append(EditionFault(LINE, 1, key, "line.wrong", str(fault)))
        return None
    if lines.keys() != {key}:
        faults.append(EditionFault(LINE, 1, key, "line.other", ", ".join(lines)))
    return lines.get(key)


def _over(
    prompts: Catalog, files: Mapping[str, str], languages: tuple[str, ...], faults: list[EditionFault]
) -> Catalog:
    own: dict[str, dict[str, str]] = {}
    for path, text in sorted(files.items()):
        if match := PROMPT_FILE.fullmatch(path):
            own.setdefault(match[1], {})[path] = text
    faults += [
        EditionFault(next(iter(own[strange])), 1, "", "prompts.no_rules", strange)
        for strange in own.keys() - prompts.languages
    ]
    if not own:
        return prompts
    texts = prompts.over(own, languages)
    faults += [_of_prompts(each) for each in texts.faults]
    return texts


def _script(text: str, menu: str, prompts: Catalog, faults: list[EditionFault]) -> Script | None:
    try:
        return load(text, menu, prompts=prompts)
    except ScriptFaults as unreadable:
        faults += [_of_menu(each) for each in unreadable.faults]
        return None


def _of_menu(fault: Fault) -> EditionFault:
    return EditionFault(MENU, fault.line, fault.step, f"menu.{fault.code}", fault.detail)


def _of_prompts(fault: PromptFault) -> EditionFault:
    """One in a text that ships, which a text of the edition contradicts, is told as at that text's place."""
    path = fault.file if fault.file.startswith(PROMPTS) else f"{PROMPTS}{fault.file}"
    return EditionFault(path, fault.line, fault.key, f"prompts.{fault.code}", fault.detail)
