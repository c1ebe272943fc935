// Functions of two numbers, for rows: y[i][j] = f(a[i * a_row + j * a_step], b[...]).
//
// Steps are 0 or 1, so that a row of either may be one number; a row stride of 0 repeats a
// row. What is broadcast otherwise has been copied before. y may be a or b where that one is
// not broadcast.

#define PARAMETERS                                                                         \
  float *y, const float *a, const float *b, int rows, int columns, int a_row, int a_step,  \
      int b_row, int b_step

#define EACH(q, r, ...)                                                                   \
  for (int i = 0; i < rows; i++, y += columns, a += a_row, b += b_row) {                  \
    int j = 0;                                                                            \
    for (; j < columns - 3; j += 4) {                                                     \
      V q = a_step ? load(a + j) : load_splat(a), r = b_step ? load(b + j) : load_splat(b); \
      store(y + j, (V)(__VA_ARGS__));                                                     \
    }                                                                                     \
    for (; j < columns; j++) {                                                            \
      V q = load_splat(a + j * a_step), r = load_splat(b + j * b_step);                   \
      wasm_v128_store32_lane(y + j, (V)(__VA_ARGS__), 0);                                 \
    }                                                                                     \
  }

#define BINARY(name, ...) \
  void name(PARAMETERS) { EACH(q, r, __VA_ARGS__) }

BINARY(AddV2, wasm_f32x4_add(q, r))
BINARY(AddV2_int, wasm_i32x4_add(q, r))
BINARY(Sub, wasm_f32x4_sub(q, r))
BINARY(Sub_int, wasm_i32x4_sub(q, r))
BINARY(Mul, wasm_f32x4_mul(q, r))
BINARY(Mul_int, wasm_i32x4_mul(q, r))
BINARY(RealDiv, wasm_f32x4_div(q, r))
BINARY(Maximum, wasm_f32x4_max(q, r))
BINARY(Maximum_int, wasm_i32x4_max(q, r))
BINARY(Minimum, wasm_f32x4_min(q, r))
BINARY(Minimum_int, wasm_i32x4_min(q, r))
BINARY(Equal, truth(wasm_f32x4_eq(q, r)))
BINARY(Equal_int, truth(wasm_i32x4_eq(q, r)))
BINARY(NotEqual, truth(wasm_f32x4_ne(q, r)))
BINARY(NotEqual_int, truth(wasm_i32x4_ne(q, r)))
BINARY(Greater, truth(wasm_f32x4_gt(q, r)))
BINARY(Greater_int, truth(wasm_i32x4_gt(q, r)))
BINARY(GreaterEqual, truth(wasm_f32x4_ge(q, r)))
BINARY(GreaterEqual_int, truth(wasm_i32x4_ge(q, r)))
BINARY(Less, truth(wasm_f32x4_lt(q, r)))
BINARY(Less_int, truth(wasm_i32x4_lt(q, r)))
BINARY(LessEqual, truth(wasm_f32x4_le(q, r)))
BINARY(LessEqual_int, truth(wasm_i32x4_le(q, r)))
BINARY(LogicalAnd, wasm_v128_and(q, r))
BINARY(LogicalOr, wasm_v128_or(q, r))
BINARY(Prelu, by_sign(q, q, wasm_f32x4_mul(q, r)))

#define SCALAR_BINARY(name, type, wide, ...)                                  \
  void name(PARAMETERS) {                                                     \
    for (int i = 0; i < rows; i++, y += columns, a += a_row, b += b_row) {    \
      for (int j = 0; j < columns; j++) {                                     \
        wide q = ((const type *)a)[j * a_step], r = ((const type *)b)[j * b_step]; \
        ((type *)y)[j] = (type)(__VA_ARGS__);                                 \
      }                                                                       \
    }                                                                         \
  }

SCALAR_BINARY(Atan2, float, double, angle_of(q, r))
SCALAR_BINARY(FloorDiv, float, double, __builtin_floor(q / r))
SCALAR_BINARY(Mod, float, double, q - r *__builtin_floor(q / r))
SCALAR_BINARY(Pow, float, double, raised(q, r))

// A division by 0 would end the program: it gives 0.
INLINE int floor_division(int q, int r) {
  if (r == 0) return 0;
  if (r == -1) return (int)(0u - (unsigned)q);
  return q / r - (q % r != 0 && (q ^ r) < 0);
}
SCALAR_BINARY(FloorDiv_int, int, int, floor_division(q, r))
SCALAR_BINARY(Mod_int, int, int, q - r *floor_division(q, r))

INLINE int integer_power(int base, int exponent) {
  if (exponent < 0) return base == 1 ? 1 : base == -1 ? (exponent & 1 ? -1 : 1) : 0;
  unsigned result = 1, factor = base;
  for (; exponent; exponent >>= 1, factor *= factor)
    if (exponent & 1) result *= factor;
  return result;
}
SCALAR_BINARY(Pow_int, int, int, integer_power(q, r))

// y = condition ? a : b, of numbers of any type; y may be a or b.
void SelectV2(float *y, const int *condition, const float *a, const float *b, int rows,
              int columns, int c_row, int c_step, int a_row, int a_step, int b_row,
              int b_step) {
  for (int i = 0; i < rows; i++, y += columns, condition += c_row, a += a_row, b += b_row)
    for (int j = 0; j < columns; j++)
      y[j] = condition[j * c_step] ? a[j * a_step] : b[j * b_step];
}
