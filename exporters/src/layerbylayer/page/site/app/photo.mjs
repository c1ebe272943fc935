// Photographs: from a file, dropped, pasted, or what the camera sees.
import { button, element, seen } from "./elements.mjs";
import { fitted, sharesOf, show, toNumbers, toShares } from "./pixels.mjs";
import { deviceProblem, fileChooser, openDevice, release } from "./sources.mjs";

export const HEADING = "Show it a picture";
/** Milliseconds between two looks of the camera. */
const PAUSE = 200;

/** Fills `host`; calls `ask` with the numbers of each picture. */
export function create(host, settings, ask) {
  const { rows, columns, channels } = settings;
  const given = seen(columns, rows);
  given.figure.classList.add("large");
  const video = element("video", { muted: true, playsInline: true, hidden: true });
  video.setAttribute("aria-label", "What the camera sees");
  const problem = element("p", { role: "alert", className: "problem" });
  const switchButton = button("Camera", () => (stream === null ? start() : stop()));
  let stream = null;

  function look(picture) {
    const shares = sharesOf(fitted(picture, columns, rows), channels);
    show(given.canvas, shares, settings);
    ask(toNumbers(shares, settings), picture === video);
  }

  async function open(chosen) {
    stop();
    problem.textContent = "";
    try {
      const picture = await createImageBitmap(chosen);
      look(picture);
      picture.close();
    } catch {
      problem.textContent = `${chosen.name} is no picture that this browser can read. Take a JPEG, PNG or WebP.`;
    }
  }

  async function start() {
    problem.textContent = "";
    try {
      const size = { width: { ideal: 640 }, height: { ideal: 480 } };
      stream = await openDevice({ video: { facingMode: "environment", ...size } });
      [video.srcObject, video.hidden, switchButton.textContent] = [stream, false, "Camera off"];
      await video.play();
      watch();
    } catch (error) {
      stop();
      problem.textContent = deviceProblem(error, "camera");
    }
  }

  function watch() {
    if (stream === null) return;
    if (video.videoWidth > 0) look(video);
    setTimeout(watch, PAUSE);
  }

  function stop() {
    release(stream);
    [stream, video.srcObject, video.hidden, switchButton.textContent] = [
      null,
      null,
      true,
      "Camera",
    ];
  }

  const label = fileChooser("A photograph", "image/*", open);
  const row = element("div", { className: "row" }, label, switchButton);
  host.append(row, video, problem, given.figure);
  return {
    empty: "Choose a photograph, drop or paste one, or switch the camera on.",
    showExample(numbers) {
      stop();
      show(given.canvas, toShares(numbers, settings), settings);
    },
  };
}
