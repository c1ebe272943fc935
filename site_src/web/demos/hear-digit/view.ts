/** The parts of `<hear-digit>` that only show what they are given. */
import { html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import "../../elements/map.ts";
import "./wave.ts";
import { pace, saySpectrogram, sayWave, ticksOf } from "./words.ts";

export const SPEEDS = { least: 0.7, most: 1.4, step: 0.05 } as const;

/** Seconds that stand below the pictures. */
const SECONDS = [0, 0.25, 0.5, 0.75, 1];

export interface Pictures {
  /** One second, as the network is given it. */
  readonly sound: Float32Array;
  /** The network's own picture of it, the lowest band first; empty before there is one. */
  readonly spectrogram: Float32Array;
  /** The middle frequency of each band. */
  readonly hertz: readonly number[];
  readonly columns: number;
  readonly playing: boolean;
}

/** The wave and, over the same second, the spectrogram. */
export function pictures(shown: Pictures): TemplateResult {
  const { sound, spectrogram, hertz, columns, playing } = shown;
  const rows = hertz.length;
  // The picture's first row is at its top, the lowest band at the bottom.
  const upright = Float32Array.from(
    spectrogram,
    (_, at) => spectrogram[(rows - 1 - Math.floor(at / columns)) * columns + (at % columns)] ?? 0,
  );
  return html`
    <div class="pictures">
      <p class="muted name" aria-hidden="true">The wave</p>
      <lbl-wave role="img" aria-label=${sayWave(sound)} .sound=${sound}></lbl-wave>
      <p class="muted name" aria-hidden="true">The spectrogram: ${rows} × ${columns}</p>
      <div class="muted hertz" aria-hidden="true">
        ${ticksOf(hertz).map(
          ([frequency, height]) =>
            html`<span style=${styleMap({ insetBlockStart: `${100 * (1 - height)}%` })}
              >${frequency.toLocaleString("en")} Hz</span
            >`,
        )}
      </div>
      <lbl-map
        colours="ink"
        most="1"
        role="img"
        aria-label=${saySpectrogram(spectrogram, hertz)}
        .values=${upright}
        .width=${columns}
        .height=${rows}
      ></lbl-map>
      <div class="muted seconds" aria-hidden="true">
        ${SECONDS.map(
          (time) =>
            html`<span style=${styleMap({ insetInlineStart: `${100 * time}%` })}>${time} s</span>`,
        )}
      </div>
      ${playing ? html`<div class="head" aria-hidden="true"></div>` : nothing}
    </div>
  `;
}

/** Plays, and sets the speed. */
export function controls(
  { speed, playing, ready }: { speed: number; playing: boolean; ready: boolean },
  play: () => void,
  slide: (speed: number) => void,
): TemplateResult {
  return html`
    <div class="controls">
      <button class="button" type="button" aria-disabled=${!ready} @click=${play}>
        ${playing ? "Stop" : "Play"}
      </button>
      <label class="slider">
        <span>Speed: <b>${pace(speed)}</b></span>
        <input
          type="range"
          min=${SPEEDS.least}
          max=${SPEEDS.most}
          step=${SPEEDS.step}
          aria-valuetext=${pace(speed)}
          .value=${String(speed)}
          @input=${(event: Event) => slide(Number((event.target as HTMLInputElement).value))}
        />
      </label>
    </div>
  `;
}

/** Recordings to choose from, each by what is said in it; `own` is the name of the reader's. */
export function recordings(
  names: readonly string[],
  own: string | null,
  chosen: number | "own" | null,
  choose: (which: number | "own") => void,
): TemplateResult {
  const choice = (which: number | "own", text: string, label: string): TemplateResult => html`
    <button
      class="word"
      type="button"
      aria-pressed=${chosen === which}
      aria-label=${label}
      @click=${() => choose(which)}
    >
      ${text}
    </button>
  `;
  return html`
    <p class="muted" id="recordings">
      Or take a recording of a voice that the network never heard:
    </p>
    <div class="words" role="group" aria-labelledby="recordings">
      ${names.map((name, index) =>
        choice(
          index,
          name || String(index + 1),
          `recording ${index + 1}` + (name && `, labelled ${name}`),
        ),
      )}
      ${own === null ? nothing : choice("own", own, own)}
    </div>
  `;
}
