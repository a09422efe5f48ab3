"""`backstory sightings`: where else a picture is, as services say that are asked only here, and as people found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.errors import BackstoryError

if TYPE_CHECKING:
    from generator.model import Case, Exhibit
    from generator.scan import Content
    from generator.sightings.ledger import Tools
    from generator.sightings.provider import Provider, Request, Subject
    from generator.sightings.record import Compared, Record

PERSON_ADDS = "add"


class _CaseOrCommand(click.Group):
    """`backstory sightings CASE …` asks; `backstory sightings add CASE URL …` writes down."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A first word that is no command is a case."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["ask", *args]
        return super().parse_args(ctx, args)


content_option = click.option(
    "--content",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("content"),
    show_default=True,
    help="The content folder.",
)
picture_option = click.option(
    "--picture", default="", metavar="NAME", help="Which picture of the case; the first when left out."
)


@click.group("sightings", cls=_CaseOrCommand)
def command() -> None:
    """Where else a picture is: ask services (`backstory sightings CASE --provider NAME`) or write down what you found (`add`).

    Nothing is asked unless `lookups:` in the case's note permits it, and what would leave this machine is shown first. Answers
    are kept as files beside the case; `backstory build` only reads those.
    """


@command.command("services")
def services() -> None:
    """List the services, what each finds, and what leaves the machine."""
    from generator.sightings.links import ENGINES
    from generator.sightings.providers import PROVIDERS

    for item in PROVIDERS.values():
        click.echo(click.style(item.id, bold=True) + f"  {item.title}")
        click.echo(f"  {item.finds}")
        click.echo(f"  Leaves the machine: {item.leaves}.")
        if item.key:
            click.echo(f"  Key: from the environment, {item.key}.")
        click.echo(f"  Documented at {item.documentation}")
    click.echo("In a browser, with --links: " + ", ".join(name for name, _ in ENGINES) + ".")


@command.command("ask")
@click.argument("case")
@content_option
@picture_option
@click.option(
    "--provider",
    "names",
    multiple=True,
    metavar="NAME",
    help="A service; give it several times, or `all`. `backstory sightings services` lists them.",
)
@click.option(
    "--picture-url", default="", help="A public address of this very picture, for services that take one."
)
@click.option(
    "--fetch-pictures", is_flag=True, help="Fetch the pictures that are found and compare them here."
)
@click.option(
    "--links", "only_links", is_flag=True, help="Only print links to search engines that need a browser."
)
@click.option(
    "--budget",
    type=click.IntRange(1, 500),
    default=30,
    show_default=True,
    help="Most questions, fetched pictures included.",
)
@click.option("--who", default="", help="Who asks; published beside the answer.")
@click.option("--dry-run", is_flag=True, help="Only show what would be asked.")
@click.option("--yes", is_flag=True, help="Ask without confirmation.")
def ask(
    case: str,
    content: Path,
    picture: str,
    names: Sequence[str],
    picture_url: str,
    fetch_pictures: bool,
    only_links: bool,
    budget: int,
    who: str,
    dry_run: bool,
    yes: bool,
) -> None:
    """Ask services where a picture of CASE (its folder or slug) is, and keep the answers beside it."""
    from generator.scan import scan
    from generator.sightings import ledger
    from generator.sightings.links import search_links

    read = scan(content)
    found = _case(read, content, case)
    exhibit, name = _picture(read, found, picture)
    subject = _subject(content, found, exhibit, name, picture_url)
    if only_links:
        if not subject.picture_url:
            raise BackstoryError(
                "These links need a public address of the picture. Give one with --picture-url."
            )
        for title, address in search_links(subject.picture_url):
            click.echo(f"{title}: {address}")
        return
    plan = _plan(subject, names, found)
    for provider, _, request in plan[:budget]:
        click.echo(f"{provider.title}: {request.sent} → {request.address.partition('?')[0]}")
    if fetch_pictures:
        click.echo(
            "Then the pictures that are found are fetched from where they are; those servers see that somebody asks."
        )
    if dry_run or not plan:
        click.echo("Nothing was asked." if plan else "There is nothing to ask these services with.")
        return
    if not yes:
        click.confirm("This leaves your machine and can't be taken back. Ask?", abort=True)
    tools = _tools(read.settings.publisher.contact, fetch_pictures=fetch_pictures)
    folder = (content / found.path).parent
    for record in ledger.asked(plan, tools, budget=budget, who=who):
        path = _written(folder, record)
        state = record.trouble or "answered"
        click.echo(f"{record.provider}: {state}. Kept in {path}")
    click.echo("`backstory build` shows the answers on the case's page.")


