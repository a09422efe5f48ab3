"""Notes of Fujifilm, and of makers that used its layout (GE, Leica X)."""

from __future__ import annotations

MAIN = """
0000 Version ~text
0010 InternalSerialNumber ~text
1000 Quality ~text
1001 Sharpness = 0 -4 (softest); 1 -3 (very soft); 2 -2 (soft); 3 0 (normal); 4 +2 (hard); 5 +3 (very hard); 6 +4 (hardest); 0x82 -1 (medium soft); 0x84 +1 (medium hard); 0x8000 Film Simulation; 0xffff n/a
1002 WhiteBalance = 0 Auto; 0x100 Daylight; 0x200 Cloudy; 0x300 Daylight Fluorescent; 0x301 Day White Fluorescent; 0x302 White Fluorescent; 0x400 Incandescent; 0x500 Flash; 0x600 Underwater; 0xf00 Custom; 0xff0 Kelvin
1003 Saturation = 0 0 (normal); 0x80 +1 (medium high); 0xc0 +3 (very high); 0xe0 +4 (highest); 0x100 +2 (high); 0x180 -1 (medium low); 0x200 Low; 0x300 None (B&W)
1004 Contrast = 0 Normal; 0x80 Medium High; 0x100 High; 0x180 Medium Low; 0x200 Low
1005 ColorTemperature
1006 Contrast = 0 Normal; 0x100 High; 0x300 Low
100a WhiteBalanceFineTune
100b NoiseReduction = 0x40 Low; 0x80 Normal; 0x100 n/a
100e NoiseReduction = 0 0 (normal); 0x100 +2 (strong); 0x200 -2 (weak)
100f Clarity
1010 FujiFlashMode = 0 Auto; 1 On; 2 Off; 3 Red-eye reduction; 4 External; 16 Commander
1011 FlashExposureComp
1020 Macro = 0 Off; 1 On
1021 FocusMode = 0 Auto; 1 Manual; 65535 Movie
1022 AFMode = 0 No; 1 Single Point; 256 Zone; 512 Wide/Tracking
1023 FocusPixel
102b PrioritySettings
102d FocusSettings
102e AFCSettings
1030 SlowSync = 0 Off; 1 On
1031 PictureMode = 0 Auto; 1 Portrait; 2 Landscape; 3 Macro; 4 Sports; 5 Night Scene; 6 Program AE; 256 Aperture-priority AE; 512 Shutter speed priority AE; 768 Manual
1032 ExposureCount
1033 EXRAuto = 0 Auto; 1 Manual
1034 EXRMode
1040 ShadowTone
1041 HighlightTone
1044 DigitalZoom ~1/8
1045 LensModulationOptimizer = 0 Off; 1 On
1047 GrainEffectRoughness = 0 Off; 32 Weak; 64 Strong
1048 ColorChromeEffect = 0 Off; 32 Weak; 64 Strong
104c GrainEffectSize
104d CropMode
104e ColorChromeFXBlue
1050 ShutterType = 0 Mechanical; 1 Electronic; 2 Electronic (long shutter speed); 3 Electronic Front Curtain
1100 AutoBracketing = 0 Off; 1 On; 2 No flash & flash
1101 SequenceNumber
1103 DriveSettings
1105 PixelShiftShots
1153 PanoramaAngle
1154 PanoramaDirection
1201 AdvancedFilter
1210 ColorMode = 0 Standard; 16 Chrome; 48 B & W
1300 BlurWarning = 0 None; 1 Blur Warning
1301 FocusWarning = 0 Good; 1 Out of focus
1302 ExposureWarning = 0 Good; 1 Bad exposure
1304 GEImageSize ~text
1400 DynamicRange = 1 Standard; 3 Wide
1401 FilmMode = 0 F0/Standard (Provia); 0x100 F1/Studio Portrait; 0x120 F1b/Studio Portrait Smooth Skin Tone (Astia); 0x200 F2/Fujichrome (Velvia); 0x400 F4/Velvia; 0x500 Pro Neg. Std; 0x501 Pro Neg. Hi; 0x600 Classic Chrome; 0x700 Eterna; 0x800 Classic Negative
1402 DynamicRangeSetting = 0 Auto; 1 Manual; 0x100 Standard (100%); 0x200 Wide1 (230%); 0x201 Wide2 (400%); 0x8000 Film Simulation
1403 DevelopmentDynamicRange
1404 MinFocalLength
1405 MaxFocalLength
1406 MaxApertureAtMinFocal
1407 MaxApertureAtMaxFocal
140b AutoDynamicRange
1422 ImageStabilization
1425 SceneRecognition
1431 Rating
1436 ImageGeneration = 0 Original Image; 1 Re-developed from RAW
1438 ImageCount
1443 DRangePriority
1446 FlickerReduction
1447 FujiModel ~text
1448 FujiModel2 ~text
144d RollAngle
3803 VideoRecordingMode
4100 FacesDetected
4103 FacePositions
4200 NumFaceElements
8000 FileSource ~text
8002 OrderNumber
8003 FrameNumber
b211 Parallax
"""

GE = """
0104 FirmwareVersion ~text
0202 Macro = 0 Off; 1 On
0203 PictureEffect = 0 None
0207 GEModel ~text
0300 GEMake ~text
0308 LensSerialNumber ~text
0309 LensModel ~text
"""
DIRECTORIES = {"fujifilm": MAIN, "ge": GE, "kodak-11": GE.replace("GE", "Kodak")}
RECORDS: dict[str, object] = {}
