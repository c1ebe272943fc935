"""The page docs/exporters/ways.md, from what bench/peers.ts found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "exporters" / "ways.md"
AGREEMENT = ROOT / "bench" / "peers" / "agreement.json"
TEMPLATE = Path(__file__).with_suffix(".md")

WAYS = {
    "compiled": "compiled",
    "tfjs": "TensorFlow.js",
    "litert": "LiteRT.js",
    "onnx": "ONNX Runtime Web",
    "jax": "jax-js",
}
NETWORKS = {
    "digits": "digits",
    "mobilenetv2": "MobileNetV2",
    "efficientnet-lite0": "EfficientNet-Lite0",
}
EXPORTS = {
    "wasm": "compiled network, `to_wasm`",
    "tracing": "of that, PyTorch's own part",
    "litert": "litert-torch, for LiteRT.js",
    "onnx": "`torch.onnx.export`, for ONNX Runtime Web",
}
PACKAGES = {
    "@tensorflow/tfjs": "TensorFlow.js",
    "@litertjs/core": "LiteRT.js",
    "onnxruntime-web": "ONNX Runtime Web",
    "@jax-js/jax": "jax-js",
}


def page() -> str:
    """Make the whole page."""
    peers = json.loads((ROOT / "bench" / "peers.json").read_text(encoding="utf-8"))
    networks = {name: peers["networks"][name] for name in NETWORKS}
    return TEMPLATE.read_text(encoding="utf-8").format(
        code=_table(networks, "code_bytes", lambda size: f"{size / 1000:,.0f}"),
        first=_table(networks, "first_ms", lambda ms: f"{ms:,.0f}"),
        slow=_table(networks, "first_at_1_MB_per_s_ms", lambda ms: f"{ms:,.0f}"),
        more=_table(networks, "one_more_ms", _milliseconds),
        memory=_table(networks, "peak_MB", lambda size: f"{size:,.0f}"),
        refused=_refusals(networks),
        exports=_exports(peers["export_seconds"]),
        agreement=_agreement(json.loads(AGREEMENT.read_text(encoding="utf-8"))),
        versions=", ".join(
            f"{name} {peers['versions'][package]}" for package, name in PACKAGES.items()
        ),
        hardware=peers["hardware"],
        browser=peers["browser"],
        date=peers["date"],
        load=peers["load_at_begin"],
    )


def write() -> None:
    """Write it."""
    PAGE.write_text(page(), encoding="utf-8")


def _milliseconds(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _table(networks: dict[str, Any], measure: str, text: Any) -> str:
    """Rows of the networks that have this measure; a dash where a way cannot load one.

    The smallest of a row is bold, whoever's it is.
    """
    lines = [
        f"| Network | {' | '.join(WAYS.values())} |",
        f"| --- |{' ---: |' * len(WAYS)}",
    ]
    for name, network in networks.items():
        if measure not in network:
            continue
        values = network[measure]
        best = min(values.values())
        cells = [
            "–"
            if way not in values
            else f"**{text(values[way])}**"
            if values[way] == best
            else text(values[way])
            for way in WAYS
        ]
        lines.append(f"| {NETWORKS[name]} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _refusals(networks: dict[str, Any]) -> str:
    lines = [
        f"{WAYS[way]} did not load {NETWORKS[name]}: “{message}”."
        for name, network in networks.items()
        for way, message in network["refused"].items()
    ]
    return "\n\n".join(lines) or "All of them loaded all networks."


def _exports(seconds: dict[str, dict[str, float]]) -> str:
    lines = [
        f"| Way | {' | '.join(NETWORKS.values())} |",
        f"| --- |{' ---: |' * len(NETWORKS)}",
    ]
    for field, text in EXPORTS.items():
        cells = [f"{seconds[name][field]:.1f}" for name in NETWORKS]
        lines.append(f"| {text} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _agreement(found: dict[str, Any]) -> str:
    """Rows of networks, and below them why a way has none."""
    ways = {"litert": "litert-torch", "graph": "`to_tfjs`", "compiled": "`to_wasm`"}
    lines = [
        f"| Network | {' | '.join(ways.values())} |",
        "| --- | ---: | ---: | ---: |",
    ]
    refused = []
    for name, network in found["networks"].items():
        cells = []
        for way, title in ways.items():
            value = network[way]
            if isinstance(value, str):
                refused.append(f"{name}, {title}: “{value.strip()}”.")
                cells.append("–")
            else:
                cells.append(f"{value / network['allowed']:.4f}")
        lines.append(f"| `{name}` | {' | '.join(cells)} |")
    versions = ", ".join(f"{name} {one}" for name, one in found["versions"].items())
    return "\n\n".join(["\n".join(lines), *refused, f"({versions}.)"])


if __name__ == "__main__":
    write()
