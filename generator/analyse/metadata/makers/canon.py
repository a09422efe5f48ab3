"""Canon's notes: a directory, most of whose values are packed records of 16-bit numbers."""

from __future__ import annotations

from generator.analyse.metadata.makers.canon_functions import FUNCTIONS
from generator.analyse.metadata.makers.table import Record

ON = "= 0 Off; 1 On"

MAIN = """
0001 CanonCameraSettings >canon-camera
0002 CanonFocalLength >canon-focal
0004 CanonShotInfo >canon-shot
0005 CanonPanorama >canon-panorama
0006 CanonImageType ~text
0007 CanonFirmwareVersion ~text
0008 FileNumber ~canon-file
0009 OwnerName ~text
000c SerialNumber
000e CanonFileLength
0010 CanonModelID
0012 CanonAFInfo >canon-af
0013 ThumbnailImageValidArea
0015 SerialNumberFormat = 0x90000000 Format 1; 0xa0000000 Format 2
001a SuperMacro = 0 Off; 1 On (1); 2 On (2)
001c DateStampMode = 0 Off; 1 Date; 2 Date & Time
001d MyColors >canon-mycolors
001e FirmwareRevision
0023 Categories
0024 FaceDetect1 >canon-face1
0025 FaceDetect2 >canon-face2
0026 CanonAFInfo2 >canon-af2
0027 ContrastInfo >canon-contrast
0028 ImageUniqueID ~hex-bytes
002f FaceDetect3 >canon-face3
0035 TimeInfo >canon-time
003c CanonAFInfo3 >canon-af2
0083 OriginalDecisionDataOffset
0093 CanonFileInfo >canon-file
0094 AFPointsInFocus1D
0095 LensModel ~text
0096 InternalSerialNumber ~text
0097 DustRemovalData ~size
0098 CropInfo >canon-crop
0099 CustomFunctions2 >canon-functions
009a AspectInfo >canon-aspect
00a0 ProcessingInfo >canon-processing
00a1 ToneCurveTable
00a2 SharpnessTable
00a3 SharpnessFreqTable
00a4 WhiteBalanceTable
00a9 ColorBalance >canon-balance
00aa MeasuredColor >canon-measured
00ae ColorTemperature
00b1 ModifiedInfo >canon-modified
00b2 ToneCurveMatching
00b3 WhiteBalanceMatching
00b4 ColorSpace = 1 sRGB; 2 Adobe RGB
00b6 PreviewImageInfo >canon-preview
00d0 VRDOffset
00e0 SensorInfo >canon-sensor
4001 ColorData >canon-colors
4002 CRWParam ~size
4005 Flavor ~size
4008 PictureStyleUserDef
4009 PictureStylePC
4010 CustomPictureStyleFileName ~text
4013 AFMicroAdj >canon-af-adjust
4015 VignettingCorr >canon-vignetting
4016 VignettingCorr2 >canon-vignetting2
4018 LightingOpt >canon-lighting
4019 LensInfo >canon-lens
4020 AmbienceInfo >canon-ambience
4021 MultiExp >canon-multi
4025 HDRInfo >canon-hdr
"""

