/** Pictures in eight bits of grey, where there is no browser to read them. */
import { inflateSync } from "node:zlib";

/** What a pixel is told from: its own byte, and the ones left, above, and above left of it. */
const filters: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_left, up) => up,
  (left, up) => Math.floor((left + up) / 2),
  (left, up, corner) => {
    const [toLeft, toUp, toCorner] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs) as [number, number, number]; // prettier-ignore
    return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
  },
];

/** The pixels of a PNG from 0 to 1, row by row. Throws where it isn't grey, eight bits, not interlaced. */
export function readGreyPng(file: Buffer): Float32Array {
  let data = Buffer.alloc(0);
  let width = 0;
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    const kind = file.toString("latin1", at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (kind === "IHDR") {
      width = body.readUInt32BE(0);
      const [bits, colour, , , interlaced] = body.subarray(8);
      if (bits !== 8 || colour !== 0 || interlaced !== 0) throw new Error("no plain grey PNG");
    }
    if (kind === "IDAT") data = Buffer.concat([data, body]);
    at += 12 + length;
  }
  const raw = inflateSync(data);
  const rows = raw.length / (width + 1);
  const pixels = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const filter = filters[raw[row * (width + 1)] ?? 0];
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const above = row === 0 ? -1 : at - width;
      const left = column === 0 ? 0 : (pixels[at - 1] ?? 0);
      const corner = column === 0 || above < 0 ? 0 : (pixels[above - 1] ?? 0);
      const told = filter?.(left, pixels[above] ?? 0, corner) ?? 0;
      pixels[at] = (raw[row * (width + 1) + 1 + column] ?? 0) + told;
    }
  }
  return Float32Array.from(pixels, (pixel) => pixel / 255);
}
