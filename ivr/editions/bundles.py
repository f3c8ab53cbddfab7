"""The files of an edition as a folder or an archive, in the same TOML as ships: to be reviewed and kept."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ivr.editions.reading import LARGEST
from ivr.lines import SOUND

SETTLED = (1980, 1, 1, 0, 0, 0)  # the same files are the same archive
MOST_FILES = 200
MUSIC = "music/"
MOST_SOUNDS, LARGEST_SOUND = 8, 6 * 1024 * 1024


class NotABundle(ValueError):
    """The archive or folder holds no files of an edition."""


def pack(files: Mapping[str, str], sounds: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The files as a ZIP archive; with them the sounds of the waiting music, by the names of their files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(path, SETTLED), text)
        for name, sound in sorted(sounds.items()):
            archive.writestr(zipfile.ZipInfo(MUSIC + name, SETTLED), sound)
    return packed.getvalue()


def unpack(packed: bytes) -> dict[str, str]:
    """The TOML files in a ZIP archive. Raises `NotABundle`, also for one that would not fit into memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            inside = [each for each in archive.infolist() if each.filename.endswith(".toml")]
            if len(inside) > MOST_FILES or sum(each.file_size for each in inside) > 4 * LARGEST:
                raise NotABundle("too large")
            return _some({each.filename: archive.read(each).decode() for each in inside})
    except (zipfile.BadZipFile, UnicodeDecodeError, RuntimeError, NotImplementedError) as error:
        raise NotABundle(str(error)) from error


def sounds_in(packed: bytes) -> dict[str, bytes]:
    """The sounds in a ZIP archive, by the names of their files. Raises `NotABundle`, as `unpack`."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            inside = [each for each in archive.infolist() if SOUND.fullmatch(Path(each.filename).name)]
            if len(inside) > MOST_SOUNDS or any(each.file_size > LARGEST_SOUND for each in inside):
                raise NotABundle("too large")
            return {Path(each.filename).name: archive.read(each) for each in inside}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise NotABundle(str(error)) from error


def write_folder(
    files: Mapping[str, str], folder: Path, sounds: Mapping[str, bytes] = MappingProxyType({})
) -> None:
    """The files below `folder`; prompts of an earlier export that the edition has not are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("prompts/*/*.toml"):
        if old.relative_to(folder).as_posix() not in files:
            old.unlink()
    for name, sound in sounds.items():
        (folder / MUSIC).mkdir(exist_ok=True)
        (folder / MUSIC / name).write_bytes(sound)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def read_folder(folder: Path) -> dict[str, str]:
    """Raises `NotABundle`."""
    try:
        found = {
            each.relative_to(folder).as_posix(): each.read_text(encoding="utf-8")
            for each in sorted(folder.rglob("*.toml"))
        }
    except (OSError, UnicodeDecodeError) as error:
        raise NotABundle(str(error)) from error
    return _some(found)


def sounds_in_folder(folder: Path) -> dict[str, bytes]:
    """The sounds below `folder`, by the names of their files."""
    found = (each for each in sorted(folder.rglob("*")) if SOUND.fullmatch(each.name))
    return {each.name: each.read_bytes() for each in found}


def _some(files: dict[str, str]) -> dict[str, str]:
    if not files:
        raise NotABundle("no TOML file in it")
    return files
