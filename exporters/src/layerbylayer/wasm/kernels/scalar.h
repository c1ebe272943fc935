// Functions of one number, computed in double precision: rare in networks, so that short
// code matters more than speed. Errors are far below those of float32.

typedef union {
  double value;
  long long bits;
} Double;

#define NOT_A_NUMBER __builtin_nanf("")
#define INFINITE __builtin_inf()
#define PI 3.14159265358979323846

INLINE double two_to(int n) { return (Double){.bits = (long long)(n + 1023) << 52}.value; }

SHARED double exponential_of(double x) {
  if (x > 709) return INFINITE;
  if (x < -700) return 0;
  double n = __builtin_rint(x * 1.44269504088896340736);
  double r = x - n * 6.93147180369123816490e-1 - n * 1.90821492927058770002e-10;
  double sum = 1, term = 1;
  for (int i = 1; i < 15; i++) sum += term *= r / i;
  return sum * two_to((int)n);
}

SHARED double logarithm_of(double x) {
  if (!(x > 0)) return x == 0 ? -INFINITE : NOT_A_NUMBER;
  if (x == INFINITE) return x;
  Double d = {.value = x};
  int n = (int)(d.bits >> 52) - 1023;
  d.bits = (d.bits & 0xfffffffffffffLL) | 0x3ff0000000000000LL;
  if (d.value > 1.41421356237309504880) d.value /= 2, n++;
  // log(m) = 2 artanh(s), of which s^2 <= 0.03
  double s = (d.value - 1) / (d.value + 1), sum = 0, term = 2 * s;
  for (int i = 1; i < 24; i += 2) sum += term / i, term *= s * s;
  return sum + n * 0.69314718055994530942;
}

// The sine of x + quarters * pi / 2.
SHARED double sine_of(double x, int quarters) {
  double n = __builtin_rint(x * (2 / PI));
  double r = x - n * 1.57079632673412561417 - n * 6.07710050650619224932e-11;
  int turn = (int)n + quarters;
  double term = turn & 1 ? 1 : r, sum = 0;
  for (int i = turn & 1 ? 1 : 2; i < 20; i += 2) sum += term, term *= -r * r / (i * (i + 1));
  return turn & 2 ? -sum : sum;
}

SHARED double arc_tangent_of(double x) {
  double size = __builtin_fabs(x), inverse = size > 1;
  double t = inverse ? 1 / size : size;
  // Two halvings of the angle leave |t| <= tan(pi / 16).
  t = t / (1 + __builtin_sqrt(1 + t * t));
  t = t / (1 + __builtin_sqrt(1 + t * t));
  double sum = 0, term = t;
  for (int i = 1; i < 25; i += 2) sum += term / i, term *= -t * t;
  sum *= 4;
  return __builtin_copysign(inverse ? PI / 2 - sum : sum, x);
}

SHARED double arc_sine_of(double x) {
  return arc_tangent_of(x / __builtin_sqrt((1 - x) * (1 + x)));
}

SHARED double angle_of(double y, double x) {
  if (x == 0 && y == 0) return __builtin_copysign(__builtin_signbit(x) ? PI : 0, y);
  if (x == 0) return __builtin_copysign(PI / 2, y);
  double angle = arc_tangent_of(y / x);
  return x < 0 ? angle + __builtin_copysign(PI, y) : angle;
}

SHARED double raised(double x, double y) {
  if (y == 0) return 1;
  double size = exponential_of(y * logarithm_of(__builtin_fabs(x)));
  if (x >= 0) return size;
  if (y != __builtin_trunc(y)) return NOT_A_NUMBER;
  return y / 2 == __builtin_trunc(y / 2) ? size : -size;
}
