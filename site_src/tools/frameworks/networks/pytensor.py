"""The network in PyTensor, Theano's heir."""

# ruff: noqa: D103 (a tutorial shows these as a reader would write them)
# mypy: disable-error-code="no-untyped-def, no-untyped-call"
import numpy as np
import pytensor  # type: ignore[import-untyped, import-not-found, unused-ignore]
import pytensor.tensor as pt  # type: ignore[import-untyped, import-not-found, unused-ignore]


def losses(w1, b1, w2, b2, batches):
    x, y = pt.matrix("x", dtype="float32"), pt.lvector("y")
    parts = [pytensor.shared(part) for part in (w1, b1, w2, b2)]
    hidden = pt.maximum(0, x @ parts[0] + parts[1]).astype("float32")
    logs = pt.special.log_softmax(hidden @ parts[2] + parts[3], axis=1)
    loss = -logs[pt.arange(y.shape[0]), y].mean()
    slopes = pytensor.grad(loss, parts)
    rate = np.float32(0.1)  # a plain 0.1 makes doubles, which floats refuse
    pairs = zip(parts, slopes, strict=True)
    updates = [(part, part - rate * slope) for part, slope in pairs]
    step = pytensor.function([x, y], loss, updates=updates)
    for pixels, digits in batches:
        yield float(step(pixels, digits))


def first_number():
    stream = pt.random.RandomStream(1)
    return float(stream.normal().eval())
