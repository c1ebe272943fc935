/** The worker of two-players: plays, and tells of it as often as the page can show it. */
import { PacedLoop } from "../../learning/paced-loop.ts";
import { Players } from "./players.ts";
import type { FromPlayers, ToPlayers } from "./protocol.ts";

let players: Players | undefined;
let run = 0;

const scope = globalThis as unknown as {
  postMessage(message: FromPlayers): void;
  onmessage: (event: MessageEvent<ToPlayers>) => void;
};

const loop = new PacedLoop(
  () => players?.play(),
  () => {
    if (players !== undefined) scope.postMessage({ run, moment: players.moment() });
  },
);

scope.onmessage = ({ data: message }) => {
  switch (message.kind) {
    case "begin":
      players = new Players(message.plan, message.tuning);
      run++;
      loop.report();
      loop.goOn();
      break;
    case "retune":
      players?.retune(message.tuning);
      break;
    case "train":
      loop.train(message.rounds);
      break;
    case "pause":
      loop.pause();
      loop.report();
      break;
    case "step":
      loop.pause();
      players?.play();
      loop.report();
      break;
    case "shown":
      loop.shown();
      break;
  }
};
