/** Ten names, real or invented: how they are dealt, and what is said of the answers. */
import type { Dice } from "../../runtime/letter-reader.ts";
import type { NameLists } from "./lists.ts";
import { asName } from "./writer.ts";

export const ROUND = 10;

export interface Dealt {
  readonly name: string;
  readonly real: boolean;
}

export interface Answered extends Dealt {
  readonly said: boolean;
}

/**
 * Deals ten different names. A throw decides of each whether it is real. A real one is any of those
 * that the network has never seen; an invented one is the next that the network writes and that stands
 * in no list.
 */
export async function deal(
  lists: NameLists,
  invent: () => Promise<string>,
  dice: Dice,
): Promise<Dealt[]> {
  const dealt: Dealt[] = [];
  const isNew = (name: string): boolean => !dealt.some((other) => other.name === name);
  while (dealt.length < ROUND) {
    const real = dice() < 0.5;
    let name = "";
    do {
      name = real ? (lists.aside[Math.floor(dice() * lists.aside.length)] ?? "") : await invent();
    } while (!isNew(name) || (!real && (name.length < 2 || lists.where(name) !== "nowhere")));
    dealt.push({ name, real });
  }
  return dealt;
}

export function rightOf(answers: readonly Answered[]): number {
  return answers.filter(({ real, said }) => real === said).length;
}

/** Of the last answer. */
export function verdict({ name, real, said }: Answered): string {
  const truth = real ? "is a real name" : "was invented by the network";
  return `${real === said ? "Right" : "No"}: ${asName(name)} ${truth}.`;
}

/** Of all ten. A coin would get five, and seldom fewer than two or more than eight. */
export function result(answers: readonly Answered[]): string {
  const right = rightOf(answers);
  const fooled = answers.filter(({ real, said }) => !real && said).length;
  const invented = answers.filter(({ real }) => !real).length;
  const luck =
    right >= 9
      ? "A coin is that good about once in a hundred rounds."
      : right <= 1
        ? "A coin is that bad about once in a hundred rounds."
        : "A coin could have done that.";
  return `${right} of ${answers.length} right. You took ${fooled} of ${invented} inventions for real. ${luck}`;
}
