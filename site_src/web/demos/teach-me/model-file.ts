/** A trained head as a file, and back. */
import { UserFacingError } from "../../runtime/card.ts";
import type { Head } from "../../runtime/inside/head.ts";

export interface Saved {
  readonly classes: readonly string[];
  readonly head: Head;
  /** Name of the exported network whose features it was trained on. */
  readonly model: string;
}

/** Features of one example with the probabilities for it, for a check after loading. */
export interface Check {
  readonly features: Float32Array;
  readonly probabilities: Float32Array;
}

const FORMAT = "layer-by-layer-head";

/** The text of the file: JSON, with arrays of little-endian floats in Base64. */
export function toText({ classes, head, model }: Saved, check: Check): string {
  return JSON.stringify(
    {
      format: FORMAT,
      version: 1,
      model,
      classes,
      kernel: packed(head.kernel),
      bias: packed(head.bias),
      check: { features: packed(check.features), probabilities: packed(check.probabilities) },
    },
    null,
    1,
  );
}

/** Reads the text of a file. Throws a {@link UserFacingError} that says what is wrong with it. */
export function fromText(text: string): Saved {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserFacingError("That file is not one that was downloaded here: it is not JSON.");
  }
  const { format, version, model, classes, kernel, bias } = (value ?? {}) as Record<
    string,
    unknown
  >;
  if (format !== FORMAT || version !== 1 || typeof model !== "string") {
    throw new UserFacingError("That file is not a model that was downloaded here.");
  }
  if (!Array.isArray(classes) || !classes.every((name) => typeof name === "string")) {
    throw new UserFacingError("The file does not say what its classes are.");
  }
  const head = { kernel: unpacked(kernel), bias: unpacked(bias) };
  const fits = head.bias.length === classes.length && head.kernel.length % classes.length === 0;
  if (!fits || head.kernel.length === 0 || head.kernel.some(Number.isNaN)) {
    throw new UserFacingError("The file is damaged: its numbers do not fit its classes.");
  }
  return { model, classes, head };
}

function packed(values: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, index) => view.setFloat32(4 * index, value, true));
  return btoa(
    Array.from(new Uint8Array(view.buffer), (byte) => String.fromCharCode(byte)).join(""),
  );
}

function unpacked(value: unknown): Float32Array {
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.from(atob(String(value)), (letter) => letter.charCodeAt(0));
  } catch {
    throw new UserFacingError("The file is damaged: its numbers cannot be read.");
  }
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) =>
    view.getFloat32(4 * index, true),
  );
}
