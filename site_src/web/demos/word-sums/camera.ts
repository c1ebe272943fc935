/** Which part of a map is seen. The whole map goes from 0 to 1, across and up. */

export interface Camera {
  /** The middle of what is seen. */
  readonly x: number;
  readonly y: number;
  /** 1 shows the whole map. */
  readonly zoom: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export const WHOLE: Camera = { x: 0.5, y: 0.5, zoom: 1 };
const CLOSEST = 60;
/** How far the middle may go beyond the whole map: some words lie outside of it. */
const BEYOND = 0.5;

/** The camera, or the nearest one that is allowed. */
export function allowed({ x, y, zoom }: Camera): Camera {
  const kept = (value: number): number => Math.max(-BEYOND, Math.min(1 + BEYOND, value));
  return { x: kept(x), y: kept(y), zoom: Math.max(1, Math.min(CLOSEST, zoom)) };
}

/** Where a place on the map is seen, as shares of the picture's sides from its upper left corner. */
export function seenAt(camera: Camera, { x, y }: Spot): Spot {
  return { x: 0.5 + (x - camera.x) * camera.zoom, y: 0.5 - (y - camera.y) * camera.zoom };
}

/** The place on the map that is seen there. */
export function placeAt(camera: Camera, { x, y }: Spot): Spot {
  return { x: camera.x + (x - 0.5) / camera.zoom, y: camera.y - (y - 0.5) / camera.zoom };
}

/** Moves what is seen by shares of the picture's sides. */
export function moved(camera: Camera, across: number, down: number): Camera {
  const { x, y, zoom } = camera;
  return allowed({ x: x - across / zoom, y: y + down / zoom, zoom });
}

/** Zooms by a factor; what is seen at `fixed` stays where it is. */
export function zoomed(camera: Camera, factor: number, fixed: Spot = { x: 0.5, y: 0.5 }): Camera {
  const { zoom } = allowed({ ...camera, zoom: camera.zoom * factor });
  const { x, y } = placeAt(camera, fixed);
  return allowed({
    x: x - (fixed.x - 0.5) / zoom,
    y: y + (fixed.y - 0.5) / zoom,
    zoom,
  });
}

/** "0.31 0.52 4" as a camera; null where it is none. */
export function readCamera(text: string): Camera | null {
  const [x = NaN, y = NaN, zoom = NaN, ...rest] = text.trim().split(/\s+/).map(Number);
  const whole = rest.length === 0 && [x, y, zoom].every(Number.isFinite);
  return whole ? allowed({ x, y, zoom }) : null;
}

export function writeCamera({ x, y, zoom }: Camera): string {
  return `${Number(x.toFixed(3))} ${Number(y.toFixed(3))} ${Number(zoom.toFixed(2))}`;
}
