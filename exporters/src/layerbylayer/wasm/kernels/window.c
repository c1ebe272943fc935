// Pooling and resizing of images with channels last, of one example.

// Windows over depth, height and width; what lies outside of the image does not count.
#define POOLING(name, start, fold, result)                                                    \
  void name(float *y, const float *x, int in_depth, int in_height, int in_width, int channels, \
            int depth, int height, int width, int layers, int rows, int columns,              \
            int depth_stride, int row_stride, int column_stride, int front, int top,          \
            int left) {                                                                       \
    for (int d = 0; d < depth; d++)                                                           \
      for (int i = 0; i < height; i++)                                                        \
        for (int j = 0; j < width; j++, y += channels)                                        \
          for (int c = 0; c < channels; c += 4) {                                             \
            V sum = splat(start);                                                             \
            int __attribute__((unused)) count = 0;                                            \
            for (int layer = 0; layer < layers; layer++)                                      \
              for (int row = 0; row < rows; row++)                                            \
                for (int column = 0; column < columns; column++) {                            \
                  unsigned z = d * depth_stride - front + layer;                              \
                  unsigned v = i * row_stride - top + row;                                    \
                  unsigned u = j * column_stride - left + column;                             \
                  if (z >= (unsigned)in_depth || v >= (unsigned)in_height ||                  \
                      u >= (unsigned)in_width)                                                \
                    continue;                                                                 \
                  count++;                                                                    \
                  sum = fold(sum, load(x + ((z * in_height + v) * in_width + u) * channels + c)); \
                }                                                                             \
            write_channels(y + c, result, splat(0), channels - c < 4 ? channels - c : 4);     \
          }                                                                                   \
  }

POOLING(MaxPool, -__builtin_inff(), wasm_f32x4_max, sum)
POOLING(AvgPool, 0, wasm_f32x4_add, wasm_f32x4_div(sum, splat((float)count)))

// The place in the old image of a pixel in the new one.
INLINE float old_place(int pixel, int old, int new, int corners, int centres) {
  if (corners) return new > 1 ? (float)pixel * (float)(old - 1) / (float)(new - 1) : 0;
  float ratio = (float)old / (float)new;
  return centres ? ((float)pixel + 0.5f) * ratio - 0.5f : (float)pixel * ratio;
}

void ResizeBilinear(float *y, const float *x, int in_height, int in_width, int channels,
                    int height, int width, int corners, int centres) {
  for (int i = 0; i < height; i++)
    for (int j = 0; j < width; j++, y += channels) {
      float v = old_place(i, in_height, height, corners, centres);
      float u = old_place(j, in_width, width, corners, centres);
      v = v > 0 ? v : 0, u = u > 0 ? u : 0;
      int top = (int)v < in_height - 1 ? (int)v : in_height - 1;
      int left = (int)u < in_width - 1 ? (int)u : in_width - 1;
      V down = splat(v - top), across = splat(u - left);
      int below = (top < in_height - 1) * in_width * channels;
      int right = (left < in_width - 1) * channels;
      const float *at = x + (top * in_width + left) * channels;
      for (int c = 0; c < channels; c += 4, at += 4) {
        V a = load(at), b = load(at + right), d = load(at + below), e = load(at + below + right);
        V upper = wasm_f32x4_add(a, wasm_f32x4_mul(across, wasm_f32x4_sub(b, a)));
        V lower = wasm_f32x4_add(d, wasm_f32x4_mul(across, wasm_f32x4_sub(e, d)));
        V mixed = wasm_f32x4_add(upper, wasm_f32x4_mul(down, wasm_f32x4_sub(lower, upper)));
        write_channels(y + c, mixed, splat(0), channels - c < 4 ? channels - c : 4);
      }
    }
}

void ResizeNearestNeighbor(int *y, const int *x, int in_height, int in_width, int channels,
                           int height, int width, int corners, int centres) {
  for (int i = 0; i < height; i++)
    for (int j = 0; j < width; j++, y += channels) {
      float v = old_place(i, in_height, height, corners, 0);
      float u = old_place(j, in_width, width, corners, 0);
      if (centres) {
        v = ((float)i + 0.5f) * (float)in_height / (float)height;
        u = ((float)j + 0.5f) * (float)in_width / (float)width;
      }
      int row = corners ? (int)__builtin_rintf(v) : (int)v;
      int column = corners ? (int)__builtin_rintf(u) : (int)u;
      row = row < in_height - 1 ? row : in_height - 1;
      column = column < in_width - 1 ? column : in_width - 1;
      __builtin_memcpy(y, x + (row * in_width + column) * channels, 4 * channels);
    }
}
