// All kernels as one object file; build.py compiles it, ../link.py takes out what is used.
//
// Conventions: the first argument is the result. Each number has four bytes: float32, int32,
// or bool as an int32 of 0 or 1. Tensors begin at multiples of 16 bytes and are followed by
// enough room to read and write whole vectors of four. No kernel keeps data of its own: the
// linker knows code only.
#include "simd.h"

#include "scalar.h"

#include "unary.c"

#include "binary.c"

#include "movement.c"

#include "reduction.c"

#include "order.c"

#include "product.c"

#include "depthwise.c"

#include "window.c"

#include "weights.c"
