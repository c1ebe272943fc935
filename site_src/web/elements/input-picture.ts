import { html, nothing, type TemplateResult } from "lit";
import "./map.ts";

/**
 * What a network takes in, as a picture: in colours where it has three channels, otherwise as ink.
 *
 * `shape` is rows, columns, channels; `range` the values of paper and ink, or of no light and full. Without a
 * `name`, what is around it says what it is.
 */
export function inputPicture(
  values: Float32Array,
  shape: readonly number[],
  range: readonly [number, number],
  name = "",
): TemplateResult {
  const [height = 1, width = 1, channels = 1] = shape;
  const [low, high] = range;
  const share = (value: number | undefined): number => ((value ?? low) - low) / (high - low);
  const shown =
    channels === 3
      ? values.map((value) => 255 * share(value))
      : Float32Array.from({ length: width * height }, (_, pixel) =>
          share(values[pixel * channels]),
        );
  return html`
    <lbl-map
      role=${name === "" ? nothing : "img"}
      aria-label=${name === "" ? nothing : name}
      colours=${channels === 3 ? "photo" : "ink"}
      most="1"
      .values=${shown}
      .width=${width}
      .height=${height}
    ></lbl-map>
  `;
}
