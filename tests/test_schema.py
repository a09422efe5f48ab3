"""Everything that is written validates against the schema that is printed for it, and the schemas say what fields mean."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator import schema
from generator.commands.schema import NAMES
from generator.scan.front_matter import FrontMatter
from generator.scan.template import EXAMPLES
from tests.support.content import LATITUDE_WORDS, NOTE, SERIAL, SITE, content
from tests.support.pictures import jpeg
from tests.support.program import backstory, build, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with content, its site and its cache."""
    folder = tmp_path_factory.mktemp("schema")
    assert build(content(folder / "content"), folder / "site", folder / "cache").exit_code == 0
    return folder


def printed(name: str) -> Any:
    """What `backstory schema NAME` prints."""
    return json.loads(backstory("schema", name).output)


def validate(document: object, name: str) -> None:
    """Raises when the document breaks the schema, dates included."""
    checked = jsonschema.Draft202012Validator(
        printed(name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    checked.validate(document)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_says_what_every_field_means(name: str) -> None:
    found = printed(name)
    jsonschema.Draft202012Validator.check_schema(found)
    assert found["$schema"] == schema.DIALECT
    fields = [
        (key, field)
        for part in (found, *found.get("$defs", {}).values())
        for key, field in part.get("properties", {}).items()
    ]
    assert fields
    # A field whose words are those of the class it holds has them there.
    described = {name for name, part in found.get("$defs", {}).items() if part.get("description")}
    wordless = [
        key
        for key, field in fields
        if not field.get("description") and field.get("$ref", "").rpartition("/")[2] not in described
    ]
    assert wordless == []


@pytest.mark.parametrize("name", ["case", "exhibit"])
def test_every_document_of_a_site_validates(name: str, folder: Path) -> None:
    documents = sorted((folder / "site").rglob(f"{name}.json"))
    assert len(documents) >= 2
    for path in documents:
        validate(json.loads(path.read_bytes()), name)


def test_a_document_with_a_field_too_many_or_too_few_does_not_validate(folder: Path) -> None:
    document = json.loads(next((folder / "site").rglob("exhibit.json")).read_bytes())
    for broken in (document | {"more": 1}, {key: document[key] for key in document if key != "report"}):
        with pytest.raises(jsonschema.ValidationError):
            validate(broken, "exhibit")


def test_what_inspect_prints_validates_and_withholds_by_default(folder: Path) -> None:
    picture = folder / "content" / "cases" / "2026" / "first" / "a.jpg"
    usual = backstory("inspect", "--json", picture, "--cache", folder / "cache", "-j", "1").output
    validate(json.loads(usual), "inspect")
    assert SERIAL not in usual
    assert not any(words in usual for words in LATITUDE_WORDS)
    private = backstory(
        "inspect", "--json", "--private", picture, "--cache", folder / "cache", "-j", "1"
    ).output
    validate(json.loads(private), "inspect")
    assert SERIAL in private
    assert any(words in private for words in LATITUDE_WORDS)


def test_nothing_withheld_is_anywhere_in_a_site(folder: Path) -> None:
    for path in (folder / "site").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for words in (SERIAL, *LATITUDE_WORDS):
                if words != "54° 3" or path.suffix in (".html", ".json", ".xml"):
                    assert words.encode() not in data, path


def test_a_site_file_and_notes_validate(folder: Path) -> None:
    validate(yaml.safe_load(SITE), "site")
    for path in (folder / "content").rglob("case.md"):
        validate(_head(path.read_text(encoding="utf-8")), "front-matter")
    with pytest.raises(jsonschema.ValidationError):
        validate({"titel": "x"}, "site")
    with pytest.raises(jsonschema.ValidationError):
        validate(_head(NOTE.format(title="x", day=3)) | {"ratings": "x"}, "front-matter")


def test_a_filled_in_template_validates_and_builds(tmp_path: Path) -> None:
    said = backstory("new", "The broken bridge", "--content", tmp_path / "content").output
    note = tmp_path / "content" / re.search(r"cases/\S+/case\.md", said)[0]  # type: ignore[index]
    text = note.read_text(encoding="utf-8")
    validate(_head(text), "front-matter")
    filled = re.sub(r"(?m)^# ?(?=[a-z_ ]+:|  |- )", "", text)
    head = _head(filled)
    assert {*EXAMPLES[FrontMatter]} - head.keys() == set()
    validate(head, "front-matter")
    note.write_text(filled, encoding="utf-8")
    write(note.parent, {"picture.jpg": jpeg(80)})
    result = build(tmp_path / "content", tmp_path / "site", tmp_path / "cache")
    assert result.exit_code == 0, result.output
    validate(json.loads(next((tmp_path / "site").rglob("case.json")).read_bytes()), "case")


def _head(note: str) -> Any:
    """The front matter of a note; dates as the text they are in JSON."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {  # type: ignore[attr-defined]
        key: [item for item in found if not item[0].endswith("timestamp")]
        for key, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(note.split("---")[1], loader)
