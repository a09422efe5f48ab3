"""Pictures: which published files of an exhibit a page shows, and which it must not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.model import Exhibit, Rendition, Renditions
from generator.render import urls
from generator.render.contexts.shared import PictureView, Source
from generator.render.environment import Environment
from generator.render.site import SiteFile


def picture(env: Environment, exhibit: Exhibit, *, labelled: bool = False) -> PictureView:
    """The exhibit's picture; blurred when it is sensitive, with the rating in its pixels when `labelled` and there is one."""
    files = env.data.renditions.get(exhibit.id, Renditions(missing=env.words.picture.no_renditions))
    if exhibit.sensitive:
        missing = files.missing or ("" if files.blurred else env.words.picture.no_blurred)
        clear = urls.clear(exhibit.id) if files.images else ""
        return _view(env, exhibit, files.blurred, missing=missing, clear_href=clear)
    if labelled and files.labelled is not None:
        return _view(env, exhibit, (files.labelled,), is_labelled=True)
    return _view(env, exhibit, files.images, missing=files.missing.removeprefix("pixels not decoded: "))


def clear_picture(env: Environment, exhibit: Exhibit) -> PictureView:
    """The picture of a sensitive exhibit without its blur."""
    files = env.data.renditions[exhibit.id]
    view = _view(env, exhibit, files.images, missing=files.missing)
    return PictureView(
        view.webp, view.jpeg, view.width, view.height, view.alt, view.missing, "", "", view.redactions
    )


def largest(view: PictureView) -> str:
    """Path of the largest JPEG, or nothing."""
    return view.jpeg[-1].href if view.jpeg else ""


def files(env: Environment, more: Iterable[Rendition] = ()) -> list[SiteFile]:
    """Every published picture of the site, once; `more` are those that belong to no single exhibit."""
    blobs: dict[str, str] = {}
    for renditions in env.data.renditions.values():
        every = (
            *renditions.images,
            *renditions.blurred,
            *((renditions.labelled,) if renditions.labelled else ()),
        )
        blobs.update({urls.media(item.blob, item.media_type): item.blob for item in every})
    blobs.update({urls.media(item.blob, item.media_type): item.blob for item in more})
    for report in env.index.reports.values():
        for run in report.runs:
            for finding in run.findings:
                blobs.update({urls.media(item.blob, item.media_type): item.blob for item in finding.figures})
    return [SiteFile(path, blob=blob) for path, blob in sorted(blobs.items())]


def _view(
    env: Environment,
    exhibit: Exhibit,
    files: Sequence[Rendition],
    *,
    missing: str = "",
    clear_href: str = "",
    is_labelled: bool = False,
) -> PictureView:
    webp = tuple(_source(item) for item in files if item.media_type == "image/webp")
    jpeg = tuple(_source(item) for item in files if item.media_type == "image/jpeg")
    last = max(files, key=lambda item: item.width, default=None)
    if not jpeg and not missing:
        missing = env.words.picture.no_renditions
    return PictureView(
        webp=() if missing else webp,
        jpeg=() if missing else jpeg,
        width=last.width if last else 0,
        height=last.height if last else 0,
        alt=exhibit.alt,
        missing=env.index.mask(exhibit.id).text(missing),
        sensitive=exhibit.sensitive,
        clear_href=clear_href,
        redactions=tuple(box.reason for box in exhibit.redactions),
        is_labelled=is_labelled,
    )


def _source(item: Rendition) -> Source:
    return Source(urls.media(item.blob, item.media_type), item.width)
