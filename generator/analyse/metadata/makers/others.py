"""Notes of Kodak, Sanyo, Sigma, Ricoh, Reconyx, JVC, FLIR and HP, by frequency in collections of real files."""

from __future__ import annotations

from generator.analyse.metadata.makers.table import Record

OFF_ON = "= 0 Off; 1 On"

SANYO = f"""
00ff MakerNoteOffset
0100 SanyoThumbnail ~size
0200 SpecialMode
0201 SanyoQuality
0202 Macro = 0 Normal; 1 Macro; 2 View; 3 Manual
0204 DigitalZoom
0207 SoftwareVersion ~text
0208 PictInfo ~text
0209 CameraID ~text
020e SequentialShot = 0 None; 1 Standard; 2 Best; 3 Adjust Exposure
020f WideRange {OFF_ON}
0210 ColorAdjustmentMode {OFF_ON}
0213 QuickShot {OFF_ON}
0214 SelfTimer {OFF_ON}
0216 VoiceMemo {OFF_ON}
0217 RecordShutterRelease = 0 Record while down; 1 Press start, press stop
0218 FlickerReduce {OFF_ON}
0219 OpticalZoomOn {OFF_ON}
021b DigitalZoomOn {OFF_ON}
021d LightSourceSpecial {OFF_ON}
021e Resaved = 0 No; 1 Yes
021f SceneSelect = 0 Off; 1 Sport; 2 TV; 3 Night; 4 User 1; 5 User 2; 6 Lamp
0223 ManualFocusDistance
0224 SequenceShotInterval = 0 5 frames/s; 1 10 frames/s; 2 15 frames/s; 3 20 frames/s
0225 FlashMode = 0 Auto; 1 Force; 2 Disabled; 3 Red eye
0e00 PrintIM ~size
0f00 DataDump ~size
"""

SIGMA = """
0002 SerialNumber ~text
0003 DriveMode ~text
0004 ResolutionMode ~text
0005 AFMode ~text
0006 FocusSetting ~text
0007 WhiteBalance ~text
0008 ExposureMode ~text
0009 MeteringMode ~text
000a LensFocalRange ~text
000b ColorSpace ~text
000c ExposureCompensation ~after-colon
000d Contrast ~after-colon
000e Shadow ~after-colon
000f Highlight ~after-colon
0010 Saturation ~after-colon
0011 Sharpness ~after-colon
0012 X3FillLight ~after-colon
0014 ColorAdjustment ~after-colon
0015 AdjustmentMode ~text
0016 Quality ~text
0017 Firmware ~text
0018 Software ~text
0019 AutoBracket ~text
001a PreviewImageStart
001b PreviewImageLength
001c PreviewImageSize
001d MakerNoteVersion ~text
001f AFPoint ~text
0022 FileFormat ~text
0024 Calibration ~text
002c ColorMode
0030 LensApertureRange ~text
0031 FNumber
0032 ExposureTime
0033 ExposureTime2
0034 BurstShot
0035 ExposureCompensation
0039 SensorTemperature
003a FlashExposureComp
003b Firmware ~text
003c WhiteBalance ~text
"""

RICOH = """
0001 MakerNoteType ~text
0002 FirmwareVersion ~text
0005 SerialNumber ~hex-bytes
0e00 PrintIM ~size
1000 RecordingFormat = 2 JPEG; 3 DNG
1001 ImageInfo >ricoh-image
1002 DriveMode
1003 Sharpness = 0 Sharp; 1 Normal; 2 Soft
1004 WhiteBalanceFineTune
1006 FocusMode = 1 Manual; 2 Multi AF; 3 Spot AF; 4 Snap; 5 Infinity
1007 AutoBracketing
1009 MacroMode = 0 Off; 1 On
100a FlashMode
100b FlashExposureComp
100c ManualFlashOutput
100d FullPressSnap = 0 Off; 1 On
100e DynamicRangeExpansion
100f NoiseReduction
1010 ImageEffects
1011 Vignetting = 0 Off; 1 Low; 2 Medium; 3 High
1012 Contrast
1013 Saturation
1014 Sharpness
1015 ToningEffect
1016 HueAdjust
1017 WideAdapter = 0 Not Attached; 2 Attached
1018 CropMode
1019 NDFilter = 0 Off; 1 On
101a WBBracketShotNumber
1200 AFStatus = 0 Out of Focus; 1 In Focus
1201 AFAreaXPosition1
1202 AFAreaYPosition1
1203 AFAreaXPosition
1204 AFAreaYPosition
1205 AFAreaMode = 0 Auto; 2 Manual
1307 ColorTempKelvin
1308 ColorTemperature
1500 FocalLength
1601 SensorWidth
1602 SensorHeight
1603 CroppedImageWidth
1604 CroppedImageHeight
2001 RicohSubdir >>ricoh-inner
"""

