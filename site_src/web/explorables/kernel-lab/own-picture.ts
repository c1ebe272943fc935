/** A picture of the reader's, which stays on the device. */
import { UserFacingError } from "../../runtime/files.ts";
import type { Picture } from "./convolve.ts";
import { SIDE } from "./settings.ts";

/** The middle square of a picture, in grey: dark is ink. Rejects what is no picture. */
export async function ownPicture(file: File): Promise<Picture> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new UserFacingError(`${file.name} is no picture that this browser can read.`);
  });
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new UserFacingError("This browser can't read pictures.");
  const cut = Math.min(bitmap.width, bitmap.height);
  const [left, top] = [(bitmap.width - cut) / 2, (bitmap.height - cut) / 2];
  context.fillStyle = "white";
  context.fillRect(0, 0, SIDE, SIDE);
  context.drawImage(bitmap, left, top, cut, cut, 0, 0, SIDE, SIDE);
  bitmap.close();
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  // How bright green, red and blue are to an eye (ITU-R BT.601).
  const values = Float32Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [red = 0, green = 0, blue = 0] = data.subarray(4 * at, 4 * at + 3);
    return 1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  });
  return { side: SIDE, values };
}
