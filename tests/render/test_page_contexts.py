"""Every template has one documented context, uses nothing else, and finds all its words."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import pkgutil
import re
from importlib import import_module
from types import ModuleType

import pytest
from jinja2 import meta, nodes

import generator.render.contexts
from generator.render.environment import GLOBALS, Environment, templates_folder
from generator.render.words import FALLBACK, load

TEMPLATES = {
    "pages/about.html": "AboutContext",
    "pages/assessment.html": "AssessmentContext",
    "pages/browse.html": "BrowseContext",
    "pages/card.html": "CardContext",
    "pages/case.html": "CaseContext",
    "pages/clear.html": "ClearContext",
    "pages/corrections.html": "CorrectionsContext",
    "pages/exhibit.html": "ExhibitContext",
    "pages/files.html": "FilesContext",
    "pages/index.html": "IndexContext",
    "pages/links.html": "LinksContext",
    "pages/listing.html": "ListingContext",
    "pages/method.html": "MethodContext",
    "pages/methods.html": "MethodsContext",
    "pages/not_found.html": "NotFoundContext",
    "pages/redirect.html": "RedirectContext",
}


def modules() -> list[ModuleType]:
    package = generator.render.contexts
    return [
        import_module(f"{package.__name__}.{item.name}") for item in pkgutil.iter_modules(package.__path__)
    ]


def contexts() -> dict[str, type]:
    return {
        name: value
        for module in modules()
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == module.__name__
    }


def test_every_page_template_has_a_context() -> None:
    files = {f"pages/{file.name}" for file in (templates_folder() / "pages").glob("*.html")}
    assert files == set(TEMPLATES)


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.__name__.rsplit(".", 1)[-1])
def test_every_field_has_words(module: ModuleType) -> None:
    for item in ast.parse(inspect.getsource(module)).body:
        if isinstance(item, ast.ClassDef):
            assert ast.get_docstring(item), item.name
            for field, after in zip(item.body, [*item.body[1:], None], strict=True):
                if isinstance(field, ast.AnnAssign):
                    is_text = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                    assert is_text, f"{item.name}.{ast.unparse(field.target)}"


@pytest.mark.parametrize("kind", contexts().values(), ids=lambda kind: kind.__name__)
def test_contexts_are_frozen_and_slotted(kind: type) -> None:
    assert dataclasses.is_dataclass(kind)
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(kind)


@pytest.mark.parametrize(("template", "context"), TEMPLATES.items(), ids=TEMPLATES)
def test_a_template_uses_its_context_and_all_of_it(env: Environment, template: str, context: str) -> None:
    fields = {field.name for field in dataclasses.fields(contexts()[context])}
    names = undeclared(env, template)
    assert names - fields - set(GLOBALS) == set()
    assert fields - names == set(), "no template shows these fields"


def test_templates_of_findings_use_the_run_the_frame_and_the_picture(env: Environment) -> None:
    for template in env.finding_templates:
        assert undeclared(env, template) - {"run", "frame", "picture"} - set(GLOBALS) == set()


def test_every_word_exists_and_is_used(env: Environment) -> None:
    sources = [file.read_text() for file in templates_folder().rglob("*.html")]
    used = {
        tuple(match) for source in sources for match in re.findall(r"words\.([a-z_]+)\.([a-z_0-9]+)", source)
    }
    missing = [pair for pair in used if not hasattr(getattr(env.words, pair[0]), pair[1])]
    assert missing == []
    python = "\n".join(
        file.read_text() for file in templates_folder().parent.glob("generator/render/**/*.py")
    )
    scripts = "\n".join(file.read_text() for file in templates_folder().rglob("*.js"))
    everything = "\n".join(sources) + python + scripts
    by_enum = {
        "axis",
        "axis_question",
        "answer",
        "confidence",
        "date_kind",
        "match_kind",
        "link_kind",
        "link_means",
    }
    by_enum |= {"count", "privacy", "fact", "methods", "layer", "language"}
    unused = [
        f"{section}.{key}"
        for section, words in vars(env.words).items()
        if section not in by_enum
        for key in vars(words)
        if not re.search(rf"\b{key}\b", everything)
    ]
    assert unused == []


def test_a_language_without_words_gets_english() -> None:
    folder = templates_folder() / "words"
    assert load(folder, "xx-YY") is load(folder, FALLBACK)
    assert load(folder, "../../etc") is load(folder, FALLBACK)


def test_a_missing_word_stops_the_build(env: Environment) -> None:
    with pytest.raises(AttributeError, match="no words for 'nothing_like_it'"):
        env.words.case.nothing_like_it  # noqa: B018


def test_a_template_never_prints_none(env: Environment) -> None:
    with pytest.raises(TypeError, match="prints None"):
        env.templates.from_string("{{ value }}").render(value=None)


def undeclared(env: Environment, template: str, seen: set[str] | None = None) -> set[str]:
    """Names that a template and everything it extends or includes take from outside."""
    seen = set() if seen is None else seen
    if template in seen:
        return set()
    seen.add(template)
    loader = env.templates.loader
    assert loader is not None
    parsed = env.templates.parse(loader.get_source(env.templates, template)[0])
    # Jinja does not count a template's own imports inside its blocks as declared.
    names = meta.find_undeclared_variables(parsed) - {item.target for item in parsed.find_all(nodes.Import)}
    for other in meta.find_referenced_templates(parsed):
        if other is not None:
            names |= undeclared(env, other, seen)
    return names
