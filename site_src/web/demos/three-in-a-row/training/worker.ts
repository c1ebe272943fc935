/** The worker of three-in-a-row: trains a player, and tells of it every few updates. */
import type { FromTrainer, ToTrainer } from "./protocol.ts";
import { GAMES, Learner, type Results } from "./learner.ts";

/** Updates between two moments. */
const OFTEN = 10;

let learner: Learner | undefined;
let run = 0;
let games = 0;
let training = false;
let looping = false;
let results: Results[] = [];

const scope = globalThis as unknown as {
  postMessage(message: FromTrainer, transfer: Transferable[]): void;
  onmessage: (event: MessageEvent<ToTrainer>) => void;
};
const turn = new MessageChannel();

function mean(which: 0 | 1 | 2): number {
  return results.reduce((sum, result) => sum + result[which], 0) / results.length;
}

function tell(of: Learner): void {
  const parameters = of.network.parameters.slice();
  const moment = { games, parameters, results: [mean(0), mean(1), mean(2)] as const };
  results = [];
  scope.postMessage({ run, moment }, [parameters.buffer]);
}

/** One update, then messages are let through. */
function loop(): void {
  looping = training && learner !== undefined;
  if (!looping || learner === undefined) return;
  results.push(learner.update());
  games += GAMES;
  if (results.length === OFTEN) tell(learner);
  turn.port2.postMessage(null);
}
turn.port1.onmessage = loop;

scope.onmessage = ({ data: message }) => {
  switch (message.kind) {
    case "begin":
      learner = new Learner(message.seed, message.price);
      if (message.from !== null) learner.network.parameters.set(message.from.parameters);
      games = message.from?.games ?? 0;
      results = [];
      training = false;
      run++;
      break;
    case "train":
      training = true;
      if (!looping) loop();
      break;
    case "pause":
      training = false;
      break;
  }
};
