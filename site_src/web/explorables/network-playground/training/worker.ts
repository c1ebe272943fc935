/** The worker of the playground: trains, and tells of it as often as the page can show it. */
import { PacedLoop } from "../../learning/paced-loop.ts";
import type { FromTrainer, ToTrainer } from "./protocol.ts";
import { Trainer } from "./trainer.ts";

let trainer: Trainer | undefined;
let run = 0;
let since = { time: 0, epoch: 0 };

const scope = globalThis as unknown as {
  postMessage(message: FromTrainer, transfer: Transferable[]): void;
  onmessage: (event: MessageEvent<ToTrainer>) => void;
};

const loop = new PacedLoop(
  () => trainer?.trainEpoch(),
  () => {
    if (trainer === undefined) return;
    const moment = trainer.moment();
    const seconds = (performance.now() - since.time) / 1000;
    const rate = loop.isTraining && seconds > 0 ? (trainer.epoch - since.epoch) / seconds : 0;
    scope.postMessage({ run, moment, rate }, [moment.parameters.buffer as ArrayBuffer]);
  },
);

scope.onmessage = ({ data: message }) => {
  switch (message.kind) {
    case "begin":
      trainer = new Trainer(message.plan, message.data, message.tuning);
      run++;
      since = { time: performance.now(), epoch: 0 };
      loop.report();
      loop.goOn();
      break;
    case "retune":
      trainer?.retune(message.tuning);
      break;
    case "train":
      since = { time: performance.now(), epoch: trainer?.epoch ?? 0 };
      loop.train(message.epochs);
      break;
    case "pause":
      loop.pause();
      loop.report();
      break;
    case "step":
      loop.pause();
      trainer?.trainEpoch();
      loop.report();
      break;
    case "shown":
      loop.shown();
      break;
  }
};
