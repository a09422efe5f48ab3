"""`backstory sightings`: where else a picture is, as services say that are asked only here, and as people found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.commands.sighted_case import (
    case_of,
    content_option,
    fingerprints_beside,
    picture_of,
    picture_option,
    written,
)
from generator.commands.sightings_add import add
from generator.errors import BackstoryError

if TYPE_CHECKING:
    from generator.model import Case, Exhibit
    from generator.sightings.ledger import Tools
    from generator.sightings.provider import Provider, Request, Subject


class _CaseOrCommand(click.Group):
    """`backstory sightings CASE …` asks; `backstory sightings add CASE URL …` writes down."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A first word that is no command is a case."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["ask", *args]
        return super().parse_args(ctx, args)


@click.group("sightings", cls=_CaseOrCommand)
def command() -> None:
    """Where else a picture is: ask services (`backstory sightings CASE --provider NAME`) or write down what you found (`add`).

    Nothing is asked unless `lookups:` in the case's note permits it, and what would leave this machine is shown first. Answers
    are kept as files beside the case; `backstory build` only reads those.
    """


command.add_command(add)


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
    found = case_of(read, content, case)
    exhibit, name = picture_of(read, found, picture)
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
    if len(plan) > budget:
        click.echo(f"{_questions(len(plan) - budget)} beyond the budget of {budget} will not be asked.")
    if not read.settings.publisher.contact:
        click.echo(
            "The services will not be told whom to write to: `publisher:` in site.yaml names no `contact:`. Some refuse that."
        )
    if fetch_pictures:
        click.echo(
            "Then the pictures that are found are fetched from where they are; those servers see that somebody asks."
        )
    if dry_run or not plan:
        click.echo("Nothing was asked." if plan else "There is nothing to ask these services with.")
        return
    if not yes:
        click.confirm("This leaves your machine and can't be taken back. Ask?", abort=True)
    ours = content / exhibit.path if fetch_pictures else None
    tools = _tools(read.settings.publisher.contact, compared_with=ours)
    folder = (content / found.path).parent
    count = 0
    for record in ledger.asked(plan, tools, budget=budget, who=who):
        count += 1
        path = written(folder, record)
        state = record.trouble or "answered"
        click.echo(f"{record.provider}: {state}. Kept in {path}")
    if count < min(budget, len(plan)):
        click.echo(
            f"{_questions(len(plan) - count)} left unasked: the budget was spent on tries, or a service wants to be left alone."
        )
    click.echo("`backstory build` shows the answers on the case's page.")


def _questions(count: int) -> str:
    return f"{count} question{'' if count == 1 else 's'}"


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
    from generator.sightings.ledger import malformed_key, missing_key
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
        if malformed_key(provider, os.environ):
            words = f"What stands in {provider.key} can't be a key: it holds blanks, line ends or letters that no key has."
            _refuse_or_skip(words, names)
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


def _tools(contact: str, *, compared_with: Path | None) -> Tools:
    """What asking needs; pictures that are found are fetched when there is one to compare them with."""
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
        fingerprint=fingerprints_beside(compared_with) if compared_with else None,
    )