KODAK = """
00 KodakModel :s8
09 Quality = 1 Fine; 2 Normal
0a BurstMode = 0 Off; 1 On
0c KodakImageWidth :H
0e KodakImageHeight :H
10 YearCreated :H
12 MonthDayCreated :B2 ~day
14 TimeCreated :B4 ~clock
18 BurstMode2 :H
1b ShutterMode = 0 Auto; 8 Aperture Priority; 32 Manual?
1c MeteringMode = 0 Multi-segment; 1 Center-weighted average; 2 Spot
1d SequenceNumber
1e FNumber :H ~1/100
20 ExposureTime :I ~1/100000
24 ExposureCompensation :h ~1/1000
26 VariousModes :H
28 Distance1 :I
2c Distance2 :I
30 Distance3 :I
34 Distance4 :I
38 FocusMode = 0 Normal; 2 Macro
3a VariousModes2 :H
3c PanoramaMode :H
3e SubjectDistance :H
40 WhiteBalance = 0 Auto; 1 Flash?; 2 Tungsten; 3 Daylight; 5 Shade
5c FlashMode = 0 Auto; 1 Fill Flash; 2 Off; 3 Red-Eye; 16 Fill Flash; 32 Off; 64 Red-Eye?
5d FlashFired = 0 No; 1 Yes
5e ISOSetting :H
60 ISO :H
62 TotalZoom :H ~1/100
64 DateTimeStamp :H = 0 Off; 1 1; 2 2; 3 3; 4 4
66 ColorMode :H = 1 B&W; 2 Sepia; 3 B&W Yellow Filter; 4 B&W Red Filter; 32 Saturated Color; 64 Neutral Color; 256 Saturated Color; 512 Neutral Color
68 DigitalZoom :H ~1/100
6b Sharpness :b
"""

RECONYX = """
00 MakerNoteVersion
01 FirmwareVersion :H3
04 FirmwareDate :H2 ~reconyx-day
06 TriggerMode :s2
07 Sequence :H2
09 EventNumber :H2 ~reconyx-event
0b DateTimeOriginal :H6 ~reconyx-time
12 MoonPhase = 0 New; 1 New Crescent; 2 First Quarter; 3 Waxing Gibbous; 4 Full; 5 Waning Gibbous; 6 Last Quarter; 7 Old Crescent
13 AmbientTemperatureFahrenheit :h
14 AmbientTemperature :h
15 SerialNumber :s30 ~wide
24 Contrast
25 Brightness
26 Sharpness
27 Saturation
28 InfraredIlluminator = 0 Off; 1 On
29 MotionSensitivity
2a BatteryVoltage ~1/1000
2b UserLabel :s22
"""

DIRECTORIES = {
    "sanyo": SANYO,
    "sigma": SIGMA,
    "ricoh": RICOH,
    "ricoh-inner": "0004 ManufactureDate1 ~text\n0005 ManufactureDate2 ~text\n001a FaceInfo ~size",
    "jvc": "0002 CPUVersions ~text\n0003 Quality = 0 Low; 1 Normal; 2 Fine",
    "flir": "0001 ImageTemperatureMax\n0002 ImageTemperatureMin\n0003 Emissivity\n0004 UnknownTemperature",
}

RECORDS = {
    "ricoh-image": Record("00 RicohImageWidth :H\n02 RicohImageHeight :H\n06 RicohDate :B7 ~ricoh-date", "B", ">"),
    "kodak-1": Record(KODAK),
    "kodak-2": Record("08 KodakMaker :s32\n28 KodakModel :s32\n6c KodakImageWidth :I\n70 KodakImageHeight :I", "B", ">"),
    "kodak-3": Record(
        "0c YearCreated :H\n0e MonthDayCreated :B2 ~day\n10 TimeCreated :B4 ~clock\n1e OpticalZoom :H ~1/100\n37 Sharpness :b\n"
        "38 ExposureTime :I ~1/100000\n3c FNumber :H ~1/100\n4e ISO :H", "B", ">"
    ),
    "kodak-4": Record("20 OriginalFileName :s12", "B", ">"),
    "reconyx": Record(RECONYX, "H", "<"),
}  # fmt: skip
