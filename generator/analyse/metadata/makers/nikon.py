"""Nikon's notes. Records with lens and shot data of later cameras are enciphered and left unread."""

from __future__ import annotations

from generator.analyse.metadata.makers.table import Record

MAIN = """
0001 MakerNoteVersion ~nikon-version
0002 ISO
0003 ColorMode ~text
0004 Quality ~text
0005 WhiteBalance ~text
0006 Sharpness ~text
0007 FocusMode ~text
0008 FlashSetting ~text
0009 FlashType ~text
000b WhiteBalanceFineTune
000c WB_RBLevels
000d ProgramShift ~nikon-4
000e ExposureDifference ~nikon-4
000f ISOSelection ~text
0010 DataDump ~size
0011 PreviewIFD >>nikon-preview
0012 FlashExposureComp ~nikon-4
0013 ISOSetting
0016 ImageBoundary
0017 ExternalFlashExposureComp ~nikon-4
0018 FlashExposureBracketValue ~nikon-4
0019 ExposureBracketValue
001a ImageProcessing ~text
001b CropHiSpeed
001c ExposureTuning ~nikon-4
001d SerialNumber ~text
001e ColorSpace = 1 sRGB; 2 Adobe RGB
001f VRInfo >nikon-vr
0020 ImageAuthentication = 0 Off; 1 On
0021 FaceDetect >nikon-face
0022 ActiveD-Lighting = 0 Off; 1 Low; 3 Normal; 5 High; 7 Extra High; 0xffff Auto
0023 PictureControlData >nikon-control
0024 WorldTime >nikon-world
0025 ISOInfo >nikon-iso
002a VignetteControl = 0 Off; 1 Low; 3 Normal; 5 High
002b DistortInfo >nikon-distort
0080 ImageAdjustment ~text
0081 ToneComp ~text
0082 AuxiliaryLens ~text
0083 LensType
0084 Lens
0085 ManualFocusDistance
0086 DigitalZoom
0087 FlashMode = 0 Did Not Fire; 1 Fired, Manual; 3 Not Ready; 7 Fired, External; 8 Fired, Commander Mode; 9 Fired, TTL Mode
0088 AFInfo >nikon-af
0089 ShootingMode = 0 Single-Frame; 1 Continuous; 4 PC Control; 16 Exposure Bracketing
008b LensFStops ~nikon-4
008c ContrastCurve ~size
008d ColorHue ~text
008f SceneMode ~text
0090 LightSource ~text
0092 HueAdjustment
0093 NEFCompression
0094 SaturationAdj
0095 NoiseReduction ~text
0096 NEFLinearizationTable ~size
0098 LensData >nikon-lens
0099 RawImageCenter
009a SensorPixelSize
009c SceneAssist ~text
009d DateStampMode = 0 Off; 1 Date & Time; 2 Date; 3 Date Counter
009e RetouchHistory ~retouched = 0 None
00a0 SerialNumber2 ~text
00a2 ImageDataSize
00a5 ImageCount
00a6 DeletedImageCount
00a7 ShutterCount
00a8 FlashInfo >nikon-flash
00a9 ImageOptimization ~text
00aa Saturation ~text
00ab VariProgram ~text
00ac ImageStabilization ~text
00ad AFResponse ~text
00b0 MultiExposure >nikon-multi
00b1 HighISONoiseReduction = 0 Off; 1 Minimal; 2 Low; 3 Medium Low; 4 Normal; 5 Medium High; 6 High
00b3 ToningEffect ~text
00b6 PowerUpTime ~nikon-time
00b7 AFInfo2 >nikon-af2
00b8 FileInfo >nikon-file
00b9 AFTune >nikon-tune
00bb RetouchInfo >nikon-retouch
00bd PictureControlData >nikon-control
00c3 BarometerInfo >nikon-barometer
0e09 NikonCaptureVersion ~text
0e0e NikonCaptureOffsets
0e10 NikonScanIFD >>nikon-scan
0e1d NikonICCProfile ~size
0e22 NEFBitDepth
"""

OLD = """
0003 Quality
0004 ColorMode = 1 Color; 2 Monochrome
0005 ImageAdjustment
0006 CCDSensitivity
0007 WhiteBalance = 0 Auto; 1 Preset; 2 Daylight; 3 Incandescent; 4 Fluorescent; 5 Cloudy; 6 Speedlight
0008 Focus
000a DigitalZoom
000b Converter = 0 None; 1 Fisheye converter
"""

PREVIEW = """
00fe SubfileType
0103 Compression
011a XResolution
011b YResolution
0128 ResolutionUnit
0201 PreviewImageStart
0202 PreviewImageLength
0213 YCbCrPositioning
"""

LENS_0 = """
06 LensIDNumber
07 LensFStops ~1/12
08 MinFocalLength ~focal24
09 MaxFocalLength ~focal24
0a MaxApertureAtMinFocal ~f24
0b MaxApertureAtMaxFocal ~f24
0c MCUVersion
"""
LENS_1 = """
04 ExitPupilPosition ~pupil
05 AFAperture ~f24
08 FocusPosition
09 FocusDistance ~focus40
0a FocalLength ~focal24
0b LensIDNumber
0c LensFStops ~1/12
0d MinFocalLength ~focal24
0e MaxFocalLength ~focal24
0f MaxApertureAtMinFocal ~f24
10 MaxApertureAtMaxFocal ~f24
11 MCUVersion
12 EffectiveMaxAperture ~f24
"""
FLASH = """
00 FlashInfoVersion :s4
04 FlashSource = 0 None; 1 External; 2 Internal
06 ExternalFlashFirmware :B2
08 ExternalFlashFlags
0a FlashCompensation :b ~-1/6
"""
DIRECTORIES = {
    "nikon": MAIN,
    "nikon-1": OLD,
    "nikon-preview": PREVIEW,
    "nikon-scan": "0002 FilmType ~text\n0040 MultiSample\n0041 BitDepth\n0060 MasterGain\n0110 ScanImageEnhancer\n0120 DigitalICE ~text",
}

