"""A function of TensorFlow.js that Keras 3 has no more."""

from __future__ import annotations

from typing import Any

import keras


def tfjs_hard_sigmoid(x: Any) -> Any:
    """Compute 0.2 x + 0.5, cut off at 0 and 1: what Keras 2 called hard_sigmoid.

    Keras 3's is relu6(x + 3) / 6. A saved model with this one is read by Keras after
    `import layerbylayer.from_layers.functions`.
    """
    return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)


keras.saving.register_keras_serializable("layerbylayer")(tfjs_hard_sigmoid)
