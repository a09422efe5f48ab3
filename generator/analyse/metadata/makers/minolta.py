"""Notes of Minolta and Konica Minolta, whose settings are a record of 32-bit numbers, always big-endian."""

from __future__ import annotations

from generator.analyse.metadata.makers.table import Record

MAIN = """
0000 MakerNoteVersion ~text
0001 MinoltaCameraSettingsOld >minolta-settings
0003 MinoltaCameraSettings >minolta-settings
0004 MinoltaCameraSettings7D ~size
0018 ImageStabilization
0040 CompressedImageSize
0081 PreviewImage ~size
0088 PreviewImageStart
0089 PreviewImageLength
0100 SceneMode = 0 Standard; 1 Portrait; 2 Text; 3 Night Scene; 4 Sunset; 5 Sports; 6 Landscape; 7 Night Portrait; 8 Macro; 9 Super Macro; 16 Auto
0101 ColorMode = 0 Natural color; 1 Black & White; 2 Vivid color; 3 Solarization; 4 Adobe RGB
0102 MinoltaQuality = 0 Raw; 1 Super Fine; 2 Fine; 3 Standard; 4 Economy; 5 Extra fine
0103 MinoltaImageSize
0104 FlashExposureComp
0105 Teleconverter = 0 None
0107 ImageStabilization = 1 Off; 5 On
0109 RawAndJpgRecording = 0 Off; 1 On
010a ZoneMatching
010b ColorTemperature
010c LensType
0111 ColorCompensationFilter
0112 WhiteBalanceFineTune
0113 ImageStabilization = 0 Off; 1 On
0115 WhiteBalance
0e00 PrintIM ~size
0f00 MinoltaCameraSettings2 ~size
"""

SETTINGS = """
01 ExposureMode = 0 Program; 1 Aperture Priority; 2 Shutter Priority; 3 Manual
02 FlashMode = 0 Fill flash; 1 Red-eye reduction; 2 Rear flash sync; 3 Wireless; 4 Off?
03 WhiteBalance
04 MinoltaImageSize = 0 Full; 1 1600x1200; 2 1280x960; 3 640x480; 6 2080x1560; 7 2560x1920; 8 3264x2176
05 MinoltaQuality = 0 Raw; 1 Super Fine; 2 Fine; 3 Standard; 4 Economy; 5 Extra Fine
06 DriveMode = 0 Single; 1 Continuous; 2 Self-timer; 4 Bracketing; 5 Interval; 6 UHS continuous; 7 HS continuous
07 MeteringMode = 0 Multi-segment; 1 Center-weighted average; 2 Spot
08 ISO ~minolta-iso
09 ExposureTime ~minolta-time
0a FNumber ~minolta-f
0b MacroMode = 0 Off; 1 On
0c DigitalZoom = 0 Off; 1 Electronic magnification; 2 2x
0d ExposureCompensation ~minolta-comp
0e BracketStep = 0 1/3 EV; 1 2/3 EV; 2 1 EV
10 IntervalLength
11 IntervalNumber
12 FocalLength ~1/256
13 FocusDistance ~1/1000
14 FlashFired = 0 No; 1 Yes
15 MinoltaDate ~minolta-date
16 MinoltaTime ~minolta-time-of-day
17 MaxAperture ~minolta-f
1a FileNumberMemory = 0 Off; 1 On
1b LastFileNumber
1c ColorBalanceRed ~1/256
1d ColorBalanceGreen ~1/256
1e ColorBalanceBlue ~1/256
1f Saturation ~-3
20 Contrast ~-3
21 Sharpness = 0 Hard; 1 Normal; 2 Soft
22 SubjectProgram = 0 None; 1 Portrait; 2 Text; 3 Night portrait; 4 Sunset; 5 Sports action
23 FlashExposureComp ~minolta-flash
24 ISOSetting = 0 100; 1 200; 2 400; 3 800; 4 Auto; 5 64
25 MinoltaModelID
26 IntervalMode = 0 Still Image; 1 Time-lapse Movie
27 FolderName = 0 Standard Form; 1 Data Form
28 ColorMode = 0 Natural color; 1 Black & White; 2 Vivid color; 3 Solarization; 4 Adobe RGB
29 ColorFilter ~-3
2a BWFilter
2b InternalFlash = 0 No; 1 Fired
2c Brightness ~minolta-bright
2d SpotFocusPointX
2e SpotFocusPointY
2f WideFocusZone
30 FocusMode = 0 AF; 1 MF
31 FocusArea = 0 Wide Focus (normal); 1 Spot Focus
32 DECPosition = 0 Exposure; 1 Contrast; 2 Saturation; 3 Filter
33 ColorProfile = 0 Not Embedded; 1 Embedded
34 DataImprint = 0 None; 1 YYYY/MM/DD; 2 MM/DD/HH:MM; 3 Text; 4 Text + ID#
3f FlashMetering = 0 ADI (Advanced Distance Integration); 1 Pre-flash TTL; 2 Manual flash control
"""

DIRECTORIES = {"minolta": MAIN}
RECORDS = {"minolta-settings": Record(SETTINGS, "I", ">")}
