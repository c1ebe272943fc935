// Weights that are stored in fewer bits, as float32; run once, when a model is loaded.

// A scale and a least value for each channel: x[outer][places][channels].
void widen_bytes(float *y, const unsigned char *x, const float *scale, const float *least,
                 int outer, int places, int channels) {
  for (int i = 0; i < outer; i++, scale += channels, least += channels)
    for (int j = 0; j < places; j++)
      for (int k = 0; k < channels; k++) *y++ = *x++ * scale[k] + least[k];
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
