import type { ReactiveControllerHost } from "lit";
import type { Drawable } from "../drawing/pixels.ts";
import { fetchBundled, fetchPicture, type BundledPhoto } from "../elements/photos.ts";

export interface PhotoOptions {
  /** The place in the list of the photo that is chosen; null for the reader's own. */
  readonly chosen: () => number | null;
  readonly show: (picture: Drawable) => void;
  /** Called when the list is there, and the first photo or word that it could not be fetched. */
  readonly ready: () => void;
}

/** One photograph to look at: of those that come with the site, or the reader's own. */
export class PhotoController {
  bundled: readonly BundledPhoto[] = [];
  /** Fetches the photo once more, where it could not be fetched; null otherwise. */
  retry: (() => Promise<void>) | null = null;

  /** Which photo was asked for last. */
  private wanted = -1;

  constructor(
    private readonly host: Pick<ReactiveControllerHost, "requestUpdate">,
    private readonly options: PhotoOptions,
  ) {}

  /** What the chosen photo is called. */
  get name(): string {
    const index = this.options.chosen();
    return index === null ? "your photo" : (this.bundled[index]?.name ?? "a photo");
  }

  /** Fetches the list, and the photo that is chosen. */
  async prepare(fresh = false): Promise<void> {
    this.offer(null);
    try {
      this.bundled = await fetchBundled();
    } catch {
      this.offer(() => this.prepare(true));
      return;
    }
    await this.fetch(this.options.chosen() ?? 0, fresh);
    this.options.ready();
  }

  /** Fetches a photo of the list and shows it, unless another was asked for meanwhile. */
  async fetch(index: number, fresh = false): Promise<void> {
    const photo = this.bundled[index];
    if (photo === undefined) return;
    this.wanted = index;
    this.offer(null);
    const picture = await fetchPicture(photo, fresh);
    if (this.wanted !== index) return;
    if (picture === null) this.offer(() => this.fetch(index, true));
    else this.options.show(picture);
  }

  /** Shows a photo of the reader's own; one that is on its way is forgotten. */
  own(picture: Drawable): void {
    this.wanted = -1;
    this.offer(null);
    this.options.show(picture);
  }

  private offer(retry: (() => Promise<void>) | null): void {
    this.retry = retry;
    this.host.requestUpdate();
  }
}
