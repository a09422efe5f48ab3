"""Reads an XMP packet into flat properties: `dc:title[x-default]`, `xmpMM:History[3]/stEvt:softwareAgent`.

Source: XMP specification part 1 (ISO 16684-1:2019), sections 6 and 7; parsed by defusedxml with document types, entities and
outside references refused. XMP is plain text in the file: any program can write any value. A packet that is not
well-formed is reported as `malformed`; nothing is guessed from its remains.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from generator.analyse.containers.parts import Fault
from generator.analyse.metadata import xmp_names
from generator.analyse.metadata.values import Tag, clean

MAX_PACKET = 8 << 20
"""Bytes of a packet that are parsed."""
MAX_DEPTH = 24
MAX_PROPERTIES = 5_000

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ARRAYS = (RDF + "Seq", RDF + "Bag", RDF + "Alt")
SYNTAX = frozenset(RDF + name for name in ("about", "ID", "nodeID", "parseType", "resource", "datatype")) | {
    XML_LANG
}


@dataclass(frozen=True, slots=True)
class Packet:
    """An XMP packet as far as it could be read."""

    tags: tuple[Tag, ...] = ()
    """Properties in the order of the packet, named by path."""
    faults: tuple[Fault, ...] = ()
    """Why it could not be read in full."""

    def get(self, path: str) -> str:
        """Value of a property: the exact path, else its first array item, else an empty string."""
        for tag in self.tags:
            if tag.name == path:
                return tag.text.strip()
        prefix = path + "["
        return next(
            (tag.text.strip() for tag in self.tags if tag.name.startswith(prefix) and _is_item(tag, path)), ""
        )

    def all(self, path: str) -> tuple[str, ...]:
        """Values of a property and of its array items."""
        return tuple(tag.text.strip() for tag in self.tags if tag.name == path or _is_item(tag, path))

    def ending(self, name: str) -> tuple[Tag, ...]:
        """All properties whose path ends in `name`, wherever they are nested."""
        return tuple(tag for tag in self.tags if re.sub(r"\[[^\]]*\]$", "", tag.name).split("/")[-1] == name)


def read_xmp(data: bytes) -> Packet:
    """All properties of a packet; never raises."""
    if len(data) > MAX_PACKET:
        return Packet(
            faults=(Fault("too-large", f"the packet has {len(data)} bytes; {MAX_PACKET} are the limit"),)
        )
    if not data.strip(b"\0 \r\n\t"):
        return Packet()
    root, prefixes, problem = _parse(_trimmed(data))
    faults: list[Fault] = []
    if root is None:
        first, last = data.find(b"<rdf:RDF"), data.rfind(b"</rdf:RDF>")
        faults.append(Fault("malformed", f"present, malformed: {problem}"))
        if 0 <= first < last:
            root, prefixes, _ = _parse(data[first : last + len(b"</rdf:RDF>")])
        if root is None:
            return Packet(faults=tuple(faults))
    rdf = root if root.tag == RDF + "RDF" else root.find(f".//{RDF}RDF")
    walk = _Walk(prefixes)
    toolkit = root.get("{adobe:ns:meta/}xmptk")
    if toolkit:
        walk.add("x:xmptk", toolkit)
    if rdf is None:
        return Packet(tuple(walk.tags), (*faults, Fault("malformed", "present, malformed: it holds no RDF")))
    for description in rdf:
        walk.struct(description, "", 0)
    if walk.is_full:
        faults.append(Fault("oversize-count", f"more than {MAX_PROPERTIES} properties or {MAX_DEPTH} levels"))
    return Packet(tuple(walk.tags), tuple(faults))


class _Walk:
    """Flattens RDF's tree into properties, bounded in depth and number."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self.prefixes = prefixes
        self.tags: list[Tag] = []
        self.is_full = False

    def add(self, path: str, text: str) -> None:
        """Keeps one property."""
        if len(self.tags) >= MAX_PROPERTIES:
            self.is_full = True
            return
        name = clean(path, limit=300)
        self.tags.append(Tag(name, text.strip(), privacy=xmp_names.privacy_of(path)))

    def struct(self, element: Element, path: str, depth: int) -> None:
        """Fields of a structure, written as attributes or as children."""
        for name, text in element.attrib.items():
            if name not in SYNTAX:
                self.add(self.join(path, name), text)
        for child in element:
            if isinstance(child.tag, str):
                self.node(child, self.join(path, child.tag), depth + 1)

    def node(self, element: Element, path: str, depth: int) -> None:
        """One property: plain value, address, structure or array."""
        if depth > MAX_DEPTH or len(self.tags) >= MAX_PROPERTIES:
            self.is_full = True
            return
        array = next((child for child in element if child.tag in ARRAYS), None)
        if array is not None:
            for index, item in enumerate(array, 1):
                language = item.get(XML_LANG)
                label = language if array.tag == RDF + "Alt" and language else str(index)
                self.node(item, f"{path}[{label}]", depth + 1)
            return
        address = element.get(RDF + "resource")
        if address is not None:
            self.add(path, address)
        description = element.find(RDF + "Description")
        if description is not None:
            self.struct(description, path, depth + 1)
            return
        has_fields = any(name not in SYNTAX for name in element.attrib)
        if len(element) or has_fields:
            self.struct(element, path, depth + 1)
        elif address is None:
            self.add(path, element.text or "")

    def join(self, path: str, name: str) -> str:
        """The path of a field, with the namespace's usual prefix."""
        uri, _, local = name[1:].rpartition("}") if name.startswith("{") else ("", "", name)
        prefix = xmp_names.PREFIXES.get(uri) or self.prefixes.get(uri) or "ns"
        own = f"{prefix}:{local}" if uri else local
        return f"{path}/{own}" if path else own


def _is_item(tag: Tag, path: str) -> bool:
    return tag.name.startswith(path + "[") and tag.name.endswith("]") and "/" not in tag.name[len(path) :]


def _trimmed(data: bytes) -> bytes:
    """The packet without the padding and stray bytes that writers leave around it; UTF-16 and UTF-32 become UTF-8."""
    for mark, encoding in ((b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"),
                           (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):  # fmt: skip
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            data = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
            break
    first, last = data.find(b"<"), data.rfind(b">")
    return data[max(first, 0) : last + 1] if last > 0 else data


def _parse(data: bytes) -> tuple[Element | None, dict[str, str], str]:
    """The root, the document's own prefixes by address, and what was wrong."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    prefixes: dict[str, str] = {}
    root: Element | None = None
    try:
        for event, item in iterparse(
            io.BytesIO(data),
            events=("start", "start-ns"),
            forbid_dtd=True,
            forbid_entities=True,
            forbid_external=True,
        ):
            if event == "start-ns":
                prefixes.setdefault(str(item[1]), str(item[0]))
            elif root is None:
                root = item
    except ParseError as error:
        return None, prefixes, clean(str(error), limit=120)
    except DefusedXmlException:
        return None, prefixes, "it declares a document type or entities, which is refused"
    except (ValueError, LookupError) as error:
        return None, prefixes, clean(str(error), limit=120)
    return root, prefixes, ""
