"""Notes of Pentax and Asahi; offsets count from the block, from the note, or are relative to nothing (older cameras)."""

from __future__ import annotations

from generator.analyse.metadata.makers.table import Record

MAIN = """
0000 PentaxVersion ~dotted
0001 PentaxModelType
0002 PreviewImageSize
0003 PreviewImageLength
0004 PreviewImageStart
0005 PentaxModelID
0006 Date ~date
0007 Time ~clock
0008 Quality = 0 Good; 1 Better; 2 Best; 3 TIFF; 4 RAW; 5 Premium
0009 PentaxImageSize
000b PictureMode
000c FlashMode
000d FocusMode = 0 Normal; 1 Macro; 2 Infinity; 3 Manual; 16 AF-S; 17 AF-C; 18 AF-A
000e AFPointSelected
000f AFPointsInFocus
0010 FocusPosition
0012 ExposureTime ~pentax-time
0013 FNumber ~1/10
0014 ISO
0015 LightReading
0016 ExposureCompensation ~pentax-comp
0017 MeteringMode = 0 Multi-segment; 1 Center-weighted average; 2 Spot
0018 AutoBracketing
0019 WhiteBalance = 0 Auto; 1 Daylight; 2 Shade; 3 Fluorescent; 4 Tungsten; 5 Manual
001a WhiteBalanceMode
001b BlueBalance ~1/256
001c RedBalance ~1/256
001d FocalLength ~1/100
001e DigitalZoom ~1/100
001f Saturation
0020 Contrast
0021 Sharpness
0022 WorldTimeLocation = 0 Hometown; 1 Destination
0023 HometownCity
0024 DestinationCity
0025 HometownDST = 0 No; 1 Yes
0026 DestinationDST = 0 No; 1 Yes
0027 DSPFirmwareVersion ~inverted
0028 CPUFirmwareVersion ~inverted
0029 FrameNumber
002d EffectiveLV ~pentax-lv
0032 ImageEditing ~numbers
0033 PictureMode ~numbers
0034 DriveMode ~numbers
0035 SensorSize ~halves-mm
0037 ColorSpace = 0 sRGB; 1 Adobe RGB
0038 ImageAreaOffset
0039 RawImageSize
003c AFPointsInFocus
003d DataScaling
003e PreviewImageBorders ~numbers
003f LensRec >pentax-lens-type
0040 SensitivityAdjust
0041 ImageEditCount
0047 CameraTemperature
0048 AELock = 0 Off; 1 On
0049 NoiseReduction = 0 Off; 1 On
004d FlashExposureComp ~1/256
004f ImageTone = 0 Natural; 1 Bright; 2 Portrait; 3 Landscape; 4 Vibrant; 5 Monochrome
0050 ColorTemperature
005c ShakeReductionInfo >pentax-shake
005d ShutterCount
0060 FaceInfo >pentax-faces
0062 RawDevelopmentProcess
0067 Hue
0069 DynamicRangeExpansion ~numbers
006b TimeInfo >pentax-time
006c HighLowKeyAdj
006d HighLowKeyAdj
006e ContrastHighlight
006f ContrastShadow
0070 ContrastHighlightShadowAdj
0071 HighISONoiseReduction
0072 AFAdjustment
0073 MonochromeFilterEffect
0074 MonochromeToning
0076 FaceDetect
0077 FaceDetectFrameSize
0079 ShadowCorrection
007a ISOAutoParameters
007b CrossProcess
007d LensCorr
007e WhiteLevel
007f BleachBypassToning
0080 AspectRatio
0082 BlurControl
0085 HDR
0087 ShutterType
0088 NeutralDensityFilter
008b ISO
0092 IntervalShooting
0095 SkinToneCorrection
0096 ClarityControl
0200 BlackPoint
0201 WhitePoint
0203 ColorMatrixA ~signed-8192
0204 ColorMatrixB ~signed-8192
0205 CameraSettings >pentax-settings
0206 AEInfo >pentax-ae
0207 LensInfo >pentax-lens
0208 FlashInfo >pentax-flash
0209 AEMeteringSegments
020a FlashMeteringSegments
020b SlaveFlashMeteringSegments
020d WB_RGGBLevelsDaylight
020e WB_RGGBLevelsShade
020f WB_RGGBLevelsCloudy
0210 WB_RGGBLevelsTungsten
0211 WB_RGGBLevelsFluorescentD
0212 WB_RGGBLevelsFluorescentN
0213 WB_RGGBLevelsFluorescentW
0214 WB_RGGBLevelsFlash
0215 CameraInfo >pentax-camera
0216 BatteryInfo >pentax-battery
021f AFInfo >pentax-af
0222 ColorInfo >pentax-color
0229 SerialNumber ~text
022e Artist ~text
022f Copyright ~text
0230 FirmwareVersion ~text
0231 ContrastDetectAFArea
023f Model ~text
0402 ToneCurve
0e00 PrintIM ~size
1000 HometownCityCode ~text
1001 DestinationCityCode ~text
"""

