import type { LitElement, ReactiveController } from "lit";
import { onSchemeChange } from "../elements/colour-scheme.ts";

/**
 * Paints an element's canvas after each update, and again when the page changes between light and
 * dark. `paint` is also called before there is a canvas.
 */
export class PaintController implements ReactiveController {
  private stopWatching: (() => void) | undefined;

  /** With `afterUpdates` false the element says itself when it is painted after an update. */
  constructor(
    host: LitElement,
    private readonly paint: () => void,
    private readonly afterUpdates = true,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.stopWatching = onSchemeChange(this.paint);
  }

  hostDisconnected(): void {
    this.stopWatching?.();
  }

  hostUpdated(): void {
    if (this.afterUpdates) this.paint();
  }
}
