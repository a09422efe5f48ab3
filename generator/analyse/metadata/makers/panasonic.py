"""Notes of Panasonic, and of Leica cameras that are built by Panasonic or use a directory of their own."""

from __future__ import annotations

from generator.analyse.metadata.makers.table import Record

OFF_ON = "= 1 Off; 2 On"
NO_YES = "= 1 No; 2 Yes"

MAIN = f"""
0001 ImageQuality = 1 TIFF; 2 High; 3 Normal; 6 Very High; 7 RAW; 9 Motion Picture; 11 Full HD Movie; 12 4k Movie
0002 FirmwareVersion ~dotted
0003 WhiteBalance = 1 Auto; 2 Daylight; 3 Cloudy; 4 Incandescent; 5 Manual; 8 Flash; 10 Black & White; 11 Manual 2; 12 Shade; 13 Kelvin
0007 FocusMode = 1 Auto; 2 Manual; 4 Auto, Focus button; 5 Auto, Continuous; 6 AF-S; 7 AF-C; 8 AF-F
000f AFAreaMode
001a ImageStabilization = 2 On, Optical; 3 Off; 4 On, Mode 2; 5 On, Optical Panning; 6 On, Body-only; 9 Dual IS; 11 Dual2 IS
001c MacroMode = 1 On; 2 Off; 257 Tele-Macro; 513 Macro Zoom
001f ShootingMode = 1 Normal; 2 Portrait; 3 Scenery; 4 Sports; 5 Night Portrait; 6 Program; 7 Aperture Priority; 8 Shutter Priority; 9 Macro; 10 Spot; 11 Manual; 12 Movie Preview; 13 Panning; 59 Intelligent Auto
0020 Audio = 1 Yes; 2 No; 3 Stereo
0021 DataDump ~size
0023 WhiteBalanceBias :h ~1/3
0024 FlashBias :h ~1/3
0025 InternalSerialNumber ~text-behind-zeros
0026 PanasonicExifVersion ~text
0027 VideoFrameRate = 0 n/a
0028 ColorEffect = 1 Off; 2 Warm; 3 Cool; 4 Black & White; 5 Sepia; 6 Happy; 8 Vivid
0029 TimeSincePowerOn ~1/100
002a BurstMode = 0 Off; 1 On; 2 Auto Exposure Bracketing (AEB); 3 Focus Bracketing; 4 Unlimited
002b SequenceNumber
002c ContrastMode = 0 Normal; 1 Low; 2 High
002d NoiseReduction = 0 Standard; 1 Low (-1); 2 High (+1); 3 Lowest (-2); 4 Highest (+2)
002e SelfTimer = 0 Off (0); 1 Off; 2 10 s; 3 2 s; 4 10 s / 3 pictures
0030 Rotation = 1 Horizontal (normal); 3 Rotate 180; 6 Rotate 90 CW; 8 Rotate 270 CW
0031 AFAssistLamp = 1 Fired; 2 Enabled but Not Used; 3 Disabled but Required; 4 Disabled and Not Required
0032 ColorMode = 0 Normal; 1 Natural; 2 Vivid
0033 BabyAge ~text
0034 OpticalZoomMode = 1 Standard; 2 Extended
0035 ConversionLens = 1 Off; 2 Wide; 3 Telephoto; 4 Macro
0036 TravelDay = 65535 n/a
0038 BatteryLevel = 1 Full; 2 Medium; 3 Low; 4 Near Empty; 7 Near Full; 8 Medium Low; 256 n/a
0039 Contrast :h
003a WorldTimeLocation = 1 Home; 2 Destination
003b TextStamp {OFF_ON}
003c ProgramISO = 65534 Intelligent ISO; 65535 n/a; -1 n/a
003d AdvancedSceneType
003e TextStamp {OFF_ON}
003f FacesDetected
0040 Saturation :h
0041 Sharpness :h
0042 FilmMode = 0 n/a; 1 Standard (color); 2 Dynamic (color); 3 Nature (color); 4 Smooth (color); 5 Standard (B&W); 6 Dynamic (B&W); 7 Smooth (B&W)
0043 JPEGQuality = 0 n/a (Movie); 2 High; 3 Standard; 6 Very High; 255 n/a (RAW only)
0044 ColorTempKelvin
0045 BracketSettings
0046 WBShiftAB :h
0047 WBShiftGM :h
0048 FlashCurtain = 0 n/a; 1 1st; 2 2nd
0049 LongExposureNoiseReduction {OFF_ON}
004b PanasonicImageWidth
004c PanasonicImageHeight
004d AFPointPosition
004e FaceDetInfo >panasonic-faces
0051 LensType ~text
0052 LensSerialNumber ~text
0053 AccessoryType ~text
0054 AccessorySerialNumber ~text
0059 Transform
005d IntelligentExposure = 0 Off; 1 Low; 2 Standard; 3 High
0060 LensFirmwareVersion ~dotted
0061 FaceRecInfo >panasonic-recognised
0062 FlashWarning = 0 No; 1 Yes (flash required but disabled)
0065 Title ~text
0066 BabyName ~text
0067 Location ~text
0069 Country ~text
006b State ~text
006d City ~text
006f Landmark ~text
0070 IntelligentResolution = 0 Off; 1 Low; 2 Standard; 3 High; 4 Extended
0076 HDRShot = 0 Off; 1 On
0077 BurstSpeed
0079 IntelligentD-Range = 0 Off; 1 Low; 2 Standard; 3 High
007c ClearRetouch = 0 Off; 1 On
0080 City2 ~text
0086 ManometerPressure ~1/10
0089 PhotoStyle = 0 Auto; 1 Standard or Custom; 2 Vivid; 3 Natural; 4 Monochrome; 5 Scenery; 6 Portrait
008a ShadingCompensation = 0 Off; 1 On
008b WBShiftIntelligentAuto
008c AccelerometerZ :h
008d AccelerometerX :h
008e AccelerometerY :h
008f CameraOrientation = 0 Normal; 1 Rotate CW; 2 Rotate 180; 3 Rotate CCW; 4 Tilt Upwards; 5 Tilt Downwards
0090 RollAngle :h ~1/10
0091 PitchAngle :h ~-1/10
0092 WBShiftCreativeControl
0093 SweepPanoramaDirection = 0 Off; 1 Left to Right; 2 Right to Left; 3 Top to Bottom; 4 Bottom to Top
0094 SweepPanoramaFieldOfView
0096 TimerRecording = 0 Off; 1 Time Lapse; 2 Stop-motion Animation
009d InternalNDFilter
009e HDR
009f ShutterType = 0 Mechanical; 1 Electronic; 2 Hybrid
00a1 FilterEffect
00a3 ClearRetouchValue
00a7 OutputLUT ~size
00ab TouchAE = 0 Off; 1 On
00ac MonochromeFilterEffect
00ad HighlightShadow
00af TimeStamp ~text
00b3 VideoBurstResolution
00b4 MultiExposure
00b9 RedEyeRemoval
00bb VideoBurstMode
00bc DiffractionCorrection = 0 Off; 1 Auto
00bd FocusBracket
00be LongExposureNRUsed = 0 No; 1 Yes
00bf PostFocusMerging
00c1 VideoPreburst
00c4 LensTypeMake
00c5 LensTypeModel
00ca SensorType
00d1 ISO
00d2 MonochromeGrainEffect
00d6 NoiseReductionStrength
00e4 LensTypeModel
00e8 MinimumISO
00ee DynamicRangeBoost = 0 Off; 1 On
8000 MakerNoteVersion ~text
8001 SceneMode = 0 Off
8002 HighlightWarning = 0 Disabled; 1 No; 2 Yes
8003 DarkFocusEnvironment {NO_YES}
8004 WBRedLevel
8005 WBGreenLevel
8006 WBBlueLevel
8007 FlashFired {NO_YES}
8008 TextStamp {OFF_ON}
8009 TextStamp {OFF_ON}
8010 BabyAge ~text
8012 Transform
"""

