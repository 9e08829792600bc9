"""Every text of the interface is translated, and no translation loses a field that is filled in later."""

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
I18N = ROOT / "assets" / "i18n"
FIELD = re.compile(r"\{\w*\}|%L?n|%\d")


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the translations, brought up to date with the texts in the code."""
    folder = tmp_path_factory.mktemp("i18n")
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    sources = sorted(str(file) for file in (ROOT / "app").rglob("*.py"))
    for name, *options in (("sibian_zh_CN.ts",), ("sibian_en.ts", "-pluralonly")):
        shutil.copy(I18N / name, folder / name)
        command = [tool, "-silent", "-locations", "none", "-no-obsolete", *options, *sources, "-ts", folder / name]
        subprocess.run(command, check=True, timeout=120)
    return folder


def messages(file: Path) -> Iterator[tuple[str, ET.Element]]:
    """Source text and message of every entry."""
    for message in ET.parse(file).getroot().iter("message"):
        yield message.findtext("source", ""), message


@pytest.mark.parametrize("name", ["sibian_zh_CN.ts", "sibian_en.ts"])
def test_every_text_is_translated(updated: Path, name: str) -> None:
    missing = [
        source
        for source, message in messages(updated / name)
        if (translation := message.find("translation")) is None
        or translation.get("type") == "unfinished"
        or not "".join(translation.itertext()).strip()
    ]
    assert missing == [], "run: make translations, then translate what is unfinished"


@pytest.mark.parametrize("name", ["sibian_zh_CN.ts", "sibian_en.ts"])
def test_the_code_has_every_text_that_is_translated(updated: Path, name: str) -> None:
    known = {source for source, _ in messages(updated / name)}
    assert {source for source, _ in messages(I18N / name)} - known == set(), "run: make translations"


@pytest.mark.parametrize("name", ["sibian_zh_CN.ts", "sibian_en.ts"])
def test_translations_keep_the_fields_of_their_text(name: str) -> None:
    for source, message in messages(I18N / name):
        translation = message.find("translation")
        assert translation is not None, source
        texts = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        for text in texts:
            # A form for exactly one may leave the number out.
            optional = {"%n", "%Ln"} if len(texts) > 1 else set()
            assert set(FIELD.findall(source)) - optional == set(FIELD.findall(text)) - optional, source
