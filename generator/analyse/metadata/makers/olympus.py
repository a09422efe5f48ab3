"""Notes of Olympus and OM System, and of makers that used the same layout (Epson, Agfa, Konica Minolta's early cameras)."""

from __future__ import annotations

ON = "= 0 Off; 1 On"

MAIN = f"""
0000 MakerNoteVersion ~dotted
0001 MinoltaCameraSettingsOld ~size
0040 CompressedImageSize
0081 PreviewImage ~size
0088 PreviewImageStart
0089 PreviewImageLength
0100 ThumbnailImage ~size
0104 BodyFirmwareVersion ~text
0200 SpecialMode
0201 Quality = 1 SQ; 2 HQ; 3 SHQ; 4 RAW; 5 SQ1; 6 SQ2
0202 Macro = 0 Off; 1 On; 2 Super Macro
0203 BWMode = 0 Off; 1 On; 6 (none)
0204 DigitalZoom
0205 FocalPlaneDiagonal
0206 LensDistortionParams
0207 CameraType ~text
0208 TextInfo ~text
0209 CameraID ~text
020b EpsonImageWidth
020c EpsonImageHeight
020d EpsonSoftware ~text
0280 PreviewImage ~size
0300 PreCaptureFrames
0301 WhiteBoard
0302 OneTouchWB {ON}
0303 WhiteBalanceBracket
0304 WhiteBalanceBias
0400 SensorArea
0401 BlackLevel
0403 SceneMode
0404 SerialNumber ~text
0405 Firmware ~text
0e00 PrintIM ~size
0f00 DataDump ~size
0f01 DataDump2 ~size
0f04 ZoomedPreviewStart
0f05 ZoomedPreviewLength
0f06 ZoomedPreviewSize
1000 ShutterSpeedValue ~apex-time
1001 ISOValue ~olympus-iso
1002 ApertureValue ~apex-f
1003 BrightnessValue
1004 FlashMode = 2 On; 3 Off
1005 FlashDevice
1006 ExposureCompensation
1007 SensorTemperature
1008 LensTemperature
1009 LightCondition
100a FocusRange = 0 Normal; 1 Macro
100b FocusMode = 0 Auto; 1 Manual
100c ManualFocusDistance
100d ZoomStepCount
100e FocusStepCount
100f Sharpness = 0 Normal; 1 Hard; 2 Soft
1010 FlashChargeLevel
1011 ColorMatrix
1012 BlackLevel
1013 ColorTemperatureBG
1014 ColorTemperatureRG
1015 WBMode
1017 RedBalance ~first-256
1018 BlueBalance ~first-256
1019 ColorMatrixNumber
101a SerialNumber ~text
101b ExternalFlashAE1_0
101c ExternalFlashAE2_0
101d InternalFlashAE1_0
101e InternalFlashAE2_0
101f ExternalFlashAE1
1020 ExternalFlashAE2
1021 InternalFlashAE1
1022 InternalFlashAE2
1023 FlashExposureComp
1024 InternalFlashTable
1025 ExternalFlashGValue
1026 ExternalFlashBounce = 0 No; 1 Yes
1027 ExternalFlashZoom
1028 ExternalFlashMode
1029 Contrast = 0 High; 1 Normal; 2 Low
102a SharpnessFactor
102b ColorControl
102c ValidBits
102d CoringFilter
102e OlympusImageWidth
102f OlympusImageHeight
1030 SceneDetect
1031 SceneArea
1033 SceneDetectData
1034 CompressionRatio
1035 PreviewImageValid = 0 No; 1 Yes
1036 PreviewImageStart
1037 PreviewImageLength
1038 AFResult
1039 CCDScanMode = 0 Interlaced; 1 Progressive
103a NoiseReduction {ON}
103b FocusStepInfinity
103c FocusStepNear
103d LightValueCenter
103e LightValuePeriphery
103f FieldCount
2010 Equipment >>olympus-equipment
2020 CameraSettings >>olympus-settings
2030 RawDevelopment >>olympus-raw
2031 RawDev2 >>olympus-raw2
2040 ImageProcessing >>olympus-processing
2050 FocusInfo >>olympus-focus
3000 RawInfo >>olympus-rawinfo
"""

