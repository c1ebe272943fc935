/** Places on the plane of two numbers: where pictures lie, and which of them are near. */

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A picture on the map: its place, and what it is a picture of. */
export interface Landmark extends Place {
  readonly label: string;
}

/** How far the plane reaches where nothing lies on it. */
const REACH = 3;
/** Pictures that a sentence names as near. */
const NEAR = 5;

/** "7 0.31 -1.2; 2 1 0.5" as landmarks; what is not written so is left out. */
export function readLandmarks(text: string): Landmark[] {
  return text.split(";").flatMap((part) => {
    const [label = "", ...numbers] = part.trim().split(/\s+/);
    const place = toPlace(numbers);
    return label === "" || place === null ? [] : [{ label, ...place }];
  });
}

/** "0.5 -1.2" as a place; null where it is none. */
export function readPlace(text: string): Place | null {
  return toPlace(text.trim().split(/\s+/));
}

function toPlace(numbers: readonly string[]): Place | null {
  const [x = NaN, y = NaN] = numbers.map(Number);
  return numbers.length === 2 && Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}

/** As it stands in the address: "0.5 -1.2". */
export function writePlace({ x, y }: Place): string {
  return `${Number(x.toFixed(2))} ${Number(y.toFixed(2))}`;
}

/** Half the side of the plane: all landmarks lie on it, with room for their names. */
export function reachOf(landmarks: readonly Landmark[]): number {
  const farthest = landmarks.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)));
  return landmarks.length === 0 ? REACH : 1.05 * Math.max(...farthest);
}

/** The place, or the nearest one to it on the plane. */
export function within({ x, y }: Place, reach: number): Place {
  const kept = (value: number): number => Math.max(-reach, Math.min(reach, value));
  return { x: kept(x), y: kept(y) };
}

/** The landmarks that lie nearest, the nearest first. */
export function nearest(landmarks: readonly Landmark[], place: Place, count = NEAR): Landmark[] {
  const away = ({ x, y }: Place): number => Math.hypot(x - place.x, y - place.y);
  return [...landmarks].sort((a, b) => away(a) - away(b)).slice(0, count);
}

/** 0.5 and -1.24 -> "0.5, −1.2". */
export function inNumbers({ x, y }: Place): string {
  const one = (value: number): string => {
    const text = value.toFixed(1);
    return text === "-0.0" ? "0.0" : text.replace("-", "−");
  };
  return `${one(x)}, ${one(y)}`;
}

/** Says where something lies, and among what. `subject` begins the sentence: "Your digit lies". */
export function sentence(subject: string, place: Place, landmarks: readonly Landmark[]): string {
  const near = nearest(landmarks, place).map(({ label }) => label);
  const where = `${subject} at ${inNumbers(place)}`;
  return near.length === 0 ? `${where}.` : `${where}. Nearest on the map: ${near.join(", ")}.`;
}