@command.command(PERSON_ADDS)
@click.argument("case")
@click.argument("url")
@content_option
@picture_option
@click.option(
    "--date", required=True, help="When it was there, as precisely as known: 2019, 2019-03, 2019-03-14."
)
@click.option(
    "--date-kind",
    type=click.Choice(["posted", "published", "crawled", "archived", "claimed", "found"]),
    default="published",
    show_default=True,
    help="What the date means.",
)
@click.option("--publisher", default="", help="Who showed it.")
@click.option("--caption", default="", help="What was claimed there, in its own words.")
@click.option("--place", default="", help="Where the picture was said to be taken, there.")
@click.option("--language", default="", help="Language of the page.")
@click.option("--archive", default="", help="Address of an archived copy.")
@click.option("--found-by", default="", help="Who found it, and how.")
@click.option("--note", default="", help="A remark.")
@click.option(
    "--file",
    "copy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The picture as you saved it there; it is compared here, and only its fingerprint is kept.",
)
@click.option("--screenshot", default="", metavar="NAME", help="A picture of the case that shows the page.")
def add(case: str, url: str, content: Path, picture: str, copy: Path | None, **said: str) -> None:
    """Write down that the picture of CASE was seen at URL."""
    from generator import clock
    from generator.model import DateKind, Sighting
    from generator.scan import scan
    from generator.sightings import person, reading
    from generator.sightings.provider import Unreadable
    from generator.sightings.record import Record, answered

    read = scan(content)
    found = _case(read, content, case)
    exhibit, name = _picture(read, found, picture)
    if not reading.address(url):
        raise BackstoryError(f"{url} is no http or https address. Give the page's whole address.")
    if said["screenshot"]:
        _picture(read, found, said["screenshot"])
    sighting = Sighting(
        url,
        said["date"],
        DateKind(said["date_kind"]),
        publisher=said["publisher"],
        caption=said["caption"],
        place=said["place"],
        language=said["language"],
        archive=said["archive"],
        found_by=said["found_by"],
        note=said["note"],
        screenshot=said["screenshot"],
    )
    body = person.answer_of(sighting).encode()
    try:
        person.read(body)
    except Unreadable as error:
        raise BackstoryError(f"The sighting can't be kept: {error}.") from error
    record = answered(
        Record(person.ID, clock.now(), name, exhibit.sha256, "nothing", address=url, who=said["found_by"]),
        body,
        200,
    )
    if copy is not None:
        from dataclasses import replace

        record = replace(
            record, pictures=(replace(_fingerprint(url, copy.read_bytes()), fetched=record.asked),)
        )
    path = _written((content / found.path).parent, record)
    click.echo(f"Kept in {path}. `backstory build` shows it in the case's timeline.")


def _case(read: Content, content: Path, wanted: str) -> Case:
    name = wanted.replace("\\", "/").rstrip("/")
    for case in read.cases:
        folder = content / case.path.rpartition("/")[0]
        if name == case.slug or (
            Path(wanted).exists()
            and Path(wanted).resolve() in (folder.resolve(), folder.resolve() / "case.md")
        ):
            return case
    known = ", ".join(case.slug for case in read.cases[:10])
    raise BackstoryError(f"There is no case {wanted} in {content}. There are: {known or 'none'}.")


def _picture(read: Content, case: Case, wanted: str) -> tuple[Exhibit, str]:
    folder = len("".join(case.path.rpartition("/")[:2]))
    by_id = {item.id: item for item in read.exhibits}
    mine = [(by_id[id], by_id[id].path[folder:]) for id in case.exhibits]
    for exhibit, name in mine:
        if wanted in ("", name):
            return exhibit, name
    raise BackstoryError(
        f"The case {case.slug} has no picture {wanted}. It has: {', '.join(name for _, name in mine) or 'none'}."
    )