EQUIPMENT = """
0000 EquipmentVersion ~text
0100 CameraType2 ~text
0101 SerialNumber ~text
0102 InternalSerialNumber ~text
0103 FocalPlaneDiagonal
0104 BodyFirmwareVersion
0201 LensType ~olympus-lens
0202 LensSerialNumber ~text
0203 LensModel ~text
0204 LensFirmwareVersion
0205 MaxApertureAtMinFocal ~olympus-f
0206 MaxApertureAtMaxFocal ~olympus-f
0207 MinFocalLength
0208 MaxFocalLength
020a MaxAperture ~olympus-f
020b LensProperties
0301 Extender ~olympus-extender
0302 ExtenderSerialNumber ~text
0303 ExtenderModel ~text
0304 ExtenderFirmwareVersion
0403 ConversionLens ~text
1000 FlashType = 0 None; 2 Simple E-System; 3 E-System
1001 FlashModel = 0 None; 1 FL-20; 2 FL-50; 3 RF-11; 4 TF-22; 5 FL-36; 6 FL-50R; 7 FL-36R
1002 FlashFirmwareVersion
1003 FlashSerialNumber ~text
"""

SETTINGS = f"""
0000 CameraSettingsVersion ~text
0100 PreviewImageValid = 0 No; 1 Yes
0101 PreviewImageStart
0102 PreviewImageLength
0200 ExposureMode = 1 Manual; 2 Program; 3 Aperture-priority AE; 4 Shutter speed priority AE; 5 Program-shift
0201 AELock {ON}
0202 MeteringMode = 2 Center-weighted average; 3 Spot; 5 ESP; 261 Pattern+AF; 515 Spot+Highlight control; 1027 Spot+Shadow control
0203 ExposureShift
0204 NDFilter {ON}
0300 MacroMode = 0 Off; 1 On; 2 Super Macro
0301 FocusMode
0302 FocusProcess
0303 AFSearch = 0 Not Ready; 1 Ready
0304 AFAreas
0305 AFPointSelected ~rest
0306 AFFineTune {ON}
0307 AFFineTuneAdj
0400 FlashMode = 0 Off
0401 FlashExposureComp
0403 FlashRemoteControl = 0 Off
0404 FlashControlMode
0405 FlashIntensity
0406 ManualFlashStrength
0500 WhiteBalance2 = 0 Auto; 16 7500K (Fine Weather with Shade); 17 6000K (Cloudy); 18 5300K (Fine Weather); 20 3000K (Tungsten light); 256 One Touch WB 1
0501 WhiteBalanceTemperature
0502 WhiteBalanceBracket
0503 CustomSaturation
0504 ModifiedSaturation = 0 Off
0505 ContrastSetting
0506 SharpnessSetting
0507 ColorSpace = 0 sRGB; 1 Adobe RGB; 2 Pro Photo RGB
0509 SceneMode = 0 Standard; 6 Auto; 7 Sport; 8 Portrait; 9 Landscape+Portrait; 10 Landscape; 11 Night Scene
050a NoiseReduction
050b DistortionCorrection {ON}
050c ShadingCompensation {ON}
050d CompressionFactor
050f Gradation
0520 PictureMode
0521 PictureModeSaturation
0522 PictureModeHue
0523 PictureModeContrast
0524 PictureModeSharpness
0525 PictureModeBWFilter
0526 PictureModeTone
0527 NoiseFilter
0529 ArtFilter
052c MagicFilter
052d PictureModeEffect
052e ToneLevel
052f ArtFilterEffect
0532 ColorCreatorEffect
0537 MonochromeProfileSettings
0538 FilmGrainEffect
0539 ColorProfileSettings
0600 DriveMode
0601 PanoramaMode
0603 ImageQuality2 = 1 SQ; 2 HQ; 3 SHQ; 4 RAW; 5 SQ (5)
0604 ImageStabilization = 0 Off; 1 On, Mode 1; 2 On, Mode 2; 3 On, Mode 3; 4 On, Mode 4
0804 StackedImage
0900 ManometerPressure
0901 ManometerReading
0902 ExtendedWBDetect {ON}
0903 RollAngle
0904 PitchAngle
0908 DateTimeUTC ~text
"""

