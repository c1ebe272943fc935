#!/usr/bin/env bash
# A Keras model with RandomCrop announces one size and predicts another.
#
# Guess: RandomCrop(4, 4) gives 4 x 4 pixels in training and at inference; its
#   documentation says that at inference the input is "resized and cropped".
# Seen (Keras 3.15.1, PyTorch 2.13.0): in training 8 x 8 pixels become 4 x 4. At
#   inference they are handed on as they are, while output_shape says 4 x 4: a Flatten
#   announces 48 numbers and predict returns 192.
# Here: an exporter that leaves augmentation out trusts what a layer does at inference,
#   and would then write another size into the file than the model says.
# So: crop for inference by a layer of its own (CenterCrop), or export the graph.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check \
  keras==3.15.1 torch==2.13.0 numpy==2.4.6

cat >finding.py <<'END'
import sys

import keras
import numpy as np

pixels = np.zeros((2, 8, 8, 3), "float32")
crop = keras.layers.RandomCrop(4, 4)
model = keras.Sequential([keras.Input((8, 8, 3)), crop, keras.layers.Flatten()])
trained = tuple(crop(pixels, training=True).shape)
announced = model.output_shape[1]
predicted = model.predict(pixels, verbose=0).shape[1]
print(f"Keras {keras.__version__}: in training {trained[1:3]} pixels")
print("guess: 48 numbers are announced, and 48 predicted")
print(f"seen:  {announced} numbers are announced, and {predicted} predicted")
if trained != (2, 4, 4, 3) or (announced, predicted) != (48, 192):
    sys.exit("changed: RandomCrop announces what it does, or does something else.")
END
KERAS_HOME="$folder" KERAS_BACKEND=torch venv/bin/python finding.py
