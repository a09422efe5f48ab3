"""Which hidden marks can't be read here, and where a person can have them checked.

SynthID (Google), Meta's and others' marks are read only by their makers' own services: the reader is kept secret, so that
nobody can learn to remove the mark. TrustMark (Adobe) is open, but its reader is a large model with a framework.
This analyzer never finds anything; it keeps the question open in sight. A person's check goes into the case's `outside_checks`.
"""

from __future__ import annotations

from generator.analyse.analyzer import ALL_KINDS, Analyzer, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import Finding

ANALYZER = Analyzer(
    id="ai.closed-watermarks",
    version="2",
    title="Hidden marks that can't be read here (SynthID and others)",
    question="Is there a hidden mark that only its maker can read?",
    measures=(
        "Nothing: this line only keeps the question open. Google hides SynthID in pictures of its generators, and other "
        "companies have marks of their own. Only they can read them. Google offers a check in its Gemini app and in its "
        "SynthID Detector portal: upload the picture and ask whether Google AI made it. Adobe's TrustMark can be read by open "
        "code, but only with a large model that is not part of this program; Adobe's Content Authenticity site reads it. "
        "What a person finds there can be recorded in the case under `outside_checks`, with who checked, when, "
        "and the result, and is shown as that person's evidence."
    ),
    limits=(
        "An upload hands the picture to that company. Its answer covers only its own mark: no mark of Google's says nothing "
        "about other generators, and marks can be damaged or removed."
    ),
    applies_to=ALL_KINDS,
    references=(
        Reference("Gowal et al. 2025, SynthID-Image", "https://arxiv.org/abs/2510.09263"),
        Reference("Google, SynthID Detector", "https://deepmind.google/models/synthid/"),
        Reference("Bui et al. 2023, TrustMark", "https://arxiv.org/abs/2311.18297"),
    ),
    nothing_means="This never happens: the marks can't be read here.",
)  # fmt: skip


def run(picture: Picture) -> tuple[Finding, ...]:
    """Always `not applicable`, with where to ask."""
    del picture
    raise NotApplicable(
        "only their makers' own services can read them, and this program works offline. A person can ask Google's "
        "Gemini app or SynthID Detector, or Adobe's Content Authenticity site for TrustMark, and note the answer in the report"
    )
