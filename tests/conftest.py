"""How all tests draw their inputs."""

from hypothesis import HealthCheck, settings

# A slow machine is no mistake: no test asserts a time, and neither does Hypothesis. A
# fixture is shared by all that is drawn for one test; the tests are written for that.
settings.register_profile(
    "anywhere",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("anywhere")
