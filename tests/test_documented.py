"""Documentation is tested: a field, setting, command or analyzer without words fails."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import generator
from generator.cli import COMMANDS, main
from generator.schema import field_words

ROOT = Path(__file__).parents[1]


def _dataclasses() -> list[type]:
    found = []
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if module.name.endswith("__main__") or module.name.endswith("worker_main"):
            continue
        loaded = importlib.import_module(module.name)
        for value in vars(loaded).values():
            if (
                isinstance(value, type)
                and dataclasses.is_dataclass(value)
                and value.__module__ == module.name
            ):
                found.append(value)
    return found


@pytest.mark.parametrize(
    "kind", [k for k in _dataclasses() if not k.__name__.startswith("_")], ids=lambda k: k.__qualname__
)
def test_every_field_of_a_public_value_has_words(kind: type) -> None:
    words = field_words(kind)
    public = [field.name for field in dataclasses.fields(kind) if not field.name.startswith("_")]
    missing = [name for name in public if not words.get(name)]
    assert not missing


def _commands() -> list[tuple[str, click.Command]]:
    context = click.Context(main)
    found: list[tuple[str, click.Command]] = []
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {sub}", item) for sub, item in command.commands.items()]
    return found


@pytest.mark.parametrize(("name", "command"), _commands(), ids=[name for name, _ in _commands()])
def test_every_command_and_option_has_help(name: str, command: click.Command) -> None:
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"
    assert CliRunner().invoke(main, [*name.split(), "--help"]).exit_code == 0


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_readme_names_every_command(name: str) -> None:
    assert f"backstory {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_has_the_table_of_analyzers() -> None:
    table = CliRunner().invoke(main, ["analyzers", "--markdown"]).output.strip()
    assert table in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", sorted((ROOT / "generator").rglob("*.py")), ids=lambda file: file.name)
def test_every_public_function_says_what_it_does(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    missing = [
        node.name
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not missing
