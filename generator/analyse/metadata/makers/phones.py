"""Notes of telephones and drones: Apple, Samsung, Motorola, Sony Ericsson, DJI."""

from __future__ import annotations

from generator.analyse.metadata.makers.table import Record

NO_YES = "= 0 No; 1 Yes"

APPLE = f"""
0001 MakerNoteVersion
0003 RunTime ~apple-time
0004 AEStable {NO_YES}
0005 AETarget
0006 AEAverage
0007 AFStable {NO_YES}
0008 AccelerationVector
000a HDRImageType = 2 iPad mini 2; 3 HDR Image; 4 Original Image
000b BurstUUID ~text
000c FocusDistanceRange
000f OISMode
0011 MediaGroupUUID ~text
0014 ImageCaptureType = 1 ProRAW; 2 Portrait; 10 Photo; 11 Manual Focus; 12 Scene
0015 ImageUniqueID ~text
0017 LivePhotoVideoIndex
0019 ImageProcessingFlags
001a QualityHint ~text
001d LuminanceNoiseAmplitude
001f PhotosAppFeatureFlags
0020 ImageCaptureRequestID ~text
0021 HDRHeadroom
0023 AFPerformance
0025 SceneFlags
0026 SignalToNoiseRatioType
0027 SignalToNoiseRatio
002b PhotoIdentifier ~text
002d ColorTemperature
002e CameraType = 0 Back Wide Angle; 1 Back Normal; 6 Front
002f FocusPosition
0030 HDRGain
0038 AFMeasuredDepth
003d AFConfidence
003e ColorCorrectionMatrix ~apple-list
003f GreenGhostMitigationStatus
0040 SemanticStyle ~apple-style
0041 SemanticStyleRenderingVer
0042 SemanticStylePreset
0045 FrontFacingCamera {NO_YES}
004e Apple_0x004e ~apple-list
004f Apple_0x004f ~apple-list
0054 Apple_0x0054 ~apple-list
"""

SAMSUNG = """
0001 MakerNoteVersion ~dotted
0002 DeviceType = 0x1000 Compact Digital Camera; 0x2000 High-end NX Camera; 0x3000 HXM Video Camera; 0x12000 Cell Phone; 0x300000 SMX Video Camera
0003 SamsungModelID
0011 OrientationInfo
0020 SmartAlbumColor
0021 PictureWizard ~size
0030 LocalLocationName ~text
0031 LocationName ~text
0035 PreviewIFD ~size
0040 RawDataByteOrder = 0 Little-endian (Intel, II); 1 Big-endian (Motorola, MM)
0041 WhiteBalanceSetup = 0 Auto; 1 Manual
0043 CameraTemperature
0050 RawDataCFAPattern = 0 Unchanged; 1 Swap; 65535 Roll
0100 FaceDetect = 0 Off; 1 On
0120 FaceRecognition = 0 Off; 1 On
0123 FaceName ~text
a001 FirmwareName ~text
a002 SerialNumber ~text
a003 LensType
a004 LensFirmware ~text
a005 InternalLensSerialNumber ~text
a010 SensorAreas
a011 ColorSpace = 0 sRGB; 1 Adobe RGB
a012 SmartRange = 0 Off; 1 On
a013 ExposureCompensation
a014 ISO
a018 ExposureTime
a019 FNumber
a01a FocalLengthIn35mmFormat
"""

MOTOROLA = """
5500 BuildNumber ~text
5501 SerialNumber ~text
665e Sensor ~text
6705 ManufactureDate ~text
"""

DJI = """
0001 Make ~text
0003 SpeedX
0004 SpeedY
0005 SpeedZ
0006 Pitch
0007 Yaw
0008 Roll
0009 CameraPitch
000a CameraYaw
000b CameraRoll
"""

DIRECTORIES = {"apple": APPLE, "samsung": SAMSUNG, "motorola": MOTOROLA, "dji": DJI}

RECORDS = {
    "samsung-older": Record("00 MakerNoteVersion :s8\n02 PreviewImageStart\n03 PreviewImageLength", "I"),
}
