"""The network in JAX."""

# ruff: noqa: D103 (a tutorial shows these as a reader would write them)
# mypy: disable-error-code="no-untyped-def, no-untyped-call"
import jax
import jax.numpy as jnp


def losses(w1, b1, w2, b2, batches):
    def loss(parts, x, y):
        w1, b1, w2, b2 = parts
        scores = jax.nn.relu(x @ w1 + b1) @ w2 + b2
        return -jax.nn.log_softmax(scores)[jnp.arange(len(y)), y].mean()

    @jax.jit
    def step(parts, x, y):
        value, slopes = jax.value_and_grad(loss)(parts, x, y)
        pairs = zip(parts, slopes, strict=True)
        return value, [part - 0.1 * slope for part, slope in pairs]

    parts = [w1, b1, w2, b2]
    for x, y in batches:
        value, parts = step(parts, x, y)
        yield float(value)


def first_number():
    return float(jax.random.normal(jax.random.key(1)))