def _subject(content: Path, case: Case, exhibit: Exhibit, name: str, picture_url: str) -> Subject:
    import hashlib

    from generator.sightings import reading
    from generator.sightings.provider import Subject

    if picture_url and not reading.address(picture_url):
        raise BackstoryError(f"{picture_url} is no http or https address.")
    data = (content / exhibit.path).read_bytes()
    sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    return Subject(case, exhibit, name, sha1, data, picture_url, case.lookups)


def _plan(subject: Subject, names: Sequence[str], case: Case) -> list[tuple[Provider, Subject, Request]]:
    import os

    from generator.model import Lookups
    from generator.sightings.ledger import missing_key
    from generator.sightings.providers import PROVIDERS

    if not names:
        raise BackstoryError(
            "Name a service with --provider, or `all`. `backstory sightings services` lists them."
        )
    wrong = [name for name in names if name != "all" and name not in PROVIDERS]
    if wrong:
        raise BackstoryError(f"There is no service {wrong[0]}. There are: {', '.join(PROVIDERS)}.")
    chosen = (
        list(PROVIDERS.values()) if "all" in names else [PROVIDERS[name] for name in dict.fromkeys(names)]
    )
    plan: list[tuple[Provider, Subject, Request]] = []
    for provider in chosen:
        if missing_key(provider, os.environ):
            _refuse_or_skip(f"{provider.title} wants a key: set {provider.key} in the environment.", names)
            continue
        for request in provider.requests(subject):
            hidden = subject.exhibit.sensitive or subject.exhibit.redactions
            if request.needs is Lookups.UPLOAD and hidden:
                _refuse_or_skip(
                    f"{provider.title} would get the whole picture, which the note hides from readers; that is never sent.",
                    names,
                )
            elif subject.lookups.permits(request.needs):
                plan.append((provider, subject, request))
            else:
                _refuse_or_skip(
                    f"{provider.title} would be sent {request.sent}. The note's `lookups:` is `{subject.lookups.value}`; "
                    f"write `lookups: {request.needs.value}` into {case.path} to permit it.",
                    names,
                )
    return plan


def _refuse_or_skip(words: str, names: Sequence[str]) -> None:
    """What was asked for by name is refused with a reason; of `all`, what isn't permitted is left out aloud."""
    if "all" not in names:
        raise BackstoryError(words)
    click.echo(f"Left out: {words}")


def _tools(contact: str, *, fetch_pictures: bool) -> Tools:
    import os
    import time

    from generator import clock, fetch
    from generator.sightings.ledger import Tools

    terms = fetch.Terms(seconds=60, largest=32 * 1024 * 1024)
    return Tools(
        ask=lambda question: fetch.ask(question, terms=terms),
        now=clock.now,
        sleep=time.sleep,
        keys=os.environ,
        contact=contact,
        fingerprint=_fingerprint if fetch_pictures else None,
    )


def _fingerprint(url: str, data: bytes) -> Compared:
    """Fingerprints of a stranger's picture, made in a worker process that can be ended."""
    import tempfile

    from generator.ledgers import runs_of
    from generator.model import Report
    from generator.sightings.record import Compared

    with tempfile.TemporaryDirectory(prefix="backstory-sighting-") as name:
        path = Path(name) / "picture"
        path.write_bytes(data)
        runs = runs_of([path], only=["file.identity"])[path]
    if isinstance(runs, str):
        return Compared(url, "", trouble=runs)
    measure = Report("", runs).measure
    return Compared(
        url,
        "",
        sha256=str(measure("file.identity", "sha256") or ""),
        pdq=str(measure("file.identity", "pdq") or ""),
        quality=int(measure("file.identity", "pdq_quality") or 0),
    )


def _written(folder: Path, record: Record) -> Path:
    from generator.sightings.record import dumps, name_of
    from generator.storage import Folder

    name = name_of(record)
    Folder(folder).write(name, dumps(record))
    return folder / name
