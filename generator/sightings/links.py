"""Links to search engines that need a browser and a person. Following one tells that engine the picture's public address.

Nothing here asks anybody; the addresses are those that the engines' own pages lead to.
"""

from __future__ import annotations

from urllib.parse import quote

ENGINES: tuple[tuple[str, str], ...] = (
    ("Google Lens", "https://lens.google.com/uploadbyurl?url={url}"),
    ("Bing Visual Search", "https://www.bing.com/images/search?view=detailv2&iss=sbi&q=imgurl:{url}"),
    ("Yandex Images", "https://yandex.com/images/search?rpt=imageview&url={url}"),
    ("TinEye", "https://tineye.com/search?url={url}"),
)
"""Name and address, with a place for the picture's own."""


def search_links(picture_url: str) -> tuple[tuple[str, str], ...]:
    """Name and address for each engine."""
    return tuple((name, address.format(url=quote(picture_url, safe=""))) for name, address in ENGINES)
