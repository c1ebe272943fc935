"""What all tests share: Keras's backend, and how inputs are drawn."""

import os

# Before anything imports Keras: the backend that the whole project uses.
os.environ.setdefault("KERAS_BACKEND", "torch")

from hypothesis import HealthCheck, settings

# A slow machine is no mistake: no test asserts a time, and neither does Hypothesis. A
# fixture is shared by all that is drawn for one test; the tests are written for that.
settings.register_profile(
    "anywhere",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("anywhere")
