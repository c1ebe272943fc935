/** An empty canvas as fine as the screen, to be painted on in pixels of the page. */
export interface SharpCanvas {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
}

/** Makes a canvas as fine as the screen and clears it; undefined where there is none to paint on. */
export function sharpCanvas(canvas: HTMLCanvasElement | null): SharpCanvas | undefined {
  const context = canvas?.getContext("2d");
  if (!canvas || !context) return undefined;
  const { clientWidth: width, clientHeight: height } = canvas;
  const fine = devicePixelRatio;
  const [across, down] = [Math.round(width * fine), Math.round(height * fine)];
  // Setting a size takes time even where it is the same.
  if (canvas.width !== across || canvas.height !== down)
    [canvas.width, canvas.height] = [across, down];
  context.setTransform(fine, 0, 0, fine, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}