OLD = """
0001 RecordingMode = 0 Auto; 1 Night Scene; 2 Manual
0002 Quality = 0 Good; 1 Better; 2 Best
0003 FocusMode = 2 Custom; 3 Auto
0004 FlashMode = 1 Auto; 2 On; 4 Off; 6 Red-eye reduction
0007 WhiteBalance = 0 Auto; 1 Daylight; 2 Shade; 3 Tungsten; 4 Fluorescent; 5 Manual
000a DigitalZoom
000b Sharpness = 0 Normal; 1 Soft; 2 Hard
000c Contrast = 0 Normal; 1 Low; 2 High
000d Saturation = 0 Normal; 1 Low; 2 High
0014 ISO
0017 ColorFilter = 1 Full; 2 Black & White; 3 Sepia
0e00 PrintIM ~size
1000 HometownCityCode ~text
1001 DestinationCityCode ~text
"""

DIRECTORIES = {"pentax": MAIN, "pentax-2": OLD}

RECORDS = {
    "pentax-lens-type": Record("00 LensType :B2"),
    "pentax-shake": Record("00 SRResult\n01 ShakeReduction\n02 SRHalfPressTime\n03 SRFocalLength"),
    "pentax-faces": Record("00 FacesDetected\n02 FacePosition :B2"),
    "pentax-time": Record("02 HometownCity\n03 DestinationCity"),
    "pentax-settings": Record(
        "00 PictureMode2\n02 FlashOptions\n04 AFPointSelected2 :H\n06 ISOFloor ~pentax-ae-iso\n07 DriveMode2\n08 ExposureBracketStepSize\n"
        "09 BracketShotNumber\n0d RawAndJpgRecording\n12 TvExposureTimeSetting\n13 AvApertureSetting\n14 SvISOSetting",
        "B", ">",
    ),
    "pentax-ae": Record(
        "00 AEExposureTime ~pentax-ae-time\n01 AEAperture ~pentax-ae-f\n02 AE_ISO ~pentax-ae-iso\n03 AEXv ~pentax-ae-av\n"
        "04 AEBXv :b ~1/8\n05 AEMinExposureTime ~pentax-ae-time\n06 AEProgramMode\n08 AEApertureSteps\n09 AEMaxAperture ~pentax-ae-f\n"
        "0a AEMaxAperture2 ~pentax-ae-f\n0b AEMinAperture ~pentax-ae-f\n0c AEMeteringMode\n0e FlashExposureCompSet :b"
    ),
    "pentax-lens": Record("00 LensType :B2"),
    "pentax-flash": Record(
        "00 FlashStatus\n01 InternalFlashMode\n02 ExternalFlashMode\n03 InternalFlashStrength\n04 TTL_DA_AUp\n05 TTL_DA_ADown\n"
        "06 TTL_DA_BUp\n07 TTL_DA_BDown\n19 ExternalFlashExposureComp\n1a ExternalFlashBounce"
    ),
    "pentax-camera": Record("00 PentaxModelID\n01 ManufactureDate ~pentax-made\n02 ProductionCode :I2 ~pentax-code\n04 InternalSerialNumber", "I"),
    "pentax-battery": Record("02 BodyBatteryADNoLoad\n03 BodyBatteryADLoad\n04 GripBatteryADNoLoad\n05 GripBatteryADLoad"),
    "pentax-af": Record("04 AFPredictor :h\n06 AFDefocus\n07 AFIntegrationTime\n0b AFPointsInFocus", "B", ">"),
    "pentax-color": Record("10 WBShiftAB :b\n11 WBShiftGM :b"),
}  # fmt: skip
