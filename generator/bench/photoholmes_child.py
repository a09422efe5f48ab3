"""One method of photoholmes in an interpreter of its own, which needn't have this program installed.

Started as `PYTHON photoholmes_child.py METHOD`. For each line on standard input (paths of a picture and of the file for the
answer, as JSON) it writes one: CPU seconds from decoded picture to answer. The file gets the method's mask, or its heat map.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any


def main(name: str) -> None:
    """Answers until standard input ends."""
    import numpy as np
    import torch
    from photoholmes.methods.factory import MethodFactory
    from photoholmes.utils.image import read_image, read_jpeg_data

    torch.set_num_threads(1)
    # What a method prints must not be taken for an answer.
    answers, sys.stdout = sys.stdout, sys.stderr
    method, preprocess = MethodFactory.load(name)
    answers.write(json.dumps({"ready": True}) + "\n")
    answers.flush()
    for line in sys.stdin:
        path, target = json.loads(line)
        try:
            given: dict[str, Any] = {"image": read_image(path)}
            if name == "dq":
                given["dct_coefficients"], _ = read_jpeg_data(path)
            started = time.process_time()
            found = method.benchmark(**preprocess(**given))
            seconds = time.process_time() - started
            key = "mask" if found.get("mask") is not None else "heatmap"
            np.save(target, np.asarray(found[key], dtype=np.float32))
            answer = {"seconds": seconds, "kind": key}
        except Exception as error:
            # Whatever a peer raises is its answer to this picture, and is shown.
            answer = {"problem": f"{type(error).__name__}: {error}"[:300]}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1])
