// Sounds: from the microphone, from a file, dropped or pasted.
import { button, element } from "../elements.mjs";
import { loudest, mono, peakOf } from "./samples.mjs";
import { deviceProblem, fileChooser, openDevice, release } from "../sources.mjs";
import { createWave, secondsOf } from "./wave.mjs";

export const HEADING = "Let it hear something";
/** Seconds that a recording may last beyond what the network takes. */
const SPARE = 2;
/** What stays below this is silence. */
const SILENT = 1e-3;
/** What browsers do for calls takes a whistle or a drum for noise. */
const MICROPHONE = { audio: { echoCancellation: false, noiseSuppression: false } };

/** Fills `host`; calls `ask` with the samples of each sound. */
export function create(host, { rate, length }, ask) {
  const wave = createWave(length, rate);
  const problem = element("p", { role: "alert", className: "problem" });
  const state = element("p", { role: "status", className: "quiet" });
  const recordButton = button("Record", () => (recorder === null ? record() : stop()));
  recordButton.classList.add("record");
  const playButton = button("Play", () => (player === null ? play() : hush()));
  let [recorder, player, samples] = [null, null, null];
  let turn = 0;

  /** Ends what is going on; returns what tells whether nothing else has begun since. */
  function begin() {
    const mine = (turn += 1);
    problem.textContent = state.textContent = "";
    stop();
    hush();
    return () => mine === turn;
  }

  async function record() {
    const isLatest = begin();
    let stream;
    try {
      stream = await openDevice(MICROPHONE);
      if (isLatest()) listen(stream, isLatest);
      else release(stream);
    } catch (error) {
      release(stream);
      if (isLatest()) problem.textContent = deviceProblem(error, "microphone");
    }
  }

  function listen(stream, isLatest) {
    const parts = [];
    const made = new MediaRecorder(stream);
    const seconds = length / rate + SPARE;
    made.addEventListener("dataavailable", ({ data }) => parts.push(data));
    // It also stops where the microphone is pulled out.
    made.addEventListener("stop", () => {
      clearTimeout(timer);
      release(stream);
      recorder = null;
      showButtons();
      if (!isLatest()) return;
      state.textContent = "The recording has ended.";
      hear(new Blob(parts, { type: made.mimeType }), null, isLatest);
    });
    made.start();
    const timer = setTimeout(stop, 1000 * seconds);
    recorder = made;
    showButtons();
    state.textContent = `Recording. It stops by itself after ${secondsOf(seconds)}.`;
  }

  function stop() {
    if (recorder?.state === "recording") recorder.stop();
  }

  /** Gives the network what is in a file or a recording; that one has no name. */
  async function hear(file, name, isLatest) {
    let heard;
    try {
      heard = await decoded(file, rate);
    } catch (error) {
      if (isLatest()) problem.textContent = decodingProblem(error, name, rate);
      return;
    }
    if (!isLatest()) return;
    if (peakOf(heard) < SILENT) {
      problem.textContent =
        name === null
          ? "Nothing was heard: is the microphone off?"
          : `${name} is silent from beginning to end.`;
      return;
    }
    take(loudest(heard, length));
    ask(samples);
  }

  function take(numbers) {
    samples = numbers;
    wave.show(samples);
    showButtons();
  }

  function play() {
    const context = new AudioContext();
    const buffer = context.createBuffer(1, length, rate);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    source.addEventListener("ended", () => {
      if (player === context) hush();
    });
    source.start();
    player = context;
    showButtons();
  }

  function hush() {
    player?.close();
    player = null;
    showButtons();
  }

  function showButtons() {
    recordButton.textContent = recorder === null ? "Record" : "Stop";
    recordButton.classList.toggle("on", recorder !== null);
    playButton.textContent = player === null ? "Play" : "Stop playing";
    playButton.disabled = samples === null;
  }

  const chooser = fileChooser("A sound file", "audio/*", (file) => hear(file, file.name, begin()));
  const row = element("div", { className: "row" }, recordButton, chooser, playButton);
  host.append(row, state, problem, wave.figure);
  showButtons();
  return {
    empty: "Record something, or choose, drop or paste a sound file.",
    showExample(numbers) {
      begin();
      take(numbers);
    },
  };
}

/** What is in a file, at `rate` samples a second and in one channel. */
async function decoded(file, rate) {
  const context = new OfflineAudioContext(1, 1, rate);
  const buffer = await context.decodeAudioData(await file.arrayBuffer());
  return mono(Array.from({ length: buffer.numberOfChannels }, (_, i) => buffer.getChannelData(i)));
}

function decodingProblem(error, name, rate) {
  if (error.name === "NotSupportedError")
    return `This browser cannot hear ${rate.toLocaleString("en")} samples a second. Try another one.`;
  if (name === null) return "That was too short to hear. Record again.";
  return `${name} is no sound that this browser can read. Take a WAV, MP3 or M4A.`;
}
