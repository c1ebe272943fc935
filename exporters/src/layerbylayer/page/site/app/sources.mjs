// Where pictures and sounds come from: files, and the devices that see or hear.
import { element } from "./elements.mjs";

/** A button for a file; `open` is given each one that is chosen, dropped or pasted. */
export function fileChooser(text, accept, open) {
  const input = element("input", { type: "file", accept });
  const take = ([file]) => {
    if (file !== undefined) open(file);
  };
  input.addEventListener("change", () => take(input.files));
  document.addEventListener("paste", (event) => take(event.clipboardData.files));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  return element("label", { className: "file" }, text, input);
}

/** What a camera sees, or a microphone hears. */
export async function openDevice(wanted) {
  // Over plain http there are no devices.
  const devices = navigator.mediaDevices;
  if (!devices) throw new DOMException("", "SecurityError");
  return devices.getUserMedia(wanted);
}

/** Switches a device off; there may be none. */
export function release(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Why there is no camera, or no microphone. */
export function deviceProblem({ name }, device) {
  return (
    {
      NotAllowedError: `The browser does not let this page use the ${device}. Allow it, or take a file.`,
      SecurityError: `Browsers have a ${device} only for pages at https:// or localhost. Take a file.`,
    }[name] ?? `There is no ${device} that works here. Take a file.`
  );
}
