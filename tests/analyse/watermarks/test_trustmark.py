"""TrustMark: messages are read as its authors write them, wrong bits are corrected, and random bits say nothing."""

from __future__ import annotations

import io
import random
from itertools import combinations
from math import comb

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzer import CouldNotCheck, NotApplicable
from generator.analyse.analyzers import watermark_trustmark
from generator.analyse.detectors import scoring
from generator.analyse.picture import Picture
from generator.analyse.watermarks.bch import correct
from generator.analyse.watermarks.trustmark import handed_over, prepared
from generator.analyse.watermarks.trustmark_message import (
    BITS,
    SCHEMAS,
    Schema,
    largest_chance,
    read_message,
)
from generator.model import FileKind, Finding
from tests.analyse.watermarks.fixed_decoder import fixed_decoder

needs_runtime = pytest.mark.skipif(
    not scoring.is_installed(), reason="onnxruntime is not installed (extra onnx)"
)

# Payloads and watermarks as TrustMark's own encoder wrote them, one for each schema; the last one says "Example8".
KNOWN = (
    (0, 0xA218843221, 0xA218843221F653368A6848980),
    (1, 0x1F87CACF99F649CE, 0xFC3E567CCFB24E72258A158D1),
    (2, 0xF8059CFB09045E7C7, 0xF8059CFB09045E7C773B15B52),
    (3, 0x96A267785595B81604, 0x12D44CEF0AB2B702C0872BAF3),
    (1, 0x117C61DBC3665700, 0x8BE30EDE1B32B80400DC16FB1),
)
EXAMPLE = KNOWN[-1][2]


def bits_of(number: int) -> list[bool]:
    return [digit == "1" for digit in f"{number:0{BITS}b}"]


def generator_polynomial(errors: int) -> int:
    """By brute force, without tables of logarithms: the product of the minimal polynomials of the odd powers of x."""

    def times(one: int, other: int) -> int:
        total = 0
        while other:
            total ^= one if other & 1 else 0
            one, other = one << 1, other >> 1
            one ^= 0b10001001 if one & 128 else 0
        return total

    def power(exponent: int) -> int:
        value = 1
        for _ in range(exponent):
            value = times(value, 2)
        return value

    def is_root(polynomial: int, element: int) -> bool:
        total, term = 0, 1
        while polynomial:
            total ^= term if polynomial & 1 else 0
            term, polynomial = times(term, element), polynomial >> 1
        return total == 0

    product, used = 1, set()
    for root in range(1, 2 * errors, 2):
        smallest = next(p for p in range(2, 256) if is_root(p, power(root)))
        if smallest not in used:
            used.add(smallest)
            product = sum_of_shifts(product, smallest)
    return product


def sum_of_shifts(one: int, other: int) -> int:
    """Product of two polynomials over bits."""
    total = 0
    for place in range(other.bit_length()):
        if other >> place & 1:
            total ^= one << place
    return total


def remainder(value: int, divisor: int) -> int:
    while value.bit_length() >= divisor.bit_length():
        value ^= divisor << value.bit_length() - divisor.bit_length()
    return value


def written(schema: Schema, payload: int) -> int:
    """An encoder of its own: long division, nothing shared with the decoder."""
    filled = payload << -schema.payload % 8
    checks = remainder(filled << schema.checks, generator_polynomial(schema.errors))
    return (payload << schema.checks | checks) << 4 | schema.version


@pytest.mark.parametrize(("version", "payload", "watermark"), KNOWN)
def test_known_watermarks_are_read(version: int, payload: int, watermark: int) -> None:
    schema = SCHEMAS[version]
    assert written(schema, payload) == watermark
    message = read_message(bits_of(watermark))
    assert message is not None
    assert (message.schema, int(message.payload, 2), message.corrected) == (schema, payload, 0)
    assert len(message.payload) == schema.payload


def test_letters_are_read() -> None:
    message = read_message(bits_of(EXAMPLE))
    assert message is not None
    assert message.letters == "Example8"
    assert message.digits == "8be30ede1b32b800"


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_every_number_of_wrong_bits_up_to_the_codes_limit_is_corrected(schema: Schema) -> None:
    source = random.Random(schema.version)
    for _ in range(40):
        payload = source.getrandbits(schema.payload) | 1
        watermark = written(schema, payload)
        for wrong in range(schema.errors + 1):
            flipped = sum(1 << place for place in source.sample(range(4, BITS), wrong))
            message = read_message(bits_of(watermark ^ flipped))
            if schema.chance(wrong) > 0.001:
                assert message is None or message.corrected < wrong
                continue
            assert message is not None
            assert (int(message.payload, 2), message.corrected) == (payload, wrong)


def test_the_decoder_agrees_with_a_search_over_all_pairs_of_wrong_bits() -> None:
    schema = SCHEMAS[3]
    places = 101
    word = (0x96A267785595B81604 << 5 << 21) | written(schema, 0x96A267785595B81604) >> 4 & (1 << 21) - 1
    for pair in combinations(range(places), 2):
        flipped = 1 << pair[0] | 1 << pair[1]
        assert correct(word ^ flipped, places=places, errors=3) == flipped


