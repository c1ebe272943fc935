"""Keras on the backend that the whole project uses."""

import os

os.environ.setdefault("KERAS_BACKEND", "torch")