CAMERA = """
01 MacroMode = 1 Macro; 2 Normal
02 SelfTimer
03 Quality = 1 Economy; 2 Normal; 3 Fine; 4 RAW; 5 Superfine; 7 CRAW; 130 Light (RAW); 131 Standard (RAW)
04 CanonFlashMode = 0 Off; 1 Auto; 2 On; 3 Red-eye reduction; 4 Slow-sync; 5 Red-eye reduction (Auto); 6 Red-eye reduction (On); 16 External flash
05 ContinuousDrive = 0 Single; 1 Continuous; 2 Movie; 3 Continuous, Speed Priority; 4 Continuous, Low; 5 Continuous, High; 6 Silent Single
07 FocusMode = 0 One-shot AF; 1 AI Servo AF; 2 AI Focus AF; 3 Manual Focus (3); 4 Single; 5 Continuous; 6 Manual Focus (6); 16 Pan Focus
09 RecordMode = 1 JPEG; 2 CRW+THM; 3 AVI+THM; 4 TIF; 5 TIF+JPEG; 6 CR2; 7 CR2+JPEG; 9 MOV; 10 MP4; 11 CRM; 12 CR3; 13 CR3+JPEG; 14 HIF; 15 CR3+HIF
0a CanonImageSize = 0 Large; 1 Medium; 2 Small; 5 Medium 1; 6 Medium 2; 7 Medium 3; 8 Postcard; 9 Widescreen; 10 Medium Widescreen; 14 Small 1; 15 Small 2; 16 Small 3
0b EasyMode = 0 Full auto; 1 Manual; 2 Landscape; 3 Fast shutter; 4 Slow shutter; 5 Night; 6 Gray Scale; 7 Sepia; 8 Portrait; 9 Sports; 10 Macro; 11 Black & White; 12 Pan focus; 13 Vivid; 14 Neutral
0c DigitalZoom = 0 None; 1 2x; 2 4x; 3 Other
0d Contrast = 0 Normal
0e Saturation = 0 Normal
0f Sharpness
10 CameraISO ~canon-iso2 = 14 Auto High; 15 Auto; 16 50; 17 100; 18 200; 19 400; 20 800
11 MeteringMode = 0 Default; 1 Spot; 2 Average; 3 Evaluative; 4 Partial; 5 Center-weighted average
12 FocusRange = 0 Manual; 1 Auto; 2 Not Known; 3 Macro; 4 Very Close; 5 Close; 6 Middle Range; 7 Far Range; 8 Pan Focus; 9 Super Macro; 10 Infinity
13 AFPoint :H = 0x2005 Manual AF point selection; 0x3000 None (MF); 0x3001 Auto AF point selection; 0x3002 Right; 0x3003 Center; 0x3004 Left; 0x4001 Auto AF point selection; 0x4006 Face Detect
14 CanonExposureMode = 0 Easy; 1 Program AE; 2 Shutter speed priority AE; 3 Aperture-priority AE; 4 Manual; 5 Depth-of-field AE; 6 M-Dep; 7 Bulb; 8 Flexible-priority AE
16 LensType :H = 0xffff n/a
17 MaxFocalLength :H ~focal-units
18 MinFocalLength :H ~focal-units
19 FocalUnits
1a MaxAperture ~canon-f
1b MinAperture ~canon-f
1c FlashActivity
1d FlashBits = 0 (none)
20 FocusContinuous = 0 Single; 1 Continuous; 8 Manual
21 AESetting = 0 Normal AE; 1 Exposure Compensation; 2 AE Lock; 3 AE Lock + Exposure Comp.; 4 No AE
22 ImageStabilization = 0 Off; 1 On; 2 Shoot Only; 3 Panning; 4 Dynamic; 256 Off (2); 257 On (2); 258 Shoot Only (2)
23 DisplayAperture ~1/10
24 ZoomSourceWidth
25 ZoomTargetWidth
27 SpotMeteringMode = 0 Center; 1 AF Point
28 PhotoEffect = 0 Off; 1 Vivid; 2 Neutral; 3 Smooth; 4 Sepia; 5 B&W; 6 Custom; 100 My Color Data
29 ManualFlashOutput = 0 n/a; 0x500 Full; 0x502 Medium; 0x504 Low; 0x7fff n/a
2a ColorTone = 0 Normal
2e SRAWQuality = 0 n/a; 1 sRAW1 (mRAW); 2 sRAW2 (sRAW)
32 FocusBracketing = 0 Disable; 1 Enable
33 Clarity = 0x7fff n/a
34 HDR-PQ = 0 Off; 1 On
"""

SHOT = """
01 AutoISO ~canon-iso
02 BaseISO ~canon-base-iso
03 MeasuredEV ~canon-measured
04 TargetAperture ~canon-f
05 TargetExposureTime ~canon-time
06 ExposureCompensation ~canon-ev
07 WhiteBalance = 0 Auto; 1 Daylight; 2 Cloudy; 3 Tungsten; 4 Fluorescent; 5 Flash; 6 Custom; 7 Black & White; 8 Shade; 9 Manual Temperature (Kelvin); 14 Daylight Fluorescent; 17 Underwater
08 SlowShutter = 0 Off; 1 Night Scene; 2 On; 3 None
09 SequenceNumber
0a OpticalZoomCode
0c CameraTemperature ~-128
0d FlashGuideNumber ~1/32
0e AFPointsInFocus :H
0f FlashExposureComp ~canon-ev
10 AutoExposureBracketing = -1 On; 0 Off; 1 On (shot 1); 2 On (shot 2); 3 On (shot 3)
11 AEBBracketValue ~canon-ev
12 ControlMode = 0 n/a; 1 Camera Local Control; 3 Computer Remote Control
13 FocusDistanceUpper :H ~1/100
14 FocusDistanceLower :H ~1/100
15 FNumber ~canon-f
16 ExposureTime ~canon-time
17 MeasuredEV2 ~canon-measured2
18 BulbDuration ~1/10
1a CameraType = 0 n/a; 248 EOS High-end; 250 Compact; 252 EOS Mid-range; 255 DV Camera
1b AutoRotate = -1 n/a; 0 None; 1 Rotate 90 CW; 2 Rotate 180; 3 Rotate 270 CW
1c NDFilter = -1 n/a; 0 Off; 1 On
1d SelfTimer2 ~1/10
21 FlashOutput
"""

