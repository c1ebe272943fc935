// Each channel by itself: y[height][width][channels * multiplier] of one example, with
// w[rows][columns][channels * multiplier].

// The part of a window along one axis that lies inside of the image.
typedef struct {
  int first, count;
} Inside;

INLINE Inside inside(int start, int size, int window, int dilation) {
  int first = 0, end = window;
  while (first < end && start + first * dilation < 0) first++;
  while (end > first && start + (end - 1) * dilation >= size) end--;
  return (Inside){first, end - first};
}

void convolve_depthwise(float *y, const float *x, const float *w, const float *bias,
                        int in_height, int in_width, int in_channels, int height, int width,
                        int multiplier, int rows, int columns, int row_stride,
                        int column_stride, int top, int left, int row_dilation,
                        int column_dilation, float least, float largest) {
  int channels = in_channels * multiplier;
  V low = splat(least), high = splat(largest);
  // How far neighbours of a window are apart.
  int down = row_dilation * in_width * in_channels, across = column_dilation * in_channels;
  for (int i = 0; i < height; i++) {
    int at_y = i * row_stride - top;
    Inside v = inside(at_y, in_height, rows, row_dilation);
    for (int j = 0; j < width; j++, y += channels) {
      int at_x = j * column_stride - left;
      Inside u = inside(at_x, in_width, columns, column_dilation);
      const float *first =
          x + (at_y * in_width + at_x) * in_channels + v.first * down + u.first * across;
      const float *first_w = w + (v.first * columns + u.first) * channels;
      int c = 0;
      if (multiplier == 1) {
        for (; c < channels - 7; c += 8) {
          V sum = load(bias + c), other = load(bias + c + 4);
          for (int row = 0; row < v.count; row++) {
            const float *from = first + row * down + c;
            const float *weights = first_w + row * columns * channels + c;
            for (int k = 0; k < u.count; k++, from += across, weights += channels) {
              sum = multiply_add(load(from), load(weights), sum);
              other = multiply_add(load(from + 4), load(weights + 4), other);
            }
          }
          store(y + c, limited(sum, low, high));
          store(y + c + 4, limited(other, low, high));
        }
      }
      // What is left, a number at a time; w and bias are followed by room to read.
      for (; c < channels; c++) {
        V sum = load_splat(bias + c);
        for (int row = 0; row < v.count; row++) {
          const float *from = first + row * down + c / multiplier;
          const float *weights = first_w + row * columns * channels + c;
          for (int k = 0; k < u.count; k++, from += across, weights += channels)
            sum = multiply_add(load_splat(from), load_splat(weights), sum);
        }
        wasm_v128_store32_lane(y + c, limited(sum, low, high), 0);
      }
    }
  }
}
