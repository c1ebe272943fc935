#!/usr/bin/env bash
# In ONNX Runtime the largest of some numbers is NaN only where NaN comes first.
#
# Guess: a maximum over a NaN is NaN, wherever the NaN is, as in NumPy and PyTorch; or
#   never.
# Seen (onnxruntime 1.32.0, CPU): ReduceMax and ReduceMin of (NaN, 1, 3) are NaN, those
#   of (1, NaN, 3) are 3 and 1: NaN survives at the first place of 100, and at no other.
#   ONNX's own reference evaluator says NaN for each place.
# Here: the question that TensorFlow.js's backends raised, asked of ONNX, to which others
#   export.
# So: to watch for NaN in a deployed model, ask IsNaN; a maximum hides it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check \
  onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6

cat >finding.py <<'END'
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def reducers(op: str, count: int):
    """A model that reduces some numbers to one: ONNX Runtime's, the reference's."""
    graph = helper.make_graph(
        [helper.make_node(op, ["x"], ["y"], keepdims=1)],
        "reduce",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [count])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1])],
    )
    opsets = [helper.make_opsetid("", 21)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10)
    onnx.checker.check_model(model, full_check=True)
    providers = ["CPUExecutionProvider"]
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=providers)
    reference = ReferenceEvaluator(model)
    return [lambda x, run=it.run: run(None, {"x": x})[0][0] for it in (session, reference)]


def places(reduce, count: int) -> list[int]:
    """The places at which a NaN among numbers makes the result NaN."""
    found = []
    for place in range(count):
        numbers = np.arange(count, dtype="float32")
        numbers[place] = np.nan
        if np.isnan(reduce(numbers)):
            found.append(place)
    return found


COUNT = 100
print("onnxruntime", onnxruntime.__version__, "- onnx", onnx.__version__)
print(f"guess: NaN, wherever among {COUNT} numbers it is")
still = True
for op, numpys, rest in (("ReduceMax", np.max, 3), ("ReduceMin", np.min, 1)):
    session, reference = reducers(op, COUNT)
    runtime = places(session, COUNT)
    others = [len(places(reduce, COUNT)) for reduce in (reference, numpys)]
    short, _ = reducers(op, 3)
    first, second = (short(np.array(x, "float32")) for x in ([np.nan, 1, 3], [1, np.nan, 3]))
    print(f"seen:  {op}: NaN at places {runtime} of {COUNT} in ONNX Runtime,")
    print(f"       at {others[0]} in ONNX's reference, {others[1]} in NumPy;")
    print(f"       of (NaN, 1, 3): {first}, of (1, NaN, 3): {second}")
    still &= runtime == [0] and others == [COUNT, COUNT]
    still &= bool(np.isnan(first)) and second == rest
if not still:
    sys.exit("changed: ONNX Runtime keeps or drops NaN in another way.")
END
venv/bin/python finding.py
