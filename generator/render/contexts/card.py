"""What `pages/card.html` is given."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.contexts.shared import PictureView, RatingView


@dataclass(frozen=True, slots=True)
class CardContext:
    """A case on one small page, made to stand in a frame on another site."""

    root: str
    """What leads from this page to the site's root."""
    stylesheet: str
    """Path of the style sheet from the site's root."""
    icon: str
    """Path of the icon from the site's root; without one browsers ask the host for `favicon.ico`."""
    language: str
    """BCP 47 tag of the case."""
    title: str
    """The headline."""
    href: str
    """Whole address of the case's page, or the way to it from this page when the site has none."""
    rating: RatingView | None
    """A person's rating; None until one was given."""
    picture: PictureView | None
    """The main picture with the rating in its pixels; None for a case without pictures."""
    claim: str
    """The claim's words, shortened; empty when there is none."""
    published: str
    """ISO 8601 date; empty when not given."""
    corrected: str
    """ISO 8601 date of the newest correction; empty when there is none."""
    publisher: str
    """Who publishes the site."""
    disclaimer: str
    """The case's own disclaimer, or the site's; shown above everything."""
