// Photographs: from a file, dropped, pasted, or what the camera sees.
import { button, element, seen } from "./elements.mjs";
import { fitted, sharesOf, show, toNumbers, toShares } from "./pixels.mjs";

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
  const file = element("input", { type: "file", accept: "image/*" });
  const switchButton = button("Camera", () => (stream === null ? start() : stop()));
  let stream = null;

  function look(picture) {
    const shares = sharesOf(fitted(picture, columns, rows), channels);
    show(given.canvas, shares, settings);
    ask(toNumbers(shares, settings), picture === video);
  }

  async function open(chosen) {
    if (chosen === undefined || chosen === null) return;
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
      // Over plain http there are no devices.
      const devices = navigator.mediaDevices;
      if (!devices) throw new DOMException("", "SecurityError");
      const size = { width: { ideal: 640 }, height: { ideal: 480 } };
      stream = await devices.getUserMedia({ video: { facingMode: "environment", ...size } });
      [video.srcObject, video.hidden, switchButton.textContent] = [stream, false, "Camera off"];
      await video.play();
      watch();
    } catch (error) {
      stop();
      problem.textContent =
        {
          NotAllowedError:
            "The browser does not let this page use the camera. Allow it, or take a file.",
          SecurityError:
            "Browsers have a camera only for pages at https:// or localhost. Take a file.",
        }[error.name] ?? "There is no camera that works here. Take a file.";
    }
  }

  function watch() {
    if (stream === null) return;
    if (video.videoWidth > 0) look(video);
    setTimeout(watch, PAUSE);
  }

  function stop() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    [stream, video.srcObject, video.hidden, switchButton.textContent] = [
      null,
      null,
      true,
      "Camera",
    ];
  }

  file.addEventListener("change", () => open(file.files[0]));
  document.addEventListener("paste", (event) => open(event.clipboardData.files[0]));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  });
  const label = element("label", { className: "file" }, "A photograph", file);
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
