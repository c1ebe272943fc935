"""The network in TensorFlow."""

# ruff: noqa: D103 (a tutorial shows these as a reader would write them)
# mypy: disable-error-code="no-untyped-def, no-untyped-call"
import tensorflow as tf  # type: ignore[import-untyped, import-not-found, unused-ignore]


def losses(w1, b1, w2, b2, batches):
    parts = [tf.Variable(part) for part in (w1, b1, w2, b2)]
    cross_entropy = tf.nn.sparse_softmax_cross_entropy_with_logits

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            hidden = tf.nn.relu(x @ parts[0] + parts[1])
            loss = tf.reduce_mean(cross_entropy(y, hidden @ parts[2] + parts[3]))
        for part, slope in zip(parts, tape.gradient(loss, parts), strict=True):
            part.assign_sub(0.1 * slope)
        return loss

    for x, y in batches:
        yield float(step(tf.constant(x), tf.constant(y)))


def first_number():
    tf.random.set_seed(1)
    return float(tf.random.normal((1,))[0])
