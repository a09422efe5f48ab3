"""Notes of Sony; the records with numbers 9400 and above are enciphered and left unread."""

from __future__ import annotations

from generator.analyse.metadata.makers.table import Record

MAIN = """
0102 Quality = 0 RAW; 1 Super Fine; 2 Fine; 3 Standard; 4 Economy; 5 Extra Fine; 6 RAW + JPEG/HEIF; 7 Compressed RAW
0104 FlashExposureComp
0105 Teleconverter = 0 None
0112 WhiteBalanceFineTune
0115 WhiteBalance = 0 Auto; 1 Color Temperature/Color Filter; 16 Daylight; 32 Cloudy; 48 Shade; 64 Tungsten; 80 Flash; 96 Fluorescent; 112 Custom
0e00 PrintIM ~size
1000 MultiBurstMode = 0 Off; 1 On
1001 MultiBurstImageWidth
1002 MultiBurstImageHeight
2001 PreviewImage ~size
2002 Rating
2004 Contrast
2005 Saturation
2006 Sharpness
2007 Brightness
2008 LongExposureNoiseReduction = 0 Off; 1 On (unused); 0x10001 On (dark subtracted); 0xffffffff n/a
2009 HighISONoiseReduction = 0 Off; 1 Low; 2 Normal; 3 High; 256 Auto; 65535 n/a
200a HDR
200b MultiFrameNoiseReduction = 0 Off; 1 On; 255 n/a
200e PictureEffect = 0 Off
200f SoftSkinEffect = 0 Off; 1 Low; 2 Mid; 3 High; 0xffffffff n/a
2011 VignettingCorrection = 0 Off; 2 Auto; 0xffffffff n/a
2012 LateralChromaticAberration = 0 Off; 2 Auto; 0xffffffff n/a
2013 DistortionCorrectionSetting = 0 Off; 2 Auto; 0xffffffff n/a
2014 WBShiftAB_GM
2016 AutoPortraitFramed = 0 No; 1 Yes
2017 FlashAction = 0 Did not fire; 1 Flash Fired; 2 External Flash Fired
201a ElectronicFrontCurtainShutter = 0 Off; 1 On
201b FocusMode = 0 Manual; 2 AF-S; 3 AF-C; 4 AF-A; 6 DMF; 7 AF-D
201c AFAreaModeSetting
201d FlexibleSpotPosition
201e AFPointSelected
2020 AFPointsUsed
2021 AFTracking = 0 Off; 1 Face tracking; 2 Lock On AF
2022 FocalPlaneAFPointsUsed
2023 MultiFrameNREffect = 0 Normal; 1 High
2026 WBShiftAB_GM_Precise
2027 FocusLocation
2028 VariableLowPassFilter
2029 RAWFileType = 0 Compressed RAW; 1 Uncompressed RAW; 2 Lossless Compressed RAW; 65535 n/a
202b PrioritySetInAWB = 0 Standard; 1 Ambience; 2 White
202c MeteringMode2
202d ExposureStandardAdjustment
202e Quality
202f PixelShiftInfo ~hex-bytes
2031 SerialNumber ~text
2032 Shadows
2033 Highlights
2034 Fade
2035 SharpnessRange
2036 Clarity
2037 FocusFrameSize
2039 JPEG-HEIFSwitch = 0 JPEG; 1 HEIF; 65535 n/a
3000 ShotInfo >sony-shot
b000 FileFormat ~numbers
b001 SonyModelID
b020 CreativeStyle ~text
b021 ColorTemperature
b022 ColorCompensationFilter
b023 SceneMode
b024 ZoneMatching = 0 ISO Setting Used; 1 High Key; 2 Low Key
b025 DynamicRangeOptimizer = 0 Off; 1 Standard; 2 Advanced Auto; 3 Auto
b026 ImageStabilization = 0 Off; 1 On; 0xffffffff n/a
b027 LensType
b028 MinoltaMakerNote >>minolta
b029 ColorMode
b02a LensSpec ~hex-bytes
b02b FullImageSize ~reversed
b02c PreviewImageSize ~reversed
b040 Macro = 0 Off; 1 On; 2 Close Focus; 65535 n/a
b041 ExposureMode = 0 Program AE; 1 Portrait; 2 Beach; 3 Sports; 4 Snow; 5 Landscape; 6 Auto; 7 Aperture-priority AE; 8 Shutter speed priority AE; 15 Manual; 65535 n/a
b042 FocusMode = 1 AF-S; 2 AF-C; 4 Permanent-AF; 65535 n/a
b043 AFAreaMode = 0 Default; 1 Multi; 2 Center; 3 Spot; 4 Flexible Spot; 6 Touch; 14 Tracking; 15 Face Tracking; 65535 n/a
b044 AFIlluminator = 0 Off; 1 Auto; 65535 n/a
b047 JPEGQuality = 0 Standard; 1 Fine; 2 Extra Fine; 65535 n/a
b048 FlashLevel :h = -32768 Low; -1 n/a; 0 Normal; 32767 High; 128 n/a
b049 ReleaseMode = 0 Normal; 2 Continuous; 5 Exposure Bracketing; 6 White Balance Bracketing; 65535 n/a
b04a SequenceNumber
b04b Anti-Blur = 0 Off; 1 On (Continuous); 2 On (Shooting); 65535 n/a
b04e LongExposureNoiseReduction = 0 Off; 1 On; 65535 n/a
b04f DynamicRangeOptimizer = 0 Off; 1 Standard; 2 Plus
b050 HighISONoiseReduction2 = 0 Normal; 1 High; 2 Low; 3 Off; 65535 n/a
b052 IntelligentAuto = 0 Off; 1 On; 2 Advanced
b054 WhiteBalance = 0 Auto; 4 Custom; 5 Daylight; 6 Cloudy; 7 Cool White Fluorescent; 14 Incandescent; 15 Flash
"""

DIRECTORIES = {
    "sony": MAIN,
    "sony-ericsson": "0201 PreviewImageStart\n0202 PreviewImageLength\n2000 MakerNoteVersion ~text",
}
RECORDS = {
    "sony-shot": Record(
        "02 FaceInfoOffset :H\n06 SonyDateTime :s20\n1a SonyImageHeight :H\n1c SonyImageWidth :H\n30 FacesDetected :H\n32 FaceInfoLength :H\n"
        "34 MetaVersion :s16"
    )
}
