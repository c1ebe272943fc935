/** Kernels beside each other, each with what it makes of the picture. */
import { html, type TemplateResult } from "lit";
import { layer, type Picture } from "./convolve.ts";
import { readKernel, type KernelValues } from "./settings.ts";

/** The kernels that a network learned, on this picture; `take` is called with the one that was pressed. */
export function gallery(
  kernels: readonly string[],
  values: KernelValues,
  picture: Picture,
  take: (kernel: string) => void,
): TemplateResult {
  return html`
    <div class="learned">
      <p>
        ${kernels.length} kernels from the network that reads digits, and what each makes of this
        picture. Nobody wrote them. Take one:
      </p>
      <div class="kernels" role="group" aria-label="Kernels that a network learned">
        ${kernels.map((kernel, at) => {
          const made = layer(picture, { ...values, kernel });
          return html`
            <button
              type="button"
              aria-label="Learned kernel ${at + 1}"
              aria-pressed=${kernel === values.kernel}
              @click=${() => take(kernel)}
            >
              <lbl-map .values=${made.values} .width=${made.side} .height=${made.side}></lbl-map>
              <span class="small">
                <lbl-map .values=${readKernel(kernel)} width="3" height="3"></lbl-map>
              </span>
            </button>
          `;
        })}
      </div>
    </div>
  `;
}
