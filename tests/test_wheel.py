"""The wheel alone, in an environment of its own, builds a site."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.support.pictures import jpeg

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout; made in this environment when it has the build's tool, else in one made for it."""
    folder = tmp_path_factory.mktemp("wheel")
    try:
        import hatchling  # noqa: F401

        isolation = ["--no-isolation"]
    except ImportError:
        isolation = []
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", *isolation, "--outdir", folder, ROOT],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and not isolation:
        pytest.skip(f"hatchling is not here and can't be fetched: {done.stdout[-300:]}")
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_program_and_its_templates_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"generator"}
    templates = {
        path.relative_to(ROOT / "templates").as_posix()
        for path in (ROOT / "templates").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    inside = {name.removeprefix("generator/templates/") for name in names if "/templates/" in name}
    assert inside == templates
    assert "generator/cli.py" in names
    assert not [name for name in names if name.endswith((".pyc", ".jpg")) or "/tests/" in name]


def test_it_builds_a_site_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "environment"
    venv.create(place, with_pip=False)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)}))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # The libraries are those of this environment, one link each, without this project itself.
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if not package.name.startswith(
            ("open_backstory", "_open_backstory", "__editable__", "__pycache__")
        ) and (package.suffix != ".pth"):
            target = packages / package.name
            if not target.exists():
                target.symlink_to(package)
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "picture.jpg").write_bytes(jpeg(1))
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    def run(code: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [place / "bin" / "python", "-I", "-c", code],
            cwd=folder,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )

    done = run("import generator; print(generator.__file__)")
    assert done.stdout.strip() == str(packages / "generator" / "__init__.py"), done.stderr
    done = run(
        "import sys; from importlib.metadata import entry_points\n"
        "(command,) = entry_points(group='console_scripts', name='backstory')\n"
        "sys.argv = ['backstory', 'build', '.', '-o', '../site', '--cache', '../cache', '-j', '1']\n"
        "command.load()()"
    )
    assert done.returncode == 0, done.stderr
    assert "1 picture and 0 cases" in done.stdout
    assert len(list((tmp_path / "site" / "exhibits").glob("*/index.html"))) == 1
    assert list((tmp_path / "site" / "static").glob("*.css"))
