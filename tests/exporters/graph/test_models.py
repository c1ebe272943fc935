"""Whole modules of PyTorch compute in TensorFlow.js what they do in PyTorch."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
import torch
from layerbylayer import InvalidExampleError, InvalidModelError, UnsupportedOpError
from layerbylayer.torch_graph.traced import FORWARD, trace
from torch import nn
from torch.nn import functional

from .conftest import shaken


def images(*shape):
    return torch.randn(shape)


def ops(folder):
    topology = json.loads((folder / "model.json").read_text())["modelTopology"]
    return [node["op"] for node in topology["node"]]


class Lambda(nn.Module):
    """A function as a module."""

    def __init__(self, function, *modules):
        super().__init__()
        self.function = function
        self.parts = nn.ModuleList(modules)

    def forward(self, *inputs):
        return self.function(*self.parts, *inputs)


def plain_cnn():
    return shaken(
        nn.Sequential(
            nn.Conv2d(3, 8, 3, padding=1, bias=False),
            nn.BatchNorm2d(8),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(8, 12, 3, stride=2, padding=1),
            nn.ReLU6(),
            nn.Flatten(),
            nn.Linear(48, 10),
            nn.Softmax(-1),
        )
    )


def test_a_cnn_has_one_transpose_at_each_end_and_fused_kernels(computes, tmp_path):
    card = computes(plain_cnn(), images(5, 3, 8, 8))
    found = ops(tmp_path / "model")
    assert found.count("Transpose") <= 2
    assert found.count("_FusedConv2D") == 2 and found.count("_FusedMatMul") == 1
    assert card.kind == "graph-model" and card.layers <= 8
    assert (card.inputs[0].name, card.inputs[0].shape) == ("input", [3, 8, 8])
    assert "FusedConv2D" in card.parity.kernels
    assert card.framework["name"] == "torch"


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.shortcut: nn.Module = nn.Identity()
        if stride > 1:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False),
                nn.BatchNorm2d(outputs),
            )

    def forward(self, x):
        y = functional.relu(self.norm1(self.first(x)))
        return functional.relu(self.norm2(self.second(y)) + self.shortcut(x))


def resnet():
    return shaken(
        nn.Sequential(
            nn.Conv2d(3, 8, 7, 2, 3, bias=False),
            nn.BatchNorm2d(8),
            nn.ReLU(),
            nn.MaxPool2d(3, 2, 1),
            Residual(8, 8, 1),
            Residual(8, 16, 2),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
            nn.Linear(16, 10),
        )
    )


def test_a_resnet_with_its_feature_map(computes, tmp_path):
    card = computes(resnet(), images(2, 3, 32, 32), feature_map=True)
    assert ops(tmp_path / "model").count("Transpose") == 1
    assert [output.name for output in card.outputs] == ["output", "feature_map"]
    assert card.outputs[1].shape == [4, 4, 16]


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(3, 8, 3, padding=1)
        self.deep = nn.Conv2d(8, 16, 3, padding=1)
        self.up = nn.ConvTranspose2d(16, 8, 2, stride=2)
        self.out = nn.Conv2d(16, 4, 3, padding=1)

    def forward(self, x):
        shallow = functional.relu(self.down(x))
        deep = functional.relu(self.deep(functional.max_pool2d(shallow, 2)))
        return self.out(torch.cat([shallow, self.up(deep)], 1)).softmax(1)


def test_a_unet_transposes_at_the_entry_and_the_exit_only(computes, tmp_path):
    computes(UNet(), images(2, 3, 16, 16), cpu=True)
    assert ops(tmp_path / "model").count("Transpose") == 2


CONVOLUTIONS = {
    "depthwise": nn.Conv2d(4, 4, 3, groups=4),
    "depthwise multiplier": nn.Conv2d(4, 12, 3, groups=4, padding=1, stride=2),
    "grouped": nn.Conv2d(4, 6, 3, groups=2, padding=1),
    "dilated": nn.Conv2d(4, 6, 3, dilation=2, padding=2),
    "dilated depthwise": nn.Conv2d(4, 4, 3, groups=4, dilation=2),
    "stride and dilation": nn.Conv2d(4, 6, 3, dilation=2, stride=2, padding=1),
    "uneven": nn.Conv2d(4, 6, (3, 1), stride=(1, 2), padding=(2, 0)),
    "same": nn.Conv2d(4, 6, 4, padding="same"),
    "reflect": nn.Conv2d(4, 6, 3, padding=1, padding_mode="reflect"),
    "circular": nn.Conv2d(4, 6, 3, padding=1, padding_mode="circular"),
    "large stride": nn.Conv2d(4, 6, 2, stride=3),
    "transposed": nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1),
    "transposed groups": nn.ConvTranspose2d(4, 6, 3, groups=2),
    "transposed dilated": nn.ConvTranspose2d(4, 6, 3, dilation=2, padding=1),
}


@pytest.mark.parametrize("name", CONVOLUTIONS)
def test_convolutions(name, computes):
    computes(CONVOLUTIONS[name], images(2, 4, 9, 8))


OTHERS = {
    "1-D": (
        nn.Sequential(nn.Conv1d(3, 6, 5, padding=2), nn.ReLU(), nn.Conv1d(6, 4, 3)),
        (2, 3, 16),
    ),
    "transposed 1-D": (nn.ConvTranspose1d(3, 4, 4, stride=2, padding=1), (2, 3, 8)),
    "3-D": (nn.Conv3d(2, 3, 3, padding=1), (1, 2, 5, 5, 5)),
    "GroupNorm": (
        nn.Sequential(nn.Conv2d(3, 8, 3), nn.GroupNorm(2, 8), nn.SiLU()),
        (2, 3, 8, 8),
    ),
    "InstanceNorm": (nn.InstanceNorm2d(3, affine=True), (2, 3, 8, 8)),
    "LayerNorm": (nn.LayerNorm([4, 5]), (2, 3, 4, 5)),
    "PixelShuffle": (
        nn.Sequential(nn.Conv2d(3, 12, 1), nn.PixelShuffle(2)),
        (2, 3, 4, 5),
    ),
    "PixelUnshuffle": (nn.PixelUnshuffle(2), (2, 3, 4, 6)),
    "nearest": (nn.Upsample(scale_factor=2), (2, 3, 4, 5)),
    "nearest to a size": (nn.Upsample(size=(7, 11)), (2, 3, 4, 5)),
    "bilinear": (nn.Upsample(scale_factor=2, mode="bilinear"), (2, 3, 4, 5)),
    "bilinear smaller": (nn.Upsample(size=(3, 4), mode="bilinear"), (2, 3, 6, 9)),
    "bilinear corners": (
        nn.Upsample(size=(9, 7), mode="bilinear", align_corners=True),
        (2, 3, 4, 5),
    ),
    "adaptive": (nn.AdaptiveAvgPool2d((2, 3)), (2, 3, 8, 9)),
    "adaptive uneven": (nn.AdaptiveAvgPool2d((3, 2)), (2, 3, 8, 9)),
    "adaptive 1-D": (nn.AdaptiveAvgPool1d(3), (2, 3, 9)),
    "adaptive max": (nn.AdaptiveMaxPool2d(2), (2, 3, 8, 8)),
    "max ceil": (nn.MaxPool2d(3, 2, ceil_mode=True), (2, 3, 8, 8)),
    "average padded": (nn.AvgPool2d(3, 2, 1), (2, 3, 8, 8)),
    "average padding does not count": (
        nn.AvgPool2d(3, 2, 1, count_include_pad=False),
        (2, 3, 8, 8),
    ),
    "PReLU": (nn.Sequential(nn.Conv2d(3, 4, 3), nn.PReLU(4, 0.1)), (2, 3, 8, 8)),
    "LeakyReLU": (nn.Sequential(nn.Conv2d(3, 4, 3), nn.LeakyReLU(0.1)), (2, 3, 8, 8)),
    "ELU": (nn.Sequential(nn.Linear(3, 4), nn.ELU()), (2, 3)),
    "Sigmoid": (nn.Sequential(nn.Conv2d(3, 4, 3), nn.Sigmoid()), (2, 3, 8, 8)),
    "Hardswish": (nn.Hardswish(), (2, 3, 8)),
    "GELU": (nn.GELU(), (2, 3, 8)),
    "GELU tanh": (nn.GELU("tanh"), (2, 3, 8)),
    "SELU": (nn.SELU(), (2, 3)),
    "Mish": (nn.Mish(), (2, 3)),
    "Softplus": (nn.Softplus(2.0), (2, 3)),
    "GLU": (nn.GLU(1), (2, 4)),
    "LogSoftmax": (nn.LogSoftmax(1), (2, 3, 4, 4)),
    "BatchNorm1d": (shaken(nn.Sequential(nn.Linear(3, 5), nn.BatchNorm1d(5))), (4, 3)),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_modules(name, computes):
    module, shape = OTHERS[name]
    computes(module, images(*shape))


RECURRENT = {
    "LSTM": nn.LSTM(3, 4, batch_first=True),
    "LSTM both ways": nn.LSTM(3, 4, bidirectional=True, batch_first=True),
    "LSTM stacked": nn.LSTM(3, 4, num_layers=2, batch_first=True),
    "GRU": nn.GRU(3, 4, batch_first=True),
    "GRU both ways, stacked": nn.GRU(3, 4, 2, bidirectional=True, batch_first=True),
    "RNN": nn.RNN(3, 4, batch_first=True),
}


@pytest.mark.parametrize("name", RECURRENT)
def test_recurrent(name, computes):
    first = Lambda(lambda net, x: net(x)[0], RECURRENT[name])
    computes(first, images(2, 5, 3))


def test_a_transformer_encoder(computes):
    layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, activation="gelu")
    encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
    computes(encoder, images(2, 5, 8))


def test_attention_with_masks(computes):
    attention = nn.MultiheadAttention(8, 2, batch_first=True)
    causal = nn.Transformer.generate_square_subsequent_mask(5)

    def call(net, x, padding):
        mixed, weights = net(
            x, x, x, key_padding_mask=padding > 0, attn_mask=causal.isinf()
        )
        return mixed, weights

    padding = torch.zeros(2, 5)
    padding[1, 3:] = 1
    computes(Lambda(call, attention), images(2, 5, 8), padding)


class TinyGPT(nn.Module):
    def __init__(self, vocabulary=20, width=16, context=8):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.places = nn.Parameter(torch.randn(context, width))
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.mixing = nn.Linear(width, 3 * width)
        self.project = nn.Linear(width, width)
        self.wide, self.narrow = nn.Linear(width, 64), nn.Linear(64, width)

    def forward(self, text):
        batch, length = text.shape
        x = self.tokens(text) + self.places[:length]
        parts = self.mixing(self.norm1(x)).view(batch, length, 3, 2, -1)
        q, k, v = parts.permute(2, 0, 3, 1, 4)
        y = functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.project(y.transpose(1, 2).reshape(batch, length, -1))
        x = x + self.narrow(functional.gelu(self.wide(self.norm2(x))))
        return functional.linear(x, self.tokens.weight)


def test_a_tiny_gpt(computes):
    card = computes(TinyGPT(), torch.randint(0, 20, (3, 8)))
    assert card.inputs[0].dtype == "int32"


def test_an_open_length(computes):
    """Two open dimensions: shapes are computed when the model runs."""

    def call(net, x):
        y = net(x).view(x.shape[0], x.shape[1], 2, 3).transpose(1, 2)
        return functional.softmax(y @ y.transpose(2, 3), -1)

    auto = torch.export.Dim.AUTO
    module = Lambda(call, nn.Linear(4, 6))
    card = computes(module, images(2, 5, 4), dynamic_shapes=(({0: auto, 1: auto},),))
    assert card.inputs[0].shape == [None, 4]


def test_einsum_and_indexing(computes):
    table = torch.tensor([2, 0, 1])

    def call(x):
        y = torch.einsum("bij,bkj->bik", x, x[:, table])
        return {"product": y, "last": x[:, -1], "odd": x[:, 1::2, None], "sum": x.sum()}

    card = computes(Lambda(call), images(2, 3, 4), dynamic_shapes=((None,),), cpu=True)
    assert [o.name for o in card.outputs] == ["product", "last", "odd", "sum"]


def test_integers_and_booleans_come_back_as_such(computes):
    module = Lambda(lambda x: (x.argmax(-1), x > 0))
    card = computes(module, images(3, 4), cpu=True)
    assert [o.dtype for o in card.outputs] == ["int32", "bool"]


def test_casts_to_the_type_that_is_there(computes):
    def cast(x):
        same = x.to(torch.float32)
        whole = same.to(torch.int32).to(torch.int32)
        copied = (same * 2).to(torch.float32, copy=True)
        copied += 1
        double = same * 2
        changed = double.to(torch.float32, copy=True).mul_(3)
        return same, whole, copied, double + changed, same.to(x.device)

    computes(Lambda(cast), torch.randn(2, 3) * 4)


def test_what_changes_in_place_changes_for_all_who_see_it(computes):
    """Of constants alone, too, as Keras 3.5 computes its batch normalization."""
    held = torch.rand(3) + 1

    def changed(x):
        scale = (held + 0.5).rsqrt_()
        twice = (x * 2).mul_(scale)
        seen = x + 1
        part = seen[:, :2]
        part.mul_(3)
        kept = x - 1
        return twice, seen, kept.add_(1), kept * 2

    computes(Lambda(changed), torch.randn(2, 3))


def test_half_weights_are_widened(computes):
    net = nn.Linear(3, 4).to(torch.bfloat16)
    computes(
        Lambda(lambda part, x: functional.linear(x, part.weight.float()), net),
        images(2, 3),
    )


def test_all_that_cannot_be_expressed_is_told_at_once(tmp_path):
    from layerbylayer import to_tfjs

    def call(x):
        y = torch.fft.rfft(x).abs()
        return y + torch.rand_like(y)

    with pytest.raises(UnsupportedOpError) as caught:
        to_tfjs(Lambda(call), tmp_path / "model", example=np.ones((2, 8), "float32"))
    message = str(caught.value)
    assert "_fft_r2c (test_models.py:" in message and "rand" in message
    assert len(caught.value.problems) >= 2
    assert list(tmp_path.iterdir()) == []


def test_unfit_models_and_examples_are_refused(tmp_path):
    from layerbylayer import to_tfjs

    with pytest.raises(InvalidExampleError, match="Linear is a PyTorch module"):
        to_tfjs(nn.Linear(2, 3), tmp_path / "m")
    with pytest.raises(
        InvalidExampleError, match="cannot be run on the example.*shapes"
    ):
        to_tfjs(nn.Linear(2, 3), tmp_path / "m", example=np.ones((1, 3), "float32"))
    diverged = nn.Linear(2, 3)
    diverged.weight.data[0, 0] = torch.nan
    with pytest.raises(InvalidModelError, match="1 of 6 values of the weight.*are NaN"):
        to_tfjs(diverged, tmp_path / "m", example=np.ones((1, 2), "float32"))
    with pytest.raises(InvalidModelError, match="no feature map"):
        to_tfjs(nn.Linear(2, 3), tmp_path / "m", example=images(1, 2), feature_map=True)
    huge = Lambda(lambda x: x + torch.tensor(2**40))
    with pytest.raises(UnsupportedOpError, match="does not fit into int32"):
        to_tfjs(huge, tmp_path / "m", example=torch.ones(1, 2, dtype=torch.int64))
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_folder_is_an_error(tmp_path):
    from layerbylayer import ExportError, to_tfjs

    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot write"):
        to_tfjs(nn.Linear(2, 3), tmp_path / "file" / "m", example=images(1, 2))


def test_the_same_module_gives_the_same_bytes(tmp_path):
    """In other processes, where sets have another order."""
    saved = tmp_path / "model.pt2"
    torch.export.save(trace(plain_cnn(), images(2, 3, 8, 8)).programs[FORWARD], saved)
    exported = []
    for seed in ("1", "2"):
        folder = tmp_path / seed / "m"
        command = [sys.executable, "-m", "layerbylayer", "tfjs", saved, folder]
        command.append("--trust")
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(command, env=environment, check=True, capture_output=True)
        exported.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert exported[0] == exported[1] and len(exported[0]) >= 3
