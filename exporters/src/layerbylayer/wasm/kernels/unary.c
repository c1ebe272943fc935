// Functions of each number: y[i] = f(x[i]); `vectors` counts groups of four.

#define UNARY(name, ...)                                   \
  void name(float *y, const float *x, int vectors) {       \
    for (int i = 0; i < 4 * vectors; i += 4) {             \
      V a = load(x + i);                                   \
      store(y + i, (V)(__VA_ARGS__));                      \
    }                                                      \
  }

UNARY(Abs, wasm_f32x4_abs(a))
UNARY(Ceil, wasm_f32x4_ceil(a))
UNARY(Exp, exponential(a))
UNARY(Floor, wasm_f32x4_floor(a))
UNARY(IsInf, truth(wasm_f32x4_eq(wasm_f32x4_abs(a), splat(__builtin_inff()))))
UNARY(IsNan, truth(wasm_f32x4_ne(a, a)))
UNARY(LogicalNot, wasm_v128_xor(a, splat_int(1)))
UNARY(Neg, wasm_f32x4_neg(a))
UNARY(Reciprocal, wasm_f32x4_div(splat(1), a))
UNARY(Relu, wasm_f32x4_max(a, splat(0)))
UNARY(Relu6, limited(a, splat(0), splat(6)))
UNARY(Round, wasm_f32x4_nearest(a))
UNARY(Rsqrt, wasm_f32x4_div(splat(1), wasm_f32x4_sqrt(a)))
UNARY(Sigmoid, wasm_f32x4_div(splat(1), wasm_f32x4_add(splat(1), exponential(wasm_f32x4_neg(a)))))
UNARY(Sqrt, wasm_f32x4_sqrt(a))
UNARY(Square, wasm_f32x4_mul(a, a))

UNARY(float_to_int, wasm_i32x4_trunc_sat_f32x4(a))
UNARY(int_to_float, wasm_f32x4_convert_i32x4(a))
UNARY(float_to_bool, truth(wasm_f32x4_ne(a, splat(0))))
UNARY(int_to_bool, truth(wasm_i32x4_ne(a, splat_int(0))))

// b where a > 0, else c.
INLINE V by_sign(V a, V b, V c) { return wasm_v128_bitselect(b, c, wasm_f32x4_gt(a, splat(0))); }

UNARY(Elu, by_sign(a, a, exponential_less_one(wasm_f32x4_min(a, splat(0)))))
UNARY(Selu, by_sign(a, wasm_f32x4_mul(a, splat(1.05070098f)),
                    wasm_f32x4_mul(splat(1.75809934f),
                                   exponential_less_one(wasm_f32x4_min(a, splat(0))))))

// tanh(x) = (exp(2 x) - 1) / (exp(2 x) + 1)
INLINE V hyperbolic_tangent(V a) {
  V e = exponential_less_one(limited(wasm_f32x4_add(a, a), splat(-20), splat(20)));
  return wasm_f32x4_div(e, wasm_f32x4_add(e, splat(2)));
}
UNARY(Tanh, hyperbolic_tangent(a))

// Taylor's series below 1; above, Abramowitz and Stegun, formula 7.1.26.
INLINE V error_function(V a) {
  V size = wasm_f32x4_abs(a), square = wasm_f32x4_mul(a, a), one = splat(1);
  V near = splat(1.0f / 76204800);
  const float series[] = {-1.0f / 6894720, 1.0f / 685440, -1.0f / 75600, 1.0f / 9360,
                          -1.0f / 1320, 1.0f / 216, -1.0f / 42, 1.0f / 10, -1.0f / 3, 1};
#pragma unroll
  for (int i = 0; i < 10; i++)
    near = wasm_f32x4_add(wasm_f32x4_mul(near, square), splat(series[i]));
  near = wasm_f32x4_mul(wasm_f32x4_mul(near, a), splat(1.12837917f));
  V t = wasm_f32x4_div(one, wasm_f32x4_add(one, wasm_f32x4_mul(splat(0.3275911f), size)));
  V far = splat(1.061405429f);
  const float factors[] = {-1.453152027f, 1.421413741f, -0.284496736f, 0.254829592f};
#pragma unroll
  for (int i = 0; i < 4; i++) far = wasm_f32x4_add(wasm_f32x4_mul(far, t), splat(factors[i]));
  far = wasm_f32x4_mul(wasm_f32x4_mul(far, t), exponential(wasm_f32x4_neg(square)));
  far = wasm_f32x4_sub(one, far);
  far = wasm_v128_bitselect(a, far, splat_int(0x80000000));
  return wasm_v128_bitselect(near, far, wasm_f32x4_lt(size, one));
}
UNARY(Erf, error_function(a))

void LeakyRelu(float *y, const float *x, int vectors, float alpha) {
  for (int i = 0; i < 4 * vectors; i += 4) {
    V a = load(x + i);
    store(y + i, by_sign(a, a, wasm_f32x4_mul(a, splat(alpha))));
  }
}

#define SCALAR(name, ...)                                                      \
  void name(float *y, const float *x, int vectors) {                           \
    for (int i = 0; i < 4 * vectors; i++) {                                    \
      double a = x[i];                                                         \
      y[i] = (float)(__VA_ARGS__);                                             \
    }                                                                          \
  }

SCALAR(Acos, PI / 2 - arc_sine_of(a))
SCALAR(Acosh, logarithm_of(a + __builtin_sqrt(a * a - 1)))
SCALAR(Asin, arc_sine_of(a))
SCALAR(Asinh, __builtin_copysign(logarithm_of(__builtin_fabs(a) + __builtin_sqrt(a * a + 1)), a))
SCALAR(Atan, arc_tangent_of(a))
SCALAR(Atanh, logarithm_of((1 + a) / (1 - a)) / 2)
SCALAR(Cos, sine_of(a, 1))
SCALAR(Cosh, (exponential_of(a) + exponential_of(-a)) / 2)
SCALAR(Expm1, exponential_of(a) - 1)
SCALAR(Log, logarithm_of(a))
SCALAR(Log1p, logarithm_of(1 + a))
SCALAR(Sin, sine_of(a, 0))
SCALAR(Sinh, (exponential_of(a) - exponential_of(-a)) / 2)
SCALAR(Softplus, a > 20 ? a : logarithm_of(1 + exponential_of(a)))
SCALAR(Tan, sine_of(a, 0) / sine_of(a, 1))
