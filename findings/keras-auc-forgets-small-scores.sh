#!/usr/bin/env bash
# Keras calls a perfect ranking a coin toss when all of its scores are small.
#
# Guess: AUC depends on the order of the scores only: a hundredth of each score has the
#   same AUC, as scikit-learn's roc_auc_score has it.
# Seen (Keras 3.15.1, scikit-learn 1.9.1): keras.metrics.AUC compares with 200 thresholds
#   from 0 to 1. Scores below the first, 1/199, are all alike to it: a perfect ranking,
#   1.0, becomes 0.5. Scores above the last one fare no better.
# Here: no page uses it yet; one on rare things would, where every score is small.
# So: give the thresholds that your scores need, or ask scikit-learn.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
# Keras's NumPy backend borrows from JAX and SciPy.
venv/bin/pip install --quiet --no-compile --disable-pip-version-check \
  keras==3.15.1 jax==0.10.2 scipy==1.17.1 scikit-learn==1.9.1 numpy==2.4.6

cat >finding.py <<'END'
import sys

import keras
import numpy as np
import sklearn
from sklearn.metrics import roc_auc_score

labels = np.repeat([0.0, 1.0], 500)
# Each positive is above each negative.
scores = np.concatenate([np.linspace(0.1, 0.2, 500), np.linspace(0.3, 0.4, 500)])


def auc(values: np.ndarray, **settings: list[float]) -> float:
    metric = keras.metrics.AUC(**settings)
    metric.update_state(labels, values)
    return round(float(metric.result()), 4)


cases = {
    "as they are": scores,
    "a hundredth": scores / 100,
    "1 - a hundredth": 1 - scores[::-1] / 100,
}
seen = {name: (auc(values), roc_auc_score(labels, values)) for name, values in cases.items()}
own = auc(scores / 100, thresholds=np.linspace(0, 0.01, 200)[1:-1].tolist())
print("Keras", keras.__version__, "- scikit-learn", sklearn.__version__)
print("guess: 1.0 for each, since the order is the same")
for name, (of_keras, of_sklearn) in seen.items():
    print(f"seen:  scores {name}: Keras {of_keras}, scikit-learn {of_sklearn}")
print(f"       a hundredth, with thresholds from 0 to 0.01: Keras {own}")
still = [value for value, _ in seen.values()] == [1.0, 0.5, 0.5] and own == 1.0
if not (still and all(value == 1.0 for _, value in seen.values())):
    sys.exit("changed: Keras's AUC of small scores is no longer 0.5.")
END
KERAS_HOME="$folder" KERAS_BACKEND=numpy venv/bin/python finding.py
