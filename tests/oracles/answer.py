"""Answers questions on agreement with other people's programs: a JSON line in, a JSON line out.

Runs in `.oracles`, made by scripts/make_oracles.py.
"""

import json
import math
import sys
import warnings

import krippendorff
import numpy as np
import pandas as pd
from irrCAC.raw import CAC
from krippendorff_unitized_alpha.krippendorffs_unitized_alpha import (
    EMPTY_TAG,
    KrippendorffUnitizedAlpha,
    Segment,
)


def alpha(codes, size, scale):
    """Krippendorff's alpha; `codes` by unit and coder, -1 for none; the values count from 1."""
    data = np.array(codes, dtype=float).T
    data[data < 0] = np.nan
    domain = list(range(1, size + 1))
    return krippendorff.alpha(data + 1, value_domain=domain, level_of_measurement=scale)


def cac(codes, size, weights, coefficient):
    """AC1, AC2 or Fleiss' kappa."""
    frame = pd.DataFrame(codes).astype(float)
    frame = frame.mask(frame < 0)
    found = CAC(frame, weights=weights, categories=[float(c) for c in range(size)], digits=12)
    return getattr(found, coefficient)()["est"]["coefficient_value"]


def unitised(coders):
    """u-alpha; `coders` are lists of (code, start, end) that fill the text, "" for a gap."""
    tiled = {
        str(number): [Segment(code or EMPTY_TAG, start, end) for code, start, end in segments]
        for number, segments in enumerate(coders)
    }
    return KrippendorffUnitizedAlpha(tiled).result


ANSWERS = {"alpha": alpha, "cac": cac, "unitised": unitised}

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        question = json.loads(line)
        try:
            value = float(ANSWERS[question.pop("ask")](**question))
        except (ValueError, ZeroDivisionError):
            value = math.nan
        sys.stdout.write(json.dumps({"value": value if math.isfinite(value) else None}) + "\n")
        sys.stdout.flush()
