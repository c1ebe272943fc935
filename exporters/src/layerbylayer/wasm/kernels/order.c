// What compares numbers for their places.

#define EXTREME(name, type, better)                                                   \
  void name(int *y, const type *x, int outer, int length, int inner) {                \
    for (int i = 0; i < outer; i++, x += length * inner, y += inner)                  \
      for (int k = 0; k < inner; k++) {                                               \
        int best = 0;                                                                 \
        for (int j = 1; j < length; j++)                                              \
          if (x[j * inner + k] better x[best * inner + k]) best = j;                  \
        y[k] = best;                                                                  \
      }                                                                               \
  }

EXTREME(ArgMax, float, >)
EXTREME(ArgMin, float, <)
EXTREME(ArgMax_int, int, >)
EXTREME(ArgMin_int, int, <)

// The k largest of each row, the largest first, and their places; of equal ones the first.
#define LARGEST(name, type)                                                           \
  void name(type *values, int *places, const type *x, int rows, int columns, int k) { \
    for (int i = 0; i < rows; i++, x += columns, values += k, places += k) {          \
      int found = 0;                                                                  \
      for (int j = 0; j < columns; j++) {                                             \
        int at = found;                                                               \
        while (at > 0 && x[j] > values[at - 1]) at--;                                 \
        if (at == k) continue;                                                        \
        if (found < k) found++;                                                       \
        for (int l = found - 1; l > at; l--)                                          \
          values[l] = values[l - 1], places[l] = places[l - 1];                       \
        values[at] = x[j], places[at] = j;                                            \
      }                                                                               \
    }                                                                                 \
  }

LARGEST(TopKV2, float)
LARGEST(TopKV2_int, int)
