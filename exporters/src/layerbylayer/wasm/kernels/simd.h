// Vectors of four numbers, and the functions that several kernels share.
#include <wasm_simd128.h>

typedef v128_t V;
typedef float F __attribute__((vector_size(16)));
typedef int I __attribute__((vector_size(16)));

#define INLINE static inline __attribute__((always_inline))
#define SHARED static __attribute__((noinline))

INLINE V load(const void *p) { return wasm_v128_load(p); }
INLINE V load_splat(const void *p) { return wasm_v128_load32_splat(p); }
INLINE void store(void *p, V v) { wasm_v128_store(p, v); }
INLINE V splat(float x) { return wasm_f32x4_splat(x); }
INLINE V splat_int(int x) { return wasm_i32x4_splat(x); }

// a * b + c, rounded once where the processor can do so.
INLINE V multiply_add(V a, V b, V c) {
#ifdef RELAXED
  return wasm_f32x4_relaxed_madd(a, b, c);
#else
  return wasm_f32x4_add(wasm_f32x4_mul(a, b), c);
#endif
}

// A truth of each lane, all bits set, as 0 or 1.
INLINE V truth(V mask) { return wasm_u32x4_shr(mask, 31); }

INLINE V limited(V x, V low, V high) { return wasm_f32x4_min(wasm_f32x4_max(x, low), high); }

// exp(x) is 2^n (1 + rest), with |r| <= ln(2) / 2 and rest = exp(r) - 1; 2^n is returned as
// two factors, of which neither leaves the range of float32.
typedef struct {
  V rest, one, other;
} Power;

INLINE V power_of_two(V n) { return wasm_i32x4_shl(wasm_i32x4_add(n, splat_int(127)), 23); }

INLINE Power power(V x) {
  x = limited(x, splat(-104), splat(89));
  V n = wasm_f32x4_nearest(wasm_f32x4_mul(x, splat(1.44269504f)));
  V r = wasm_f32x4_sub(x, wasm_f32x4_mul(n, splat(0.693359375f)));
  r = wasm_f32x4_sub(r, wasm_f32x4_mul(n, splat(-2.12194440e-4f)));
  // Taylor's series: its first term that is left out is below 1e-8 of r.
  V p = splat(1.0f / 5040);
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), splat(1.0f / 720));
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), splat(1.0f / 120));
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), splat(1.0f / 24));
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), splat(1.0f / 6));
  p = wasm_f32x4_add(wasm_f32x4_mul(p, r), splat(0.5f));
  V whole = wasm_i32x4_trunc_sat_f32x4(n);
  V half = wasm_i32x4_shr(whole, 1);
  return (Power){
      wasm_f32x4_add(r, wasm_f32x4_mul(wasm_f32x4_mul(r, r), p)),
      power_of_two(half),
      power_of_two(wasm_i32x4_sub(whole, half)),
  };
}

SHARED V exponential(V x) {
  Power p = power(x);
  return wasm_f32x4_mul(wasm_f32x4_mul(wasm_f32x4_add(p.rest, splat(1)), p.one), p.other);
}

// exp(x) - 1 for x up to 88, with all digits near zero.
SHARED V exponential_less_one(V x) {
  Power p = power(x);
  V scale = wasm_f32x4_mul(p.one, p.other);
  return wasm_f32x4_add(wasm_f32x4_mul(p.rest, scale), wasm_f32x4_sub(scale, splat(1)));
}
