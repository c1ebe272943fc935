import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { state } from "../properties.ts";
import { sharedStyles } from "./styles/shared.ts";

type State = "off" | "asking" | "on" | "refused";

/**
 * `<lbl-camera>`: the device's camera, switched on and off by the reader. What it sees stays on the
 * device. Fires `lbl-on` and `lbl-off`; {@link video} then shows what it sees, or nothing.
 */
export class Camera extends LitElement {
  @state() private state: State = "off";
  @state() private problem = "";
  private stream: MediaStream | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  /** The moving picture; null while the camera is off. */
  get video(): HTMLVideoElement | null {
    const video = this.renderRoot.querySelector("video");
    return this.state === "on" && video !== null && video.videoWidth > 0 ? video : null;
  }

  /** Switches the camera off. */
  stop(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    if (this.state === "off") return;
    this.state = "off";
    this.dispatchEvent(new CustomEvent("lbl-off"));
  }

  private async start(): Promise<void> {
    this.state = "asking";
    this.problem = "";
    try {
      // Over plain HTTP there are none.
      const devices = navigator.mediaDevices as MediaDevices | undefined;
      if (devices === undefined) throw new DOMException("", "NotFoundError");
      const stream = await devices.getUserMedia({
        audio: false,
        video: { facingMode: "environment", width: { ideal: 640 }, height: { ideal: 480 } },
      });
      // It may have been taken off the page meanwhile.
      if (!this.isConnected) return stream.getTracks().forEach((track) => track.stop());
      this.stream = stream;
      this.state = "on";
      await this.updateComplete;
      const video = this.renderRoot.querySelector("video");
      if (video === null) return;
      video.srcObject = stream;
      await video.play();
      this.dispatchEvent(new CustomEvent("lbl-on"));
    } catch (error) {
      this.stop();
      this.state = "refused";
      this.problem =
        error instanceof DOMException && error.name === "NotAllowedError"
          ? "The browser does not let this page use the camera. Allow it in the address bar, or use a file."
          : "No camera was found. Use a file instead.";
    }
  }

  override render(): TemplateResult {
    const on = this.state === "on";
    return html`
      ${on ? html`<video muted playsinline aria-label="What the camera sees"></video>` : nothing}
      <button
        class="button"
        type="button"
        aria-disabled=${this.state === "asking"}
        @click=${() => (on ? this.stop() : this.start())}
      >
        ${on ? "Camera off" : "Camera"}
      </button>
      ${this.problem === "" ? nothing : html`<p class="muted" role="alert">${this.problem}</p>`}
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: inline-grid;
        max-inline-size: 100%;
        container-type: normal;
        justify-items: start;
        gap: 8px;
      }
      video {
        inline-size: 160px;
        aspect-ratio: 1;
        object-fit: cover;
        border-radius: var(--lbl-radius);
        background: var(--lbl-track);
      }
    `,
  ];
}

customElements.define("lbl-camera", Camera);
