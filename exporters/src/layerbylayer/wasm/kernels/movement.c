// What moves numbers of any type: strides are in numbers.

// A block of four axes, from any strides to any: Transpose, Slice, ReverseV2, Tile,
// BroadcastTo, ConcatV2 and PadV2.
void copy(int *y, const int *x, int n0, int n1, int n2, int n3, int y0, int y1, int y2, int y3,
          int x0, int x1, int x2, int x3) {
  for (int i = 0; i < n0; i++)
    for (int j = 0; j < n1; j++)
      for (int k = 0; k < n2; k++) {
        int *to = y + i * y0 + j * y1 + k * y2;
        const int *from = x + i * x0 + j * x1 + k * x2;
        if (x3 == 1 && y3 == 1 && n3 > 15) {
          __builtin_memcpy(to, from, 4 * n3);
        } else {
          for (int l = 0; l < n3; l++) to[l * y3] = from[l * x3];
        }
      }
}

void fill(int *y, int value, int vectors) {
  for (int i = 0; i < 4 * vectors; i += 4) store(y + i, splat_int(value));
}

// y[i][j] = x[i][places[j]], of rows of `size` numbers. An index that is no place stops the
// program: what lies there is not the model's.
void GatherV2(int *y, const int *x, const int *places, int outer, int length, int count,
              int size) {
  for (int i = 0; i < outer; i++, x += length * size)
    for (int j = 0; j < count; j++, y += size) {
      unsigned place = places[j];
      if (place >= (unsigned)length) __builtin_trap();
      __builtin_memcpy(y, x + place * size, 4 * size);
    }
}
