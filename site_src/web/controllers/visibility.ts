import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Calls `near` when an element comes near the window, once each time that it is put on a page. */
export class VisibilityController implements ReactiveController {
  private observer: IntersectionObserver | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly near: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.observer?.disconnect();
        this.near();
      },
      { rootMargin: "400px" },
    );
    this.observer.observe(this.host);
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
  }
}
