// Weights that are stored in fewer bits, as float32; run once, when a model is loaded.

void widen_bytes(float *y, const unsigned char *x, int count, float scale, float least) {
  for (int i = 0; i < count; i++) y[i] = x[i] * scale + least;
}

// float16: the exponent is moved by a multiplication, which also brings small numbers, that
// have no leading 1, to their place.
void widen_halves(float *y, const unsigned short *x, int count) {
  for (int i = 0; i < count; i++) {
    union {
      unsigned bits;
      float value;
    } f = {.bits = (x[i] & 0x7fffu) << 13};
    f.value *= 0x1p112f;
    f.bits |= (x[i] & 0x8000u) << 16;
    y[i] = f.value;
  }
}
