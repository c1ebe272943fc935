/** The worker of the playground: trains, and tells of it as often as the page can show it. */
import type { FromTrainer, ToTrainer } from "./protocol.ts";
import { Trainer } from "./trainer.ts";

/** Milliseconds of training after which messages are heard. */
const SLICE = 12;

let trainer: Trainer | undefined;
let run = 0;
let training = false;
let looping = false;
/** Epochs between two moments; 0 for as many as it can. */
let epochs = 1;
let ready = true;
let since = { time: 0, epoch: 0 };

const scope = globalThis as unknown as {
  postMessage(message: FromTrainer, transfer: Transferable[]): void;
  onmessage: (event: MessageEvent<ToTrainer>) => void;
};
const turn = new MessageChannel();

function tell(of: Trainer): void {
  const moment = of.moment();
  const seconds = (performance.now() - since.time) / 1000;
  const rate = training && seconds > 0 ? (of.epoch - since.epoch) / seconds : 0;
  ready = false;
  scope.postMessage({ run, moment, rate }, [moment.parameters.buffer as ArrayBuffer]);
}

/** Trains for a moment, then lets messages through. */
function loop(): void {
  looping = training && trainer !== undefined;
  if (!looping || trainer === undefined) return;
  if (epochs === 0 || ready) {
    const end = performance.now() + SLICE;
    let remaining = epochs === 0 ? Infinity : epochs;
    while (remaining-- > 0 && performance.now() < end) trainer.trainEpoch();
    if (ready) tell(trainer);
    turn.port2.postMessage(null);
  } else looping = false;
}
turn.port1.onmessage = loop;

function goOn(): void {
  if (!looping) loop();
}

scope.onmessage = ({ data: message }) => {
  switch (message.kind) {
    case "begin":
      trainer = new Trainer(message.plan, message.data, message.tuning);
      run++;
      since = { time: performance.now(), epoch: 0 };
      tell(trainer);
      goOn();
      break;
    case "retune":
      trainer?.retune(message.tuning);
      break;
    case "train":
      ({ epochs } = message);
      since = { time: performance.now(), epoch: trainer?.epoch ?? 0 };
      training = true;
      goOn();
      break;
    case "pause":
      training = false;
      if (trainer) tell(trainer);
      break;
    case "step":
      training = false;
      trainer?.trainEpoch();
      if (trainer) tell(trainer);
      break;
    case "shown":
      ready = true;
      goOn();
      break;
  }
};
