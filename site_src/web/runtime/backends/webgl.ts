/** Starts WebGL on a canvas of its own. A chunk of its own. */
import { registerBackend, setBackend } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-webgl/dist/flags_webgl";
import { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl/dist/backend_webgl";
import { UserFacingError } from "../card.ts";

export interface Webgl {
  /** Numbers that come from a lost context are not to be believed. */
  isLost(): boolean;
  /** Resolves when the context is lost: whoever waits for its numbers would wait for ever. */
  readonly lost: Promise<void>;
}

/**
 * Starts WebGL and makes it TensorFlow.js's current backend.
 *
 * Throws a {@link UserFacingError} where there is no WebGL 2.
 */
export async function startWebgl(): Promise<Webgl> {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext("webgl2", { antialias: false, depth: false, stencil: false });
  if (context === null) throw new UserFacingError("This browser has no WebGL 2 to compute with.");
  registerBackend("webgl", () => new MathBackendWebGL(canvas), 2);
  if (!(await setBackend("webgl"))) throw new UserFacingError("WebGL did not start.");
  const lost = new Promise<void>((resolve) => {
    canvas.addEventListener("webglcontextlost", () => resolve());
  });
  return { isLost: () => context.isContextLost(), lost };
}