FILE = f"""
03 BracketMode = 0 Off; 1 AEB; 2 FEB; 3 ISO; 4 WB
04 BracketValue
05 BracketShotNumber
06 RawJpgQuality = -1 n/a; 1 Economy; 2 Normal; 3 Fine; 4 RAW; 5 Superfine
07 RawJpgSize = -1 n/a; 0 Large; 1 Medium; 2 Small
08 LongExposureNoiseReduction2 = 0 Off; 1 On (1D); 3 On; 4 Auto
09 WBBracketMode = 0 Off; 1 On (shift AB); 2 On (shift GM)
0c WBBracketValueAB
0d WBBracketValueGM
0e FilterEffect = 0 None; 1 Yellow; 2 Orange; 3 Red; 4 Green
0f ToningEffect = 0 None; 1 Sepia; 2 Blue; 3 Purple; 4 Green
10 MacroMagnification
13 LiveViewShooting {ON}
14 FocusDistanceUpper :H ~1/100
15 FocusDistanceLower :H ~1/100
17 ShutterMode = 0 Mechanical; 1 Electronic First Curtain; 2 Electronic
19 FlashExposureLock {ON}
20 AntiFlicker {ON}
3d RFLensType :H
"""

PROCESSING = """
01 ToneCurve = 0 Standard; 1 Manual; 2 Custom
02 Sharpness
03 SharpnessFrequency = 0 n/a; 1 Lowest; 2 Low; 3 Standard; 4 High; 5 Highest
04 SensorRedLevel
05 SensorBlueLevel
06 WhiteBalanceRed
07 WhiteBalanceBlue
08 WhiteBalance = 0 Auto; 1 Daylight; 2 Cloudy; 3 Tungsten; 4 Fluorescent; 5 Flash; 6 Custom
09 ColorTemperature
0a PictureStyle :H = 0 None; 0x81 Standard; 0x82 Portrait; 0x83 Landscape; 0x84 Neutral; 0x85 Faithful; 0x86 Monochrome; 0x87 Auto; 0x88 Fine Detail
0b DigitalGain ~1/10
0c WBShiftAB
0d WBShiftGM
0e UnsharpMaskFineness
0f UnsharpMaskThreshold
"""

SENSOR = """
01 SensorWidth
02 SensorHeight
05 SensorLeftBorder
06 SensorTopBorder
07 SensorRightBorder
08 SensorBottomBorder
09 BlackMaskLeftBorder
0a BlackMaskTopBorder
0b BlackMaskRightBorder
0c BlackMaskBottomBorder
"""

MODIFIED = """
01 ModifiedToneCurve = 0 Standard; 1 Manual; 2 Custom
02 ModifiedSharpness
03 ModifiedSharpnessFreq
04 ModifiedSensorRedLevel
05 ModifiedSensorBlueLevel
06 ModifiedWhiteBalanceRed
07 ModifiedWhiteBalanceBlue
08 ModifiedWhiteBalance
09 ModifiedColorTemp
0a ModifiedPictureStyle
0b ModifiedDigitalGain ~1/10
"""

LIGHTS = ("Auto", "Daylight", "Shade", "Cloudy", "Tungsten", "Fluorescent", "Flash", "Custom", "Kelvin")
"""Lights in the order of the oldest colour tables, four levels each."""
COLORS_1 = "AsShot Auto Daylight Shade Cloudy Tungsten Fluorescent Flash Custom1 Custom2"
COLORS_2 = "AsShot Auto Measured - Daylight Shade Cloudy Tungsten Fluorescent Kelvin Flash"


def _levels(first: int, lights: str) -> str:
    """Levels and colour temperature of each light, five numbers each."""
    lines = []
    for index, light in enumerate(lights.split()):
        if light != "-":
            at = first + 5 * index
            lines += [f"{at:x} WB_RGGBLevels{light} :h4", f"{at + 4:x} ColorTemp{light}"]
    return "\n".join(lines)


STYLES = ("Standard", "Portrait", "Landscape", "Neutral", "Faithful")

DIRECTORIES = {"canon": MAIN}

