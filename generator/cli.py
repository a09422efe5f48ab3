"""The command `backstory`. Each subcommand is one module of `commands/`, imported only when it is used."""

from __future__ import annotations

import importlib
import os
import sys

import click

import generator

COMMANDS: dict[str, str] = {
    "build": "Build a site from a folder of pictures and notes.",
    "new": "Write a new case folder with a commented note.",
    "serve": "Preview on this machine; rebuilds on every change.",
    "check": "List everything that a build would reject or a reader would miss.",
    "inspect": "Show all that can be read of pictures, without building.",
    "ask": "Answer a question about a case from its evidence.",
    "analyzers": "List what is looked for in a picture, and by what.",
    "schema": "Print the JSON Schema of a file format.",
    "trust": "Fetch or show lists of known signers of content credentials.",
    "credentials": "Judge credentials of a content folder by a newer list of signers.",
    "learn-encoder": "Learn what a program's files look like from labelled ones.",
    "learn-camera": "Learn the sensor noise of a camera body from pictures that it took.",
    "sightings": "Ask services where else a picture is, or write down what you found.",
    "calibrate": "Measure how often a learned detector accuses authentic pictures.",
    "verify": "Compare a published site with its own checksums.",
    "cache": "Show or prune the stored results of earlier builds.",
    "bench": "Measure this program on this machine.",
}
"""Each command with its line in `backstory --help`."""


class _Lazy(click.Group):
    """Knows its commands' names and lines of help without importing them, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"generator.commands.{cmd_name.replace('-', '_')}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(generator.__version__, prog_name="backstory")
def main() -> None:
    """Open Backstory: provenance reports for pictures.

    Drop pictures into a folder, run `backstory build FOLDER`, open site/index.html. Nothing leaves this machine.
    """
    if sys.getfilesystemencoding() != "utf-8":
        # Names of files would be read by this machine's locale, and the site would be another one elsewhere.
        os.execve(  # noqa: S606 - the same program with the same arguments.
            sys.executable, [sys.executable, *sys.orig_argv[1:]], os.environ | {"PYTHONUTF8": "1"}
        )
