import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../properties.ts";
import { fetchFile } from "../runtime/files.ts";
import { sharedStyles } from "./styles/shared.ts";

/** A picture of the reader's, on the way to a network. */
export interface Photo {
  readonly picture: ImageBitmap;
  /** What it is called: the name of its file, say. */
  readonly name: string;
}

/** Photos that come with the site: photos.json lies beside them. */
export interface BundledPhoto {
  readonly file: string;
  /** What is on it, in words. */
  readonly name: string;
  readonly origin: string;
}

/** Where the bundled photos are, ending in a slash. */
export const photoFolder = new URL("../data/photos/", import.meta.url).href;

export async function fetchBundled(): Promise<readonly BundledPhoto[]> {
  const response = await fetchFile(new URL("photos.json", photoFolder));
  return (await response.json()) as readonly BundledPhoto[];
}

/** The picture of a bundled photo; null when it can't be fetched or read. */
export async function fetchPicture(
  { file, name }: BundledPhoto,
  fresh: boolean,
): Promise<ImageBitmap | null> {
  try {
    const response = await fetchFile(photoFolder + file, fresh);
    return (await readPhoto(await response.blob(), name))?.picture ?? null;
  } catch {
    return null;
  }
}

/** Reads an image file; null when it is none that the browser can read. */
async function readPhoto(file: Blob, name: string): Promise<Photo | null> {
  try {
    return { picture: await createImageBitmap(file), name };
  } catch {
    return null;
  }
}

/** A list of the photos that come with the site; `chosen` is null for the reader's own. */
export function photoList(
  label: string,
  photos: readonly BundledPhoto[],
  chosen: number | null,
  choose: (index: number) => void,
): TemplateResult {
  return html`
    <label class="choice">
      ${label}
      <select
        @change=${(event: Event) => choose(Number((event.target as HTMLSelectElement).value))}
      >
        ${chosen === null ? html`<option selected>your own</option>` : ""}
        ${photos.map(
          ({ name }, index) =>
            html`<option value=${index} .selected=${index === chosen}>${name}</option>`,
        )}
      </select>
    </label>
  `;
}

/** Names who took the photos that come with the page. */
export function origins(photos: readonly BundledPhoto[]): TemplateResult | typeof nothing {
  if (photos.length === 0) return nothing;
  return html`
    <details class="muted">
      <summary>Where these photos come from</summary>
      <ul>
        ${photos.map(({ name, origin }) => html`<li>${name}: ${origin}</li>`)}
      </ul>
    </details>
  `;
}

/** A large square for a picture, or for a question mark where there is none: declarations. */
export const pictureOrMark = css`
  display: grid;
  place-items: center;
  inline-size: min(100%, 224px);
  aspect-ratio: 1;
  overflow: hidden;
  border-radius: var(--lbl-radius);
  background: var(--lbl-track);
  color: var(--lbl-muted);
  font-size: 3em;
`;

/** What demos of photos share: rows of buttons, bars with names, and that nothing is sent. */
export const photoStyles = css`
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 8px;
  }
  .bars .label {
    min-inline-size: 6em;
    text-align: start;
  }
  .private {
    margin-block-start: 12px;
    padding-block-start: 10px;
    border-block-start: 1px solid var(--lbl-line);
  }
`;

/**
 * `<lbl-photos>`: takes pictures from files, the clipboard, or dropped onto {@link zone}. Fires
 * `lbl-photos` with a list of them. Nothing leaves the device.
 */
export class Photos extends LitElement {
  /** What stands on the button. */
  @property({ type: String }) label = "Choose a file";
  @property({ type: Boolean }) multiple = false;
  /** Where pictures may be dropped and, while the focus or the pointer is in it, pasted. */
  @property({ attribute: false }) zone: HTMLElement | null = null;
  @state() private problem = "";

  private listening: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listening?.abort();
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("zone")) this.listen();
  }

  private listen(): void {
    this.listening?.abort();
    const { zone } = this;
    if (zone === null) return;
    this.listening = new AbortController();
    const { signal } = this.listening;
    zone.addEventListener("dragover", (event) => event.preventDefault(), { signal });
    zone.addEventListener("drop", (event) => this.dropped(event), { signal });
    document.addEventListener(
      "paste",
      (event) => {
        if (zone.matches(":hover, :focus-within")) this.pasted(event);
      },
      { signal },
    );
  }

  override render(): TemplateResult {
    return html`
      <label class="button">
        ${this.label}
        <input type="file" accept="image/*" ?multiple=${this.multiple} @change=${this.picked} />
      </label>
      ${this.problem === "" ? nothing : html`<p class="muted" role="alert">${this.problem}</p>`}
    `;
  }

  private picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    void this.take([...(input.files ?? [])]);
    // The same file may be chosen again.
    input.value = "";
  }

  private dropped(event: DragEvent): void {
    event.preventDefault();
    void this.take([...(event.dataTransfer?.files ?? [])]);
  }

  private pasted(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void this.take(files);
  }

  private async take(files: readonly File[]): Promise<void> {
    this.problem = "";
    const wanted = this.multiple ? files : files.slice(0, 1);
    const read = await Promise.all(wanted.map((file) => readPhoto(file, file.name)));
    const photos = read.filter((photo) => photo !== null);
    if (photos.length < wanted.length) {
      this.problem = "That is no picture that this browser can read. Try JPEG or PNG.";
    }
    if (photos.length > 0) this.dispatchEvent(new CustomEvent("lbl-photos", { detail: photos }));
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: inline-block;
        max-inline-size: 100%;
        container-type: normal;
      }
      label.button {
        display: inline-flex;
        align-items: center;
        position: relative;
        cursor: pointer;
      }
      input {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        opacity: 0;
        cursor: pointer;
        font-size: 0;
      }
      label:focus-within {
        outline: 3px solid var(--lbl-accent);
        outline-offset: 2px;
      }
      label:hover {
        border-color: var(--lbl-accent);
        color: var(--lbl-accent);
      }
    `,
  ];
}

customElements.define("lbl-photos", Photos);
