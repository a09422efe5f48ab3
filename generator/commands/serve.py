"""`backstory serve`: a preview on this machine."""

from __future__ import annotations

import contextlib
import signal
import tempfile
import threading
from pathlib import Path
from types import FrameType
from typing import Any

import click

from generator.commands.options import (
    build_options,
    cache_option,
    content_argument,
    progress_of,
    work_options,
)
from generator.errors import BackstoryError


@click.command("serve")
@content_argument
@click.option(
    "-p", "--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="0 takes a free one."
)
@cache_option
@work_options
def command(content: Path, port: int, cache: Path, quiet: bool, verbose: bool, **settings: Any) -> None:
    """Preview CONTENT on this machine only, and build again whenever it changes.

    A build that fails shows its message over the last good page. The published site is not touched.
    """
    from generator.build import build
    from generator.publish.serve import LOOPBACK, Preview, rebuild_on_change, run_until, server

    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    with tempfile.TemporaryDirectory(prefix="backstory-preview-") as scratch:
        preview = Preview(Path(scratch) / "site")
        options = build_options(content, preview.site, cache, **settings)

        def rebuild() -> str:
            try:
                built = build(options, progress=progress_of(quiet=quiet, verbose=verbose))
            except BackstoryError as error:
                click.echo(f"The build failed:\n{error.format_message()}", err=True)
                return error.format_message()
            if not quiet:
                click.echo(f"Built: {built.record.exhibits} pictures, {built.record.cases} cases.")
            return ""

        try:
            site_server = server(preview, port)
        except OSError as error:
            raise BackstoryError(
                f"Port {port} can't be used ({error.strerror}); name another one with -p."
            ) from error
        click.echo(f"Preview at http://{LOOPBACK}:{site_server.server_address[1]}/ (stop with Ctrl-C)")
        builder = threading.Thread(target=rebuild_on_change, args=(content, preview, rebuild, stop))
        builder.start()
        with contextlib.suppress(KeyboardInterrupt):
            run_until(stop, site_server)
        stop.set()
        builder.join()
