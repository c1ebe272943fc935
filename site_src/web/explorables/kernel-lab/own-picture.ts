/** Pictures of the reader's, which stay on the device. */
import { squeezed } from "../../drawing/preprocess.ts";
import { PEN_RADIUS, type Stroke } from "../../drawing/strokes.ts";
import { UserFacingError } from "../../runtime/files.ts";
import type { Picture } from "./convolve.ts";
import { SIDE } from "./settings.ts";

/** The middle square of a file's picture, in grey: dark is ink. Rejects what is no picture. */
export async function pictureOfFile(file: File): Promise<Picture> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new UserFacingError(`${file.name} is no picture that this browser can read.`);
  });
  const picture = inGrey(bitmap, bitmap.width, bitmap.height);
  bitmap.close();
  return picture;
}

/** What the camera sees now, as {@link pictureOfFile} sees a file. */
export function pictureOfVideo(video: HTMLVideoElement): Picture {
  return inGrey(video, video.videoWidth, video.videoHeight);
}

/** The whole sheet with these lines, as ink. */
export function pictureOfStrokes(strokes: readonly Stroke[]): Picture {
  return { side: SIDE, values: squeezed(strokes, PEN_RADIUS, SIDE, SIDE) };
}

function inGrey(source: ImageBitmap | HTMLVideoElement, width: number, height: number): Picture {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new UserFacingError("This browser can't read pictures.");
  const cut = Math.min(width, height);
  const [left, top] = [(width - cut) / 2, (height - cut) / 2];
  context.fillStyle = "white";
  context.fillRect(0, 0, SIDE, SIDE);
  context.drawImage(source, left, top, cut, cut, 0, 0, SIDE, SIDE);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  // How bright green, red and blue are to an eye (ITU-R BT.601).
  const values = Float32Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [red = 0, green = 0, blue = 0] = data.subarray(4 * at, 4 * at + 3);
    return 1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  });
  return { side: SIDE, values };
}
