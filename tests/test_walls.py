"""The walls of the house: which folder may import which."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GENERATOR = ROOT / "generator"
STAGES = ("scan", "analyse", "link", "compare", "assess", "investigate", "render", "publish")
COMMON = {
    "model",
    "place",
    "settings",
    "errors",
    "fetch",
    "codec",
    "clock",
    "storage",
    "kind",
    "letters",
    "moments",
    "sightings",
    "terminal",
    "trust",
    "__init__",
}
EDGES = {
    "build",
    "handing",
    "plan",
    "relate",
    "remembered",
    "comparing",
    "lineage",
    "pairs",
    "tracing",
    "conclude",
    "cli",
    "commands",
    "bench",
    "calibrate",
    "freshness",
    "ledgers",
    "schema",
    "simulate",
    "__main__",
}
"""What stands outside the stages and may know several of them."""


def _imports(file: Path) -> set[str]:
    """First part below `generator` of everything that a file imports of ours."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = (
                [node.module]
                if node.module != "generator"
                else [f"generator.{item.name}" for item in node.names]
            )
        elif isinstance(node, ast.Import):
            names = [item.name for item in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("generator.")}
    return found


def _files(stage: str) -> list[Path]:
    return sorted((GENERATOR / stage).rglob("*.py"))


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_nothing_of_a_later_stage(stage: str) -> None:
    later = set(STAGES[STAGES.index(stage) + 1 :]) | EDGES
    wrong = {
        f"{file.relative_to(ROOT)} imports {name}"
        for file in _files(stage)
        for name in _imports(file) & later
    }
    assert not wrong


@pytest.mark.parametrize("name", sorted(COMMON - {"__init__"}))
def test_what_all_stages_share_imports_no_stage(name: str) -> None:
    files = [GENERATOR / f"{name}.py"] if (GENERATOR / f"{name}.py").is_file() else _files(name)
    assert files
    assert not {found for file in files for found in _imports(file)} & (set(STAGES) | EDGES)


def test_the_model_imports_nothing_of_ours() -> None:
    assert {name for file in _files("model") for name in _imports(file)} <= {"model"}


def test_every_module_has_its_place() -> None:
    places = {path.stem if path.is_file() else path.name for path in GENERATOR.iterdir()} - {
        "__pycache__",
        "templates",
    }
    assert places == set(STAGES) | COMMON | EDGES


@pytest.mark.parametrize(
    "file", sorted(p for p in GENERATOR.rglob("*.py")), ids=lambda file: str(file.relative_to(GENERATOR))
)
def test_a_file_holds_one_idea(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400, "split it"
    assert ast.get_docstring(ast.parse(text)), "every module says first what it is"


def test_only_the_clock_asks_for_the_time() -> None:
    allowed = {GENERATOR / "clock.py", *_files("bench"), GENERATOR / "publish" / "serve.py"}
    wrong = [
        str(file.relative_to(ROOT))
        for file in GENERATOR.rglob("*.py")
        if file not in allowed and ("datetime.now" in (text := file.read_text()) or "time.time(" in text)
    ]
    assert not wrong
