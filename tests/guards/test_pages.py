"""Pages load nothing from other hosts and hold no script or style of their own: the policy would block it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("booking", "routing", "ivr", "voice_prompts")
TEMPLATES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.html"))
STATIC = sorted(
    path for package in PACKAGES for ending in ("*.js", "*.css") for path in (ROOT / package).rglob(ending)
)

FORBIDDEN_IN_TEMPLATES = {
    "another host": r"""(?:src|href|action|hx-\w+)\s*=\s*["'](?:https?:)?//""",
    "a script inside the page": r"<script(?![^>]*\ssrc=)",
    "a style inside the page": r"<style|\sstyle\s*=",
    "a handler inside the page": r"""\son[a-z]+\s*=\s*["']|\shx-on""",
    "script as an address": r"javascript:",
    "script in htmx's attributes": r"""hx-(?:vals|headers)\s*=\s*["']\s*js:|hx-trigger\s*=\s*["'][^"']*\[""",
}
FORBIDDEN_IN_FILES = {
    "another host": r"""(?:url\(|import\s|fetch\(|import\()\s*["']?(?:https?:)?//""",
    "code made of text": r"\beval\(|new Function\(",
}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def faults(path: Path, forbidden: dict[str, str]) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [
        f"{name(path)}:{text.count(chr(10), 0, found.start()) + 1}: {what}"
        for what, pattern in forbidden.items()
        for found in re.finditer(pattern, text)
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_hold_no_script_and_name_no_other_host(path: Path) -> None:
    """What a template would run or load itself is named with its line."""
    assert faults(path, FORBIDDEN_IN_TEMPLATES) == []


@pytest.mark.parametrize("path", STATIC, ids=name)
def test_files_load_nothing_from_other_hosts(path: Path) -> None:
    """Neither stylesheets nor scripts fetch from elsewhere, and no text becomes code."""
    assert faults(path, FORBIDDEN_IN_FILES) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<script src="https://cdn.example/x.js"></script>', True),
        ('<link href="//cdn.example/x.css">', True),
        ("<script>alert(1)</script>", True),
        ('<p style="color: red">', True),
        ('<button onclick="x()">', True),
        ('<div hx-trigger="click[event.ctrlKey]">', True),
        ("<a href=\"{{ url_for('desk.page') }}\">", False),
        ('<script src="/web/static/x.js" defer></script>', False),
        ('<div hx-trigger="every 2s">', False),
    ],
)
def test_this_guard_sees_what_it_is_for(tmp_path: Path, text: str, found: bool) -> None:
    """The patterns find what they are meant to find, and let ours pass."""
    any_found = any(re.search(pattern, text) for pattern in FORBIDDEN_IN_TEMPLATES.values())
    assert any_found is found
