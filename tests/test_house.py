"""Rules of the house that no other tool checks: sizes, docstrings, and what may stand in one place only."""

import ast
import functools
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST = 400
PACKAGES = ("app", "runtime", "models")
SOURCES = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
EVERY_PYTHON_FILE = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]
TEXT_FILES = sorted(
    file
    for pattern in ("*.toml", "*.md", "*.lock", "Makefile", ".ci/*", ".gitignore", "docs/**/*.md", "assets/**/*.toml",
                    "assets/**/*.jsonl", "assets/**/*.ts")
    for file in ROOT.glob(pattern)
)  # fmt: skip


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@functools.cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def calls(file: Path) -> Iterator[str]:
    """The dotted name of everything that `file` calls."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def offenders(files: list[Path], bad: Callable[[Path], bool]) -> list[str]:
    return [name(file) for file in files if bad(file)]


def test_no_file_is_longer_than_people_read() -> None:
    assert offenders(EVERY_PYTHON_FILE, lambda f: len(f.read_text(encoding="utf-8").splitlines()) > LONGEST) == []


def test_every_module_says_what_it_is_for() -> None:
    assert offenders(SOURCES, lambda f: not ast.get_docstring(tree(f))) == []


def test_nothing_is_imported_by_star() -> None:
    def stars(file: Path) -> bool:
        imports = (node for node in ast.walk(tree(file)) if isinstance(node, ast.ImportFrom))
        return any(alias.name == "*" for node in imports for alias in node.names)

    assert offenders(EVERY_PYTHON_FILE, stars) == []


def swallows(handler: ast.ExceptHandler) -> bool:
    """Whether this catches everything and does nothing about it."""
    everything = handler.type is None or ast.unparse(handler.type) in ("Exception", "BaseException")
    return everything and all(isinstance(each, ast.Pass | ast.Continue) for each in handler.body)


def test_no_exception_is_swallowed_unseen() -> None:
    def bad(file: Path) -> bool:
        if any(call in ("suppress(Exception)", "contextlib.suppress(Exception)") for call in whole_calls(file)):
            return True
        return any(isinstance(node, ast.ExceptHandler) and swallows(node) for node in ast.walk(tree(file)))

    assert offenders(SOURCES, bad) == []


def whole_calls(file: Path) -> Iterator[str]:
    return (ast.unparse(node) for node in ast.walk(tree(file)) if isinstance(node, ast.Call))


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("try: f()\nexcept Exception: pass", True),
        ("try: f()\nexcept: pass", True),
        ("try: f()\nexcept OSError: pass", False),
        ("try: f()\nexcept Exception: log()", False),
    ],
)
def test_the_rule_on_swallowing_sees_what_it_should(source: str, seen: bool) -> None:
    handlers = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler)]
    assert any(map(swallows, handlers)) is seen


def test_templates_are_rendered_in_a_sandbox_only() -> None:
    """A chat template is a program from a stranger (CVE-2024-34359): no unguarded jinja2 anywhere."""
    guarded = {"ImmutableSandboxedEnvironment", "SandboxedEnvironment"}

    def unguarded(file: Path) -> bool:
        imported = {
            alias.name
            for node in ast.walk(tree(file))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("jinja2")
            for alias in node.names
        }
        called = set(calls(file))
        bare = {each for each in imported if each.endswith("Environment")} - guarded
        # The name of the class may be needed for a type; making one of it is what must not be.
        made = {"Template"} & called if "Template" in imported else set()
        return bool(bare | made | {each for each in called if each.startswith("jinja2.")})

    assert offenders(SOURCES, unguarded) == []


def test_one_place_hands_addresses_to_the_system() -> None:
    openers = ("QDesktopServices.openUrl", "webbrowser.open", "os.startfile")
    opening = offenders(SOURCES, lambda file: any(call.endswith(openers) for call in calls(file)))
    assert opening == ["app/ui/widgets/external.py"]
    assert offenders(SOURCES, lambda file: any("setOpenExternalLinks(True" in call for call in whole_calls(file))) == []


def test_nothing_moves_by_itself() -> None:
    """Whoever asked the system for less motion gets none here, so nothing has to ask."""
    moving = ("QPropertyAnimation", "QVariantAnimation", "QTimeLine", "QMovie", "QParallelAnimationGroup")
    assert offenders(SOURCES, lambda file: any(call.endswith(moving) for call in calls(file))) == []


def test_nothing_runs_text_as_a_program() -> None:
    forbidden = {"eval", "exec", "os.system", "pickle.load", "pickle.loads", "marshal.loads", "yaml.load"}
    assert offenders(SOURCES, lambda file: bool(forbidden & set(calls(file)))) == []


def test_labels_and_tooltips_never_guess_a_format() -> None:
    """Qt's automatic format turns a model's text into rich text, which reads local files (docs/architecture.md)."""
    assert offenders(SOURCES, lambda file: "Qt.TextFormat.AutoText" in file.read_text(encoding="utf-8")) == []


def test_no_place_to_get_packages_from_and_no_path_of_a_machine_is_committed() -> None:
    """Where packages come from and where the project lies is each machine's own affair."""
    scheme = "https?://"
    places = re.compile(
        rf"{scheme}(files\.)?(pypi|pythonhosted|npmjs)|--(extra-)?index-url|--find-links|/home/\w+/|/Users/\w+/|"
        r"/work/|/root/|/opt/(pypi|wheels)"
    )
    files = [file for file in [*EVERY_PYTHON_FILE, *TEXT_FILES] if file != Path(__file__)]
    found = [
        f"{name(file)}:{number}: {line.strip()[:100]}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if places.search(line)
    ]
    assert found == []


def test_every_locked_package_has_a_hash() -> None:
    locks = sorted((ROOT / "requirements").glob("*.lock"))
    assert len(locks) == 4
    for lock in locks:
        text = lock.read_text(encoding="utf-8").replace("\\\n", "")
        for line in filter(None, text.splitlines()):
            assert re.match(r"[a-z0-9.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line), f"{lock.name}: {line[:80]}"


def test_what_is_declared_is_what_is_locked() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    locked = "".join((ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8") for lock in ("run", "engine"))
    for requirement in declared:
        wanted = re.split(r"[<>=\[; ]", requirement)[0].lower()
        assert f"\n{wanted}==" in f"\n{locked}", requirement
