"""Does what the last word of the file says: aborts, hangs, eats memory, exits, raises. Finds nothing in tame files."""

from __future__ import annotations

import os
import sys
import time

from generator.analyse.analyzer import CouldNotCheck, NotApplicable
from generator.analyse.picture import Picture
from generator.model import Finding
from tests.analyse.support.describe import described

ANALYZER = described("test.misbehaving")


def run(picture: Picture) -> tuple[Finding, ...]:
    match picture.data.rsplit(b" ", 1)[-1]:
        case b"ABORT":
            os.abort()
        case b"HANG":
            time.sleep(600)
        case b"NAP":
            time.sleep(0.2)
        case b"SPIN":
            # Holds the interpreter's lock inside one call of native code.
            sum(range(10**13))
        case b"EAT":
            # Address space that is never touched: the bound is reached at once, and no memory is really taken.
            import numpy as np

            hoard = [np.empty(64 * 1024**2, np.uint8) for _ in range(1000)]
            del hoard
        case b"EXIT":
            sys.exit("sys.exit was called")
        case b"QUIT":
            os._exit(3)
        case b"RAISE":
            raise ZeroDivisionError(f"bad luck with {object()}")
        case b"PRINT":
            print("noise on standard output")
            os.write(1, b"more noise")
        case b"BROKEN":
            raise CouldNotCheck("the data end after 12 of 64 rows")
        case b"SENSELESS":
            raise NotApplicable("the picture has no pixels")
    return ()
