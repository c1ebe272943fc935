/** What of a point the network is shown. */

export const features = {
  x: "x",
  y: "y",
  xx: "x²",
  yy: "y²",
  xy: "x · y",
  sinx: "sin x",
  siny: "sin y",
} as const;

export type Feature = keyof typeof features;

const compute: Readonly<Record<Feature, (x: number, y: number) => number>> = {
  x: (x) => x,
  y: (_x, y) => y,
  xx: (x) => x * x,
  yy: (_x, y) => y * y,
  xy: (x, y) => x * y,
  sinx: (x) => Math.sin(x),
  siny: (_x, y) => Math.sin(y),
};

/** The same in NumPy. */
export const inNumPy: Readonly<Record<Feature, string>> = {
  x: "x",
  y: "y",
  xx: "x**2",
  yy: "y**2",
  xy: "x * y",
  sinx: "np.sin(x)",
  siny: "np.sin(y)",
};

/** The features of places (x and y one after the other), place by place. */
export function featuresOf(places: Float32Array, names: readonly Feature[]): Float32Array {
  const count = places.length / 2;
  const made = new Float32Array(count * names.length);
  names.forEach((name, feature) => {
    for (let place = 0; place < count; place++) {
      const [x = 0, y = 0] = [places[2 * place], places[2 * place + 1]];
      made[place * names.length + feature] = compute[name](x, y);
    }
  });
  return made;
}
