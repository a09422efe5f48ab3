"""An earlier JPEG save whose blocks lie elsewhere than the file's own."""