PROCESSING = """
0000 ImageProcessingVersion ~text
0100 WB_RBLevels
0102 WB_RBLevels3000K
0103 WB_RBLevels3300K
0104 WB_RBLevels3600K
0105 WB_RBLevels3900K
0106 WB_RBLevels4000K
0107 WB_RBLevels4300K
0108 WB_RBLevels4500K
0109 WB_RBLevels4800K
010a WB_RBLevels5300K
010b WB_RBLevels6000K
010c WB_RBLevels6600K
010d WB_RBLevels7500K
011f WB_GLevel
0200 ColorMatrix ~signed
0300 Enhancer
0301 EnhancerValues
0310 CoringFilter
0311 CoringValues
0600 BlackLevel2
0610 GainBase
0611 ValidBits
0612 CropLeft
0613 CropTop
0614 CropWidth
0615 CropHeight
0635 UnknownBlock1
0636 UnknownBlock2
0805 SensorCalibration
1010 NoiseReduction2
1011 DistortionCorrection2 = 0 Off; 1 On
1012 ShadingCompensation2 = 0 Off; 1 On
101c MultipleExposureMode
1103 UnknownBlock3
1104 UnknownBlock4
1112 AspectRatio
1113 AspectFrame
1200 FacesDetected
1201 FaceDetectArea
1202 MaxFaces
1203 FaceDetectFrameSize
1207 FaceDetectFrameCrop
1306 CameraTemperature
1900 KeystoneCompensation
1901 KeystoneDirection
1906 KeystoneValue
"""

FOCUS = """
0000 FocusInfoVersion ~text
0209 AutoFocus = 0 Off; 1 On
0210 SceneDetect
0211 SceneArea
0212 SceneDetectData
0300 ZoomStepCount
0301 FocusStepCount
0303 FocusStepInfinity
0304 FocusStepNear
0305 FocusDistance ~olympus-distance
0308 AFPoint
0328 AFInfo
1201 ExternalFlash
1203 ExternalFlashGuideNumber
1204 ExternalFlashBounce = 0 Bounce or Off; 1 Direct
1205 ExternalFlashZoom
1208 InternalFlash
1209 ManualFlash
120a MacroLED = 0 Off; 1 On
1600 ImageStabilization
"""

RAW = """
0000 RawDevVersion ~text
0100 RawDevExposureBiasValue
0101 RawDevWhiteBalanceValue
0102 RawDevWBFineAdjustment
0103 RawDevGrayPoint
0104 RawDevSaturationEmphasis
0105 RawDevMemoryColorEmphasis
0106 RawDevContrastValue
0107 RawDevSharpnessValue
0108 RawDevColorSpace = 0 sRGB; 1 Adobe RGB; 2 Pro Photo RGB
0109 RawDevEngine = 0 High Speed; 1 High Function
010a RawDevNoiseReduction
010b RawDevEditStatus = 0 Original; 1 Edited (Landscape); 6 Edited (Portrait); 8 Edited (Portrait)
010c RawDevSettings
"""

RAW2 = """
0000 RawDevVersion ~text
0100 RawDevExposureBiasValue
0101 RawDevWhiteBalance
0102 RawDevWhiteBalanceValue
0103 RawDevWBFineAdjustment
0104 RawDevGrayPoint
0105 RawDevContrastValue
0106 RawDevSharpnessValue
0107 RawDevSaturationEmphasis
0108 RawDevMemoryColorEmphasis
0109 RawDevColorSpace = 0 sRGB; 1 Adobe RGB; 2 Pro Photo RGB
010a RawDevNoiseReduction
010b RawDevEngine = 0 High Speed; 1 High Function
010c RawDevPictureMode
010d RawDevPMSaturation
010e RawDevPMContrast
010f RawDevPMSharpness
0110 RawDevPM_BWFilter
0111 RawDevPMPictureTone
0112 RawDevGradation
0113 RawDevSaturation3
0119 RawDevAutoGradation = 0 Off; 1 On
0120 RawDevPMNoiseFilter
0121 RawDevArtFilter
"""

DIRECTORIES = {
    "olympus": MAIN,
    "olympus-equipment": EQUIPMENT,
    "olympus-settings": SETTINGS,
    "olympus-raw": RAW,
    "olympus-raw2": RAW2,
    "olympus-processing": PROCESSING,
    "olympus-focus": FOCUS,
    "olympus-rawinfo": "0000 RawInfoVersion ~text\n0100 WB_RBLevelsUsed\n0110 WB_RBLevelsAuto\n0200 ColorMatrix2\n0600 BlackLevel2\n0611 ValidBits",
}
RECORDS: dict[str, object] = {}
