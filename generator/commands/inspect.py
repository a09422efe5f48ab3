"""`backstory inspect`: the whole ledger of pictures in the terminal, without building anything."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.options import build_options, cache_option, progress_of, work_options
from generator.errors import BackstoryError
from generator.model import Assessment, AxisAssessment, Exhibit, Outcome, Report, Run
from generator.terminal import printable

if TYPE_CHECKING:
    from generator.analyse.analysis import Job
    from generator.analyse.materials import Material

_SIGNS = {
    Outcome.FOUND: ("found", "green"),
    Outcome.NOTHING: ("checked, not found", "blue"),
    Outcome.NOT_APPLICABLE: ("not checked", "yellow"),
    Outcome.FAILED: ("not checked", "red"),
}


@click.command("inspect")
@click.argument("pictures", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="A JSON list by the schema `backstory schema inspect`.")
@click.option("--private", is_flag=True, help="Show positions, serial numbers and names, too.")
@click.option(
    "--trust",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE|FOLDER",
    help="Lists of known signers of content credentials, such as `backstory trust update` fetches.",
)
@click.option(
    "--site-yaml",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Use the lists of signers, known programs and detectors that this file names, not those of the nearest site.yaml.",
)
@click.option("--no-site-yaml", is_flag=True, help="Use no site.yaml, even if one lies beside or above.")
@click.option("--details", is_flag=True, help="Show every tag and table.")
@cache_option
@work_options
def command(
    pictures: tuple[Path, ...],
    cache: Path,
    as_json: bool,
    private: bool,
    details: bool,
    trust: Path | None,
    site_yaml: Path | None,
    no_site_yaml: bool,
    quiet: bool,
    verbose: bool,
    **settings: Any,
) -> None:
    """Show all that can be read of PICTURES: what was found, what was not found, what was not checked and why.

    What a `site.yaml` beside or above the pictures names (lists of signers, known programs, detectors, decoders) is used as in
    a build, and a line says so. The exit code is 1 when a file is no picture that can be read.
    """
    from generator.analyse.analysis import analyse
    from generator.analyse.cache import Cache
    from generator.analyse.registry import discover
    from generator.assess import assess
    from generator.plan import workforce_of

    materials, told = _handed_over(pictures, trust, site_yaml, is_wanted=not no_site_yaml)
    if told and not quiet:
        click.echo(printable(told), err=True)
    options = build_options(Path(), Path(), cache, **settings)
    jobs, exhibits, unreadable = _identified(pictures, options.limits.file_size)
    chain = discover()
    with workforce_of(options) as workforce:
        analysed = analyse(
            jobs,
            chain=chain,
            cache=Cache(cache),
            workforce=workforce,
            limits=options.limits,
            materials=materials,
            progress=progress_of(quiet=quiet or as_json, verbose=verbose),
        )
    reports = {id: Report(id, item.runs) for id, item in analysed.items()}
    titles = {item.id: item.analyzer.title for item in chain}
    assessments = {exhibit.id: assess(exhibit, reports[exhibit.id], titles=titles) for exhibit in exhibits}
    shown = {id: _shown(report, private=private) for id, report in reports.items()}
    if as_json:
        click.echo(_json(exhibits, shown, assessments))
    else:
        for exhibit in exhibits:
            _print(exhibit, shown[exhibit.id], assessments[exhibit.id], details=details)
    for path, reason in unreadable:
        click.echo(f"{printable(str(path))}: not a picture that can be read: {reason}", err=True)
    if unreadable:
        sys.exit(1)


def _handed_over(
    pictures: tuple[Path, ...], trust: Path | None, site_yaml: Path | None, *, is_wanted: bool
) -> tuple[tuple[Material, ...], str]:
    """What analyzers are given, and a line about where it comes from; empty when there is nothing to tell.

    A file that a person named has to be sound; one that was merely found is left out when it isn't, which the line says.
    """
    from generator.analyse.credentials.lists import GROUP, materials_of
    from generator.errors import InvalidContent
    from generator.handing import materials_of_content
    from generator.scan.around import named_by, site_files_above
    from generator.trust import read_path

    own = materials_of(read_path(trust)) if trust else ()
    found = (site_yaml,) if site_yaml else site_files_above(pictures) if is_wanted else ()
    if len(found) > 1:
        return own, "The pictures belong to several site.yaml, so none is used; name one with --site-yaml."
    if not found:
        return own, ""
    try:
        materials = materials_of_content(named_by(found[0]))
    except InvalidContent as error:
        if site_yaml:
            raise
        count = len(error.mistakes)
        mistakes = "a mistake" if count == 1 else f"{count} mistakes"
        return own, f"{found[0]} has {mistakes} and is not used; `backstory check` names what is wrong."
    if trust:
        materials = (*own, *(item for item in materials if item.group != GROUP))
    names = ", ".join(dict.fromkeys(f"{item.group}: {item.name}" for item in materials))
    return materials, f"{found[0]} is used ({names})." if names else ""


def _identified(
    pictures: tuple[Path, ...], largest: int
) -> tuple[list[Job], list[Exhibit], list[tuple[Path, str]]]:
    from generator.analyse.analysis import Job
    from generator.kind import HEAD_SIZE, sniff
    from generator.model import FileKind

    jobs: list[Job] = []
    exhibits: list[Exhibit] = []
    unreadable: list[tuple[Path, str]] = []
    for place, path in enumerate(_files(pictures), 1):
        try:
            if not path.is_file():
                raise BackstoryError(f"There is no file {path}.")
            size = path.stat().st_size
            if size > largest:
                unreadable.append((path, f"larger than {largest:,} bytes"))
                continue
            data = path.read_bytes()
        except OSError as error:
            unreadable.append((path, error.strerror or "can't be read"))
            continue
        kind = sniff(data[:HEAD_SIZE], size)
        if not isinstance(kind, FileKind):
            unreadable.append((path, kind))
            continue
        digest = hashlib.sha256(data).hexdigest()
        id = f"{digest[:10]}-{place}"
        jobs.append(Job(id, digest, kind, path.absolute(), size, printable(str(path))))
        exhibits.append(Exhibit(id, printable(path.name), digest, size, kind))
    return jobs, exhibits, unreadable


def _files(pictures: tuple[Path, ...]) -> Iterator[Path]:
    for path in pictures:
        if path.is_dir():
            yield from sorted(item for item in path.rglob("*") if item.is_file())
        else:
            yield path


def _shown(report: Report, *, private: bool) -> Report:
    from generator.render.privacy import published
    from generator.settings import PrivacySettings

    return published(report, PrivacySettings(show_location=private, show_serial_numbers=private))


def _json(exhibits: list[Exhibit], reports: dict[str, Report], assessments: dict[str, Assessment]) -> str:
    import generator
    from generator import codec
    from generator.render.documents import ExhibitDocument

    documents = [
        ExhibitDocument(item, reports[item.id], (), assessments[item.id], generator=generator.__version__)
        for item in exhibits
    ]
    return json.dumps([codec.to_plain(document) for document in documents], ensure_ascii=False, indent=1)


def _print(exhibit: Exhibit, report: Report, assessment: Assessment, *, details: bool) -> None:
    width = max(40, min(100, shutil.get_terminal_size().columns))
    click.echo(click.style(exhibit.path, bold=True) + f"  {exhibit.kind.value}, {exhibit.size:,} bytes")
    for axis in (assessment.origin, assessment.integrity):
        _print_axis(axis, width)
    number = 1
    for run in report.runs:
        _print_run(run, width)
        for finding in run.findings:
            _wrapped(f"{number}. {finding.statement}", width, "    ")
            number += 1
            if details:
                for item in finding.measurements:
                    unit = f" {item.unit}" if item.unit else ""
                    _wrapped(f"{item.name}: {item.value}{unit}", width, "         ")
                for table in finding.tables:
                    click.echo(f"         {table.title}")
                    for row in table.rows:
                        _wrapped(f"{row.name}: {row.value}", width, "           ")
    click.echo()


def _print_axis(axis: AxisAssessment, width: int) -> None:
    click.echo(
        f"  {axis.axis.value}: "
        + click.style(axis.value, bold=True)
        + f" (confidence: {axis.confidence.value})"
    )
    _wrapped(axis.headline, width, "    ")


def _print_run(run: Run, width: int) -> None:
    words, colour = _SIGNS[run.outcome]
    reason = f": {run.reason}" if run.reason and run.outcome is not Outcome.FOUND else ""
    _wrapped(f"{run.analyzer}: {click.style(words, fg=colour)}{reason}", width + 9, "  ")


def _wrapped(text: str, width: int, indent: str) -> None:
    click.echo(textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent + "   "))
