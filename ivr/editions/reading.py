"""From the texts of a line's files to an edition, with all that is wrong with them."""

import re
from collections.abc import Iterator, Mapping

from ivr.dialog import Fault, Script, examine
from ivr.dialog.steps import HandOver
from ivr.editions.edition import LINE, MENU, PROMPTS, Edition, EditionFault, EditionFaults
from ivr.editions.line_faults import examine_line
from ivr.lines import Line
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
    own, of_line = examine_line(files.get(LINE, ""), line)
    faults += of_line if LINE in files else []
    languages = own.languages if own is not None else tuple(sorted(prompts.languages))
    texts = _over(prompts, files, languages, faults)
    menu = own.menu if own is not None else line
    script, of_menu = examine(files.get(MENU, ""), menu, texts, languages)
    faults += [_of_menu(each) for each in of_menu if MENU in files]
    faults = sorted(set(faults))
    if own is None or script is None:
        return None, faults
    faults = sorted({*faults, *_unknown_topics(script, own)})
    return Edition(edition, own, script, texts), faults


def _unknown_topics(script: Script, line: Line) -> Iterator[EditionFault]:
    """Agents are asked for by what this line has as its topics."""
    for step in script.steps.values():
        if isinstance(step, HandOver) and step.skill and step.skill not in line.topics:
            at = script.line(step.name, "handoff")
            yield EditionFault(MENU, at, step.name, "menu.unknown_topic", step.skill)


def _strange_files(files: Mapping[str, str]) -> Iterator[EditionFault]:
    for path in (LINE, MENU):
        if path not in files:
            yield EditionFault(path, 1, "", "files.missing", path)
    for path in files:
        if path not in (LINE, MENU) and not PROMPT_FILE.fullmatch(path):
            yield EditionFault(path, 1, "", "files.unknown", path)
    if sum(len(text) for text in files.values()) > LARGEST:
        yield EditionFault(MENU, 1, "", "files.too_large", str(LARGEST))


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
    faults += [_of_prompts(each, texts) for each in texts.faults]
    return texts


def _of_menu(fault: Fault) -> EditionFault:
    return EditionFault(MENU, fault.line, fault.step, f"menu.{fault.code}", fault.detail)


def _of_prompts(fault: PromptFault, texts: Catalog) -> EditionFault:
    """Where a text that ships is contradicted by one of the edition, that one is at fault."""
    path, line, detail = fault.file, fault.line, fault.detail
    if fault.code == "other_placeholders" and not path.startswith(PROMPTS):
        own = texts.entries[detail][fault.key]
        path, line, detail = own.file, own.line, path.partition("/")[0]
    return EditionFault(path, line, fault.key, f"prompts.{fault.code}", detail)
