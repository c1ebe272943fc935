// Each channel by itself: y[height][width][channels * multiplier] of one example, with
// w[rows][columns][channels * multiplier].

void convolve_depthwise(float *y, const float *x, const float *w, const float *bias,
                        int in_height, int in_width, int in_channels, int height, int width,
                        int multiplier, int rows, int columns, int row_stride,
                        int column_stride, int top, int left, int row_dilation,
                        int column_dilation, float least, float largest) {
  int channels = in_channels * multiplier;
  for (int i = 0; i < height; i++)
    for (int j = 0; j < width; j++, y += channels) {
      int y_in = i * row_stride - top, x_in = j * column_stride - left;
      int c = 0;
      // Eight channels, then four: w is followed by room to read.
      for (; c < channels; c += multiplier == 1 ? 4 : 1) {
        V sum = load(bias + c);
        for (int row = 0; row < rows; row++) {
          unsigned at_y = y_in + row * row_dilation;
          if (at_y >= (unsigned)in_height) continue;
          for (int column = 0; column < columns; column++) {
            unsigned at_x = x_in + column * column_dilation;
            if (at_x >= (unsigned)in_width) continue;
            const float *from = x + (at_y * in_width + at_x) * in_channels;
            const float *weights = w + (row * columns + column) * channels + c;
            V pixel = multiplier == 1 ? load(from + c) : load_splat(from + c / multiplier);
            sum = multiply_add(pixel, load(weights), sum);
          }
        }
        write_channels(y + c, limited(sum, splat(least), splat(largest)), splat(0),
                       multiplier == 1 ? (channels - c < 4 ? channels - c : 4) : 1);
      }
    }
}