LEICA = """
0300 Quality
0302 UserProfile
0303 SerialNumber
0304 WhiteBalance
0310 LensType
0311 ExternalSensorBrightnessValue
0312 MeasuredLV
0313 ApproximateFNumber
0320 CameraTemperature
0321 ColorTemperature
0322 WBRedLevel
0323 WBGreenLevel
0324 WBBlueLevel
0332 CCDVersion
0333 CCDBoardVersion
0334 ControllerBoardVersion
0335 M16CVersion
0340 ImageIDNumber
"""

LEICA_5 = """
0303 LensType ~text
0305 SerialNumber
0407 OriginalFileName ~text
0408 OriginalDirectory ~text
040a FocusInfo >leica-focus
040d ExposureMode ~numbers
0410 ShotInfo >leica-shot
0412 FilmMode ~text
0413 WB_RGBLevels
0500 InternalSerialNumber ~text
"""

DIRECTORIES = {"panasonic": MAIN, "leica": LEICA, "leica-5": LEICA_5}

RECORDS = {
    "panasonic-faces": Record(
        "00 NumFacePositions\n01 Face1Position :H4\n05 Face2Position :H4\n09 Face3Position :H4", "H"
    ),
    "panasonic-recognised": Record("00 FacesRecognized :H\n04 RecognizedFaceName1 :s20", "B"),
    "leica-focus": Record("00 FocusDistance ~1/1000\n01 FocalLength ~1/1000", "I"),
    "leica-shot": Record("00 FileIndex", "H"),
}
