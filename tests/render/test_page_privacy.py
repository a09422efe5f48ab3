"""Withheld values are named as withheld, and masked wherever else they occur."""

from __future__ import annotations

import pytest

from generator.codec import dumps
from generator.model import Case, Claim, Finding, Measurement, Outcome, Privacy, Report, Row, Run, Table
from generator.render.privacy import MASK, is_withheld, mask_of, published, published_case
from generator.settings import PrivacySettings

STRICT = PrivacySettings(show_personal_names=False)
OPEN = PrivacySettings(show_location=True, show_serial_numbers=True)


def report(
    *rows: Row, measurements: tuple[Measurement, ...] = (), statement: str = "Words.", reason: str = ""
) -> Report:
    finding = Finding("metadata.exif", statement, measurements=measurements, tables=(Table("EXIF", rows),))
    return Report("x", (Run("metadata", "1", Outcome.FOUND, reason, findings=(finding,)),))


@pytest.mark.parametrize(
    ("privacy", "settings", "withheld"),
    [
        (Privacy.PUBLIC, STRICT, False),
        (Privacy.LOCATION, PrivacySettings(), True),
        (Privacy.SERIAL, PrivacySettings(), True),
        (Privacy.PERSON, PrivacySettings(), False),
        (Privacy.PERSON, STRICT, True),
        (Privacy.LOCATION, OPEN, False),
    ],
)
def test_what_is_withheld(privacy: Privacy, settings: PrivacySettings, withheld: bool) -> None:
    assert is_withheld(privacy, settings) is withheld


@pytest.mark.parametrize(
    ("secret", "elsewhere", "shown"),
    [
        ("0421970013", "fw=1;sn=0421970013;x", f"fw=1;sn={MASK};x"),
        ("0421970013", "SN0421970013A", f"SN{MASK}A"),
        ("AbC123", "abc123", MASK),
        ("4219", "14219 and 4219", f"14219 and {MASK}"),
        ("12", "12 pictures", "12 pictures"),
        ("0000000000", "0000000000", "0000000000"),
        ("unknown", "unknown", "unknown"),
        ("a.b*c(d", "x a.b*c(d y", f"x {MASK} y"),
        ("42197001", "deadbeef42197001deadbeef42197001", "deadbeef42197001deadbeef42197001"),
    ],
)
def test_a_secret_is_masked_in_other_texts(secret: str, elsewhere: str, shown: str) -> None:
    made = published(
        report(Row("Serial", secret, privacy=Privacy.SERIAL), Row("Other", elsewhere)), PrivacySettings()
    )
    rows = made.runs[0].findings[0].tables[0].rows
    assert rows[0].value == "withheld: serial number"
    assert rows[1].value == shown


@pytest.mark.parametrize("elsewhere", ["47.380512", "47.38051", "47.3805", "-47.380512", "at 47.3805, 8.5"])
def test_a_position_is_masked_with_fewer_digits_too(elsewhere: str) -> None:
    secret = Measurement("latitude", -47.380512, "°", Privacy.LOCATION)
    made = published(report(Row("Caption", elsewhere), measurements=(secret,)), PrivacySettings())
    finding = made.runs[0].findings[0]
    assert finding.measurements[0].value == "withheld: location"
    assert finding.measurements[0].unit == ""
    assert "47.380" not in finding.tables[0].rows[0].value


def test_every_text_of_a_report_is_masked() -> None:
    secret = "Q7X-99413"
    made = published(
        report(
            Row("Serial", secret, raw=secret, privacy=Privacy.SERIAL, note=f"also {secret}"),
            Row("Other", "x", raw=secret, note=secret),
            measurements=(Measurement("text", f"has {secret}"),),
            statement=f"A careless sentence with {secret}.",
            reason=f"read {secret}",
        ),
        PrivacySettings(),
    )
    assert secret.encode() not in dumps(made)
    assert mask_of(report(Row("S", secret, privacy=Privacy.SERIAL)), PrivacySettings()).kinds == (
        Privacy.SERIAL,
    )


@pytest.mark.parametrize(
    ("settings", "shown"), [(PrivacySettings(), None), (OPEN, (48.2085, 16.373))], ids=["withheld", "shown"]
)
def test_the_position_of_the_claimed_place_is_withheld(
    settings: PrivacySettings, shown: tuple[float, float] | None
) -> None:
    made = Case("a", "a/case.md", "A", "en", claim=Claim("Words.", event_position=(48.2085, 16.373)))
    claim = published_case(made, settings).claim
    assert claim is not None
    assert claim.event_position == shown
    assert claim.text == "Words."


def test_nothing_changes_where_everything_may_be_shown() -> None:
    made = report(Row("Serial", "0421970013", privacy=Privacy.SERIAL), Row("Other", "0421970013"))
    assert published(made, OPEN) is made
