"""`backstory ask`: a reader's question about a case, answered from its evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.commands.options import build_options, cache_option, progress_of, work_options
from generator.errors import BackstoryError
from generator.model import Answer, AnswerState, Citation, EvidenceKind


@click.command("ask")
@click.argument("case")
@click.argument("question")
@click.option(
    "--content",
    type=click.Path(path_type=Path),
    default="content",
    show_default=True,
    help="Content folder in which the case lies.",
)
@cache_option
@work_options
def command(
    case: str, question: str, content: Path, cache: Path, quiet: bool, verbose: bool, **settings: Any
) -> None:
    """Answer QUESTION about CASE (its slug or folder) with the same sentences as its page.

    A question that isn't recognised is not guessed at: the three nearest ones are answered under their own names.
    """
    from generator.analyse.cache import Cache
    from generator.conclude import site_data, with_answers
    from generator.investigate import ask
    from generator.plan import analyse_archive, analyse_exhibits
    from generator.relate import relate
    from generator.scan import scan

    options = build_options(content, Path(), cache, **settings)
    found = scan(content, limits=options.limits)
    slug = _slug(case, {item.slug: item.path for item in found.cases})
    progress, results = progress_of(quiet=quiet, verbose=verbose), Cache(cache)
    analysed, _ = analyse_exhibits(found, options, results, progress)
    archived, _ = analyse_archive(found, options, results, progress)
    found = with_answers(found, analysed)
    data = site_data(found, analysed, relate(found, {**archived, **analysed}, results, options))
    chosen = next(item for item in data.cases if item.slug == slug)
    answers, is_matched = ask(question, data.case_answers[slug])
    if not is_matched:
        click.echo("This question was not recognised. The nearest ones that evidence can answer:\n")
    if any(answer.state is AnswerState.NOT_FOUND for answer in answers):
        click.echo(
            "“Checked, not found” proves nothing: most websites remove such entries from every picture.\n"
        )
    for answer in answers:
        _print(answer, {id: place for place, id in enumerate(chosen.exhibits)})


def _slug(name: str, known: dict[str, str]) -> str:
    if name in known:
        return name
    wanted = name.rstrip("/").removesuffix("/case.md")
    for slug, path in known.items():
        if wanted == path.removesuffix("/case.md") or wanted.endswith("/" + path.removesuffix("/case.md")):
            return slug
    listed = ", ".join(sorted(known)) or "none"
    raise BackstoryError(f"There is no case {name!r}. Cases in this folder: {listed}.")


def _print(answer: Answer, places: dict[str, int]) -> None:
    click.echo(click.style(answer.question, bold=True) + f"  [{answer.state.value}]")
    for sentence in answer.sentences:
        cited = " ".join(f"[{_label(citation, places)}]" for citation in sentence.citations)
        click.echo(f"  {sentence.text}" + (f" {cited}" if cited else ""))
    click.echo()


def _label(citation: Citation, places: dict[str, int]) -> str:
    from generator.letters import letter

    name = letter(places[citation.exhibit]) if citation.exhibit in places else ""
    match citation.kind:
        case EvidenceKind.FINDING:
            return f"{name}{citation.number}"
        case EvidenceKind.RUN:
            return f"{name} ledger line {citation.number}"
        case EvidenceKind.LINK:
            return f"{name} link {citation.number}"
        case EvidenceKind.SIGHTING:
            return f"S{citation.number}"
        case EvidenceKind.SOURCE:
            return f"R{citation.number}"
        case EvidenceKind.SEARCH:
            return f"Q{citation.number}"
        case EvidenceKind.OUTSIDE_CHECK:
            return f"person's check {citation.number}"
        case EvidenceKind.CLAIM | EvidenceKind.NOTE:
            return citation.kind.value
