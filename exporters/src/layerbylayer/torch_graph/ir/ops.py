"""The table of TensorFlow.js's graph operations: all that passes know of each.

To add one, give its definition here; nothing else lists operations by name. A node of
an operation that is not in the table cannot be built.

Source: tfjs-converter 4.22, src/operations/op_list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Category = Literal[
    "source",  # a constant, an input, or what stands in for an operation in an error
    "elementwise",  # inputs are broadcast
    "reduction",
    "movement",  # no number is computed
    "product",  # with weights as the second input
    "window",  # pooling and resizing of images
    "other",
]
Layout = Literal[
    "any",  # works in any order of axes that all its operands share
    "reorders",  # changes the order itself: Transpose and Reshape
    "own",  # works in the order in which it was written alone
]
Rule = Literal[
    "axis order",
    "blocks",
    "broadcast",
    "constant",
    "convolution",
    "concatenation",
    "elements",
    "gathering",
    "largest",
    "matrix product",
    "padding",
    "part",
    "place of an extreme",
    "pooling",
    "range",
    "reduction",
    "repetition",
    "resizing",
    "same shape",
    "shape",
    "stretching",
    "transposed convolution",
]
"""How the shape of a result follows from inputs and attributes; see shape_rules.py."""
Axes = Literal["one", "several", "each"]
"""What an attribute says of axes: one, several, or something of each axis."""
Target = Literal["TensorFlow.js", "WebAssembly"]
"""What a graph becomes."""


@dataclass(frozen=True)
class OpDef:
    """What passes know of an operation.

    Attributes:
        name: as in a GraphDef.
        category: what kind of operation it is.
        layout: how it takes to another order of axes; None if nobody has looked, which
            the layout pass reports, and then takes for "own".
        rule: what its shape must be; None if nothing can be said of it.
        unruled: why there is no rule, in words.
        leading_operands: attributes that are inputs in TensorFlow, before the data.
        trailing_operands: the same, behind the data.
        axis_attrs: attributes about axes, by name, for the layout "any".
        laid_out_inputs: how many inputs have the order of the result; None for all.
        output_channel_axes: the axes of the weights that become the result's channels.
        input_channel_axis: the axis of the weights that belongs to the data's channels.
        scale_per_channel: whether the channels of the weights differ in scale, so that
            one scale must not quantize them all.
        absorbs_padding: whether zeros around the data can be its attribute `pads`.
        fused_as: the operation that adds a bias and an activation as well.
        activation: whether it can be fused into what `fused_as` names.
        sympy: the functions of sympy and PyTorch, in the sizes of a traced module,
            that it computes.
        affine: whether it is a sum or a product, which constants merge with.
        rounds: whether it does nothing to integers.
        wide_booleans: how many of its last inputs WASM gets wrong if they are booleans.
        makes_nan: whether finite numbers may become NaN.
        never_negative: whether no result is below zero.
        keeps_sign: whether no result is below zero if no operand is.
        limits: what it cuts off below and above; WASM may lose NaN there.
        loses_second_nan: whether WASM loses NaN in the second operand.
        loses_nan: whether WASM may lose NaN in a window.
        count_attr: an attribute that counts the data.
        targets: what has it.
    """

    name: str
    category: Category
    layout: Layout | None = None
    rule: Rule | None = None
    unruled: str | None = None
    leading_operands: tuple[str, ...] = ()
    trailing_operands: tuple[str, ...] = ()
    axis_attrs: Mapping[str, Axes] = field(default_factory=dict)
    laid_out_inputs: int | None = None
    output_channel_axes: tuple[int, ...] = ()
    input_channel_axis: int | None = None
    scale_per_channel: bool = False
    absorbs_padding: bool = False
    fused_as: str | None = None
    activation: bool = False
    sympy: tuple[str, ...] = ()
    affine: bool = False
    rounds: bool = False
    wide_booleans: int = 0
    makes_nan: bool = False
    never_negative: bool = False
    keeps_sign: bool = False
    limits: tuple[float, float | None] | None = None
    loses_second_nan: bool = False
    loses_nan: bool = False
    count_attr: str | None = None
    targets: tuple[Target, ...] = ("TensorFlow.js", "WebAssembly")


OPS: dict[str, OpDef] = {}
"""All operations, by name."""


def define(op: OpDef) -> OpDef:
    """Put an operation into the table.

    Raises:
        ValueError: there is one of that name.
    """
    if op.name in OPS:
        raise ValueError(f"the operation {op.name} is defined already")
    OPS[op.name] = op
    return op


def _define_all(
    names: Iterable[str],
    category: Category,
    layout: Layout,
    rule: Rule,
) -> None:
    for name in names:
        define(OpDef(name, category, layout, rule))


def _define_reduction(name: str) -> None:
    axes: dict[str, Axes] = {"axis": "several"}
    define(
        OpDef(
            name,
            "reduction",
            "any",
            "reduction",
            trailing_operands=("axis",),
            axis_attrs=axes,
            keeps_sign=True,
        )
    )


def _define_movement(
    name: str,
    operands: tuple[str, ...],
    axis_attrs: Mapping[str, Axes],
    rule: Rule,
    *,
    layout: Layout = "any",
    laid_out_inputs: int | None = None,
    wide_booleans: int = 0,
    count_attr: str | None = None,
) -> None:
    define(
        OpDef(
            name,
            "movement",
            layout,
            rule,
            trailing_operands=operands,
            axis_attrs=axis_attrs,
            laid_out_inputs=laid_out_inputs,
            wide_booleans=wide_booleans,
            keeps_sign=laid_out_inputs is None,
            count_attr=count_attr,
        )
    )


# "Shape" is made at the end only, by parameters.py; "Unsupported" stands in errors.
define(OpDef("Const", "source", "own", "constant"))
define(OpDef("Placeholder", "source", "own", unruled="its shape is the user's"))
define(OpDef("Unsupported", "source", "own", unruled="no finished graph has it"))
_define_all(
    [
        *("Asinh", "Atan", "Cast", "Cos", "Cosh", "Erf", "Expm1", "IsInf", "IsNan"),
        *("LogicalNot", "Neg", "Reciprocal", "Selu", "Sin", "Sinh", "Tan", "Tanh"),
        *("Atan2", "Equal", "Greater", "GreaterEqual", "Less"),
        *("LessEqual", "LogicalAnd", "LogicalOr", "NotEqual", "Sub"),
    ],
    "elementwise",
    "any",
    "broadcast",
)
for _name in ("Acos", "Acosh", "Asin", "Atanh", "Log", "Log1p", "Pow", "RealDiv"):
    define(OpDef(_name, "elementwise", "any", "broadcast", makes_nan=True))
for _name in ("Rsqrt", "Sqrt"):
    define(
        OpDef(
            _name,
            "elementwise",
            "any",
            "broadcast",
            makes_nan=True,
            never_negative=True,
        )
    )
for _name in ("Abs", "Exp", "Softplus", "Square"):
    define(OpDef(_name, "elementwise", "any", "broadcast", never_negative=True))
define(OpDef("SelectV2", "elementwise", "any", "broadcast", wide_booleans=2))
for _name in ("Ceil", "Floor", "Round"):
    define(OpDef(_name, "elementwise", "any", "broadcast", rounds=True))
for _name in ("Elu", "LeakyRelu", "Prelu"):
    define(OpDef(_name, "elementwise", "any", "broadcast", activation=True))
_LIMITS: dict[str, tuple[float, float | None] | None] = {
    "Relu": (0.0, None),
    "Relu6": (0.0, 6.0),
    "Sigmoid": None,
}
for _name, _limits in _LIMITS.items():
    define(
        OpDef(
            _name,
            "elementwise",
            "any",
            "broadcast",
            activation=True,
            never_negative=True,
            limits=_limits,
        )
    )
_ARITHMETIC: dict[str, tuple[str, ...]] = {
    "AddV2": ("Add",),
    "FloorDiv": ("FloorDiv", "CleanDiv"),
    "Maximum": ("Max",),
    "Minimum": ("Min",),
    "Mod": ("Mod", "PythonMod"),
    "Mul": ("Mul",),
}
for _name, _sympy in _ARITHMETIC.items():
    define(
        OpDef(
            _name,
            "elementwise",
            "any",
            "broadcast",
            sympy=_sympy,
            affine=_name in ("AddV2", "Mul"),
            makes_nan=_name == "Mod",
            keeps_sign=True,
            loses_second_nan=_name in ("Maximum", "Minimum"),
        )
    )

for _name in ("Max", "Mean", "Min", "Prod", "Sum"):
    _define_reduction(_name)
for _name in ("ArgMax", "ArgMin"):
    define(
        OpDef(
            _name,
            "other",
            "own",
            "place of an extreme",
            trailing_operands=("dimension",),
        )
    )
for _name in ("Cumprod", "Cumsum"):
    define(
        OpDef(
            _name,
            "other",
            "any",
            "same shape",
            trailing_operands=("axis",),
            axis_attrs={"axis": "one"},
        )
    )
define(OpDef("Shape", "other", "own", "shape", targets=("TensorFlow.js",)))
define(OpDef("Softmax", "other", "own", "same shape", never_negative=True))
define(OpDef("TopKV2", "other", "own", "largest", trailing_operands=("k",)))
_RANGE = ("start", "limit", "delta")
define(OpDef("Range", "other", "own", "range", trailing_operands=_RANGE))

_define_movement("BroadcastTo", ("shape",), {"shape": "each"}, "stretching")
_define_movement(
    "ConcatV2", ("axis",), {"axis": "one"}, "concatenation", count_attr="N"
)
_define_movement("GatherV2", ("axis",), {"axis": "one"}, "gathering", laid_out_inputs=1)
_define_movement(
    "PadV2", ("paddings", "constant_values"), {"paddings": "each"}, "padding"
)
_define_movement(
    "ReverseV2", ("axis",), {"axis": "several"}, "same shape", wide_booleans=1
)
_define_movement("Slice", ("begin", "size"), {"begin": "each", "size": "each"}, "part")
_define_movement("Tile", ("multiples",), {"multiples": "each"}, "repetition")
_define_movement("Reshape", ("shape",), {}, "elements", layout="reorders")
_define_movement("Transpose", ("perm",), {}, "axis order", layout="reorders")
_define_movement("DepthToSpace", (), {}, "blocks", layout="own")

define(
    OpDef(
        "MatMul",
        "product",
        "own",
        "matrix product",
        output_channel_axes=(1,),
        input_channel_axis=0,
        fused_as="_FusedMatMul",
    )
)
define(
    OpDef(
        "Conv2D",
        "product",
        "own",
        "convolution",
        output_channel_axes=(3,),
        input_channel_axis=2,
        absorbs_padding=True,
        fused_as="_FusedConv2D",
    )
)
define(
    OpDef(
        "DepthwiseConv2dNative",
        "product",
        "own",
        "convolution",
        output_channel_axes=(2, 3),
        input_channel_axis=2,
        scale_per_channel=True,
        absorbs_padding=True,
        fused_as="FusedDepthwiseConv2dNative",
    )
)
define(OpDef("_FusedMatMul", "product", "own", "matrix product"))
define(OpDef("_FusedConv2D", "product", "own", "convolution"))
define(
    OpDef(
        "FusedDepthwiseConv2dNative",
        "product",
        "own",
        "convolution",
        scale_per_channel=True,
    )
)
define(OpDef("BatchMatMulV2", "product", "own", "matrix product"))
define(OpDef("Conv3D", "product", "own", "convolution"))
define(
    OpDef(
        "Conv2DBackpropInput",
        "other",
        "own",
        "transposed convolution",
        leading_operands=("input_sizes",),
    )
)
_define_all(["AvgPool3D", "MaxPool3D"], "window", "own", "pooling")
for _name in ("AvgPool", "MaxPool"):
    define(OpDef(_name, "window", "own", "pooling", loses_nan=True))
for _name in ("ResizeBilinear", "ResizeNearestNeighbor"):
    define(OpDef(_name, "window", "own", "resizing", trailing_operands=("size",)))