RECORDS = {
    "nikon-vr": Record("00 VRInfoVersion :s4\n04 VibrationReduction = 0 n/a; 1 On; 2 Off\n06 VRMode = 0 Normal; 1 On (1); 2 Active; 3 Sport"),
    "nikon-face": Record("01 FaceDetectFrameSize :H2\n03 FacesDetected", "H"),
    "nikon-control-0100": Record(
        "00 PictureControlVersion :s4\n04 PictureControlName :s20\n18 PictureControlBase :s20\n30 PictureControlAdjust\n"
        "31 PictureControlQuickAdjust ~-128\n32 Sharpness ~-128\n33 Contrast ~-128\n34 Brightness ~-128\n35 Saturation ~-128\n"
        "36 HueAdjustment ~-128\n37 FilterEffect\n38 ToningEffect\n39 ToningSaturation ~-128"
    ),
    "nikon-control-02": Record("00 PictureControlVersion :s4\n04 PictureControlName :s20\n18 PictureControlBase :s20\n30 PictureControlAdjust"),
    "nikon-control-03": Record("00 PictureControlVersion :s4\n08 PictureControlName :s20\n1c PictureControlBase :s20\n36 PictureControlAdjust"),
    "nikon-world": Record("00 TimeZone :h\n02 DaylightSavings = 0 No; 1 Yes\n03 DateDisplayFormat = 0 Y/M/D; 1 M/D/Y; 2 D/M/Y"),
    "nikon-iso": Record("00 ISO ~nikon-iso\n04 ISOExpansion :H = 0 Off\n06 ISO2 ~nikon-iso\n0a ISOExpansion2 :H = 0 Off", "B", ">"),
    "nikon-distort": Record("00 DistortionVersion :s4\n04 AutoDistortionControl = 0 Off; 1 On; 2 On (underwater)"),
    "nikon-af": Record("00 AFAreaMode = 0 Single Area; 1 Dynamic Area; 2 Dynamic Area (closest subject); 3 Group Dynamic\n01 AFPoint\n02 AFPointsInFocus :H"),
    "nikon-af2": Record(
        "00 AFInfo2Version :s4\n04 ContrastDetectAF = 0 Off; 1 On; 2 On (2)\n05 AFAreaMode\n06 PhaseDetectAF\n07 PrimaryAFPoint\n"
        "08 AFPointsUsed :B7\n10 AFImageWidth :H\n12 AFImageHeight :H\n14 AFAreaXPosition :H\n16 AFAreaYPosition :H\n18 AFAreaWidth :H\n"
        "1a AFAreaHeight :H\n1c ContrastDetectAFInFocus = 0 No; 1 Yes"
    ),
    "nikon-file": Record("00 FileInfoVersion :s4\n02 MemoryCardNumber\n03 DirectoryNumber\n04 FileNumber", "H"),
    "nikon-tune": Record("00 AFFineTune\n01 AFFineTuneIndex\n02 AFFineTuneAdj :b"),
    "nikon-retouch": Record("00 RetouchInfoVersion :s4\n05 RetouchNEFProcessing :b"),
    "nikon-barometer": Record("00 BarometerInfoVersion :s4\n06 Altitude :i"),
    "nikon-multi": Record(
        "00 MultiExposureVersion :s4\n01 MultiExposureMode = 0 Off; 1 Multiple Exposure; 2 Image Overlay; 3 HDR\n02 MultiExposureShots\n"
        "03 MultiExposureAutoGain = 0 Off; 1 On", "I"
    ),
    "nikon-lens-0100": Record("00 LensDataVersion :s4" + LENS_0),
    "nikon-lens-0101": Record("00 LensDataVersion :s4" + LENS_1),
    "nikon-lens-other": Record("00 LensDataVersion :s4"),
    "nikon-flash-0100": Record(
        FLASH + "0e FlashGNDistance\n0f FlashGroupAControlMode\n10 FlashGroupBControlMode\n11 FlashGroupACompensation :b ~-1/6\n"
        "12 FlashGroupBCompensation :b ~-1/6"
    ),
    "nikon-flash-0102": Record(
        FLASH + "0f FlashGNDistance\n12 FlashGroupACompensation :b ~-1/6\n13 FlashGroupBCompensation :b ~-1/6\n"
        "14 FlashGroupCCompensation :b ~-1/6"
    ),
    "nikon-flash-0103": Record(
        FLASH + "0f FlashGNDistance\n10 FlashColorFilter\n13 FlashGroupACompensation :b ~-1/6\n14 FlashGroupBCompensation :b ~-1/6\n"
        "15 FlashGroupCCompensation :b ~-1/6\n1b ExternalFlashCompensation :b ~-1/6\n1d FlashExposureComp3 :b ~-1/6\n"
        "27 FlashExposureComp4 :b ~-1/6"
    ),
    "nikon-flash-other": Record("00 FlashInfoVersion :s4"),
}  # fmt: skip
