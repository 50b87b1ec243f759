"""How near two categories on a scale are: 1 for the same, 0 for the farthest apart."""

from enum import Enum

import numpy as np
from numpy.typing import NDArray


class Weights(Enum):
    """How disagreement grows with distance on a scale of equal steps."""

    IDENTITY = "identity"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


def weight_matrix(weights: Weights, size: int) -> NDArray[np.float64]:
    """Give the weight of each pair of `size` categories in order (Cohen 1968; Gwet 2014, ch. 3)."""
    if weights is Weights.IDENTITY or size < 2:
        return np.eye(size)
    steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / (size - 1)
    power = 1 if weights is Weights.LINEAR else 2
    return np.asarray(1 - steps**power, dtype=np.float64)