RECORDS = {
    "canon-camera": Record(CAMERA, "h"),
    "canon-focal": Record(
        "00 FocalType :h = 1 Fixed; 2 Zoom\n01 FocalLength :H ~focal-units\n02 FocalPlaneXSize :H ~inch\n03 FocalPlaneYSize :H ~inch",
        "H",
    ),
    "canon-shot": Record(SHOT, "h"),
    "canon-panorama": Record("02 PanoramaFrameNumber\n05 PanoramaDirection", "h"),
    "canon-mycolors": Record("02 MyColorMode", "H"),
    "canon-face1": Record("02 FacesDetected\n03 FaceDetectFrameSize :H2", "H"),
    "canon-face2": Record("01 FaceWidth\n02 FacesDetected", "B"),
    "canon-face3": Record("03 FacesDetected", "H"),
    "canon-contrast": Record("04 IntelligentContrast = 0 Off; 8 On; 0xffff n/a", "H"),
    "canon-time": Record("01 TimeZone\n02 TimeZoneCity\n03 DaylightSavings = 0 Off; 60 On", "i"),
    "canon-file": Record(FILE, "h"),
    "canon-crop": Record("00 CropLeftMargin\n01 CropRightMargin\n02 CropTopMargin\n03 CropBottomMargin", "H"),
    "canon-aspect": Record(
        "00 AspectRatio = 0 3:2; 1 1:1; 2 4:3; 7 16:9; 8 4:5\n01 CroppedImageWidth\n02 CroppedImageHeight\n03 CroppedImageLeft\n"
        "04 CroppedImageTop",
        "I",
    ),
    "canon-processing": Record(PROCESSING, "h"),
    "canon-measured": Record("01 MeasuredRGGB :H4", "H"),
    "canon-modified": Record(MODIFIED, "h"),
    "canon-preview": Record(
        "01 PreviewQuality\n02 PreviewImageLength\n03 PreviewImageWidth\n04 PreviewImageHeight\n05 PreviewImageStart", "I"
    ),
    "canon-sensor": Record(SENSOR, "h"),
    "canon-balance": Record(
        "\n".join(f"{1 + 4 * index:x} WB_RGGBLevels{light} :h4" for index, light in enumerate(LIGHTS)) + "\n25 WB_RGGBBlackLevels :h4",
        "h",
    ),
    "canon-colors-582": Record(_levels(0x19, COLORS_1), "h"),
    "canon-colors-653": Record(_levels(0x18, COLORS_2.replace("Measured -", "- -")), "h"),
    "canon-colors-63": Record(_levels(0x3F, COLORS_2), "h"),
    "canon-vignetting": Record(
        "00 VignettingCorrVersion :B\n02 PeripheralLighting = 0 Off; 1 On\n03 DistortionCorrection = 0 Off; 1 On\n"
        "04 ChromaticAberrationCorr = 0 Off; 1 On\n05 ChromaticAberrationCorr = 0 Off; 1 On\n06 PeripheralLightingValue\n"
        "09 DistortionCorrectionValue\n0b OriginalImageWidth\n0c OriginalImageHeight",
        "h",
    ),
    "canon-vignetting2": Record(
        "05 PeripheralLightingSetting = 0 Off; 1 On\n06 ChromaticAberrationSetting = 0 Off; 1 On\n07 DistortionCorrectionSetting = 0 Off; 1 On",
        "i",
    ),
    "canon-lighting": Record(
        "01 PeripheralIlluminationCorr = 0 Off; 1 On\n02 AutoLightingOptimizer = 0 Standard; 1 Low; 2 Strong; 3 Off\n"
        "03 HighlightTonePriority = 0 Off; 1 On\n04 LongExposureNoiseReduction = 0 Off; 1 Auto; 2 On\n"
        "05 HighISONoiseReduction = 0 Standard; 1 Low; 2 Strong; 3 Off\n0a DigitalLensOptimizer\n0b DualPixelRaw",
        "i",
    ),
    "canon-lens": Record("00 LensSerialNumber :B5 ~hex-bytes", "B"),
    "canon-ambience": Record("01 AmbienceSelection", "i"),
    "canon-multi": Record("01 MultiExposure = 0 Off; 1 On\n02 MultiExposureControl\n03 MultiExposureShots", "i"),
    "canon-hdr": Record("01 HDR = 0 Off; 1 Auto; 2 On\n02 HDREffect", "i"),
    "canon-af-adjust": Record("01 AFMicroAdjMode = 0 Disable; 1 Adjust all by the same amount; 2 Adjust by lens", "i"),
    "canon-functions": Record(FUNCTIONS, "i"),
}  # fmt: skip
