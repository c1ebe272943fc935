"""Two trainings on two cores: after each other, side by side, with which threads?

Each way trains the first tutorial's network twice on some of its pictures; the seconds
are those until both are done. Each is measured on the machine as it is, and beside one
busy process per core; the ways take turns, so that what else the machine does meets all
of them.

Writes bench/side-by-side.json.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from site_src.pipeline.execution.kernels.environment import (  # noqa: E402
    KEPT_MEMORY,
    SHORT_SPIN,
)
from site_src.pipeline.sources import data  # noqa: E402

TRAINING = """
import os, sys
os.environ["KERAS_BACKEND"] = "torch"
from site_src.pipeline.sources import data
data.provide(["mnist"])
import keras
keras.utils.set_random_seed(0)
(images, labels), _ = keras.datasets.mnist.load_data()
count = int(sys.argv[1])
layers = keras.layers
model = keras.Sequential([
    layers.Input((28, 28, 1)), layers.Rescaling(1 / 255),
    layers.Conv2D(16, 3, activation="relu"), layers.MaxPooling2D(),
    layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
    layers.Flatten(), layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy")
print("ready", flush=True)
sys.stdin.readline()
model.fit(images[:count, ..., None], labels[:count], epochs=1, verbose=0)
"""
BUSY = "while True: pass"


@dataclass(frozen=True)
class Way:
    """How many trainings at once, with how many threads, spinning how long."""

    at_once: int
    threads: int
    variables: tuple[tuple[str, str], ...] = ()


SHORT = tuple(SHORT_SPIN.items())
WAYS = {
    "after each other, two threads": Way(1, 2),
    "after each other, two threads, short spin": Way(1, 2, SHORT),
    "side by side, one thread each": Way(2, 1),
    "side by side, two threads each": Way(2, 2),
    "side by side, two threads each, short spin": Way(2, 2, SHORT),
}


def train_two(way: Way, pictures: int) -> float:
    """Return the seconds until two trainings are done; imports do not count."""
    variables = KEPT_MEMORY | {"OMP_NUM_THREADS": str(way.threads)}
    others = {k: v for k, v in os.environ.items() if k not in SHORT_SPIN}
    environment = others | variables | dict(way.variables) | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", TRAINING, str(pictures)]
    trainings = [
        subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for training in trainings:
        assert training.stdout
        assert training.stdout.readline() == "ready\n"
    began = time.perf_counter()
    for first in range(0, 2, way.at_once):
        running = trainings[first : first + way.at_once]
        for training in running:
            assert training.stdin
            training.stdin.write("go\n")
            training.stdin.flush()
        for training in running:
            training.wait()
    return time.perf_counter() - began


@contextmanager
def busy(cores: int) -> Iterator[None]:
    """Keep so many cores busy meanwhile."""
    others = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(cores)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def measure(pictures: int, rounds: int) -> dict[str, dict[str, list[float]]]:
    """Let all ways take turns, in both surroundings."""
    found: dict[str, dict[str, list[float]]] = {}
    for where, cores in {
        "as it is": 0,
        "beside busy ones": os.cpu_count() or 1,
    }.items():
        found[where] = {name: [] for name in WAYS}
        with busy(cores):
            for _ in range(rounds):
                for name, way in WAYS.items():
                    seconds = round(train_two(way, pictures), 2)
                    found[where][name].append(seconds)
                    print(f"{where}: {name}: {seconds} s", flush=True)
    return found


def table(found: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    """Write the medians, as Markdown."""
    lines = [
        f"| two trainings | {' | '.join(found)} |",
        "| --- |" + " ---: |" * len(found),
    ]
    for name in WAYS:
        medians = [f"{statistics.median(ways[name]):.1f} s" for ways in found.values()]
        lines.append(f"| {name} | {' | '.join(medians)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    data.install(["mnist"])
    load = round(os.getloadavg()[0], 1)
    found = measure(options.pictures, options.rounds)
    about = {"pictures": options.pictures, "load before": load, "seconds": found}
    target = ROOT / "bench" / "side-by-side.json"
    target.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(table(found))


if __name__ == "__main__":
    main()
