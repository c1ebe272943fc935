// Products with weights: dense layers, convolutions, transposed convolutions.
//
// Weights are packed in panels of 8 output channels: w[panel][place][8], where `place` goes
// over the rows and columns of the kernel and then over the input channels. A tile of 4
// pixels by 8 channels is held in registers: loops over a tile are unrolled in full, since
// a tile that is indexed lies in memory. Where a window leaves the image, its pixel is read
// from `zeros`.

typedef struct {
  V low[4], high[4];
} Tile;

#define UNROLLED _Pragma("clang loop unroll(full)")

// tile += x[pixel][0..size] w[0..size][8], for four pixels. The loop stays as it is: unrolled
// as well, it has more values at once than an x64 processor has registers.
INLINE const float *accumulate(Tile *t, const float *const *x, const float *w, int size) {
  const float *p0 = x[0], *p1 = x[1], *p2 = x[2], *p3 = x[3];
  for (int i = 0; i < size; i++, w += 8) {
    V low = load(w), high = load(w + 4);
    V a = load_splat(p0 + i), b = load_splat(p1 + i);
    t->low[0] = multiply_add(a, low, t->low[0]);
    t->high[0] = multiply_add(a, high, t->high[0]);
    t->low[1] = multiply_add(b, low, t->low[1]);
    t->high[1] = multiply_add(b, high, t->high[1]);
    V c = load_splat(p2 + i), d = load_splat(p3 + i);
    t->low[2] = multiply_add(c, low, t->low[2]);
    t->high[2] = multiply_add(c, high, t->high[2]);
    t->low[3] = multiply_add(d, low, t->low[3]);
    t->high[3] = multiply_add(d, high, t->high[3]);
  }
  return w;
}

// The same for one pixel; two sums of each, so that no addition waits for the one before.
INLINE const float *accumulate_one(Tile *t, const float *x, const float *w, int size) {
  int i = 0;
  for (; i < size - 1; i += 2, w += 16) {
    V a = load_splat(x + i), b = load_splat(x + i + 1);
    t->low[0] = multiply_add(a, load(w), t->low[0]);
    t->high[0] = multiply_add(a, load(w + 4), t->high[0]);
    t->low[1] = multiply_add(b, load(w + 8), t->low[1]);
    t->high[1] = multiply_add(b, load(w + 12), t->high[1]);
  }
  if (i < size) {
    V a = load_splat(x + i);
    t->low[0] = multiply_add(a, load(w), t->low[0]);
    t->high[0] = multiply_add(a, load(w + 4), t->high[0]);
    w += 8;
  }
  return w;
}

// Write a pixel's channels of one panel, of which there may be fewer than 8.
INLINE void write_channels(float *y, V low, V high, int channels) {
  if (channels >= 8) {
    store(y, low);
    store(y + 4, high);
    return;
  }
  if (channels >= 4) {
    store(y, low);
    y += 4, channels -= 4, low = high;
  }
  if (channels > 0) wasm_v128_store32_lane(y, low, 0);
  if (channels > 1) wasm_v128_store32_lane(y + 1, low, 1);
  if (channels > 2) wasm_v128_store32_lane(y + 2, low, 2);
}

// A dense layer, or a convolution by 1 x 1: y[rows][channels] of x[rows][inner].
void dense(float *y, const float *x, const float *w, const float *bias, int rows, int inner,
           int channels, float least, float largest) {
  V low_limit = splat(least), high_limit = splat(largest);
  for (int c = 0; c < channels; c += 8, w += 8 * inner) {
    V bias_low = load(bias + c), bias_high = load(bias + c + 4);
    const float *from = x;
    float *to = y + c;
    int row = 0;
    for (; row < rows - 3; row += 4, from += 4 * inner, to += 4 * channels) {
      const float *four[] = {from, from + inner, from + 2 * inner, from + 3 * inner};
      Tile t;
      UNROLLED for (int i = 0; i < 4; i++) t.low[i] = bias_low, t.high[i] = bias_high;
      accumulate(&t, four, w, inner);
      UNROLLED for (int i = 0; i < 4; i++)
        write_channels(to + i * channels, limited(t.low[i], low_limit, high_limit),
                       limited(t.high[i], low_limit, high_limit), channels - c);
    }
    for (; row < rows; row++, from += inner, to += channels) {
      Tile t;
      t.low[0] = bias_low, t.high[0] = bias_high, t.low[1] = t.high[1] = splat(0);
      accumulate_one(&t, from, w, inner);
      V low = wasm_f32x4_add(t.low[0], t.low[1]), high = wasm_f32x4_add(t.high[0], t.high[1]);
      write_channels(to, limited(low, low_limit, high_limit),
                     limited(high, low_limit, high_limit), channels - c);
    }
  }
}