@pytest.mark.parametrize(
    ("schema", "corrected", "chance"),
    [(0, 0, 2**-60), (1, 5, 1.427e-4), (2, 4, 9.452e-4), (3, 2, 1.504e-4), (3, 3, 4.952e-3)],
)
def test_chances_are_counted(schema: int, corrected: int, chance: float) -> None:
    assert SCHEMAS[schema].chance(corrected) == pytest.approx(chance, rel=1e-3)


def test_random_bits_say_as_much_as_was_counted() -> None:
    source, schema = random.Random(11), SCHEMAS[2]
    readings = [read_message(bits_of(source.getrandbits(96) << 4 | schema.version)) for _ in range(2000)]
    found = sum(message is not None and message.schema is schema for message in readings)
    # 2,000 times the share of random words within four bits of a code word is 26; twice the deviation on either side.
    assert sum(comb(96, wrong) for wrong in range(5)) / 2**28 * 2000 == pytest.approx(25.8, abs=0.1)
    assert 16 <= found <= 36
    assert largest_chance() == pytest.approx(0.001238, abs=1e-6)


@pytest.mark.parametrize("number", [0, 1, 2, 3, (1 << BITS) - 1], ids=str)
def test_a_decoder_that_says_the_same_of_everything_finds_nothing(number: int) -> None:
    assert read_message(bits_of(number)) is None


def picture(brightness: int, *decoders: tuple[str, bytes, str], orientation: int = 1) -> Picture:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", (64, 48), (brightness,) * 3).save(buffer, "PNG", exif=exif)
    return Picture(buffer.getvalue(), FileKind.PNG, "0" * 64, materials=handed_over(decoders))


def found(brightness: int = 200, *, watermark: int = EXAMPLE, variant: str = "Q", side: int = 256) -> Finding:
    model = fixed_decoder(bits_of(watermark), side=side)
    (finding,) = watermark_trustmark.run(picture(brightness, ("decoder.onnx", model, variant)))
    return finding


@needs_runtime
def test_a_message_is_shown_with_its_chance() -> None:
    finding = found(watermark=EXAMPLE ^ 0b11 << 50)
    assert finding.weights == ()
    assert finding.measure("payload") == f"{0x117C61DBC3665700:061b}"
    assert (finding.measure("schema"), finding.measure("bits_corrected")) == ("BCH_5", 2)
    assert finding.measure("chance") == 9.2e-9
    assert "2 of its bits had to be corrected" in finding.statement
    assert "about once in 110,000,000 times" in finding.statement
    rows = {row.name: row.value for row in finding.tables[0].rows}
    assert rows["read as letters"] == "Example8"
    assert rows["C2PA soft binding: algorithm"] == "com.adobe.trustmark.Q"
    assert rows["C2PA soft binding: value"].startswith("1*1000101111")


@needs_runtime
def test_a_rare_message_says_so_in_words() -> None:
    assert "less than once in a billion times" in found().statement


@needs_runtime
def test_only_a_marked_picture_says_something() -> None:
    model = fixed_decoder(bits_of(EXAMPLE), side=224, marked=True)
    assert watermark_trustmark.run(picture(200, ("decoder.onnx", model, "P")))
    assert watermark_trustmark.run(picture(20, ("decoder.onnx", model, "P"))) == ()


@needs_runtime
def test_a_turned_picture_is_read_twice_and_the_chance_counts_both() -> None:
    model = fixed_decoder(bits_of(EXAMPLE ^ 1 << 30))
    (finding,) = watermark_trustmark.run(picture(200, ("decoder.onnx", model, "Q"), orientation=6))
    assert finding.measure("readings") == 2
    assert finding.measure("chance") == 3.7e-10


@needs_runtime
@pytest.mark.parametrize(
    ("model", "problem"),
    [
        (b"no model", "ONNX Runtime can't load it"),
        (fixed_decoder([1] * 99), "gives no 100 numbers"),
        (fixed_decoder([1] * 100, side=4096), "takes pictures of 4096 pixels"),
    ],
    ids=["broken", "99 numbers", "too large"],
)
def test_a_model_that_is_no_decoder_leaves_the_question_open(model: bytes, problem: str) -> None:
    with pytest.raises(CouldNotCheck, match=problem):
        watermark_trustmark.run(picture(200, ("decoder.onnx", model, "Q")))


def test_without_a_decoder_the_page_says_where_to_get_one() -> None:
    with pytest.raises(NotApplicable, match=r"chose no decoder.*github.com/adobe/trustmark"):
        watermark_trustmark.run(picture(200))


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "is_installed", lambda: False)
    with pytest.raises(NotApplicable, match=r"open-backstory\[onnx\]"):
        watermark_trustmark.run(picture(200, ("decoder.onnx", b"", "Q")))


@pytest.mark.parametrize(
    ("shape", "variant", "left"),
    [((100, 200), "Q", -1.0), ((100, 201), "Q", 1.0), ((100, 200), "P", 1.0), ((300, 100), "B", 1.0)],
)
def test_long_pictures_are_cut_to_their_middle(shape: tuple[int, int], variant: str, left: float) -> None:
    pixels = np.zeros((*shape, 3), dtype=np.uint8)
    height, width = shape
    pixels[height // 2 - 50 : height // 2 + 50, width // 2 - 50 : width // 2 + 50] = 255
    ready = prepared(pixels, side=224, variant=variant)
    assert ready.shape == (1, 3, 224, 224)
    assert ready.dtype == np.float32
    assert ready[0, 0, 112, 5] == left
