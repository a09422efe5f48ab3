"""`backstory credentials`: what a newer list of signers says of the credentials of a content folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.commands.options import (
    build_options,
    cache_option,
    content_argument,
    progress_of,
    work_options,
)
from generator.errors import BackstoryError

if TYPE_CHECKING:
    from generator.model import CredentialState, Exhibit
    from generator.scan import Content
    from generator.settings import BuildOptions
    from generator.trust import TrustList


@click.command("credentials")
@content_argument
@click.option(
    "--trust-list",
    "trust",
    type=click.Path(exists=True, path_type=Path),
    required=True,
    metavar="FILE|FOLDER",
    help="A list of signers in PEM form, or a folder of lists such as `backstory trust update` fills.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
@cache_option
@work_options
def command(
    content: Path,
    trust: Path,
    dry_run: bool,
    cache: Path,
    quiet: bool,
    verbose: bool,
    **settings: Any,
) -> None:
    """Judge the credentials of CONTENT by other lists of signers, and keep the answers in `credentials.json` beside each case.

    The next build shows the history of answers on each picture's page. Nothing else is changed: which lists a build uses is
    `trust:` in site.yaml. An answer is dated by its lists.
    """
    from generator.scan import credential_history, scan
    from generator.storage import Folder
    from generator.trust import read_path

    if (content / "SHA256SUMS").is_file() and (content / "manifest.json").is_file():
        raise BackstoryError(
            f"{content} is a built site, which has no pictures as received. Name the content folder it was made from: "
            f"`backstory credentials --trust-list {trust} CONTENT`, then build again: "
            f"`backstory build CONTENT -o {content}`. The new pages show the history of answers."
        )
    options = build_options(content, Path(), cache, **settings)
    found = scan(content, limits=options.limits)
    lists = read_path(trust)
    progress = progress_of(quiet=quiet, verbose=verbose)
    before = judged(found, found.trust, options, progress)
    after = judged(found, lists, options, progress)
    folders: dict[str, list[CredentialState]] = {}
    for exhibit in found.exhibits:
        if exhibit.id in after:
            folders.setdefault(_folder(found, exhibit), []).extend((before[exhibit.id], after[exhibit.id]))
            if not quiet:
                click.echo(f"{exhibit.path}: {before[exhibit.id].trust} -> {after[exhibit.id].trust}")
    place = Folder(content)
    written = 0
    for folder, states in sorted(folders.items()):
        name = f"{folder}/{credential_history.FILE}" if folder else credential_history.FILE
        data = place.read(name)
        kept = credential_history.added(credential_history.parse(data) if data else (), states)
        new = credential_history.dumps(kept)
        if new != data:
            written += 1
            if not dry_run:
                place.write(name, new)
    if not quiet:
        verb = "would change" if dry_run else "changed"
        click.echo(f"{len(after)} credentials judged; {written} files of history {verb}.")


def judged(
    content: Content, lists: Sequence[TrustList], options: BuildOptions, progress: Any
) -> dict[str, CredentialState]:
    """The state of every exhibit that has a credential, by these lists."""
    from generator.analyse.analysis import analyse
    from generator.analyse.cache import Cache
    from generator.analyse.credentials.lists import materials_of
    from generator.analyse.registry import discover, selected
    from generator.model import Report
    from generator.plan import jobs_of, workforce_of

    jobs = jobs_of(content, options.content)
    with workforce_of(options) as workforce:
        analysed = analyse(
            jobs,
            chain=selected(discover(), ["credentials"]),
            cache=Cache(options.cache),
            workforce=workforce,
            limits=options.limits,
            materials=materials_of(lists),
            progress=progress,
        )
    states = {
        exhibit.id: _state(exhibit, Report(exhibit.id, analysed[exhibit.id].runs), lists)
        for exhibit in content.exhibits
    }
    return {id: state for id, state in states.items() if state is not None}


def _state(exhibit: Exhibit, report: Any, lists: Sequence[TrustList]) -> CredentialState | None:
    from generator.model import CredentialState
    from generator.trust import Role

    evidence = {item.finding.code: item.finding for item in report.evidence}
    issuer, integrity = evidence.get("credentials.issuer"), evidence.get("credentials.integrity")
    if issuer is None or integrity is None:
        return None
    named = [item for item in lists if item.role in (Role.SIGNERS, Role.CERTIFICATES)]
    return CredentialState(
        sha256=exhibit.sha256,
        lists=", ".join(dict.fromkeys(item.title for item in named)),
        date=max((item.issued for item in lists), default=""),
        fingerprints=tuple(sorted(item.sha256 for item in lists)),
        issuer=str(issuer.measure("issuer") or issuer.measure("common_name") or ""),
        trust=str(issuer.measure("trust")),
        signature=str(integrity.measure("signature")),
        content_binding=str(integrity.measure("content_binding")),
        engines=report.run("credentials").engines,
    )


def _folder(content: Content, exhibit: Exhibit) -> str:
    """Folder of the exhibit's case, or the one in which a bare picture lies."""
    path = next((case.path for case in content.cases if case.slug == exhibit.case), exhibit.path)
    return path.rpartition("/")[0]
