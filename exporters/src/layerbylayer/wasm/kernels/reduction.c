// Along the middle axis of x[outer][length][inner].

// `one` folds a vector into the sum so far; `across` folds four lanes into one number.
#define REDUCTION(name, type, start, one, scaled)                                     \
  void name(type *y, const type *x, int outer, int length, int inner, float factor) { \
    for (int i = 0; i < outer; i++, x += length * inner, y += inner) {                \
      int k = 0;                                                                      \
      if (inner == 1) {                                                               \
        V sum = start;                                                                \
        int j = 0;                                                                    \
        for (; j < length - 3; j += 4) sum = one(sum, load(x + j));                   \
        sum = one(sum, wasm_i32x4_shuffle(sum, sum, 2, 3, 0, 1));                     \
        sum = one(sum, wasm_i32x4_shuffle(sum, sum, 1, 0, 3, 2));                     \
        for (; j < length; j++) sum = one(sum, load_splat(x + j));                    \
        wasm_v128_store32_lane(y, scaled, 0);                                         \
        continue;                                                                     \
      }                                                                               \
      for (; k < inner; k += 4) {                                                     \
        V sum = start;                                                                \
        for (int j = 0; j < length; j++) sum = one(sum, load(x + j * inner + k));     \
        sum = scaled;                                                                 \
        if (k + 4 <= inner) {                                                         \
          store(y + k, sum);                                                          \
        } else {                                                                      \
          wasm_v128_store32_lane(y + k, sum, 0);                                      \
          if (k + 1 < inner) wasm_v128_store32_lane(y + k + 1, sum, 1);               \
          if (k + 2 < inner) wasm_v128_store32_lane(y + k + 2, sum, 2);               \
        }                                                                             \
      }                                                                               \
    }                                                                                 \
  }

REDUCTION(Sum, float, splat(0), wasm_f32x4_add, wasm_f32x4_mul(sum, splat(factor)))
REDUCTION(Max, float, splat(-__builtin_inff()), wasm_f32x4_max, sum)
REDUCTION(Min, float, splat(__builtin_inff()), wasm_f32x4_min, sum)
REDUCTION(Prod, float, splat(1), wasm_f32x4_mul, sum)
REDUCTION(Sum_int, int, splat_int(0), wasm_i32x4_add, sum)
REDUCTION(Max_int, int, splat_int(-0x7fffffff - 1), wasm_i32x4_max, sum)
REDUCTION(Min_int, int, splat_int(0x7fffffff), wasm_i32x4_min, sum)
REDUCTION(Prod_int, int, splat_int(1), wasm_i32x4_mul, sum)

#define CUMULATIVE(name, type, start, operation)                                       \
  void name(type *y, const type *x, int outer, int length, int inner, int exclusive,   \
            int reverse) {                                                             \
    for (int i = 0; i < outer; i++, x += length * inner, y += length * inner)          \
      for (int k = 0; k < inner; k++) {                                                \
        type sum = start;                                                              \
        for (int j = 0; j < length; j++) {                                             \
          int place = (reverse ? length - 1 - j : j) * inner + k;                      \
          type next = sum operation x[place];                                          \
          y[place] = exclusive ? sum : next;                                           \
          sum = next;                                                                  \
        }                                                                              \
      }                                                                                \
  }

CUMULATIVE(Cumsum, float, 0, +)
CUMULATIVE(Cumsum_int, int, 0, +)
CUMULATIVE(Cumprod, float, 1, *)
CUMULATIVE(Cumprod_int, int, 1, *)

// Along the last axis; y may be x.
void Softmax(float *y, const float *x, int rows, int columns) {
  for (int i = 0; i < rows; i++, x += columns, y += columns) {
    float largest = x[0], sum = 0;
    for (int j = 1; j < columns; j++) largest = x[j] > largest ? x[j] : largest;
    V sums = splat(0);
    int j = 0;
    for (; j < columns - 3; j += 4) {
      V e = exponential(wasm_f32x4_sub(load(x + j), splat(largest)));
      sums = wasm_f32x4_add(sums, e);
      store(y + j, e);
    }
    for (; j < columns; j++) {
      V e = exponential(splat(x[j] - largest));
      y[j] = wasm_f32x4_extract_lane(e, 0);
      sum += y[j];
    }
    F lanes = (F)sums;
    sum += (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
    for (j = 0; j < columns; j++) y[j] /= sum;
  }
}
