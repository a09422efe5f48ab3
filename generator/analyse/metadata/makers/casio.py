"""Notes of Casio: a first kind without a signature, a second beginning with `QVC` or `DCI`."""

from __future__ import annotations

FIRST = """
0001 RecordingMode = 1 Single Shutter; 2 Panorama; 3 Night Scene; 4 Portrait; 5 Landscape
0002 Quality = 1 Economy; 2 Normal; 3 Fine
0003 FocusMode = 2 Macro; 3 Auto; 4 Manual; 5 Infinity; 7 Spot AF
0004 FlashMode = 1 Auto; 2 On; 3 Off; 4 Off; 5 Red-eye Reduction
0005 FlashIntensity = 11 Weak; 12 Low; 13 Normal; 14 High; 15 Strong
0006 ObjectDistance ~1/1000
0007 WhiteBalance = 1 Auto; 2 Tungsten; 3 Daylight; 4 Fluorescent; 5 Shade; 129 Manual
000a DigitalZoom = 0x10000 Off; 0x10001 2x; 0x13333 1.2x; 0x20000 2x
000b Sharpness = 0 Normal; 1 Soft; 2 Hard
000c Contrast = 0 Normal; 1 Low; 2 High
000d Saturation = 0 Normal; 1 Low; 2 High
0014 ISO
0015 FirmwareDate ~digits
0016 Enhancement
0017 ColorFilter
0018 AFPoint
0019 FlashIntensity
0e00 PrintIM ~size
"""

SECOND = """
0002 PreviewImageSize
0003 PreviewImageLength
0004 PreviewImageStart
0008 QualityMode = 0 Economy; 1 Normal; 2 Fine
0009 CasioImageSize
000d FocusMode = 0 Normal; 1 Macro
0014 ISO = 3 50; 4 64; 6 100; 9 200
0019 WhiteBalance = 0 Auto; 1 Daylight; 2 Shade; 3 Tungsten; 4 Fluorescent; 5 Manual
001d FocalLength
001f Saturation = 0 Low; 1 Normal; 2 High
0020 Contrast = 0 Low; 1 Normal; 2 High
0021 Sharpness = 0 Soft; 1 Normal; 2 Hard
0e00 PrintIM ~size
2000 PreviewImage ~size
2001 FirmwareDate ~digits
2011 WhiteBalanceBias
2012 WhiteBalance = 0 Manual; 1 Daylight; 2 Cloudy; 3 Shade; 4 Flash?; 6 Fluorescent; 9 Tungsten?; 10 Tungsten; 12 Flash
2021 AFPointPosition
2022 ObjectDistance ~casio-distance
2034 FlashDistance
2076 SpecialEffectMode ~numbers
2089 FaceInfo ~size
211c FacesDetected
3000 RecordMode = 2 Program AE; 3 Shutter Priority; 4 Aperture Priority; 5 Manual; 6 Best Shot; 17 Movie; 19 Movie (19)
3001 ReleaseMode = 1 Normal; 3 AE Bracketing; 11 WB Bracketing; 13 Contrast Bracketing; 19 High Speed Burst
3002 Quality = 1 Economy; 2 Normal; 3 Fine
3003 FocusMode = 0 Manual; 1 Focus Lock; 2 Macro; 3 Single-Area Auto Focus; 5 Infinity; 6 Multi-Area Auto Focus; 8 Super Macro
3006 HometownCity ~text
3007 BestShotMode
3008 AutoISO = 1 On; 2 Off; 7 On (high sensitivity); 8 On (anti-shake); 10 High Speed
3009 AFMode = 0 Off; 1 Spot; 2 Multi; 3 Face; 4 Tracking; 5 Intelligent
3011 Sharpness :h
3012 Contrast :h
3013 Saturation :h
3014 ISO
3015 ColorMode = 0 Off; 2 Black & White; 3 Sepia
3016 Enhancement = 0 Off; 1 Scenery; 3 Green; 5 Underwater; 9 Flesh Tones
3017 ColorFilter = 0 Off; 1 Blue; 3 Green; 4 Yellow; 5 Red; 6 Purple; 7 Pink
301b ArtMode = 0 Normal; 8 Silent Movie; 39 HDR; 45 Premium Auto; 47 Painting; 49 Crayon Drawing
301c SequenceNumber
301d BracketSequence
3020 ImageStabilization = 0 Off; 1 On; 2 Best Shot
302a LightingMode = 0 Off; 1 High Dynamic Range; 5 Shadow Enhance Low; 6 Shadow Enhance High
302b PortraitRefiner = 0 Off; 1 +1; 2 +2
3030 SpecialEffectLevel
3031 SpecialEffectSetting
3103 DriveMode = 0 Single Shot; 1 Continuous Shooting
310b ArtModeParameters
4001 CaptureFrameRate
4003 VideoQuality
"""

DIRECTORIES = {"casio-1": FIRST, "casio-2": SECOND}
RECORDS: dict[str, object] = {}
