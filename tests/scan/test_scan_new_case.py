"""The template of `backstory new` can't go stale, and never overwrites."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from pydantic import BaseModel

from generator.errors import BackstoryError
from generator.scan import front_matter_schema, new_case, scan, site_file_schema
from generator.scan.front_matter import FrontMatter
from generator.scan.template import EXAMPLES, template
from tests.scan.support.folders import JPEG, folder


def filled(text: str) -> str:
    """The template with every field commented in."""
    return re.sub(r"(?m)^# ?", "", text)


def test_a_new_case_builds_as_it_is(tmp_path: Path) -> None:
    path = new_case(tmp_path, 'Flood photo "from" 2019: no\n', "2026-11-21")
    assert path.relative_to(tmp_path).as_posix() == "cases/2026/flood-photo-from-2019-no/case.md"
    assert scan(tmp_path).cases[0].title == 'Flood photo "from" 2019: no'


def test_every_field_commented_in_is_a_sound_case(tmp_path: Path) -> None:
    path = new_case(tmp_path, "A case", "2026-11-21")
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    folder(path.parent, {"picture.jpg": JPEG})
    case = scan(tmp_path).cases[0]
    assert case.claim is not None
    assert case.rating is not None
    assert case.sightings[0].archive
    assert case.published == "2026-11-21"


@pytest.mark.parametrize("model", EXAMPLES, ids=lambda model: model.__name__)
def test_every_field_has_words_and_an_example(model: type[BaseModel]) -> None:
    assert {name for name in model.model_fields if name != "title" or model is not FrontMatter} == set(
        EXAMPLES[model]
    )
    assert all(field.description and field.description.endswith(".") for field in model.model_fields.values())
    text = template("A case", "2026-11-21")
    assert all(f"{name}:" in text for name in model.model_fields)


def test_the_template_names_the_ratings_of_the_site(tmp_path: Path) -> None:
    folder(tmp_path, {"site.yaml": "ratings: [{key: odd-one, name: Odd, definition: Hard to say.}]"})
    assert "One of: odd-one." in new_case(tmp_path, "A case", "2026-11-21").read_text(encoding="utf-8")


def test_a_case_is_never_overwritten(tmp_path: Path) -> None:
    path = new_case(tmp_path, "A case", "2026-11-21")
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(BackstoryError, match="already there; nothing was written"):
        new_case(tmp_path, "A  Case!", "2026-11-22")
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("title", ["", "  \n ", "a\x07b", "a\u202eb"])
def test_titles_that_can_not_be_shown_are_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(BackstoryError, match="title"):
        new_case(tmp_path, title, "2026-11-21")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ["洪水の写真", "../../etc", "-", "a" * 500, "'\"\\#: {}[]&*!"])
def test_any_title_stays_inside_of_the_content_folder(tmp_path: Path, title: str) -> None:
    path = new_case(tmp_path, title, "2026-11-21")
    assert path.parent.parent == tmp_path / "cases" / "2026"
    assert scan(tmp_path).cases[0].title == title


def test_the_schema_accepts_the_template_and_describes_every_field() -> None:
    schema = front_matter_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    fields = yaml.load(filled(template("A case", "2026-11-21")).split("\n---\n")[0], Loader=yaml.BaseLoader)
    fields["pictures"][0]["redactions"] = [
        {"x": 0.1, "y": 0.1, "width": 0.1, "height": 0.1, "reason": "Face"}
    ]
    fields["claim"]["event_position"] = [48.2085, 16.373]
    jsonschema.validate(fields, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**fields, "clam": "x"}, schema)
    for part in (schema, *schema["$defs"].values()):
        assert "description" in part
        assert all("description" in field for field in part.get("properties", {}).values())


def test_the_schema_accepts_the_short_forms() -> None:
    short = {
        "title": "x",
        "claim": "x",
        "authors": "x",
        "tags": "x",
        "sources": ["https://example.org/"],
        "sightings": [{"publisher": "x", "date": 2019}],
        "pictures": [{"file": "x", "sensitive": True}],
    }
    jsonschema.validate(short, front_matter_schema())


def test_the_schema_of_the_site_file_describes_every_setting() -> None:
    schema = site_file_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for part in (schema, *schema["$defs"].values()):
        assert part["additionalProperties"] is False
        assert all("description" in field or "$ref" in field for field in part["properties"].values())
