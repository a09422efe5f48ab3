"""What a publisher hands to analyzers, from the scanned content to the values that workers are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.analyse.materials import Material
    from generator.scan import Content


def materials_of_content(content: Content) -> tuple[Material, ...]:
    """Lists of signers, fingerprints of programs and cameras, detectors and decoders.

    Raises `InvalidContent` for what can't be used.
    """
    from generator.analyse.camera_noise.handed import handed_over as cameras_handed_over
    from generator.analyse.credentials.lists import materials_of
    from generator.analyse.detectors.handed import handed_over as detectors_handed_over
    from generator.analyse.encoders.handed import handed_over as encoders_handed_over
    from generator.analyse.watermarks.trustmark import handed_over as decoders_handed_over

    return (
        *materials_of(content.trust),
        *encoders_handed_over((item.path, item.data) for item in content.encoders),
        *cameras_handed_over((item.path, item.data) for item in content.cameras),
        *detectors_handed_over(
            (item.path, item.model, item.card_path, item.card) for item in content.detectors
        ),
        *decoders_handed_over((item.path, item.data, item.variant) for item in content.watermark_decoders),
    )
