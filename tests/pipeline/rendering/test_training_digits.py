import gzip
import hashlib
import json

import numpy as np

from site_src.pipeline.rendering.published import training_digits
from site_src.pipeline.sources import data


def test_the_files_hold_the_digits_of_the_package_and_are_small(tmp_path):
    training_digits.publish(tmp_path)
    folder = tmp_path / "data" / "digits"
    index = json.loads((folder / "digits.json").read_text())
    source = data.DATASETS["mnist"].folder / "data"
    read = {}
    for name, prefix in [("train", "train"), ("test", "t10k")]:
        shards = index[name] if name == "train" else [index[name]]
        labels, images = [], []
        for shard in shards:
            packed = (folder / shard["file"]).read_bytes()
            assert len(packed) == shard["bytes"]
            assert hashlib.sha256(packed).hexdigest() == shard["sha256"]
            content = np.frombuffer(gzip.decompress(packed), np.uint8)
            labels.append(content[: shard["count"]])
            images.append(content[shard["count"] :].reshape(-1, 28, 28))
        read[name] = np.concatenate(labels), np.concatenate(images)
        original = data.read_idx(source / f"{prefix}-labels-idx1-ubyte")
        assert np.array_equal(read[name][0], original[: len(read[name][0])])
        original = data.read_idx(source / f"{prefix}-images-idx3-ubyte")
        assert np.array_equal(read[name][1], original[: len(read[name][1])])
    assert len(read["train"][0]) + len(read["test"][0]) == 10_000
    published = {path.name for path in folder.iterdir()}
    shards = [*index["train"], index["test"]]
    assert published == {"digits.json", *(shard["file"] for shard in shards)}
    assert sum(shard["bytes"] for shard in shards) < 3_000_000