// y[height][width][channels] of the image x, all of one example.
void convolve(float *y, const float *x, const float *w, const float *bias, const float *zeros,
              int in_height, int in_width, int in_channels, int height, int width, int channels,
              int rows, int columns, int row_stride, int column_stride, int top, int left,
              int row_dilation, int column_dilation, float least, float largest) {
  V low_limit = splat(least), high_limit = splat(largest);
  int pixels = height * width;
  for (int c = 0; c < channels; c += 8, bias += 8) {
    const float *next = w;
    int out_y = 0, out_x = 0;
    for (int pixel = 0; pixel < pixels; pixel += 4) {
      int count = pixels - pixel < 4 ? pixels - pixel : 4;
      int y_in[4], x_in[4];
      Tile t;
      V bias_low = load(bias), bias_high = load(bias + 4);
      UNROLLED for (int i = 0; i < 4; i++) {
        y_in[i] = out_y * row_stride - top;
        x_in[i] = out_x * column_stride - left;
        t.low[i] = bias_low;
        t.high[i] = bias_high;
        // Where there are no four pixels left, the last one is computed again.
        if (i + 1 < count || pixel + 4 < pixels) {
          if (++out_x == width) out_x = 0, out_y++;
        }
      }
      const float *panel = w;
      if (count == 1) t.low[1] = t.high[1] = splat(0);
      for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++) {
          const float *from[4];
          UNROLLED for (int i = 0; i < 4; i++) {
            unsigned at_y = y_in[i] + row * row_dilation;
            unsigned at_x = x_in[i] + column * column_dilation;
            from[i] = at_y < (unsigned)in_height && at_x < (unsigned)in_width
                          ? x + (at_y * in_width + at_x) * in_channels
                          : zeros;
          }
          panel = count == 1 ? accumulate_one(&t, from[0], panel, in_channels)
                             : accumulate(&t, from, panel, in_channels);
        }
      next = panel;
      if (count == 1) {
        t.low[0] = wasm_f32x4_add(t.low[0], t.low[1]);
        t.high[0] = wasm_f32x4_add(t.high[0], t.high[1]);
      }
      float *to = y + pixel * channels + c;
      UNROLLED for (int i = 0; i < 4; i++)
        if (i < count)
          write_channels(to + i * channels, limited(t.low[i], low_limit, high_limit),
                         limited(t.high[i], low_limit, high_limit), channels - c);
    }
    w = next;
  }
}

// Weights of places x channels as panels of 8 channels, zeros behind the last.
void pack(float *y, const float *w, int places, int channels) {
  for (int c = 0; c < channels; c += 8)
    for (int i = 0; i < places; i++)
      for (int j = 0; j < 8; j++) *y++ = c + j < channels ? w[i * channels + c + j] : 0;
}

// Stacks of matrices: y[i] = x[i] w[i]; a stride of 0 takes the same matrix for all.
// `packed` is room for the panels of one w.
void multiply(float *y, float *packed, const float *x, const float *w, const float *zeros,
              int count, int rows, int inner, int columns, int x_stride, int w_stride) {
  for (int i = 0; i < count; i++) {
    if (i == 0 || w_stride) pack(packed, w, inner, columns);
    dense(y, x, packed, zeros, rows, inner, columns, -__builtin_inff(), __builtin_inff());
    y += rows * columns, x += x_stride, w += w_stride;
  }
}

// The transposed convolution: each pixel of x spreads a window over y. Computed for each
// pixel of y from those of x that reach it; w as for `convolve`.
void convolve_transposed(float *y, const float *x, const float *w, const float *bias,
                         int in_height, int in_width, int in_channels, int height, int width,
                         int channels, int rows, int columns, int row_stride,
                         int column_stride, int top, int left) {
  for (int c = 0; c < channels; c += 8, bias += 8, w += 8 * rows * columns * in_channels) {
    float *to = y + c;
    for (int i = 0; i < height; i++)
      for (int j = 0; j < width; j++, to += channels) {
        Tile t;
        t.low[0] = load(bias), t.high[0] = load(bias + 4), t.low[1] = t.high[1] = splat(0);
        for (int row = (i + top) % row_stride; row < rows; row += row_stride)
          for (int column = (j + left) % column_stride; column < columns;
               column += column_stride) {
            unsigned at_y = (i + top - row) / row_stride, at_x = (j + left - column) / column_stride;
            if (i + top < row || at_y >= (unsigned)in_height) continue;
            if (j + left < column || at_x >= (unsigned)in_width) continue;
            accumulate_one(&t, x + (at_y * in_width + at_x) * in_channels,
                           w + 8 * (row * columns + column) * in_channels, in_channels);
          }
        write_channels(to, wasm_f32x4_add(t.low[0], t.low[1]),
                       wasm_f32x4_add(t.high[0], t.high[1]), channels - c);
      }
  }
}

// Images with depth: x[in_depth][in_height][in_width][in_channels], w[places][channels] as
// they come. Rare, and plain. There is no padding: it has been added before.
void Conv3D(float *y, const float *x, const float *w, int in_height, int in_width,
            int in_channels, int depth, int height, int width, int channels, int layers,
            int rows, int columns, int depth_stride, int row_stride, int column_stride,
            int depth_dilation, int row_dilation, int column_dilation) {
  for (int d = 0; d < depth; d++)
    for (int i = 0; i < height; i++)
      for (int j = 0; j < width; j++, y += channels)
        for (int c = 0; c < channels; c++) {
          const float *weight = w + c;
          float sum = 0;
          for (int layer = 0; layer < layers; layer++)
            for (int row = 0; row < rows; row++)
              for (int column = 0; column < columns; column++) {
                int at = (d * depth_stride + layer * depth_dilation) * in_height;
                at = (at + i * row_stride + row * row_dilation) * in_width;
                at += j * column_stride + column * column_dilation;
                for (int k = 0; k < in_channels; k++, weight += channels)
                  sum += x[at * in_channels + k] * *weight;
              }
          y[c] = sum;
        }
}
