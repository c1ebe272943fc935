/** Sound files for tests. */

/** A WAV file of 16 bits; one channel for each list of numbers from -1 to 1. */
export function wav(channels: readonly Float32Array[], rate: number): Buffer<ArrayBuffer> {
  const [first = new Float32Array()] = channels;
  const frame = 2 * channels.length;
  const file = Buffer.alloc(44 + frame * first.length);
  file.write("RIFF", 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels.length, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * frame, 28);
  file.writeUInt16LE(frame, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(frame * first.length, 40);
  channels.forEach((numbers, channel) =>
    numbers.forEach((value, at) =>
      file.writeInt16LE(Math.round(32767 * value), 44 + frame * at + 2 * channel),
    ),
  );
  return file;
}

/** `seconds` of a tone of so many Hz, with silence around its middle third. */
export function beep(hertz: number, seconds: number, rate: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, at) => {
    const isOn = Math.abs(at / (seconds * rate) - 0.5) < 1 / 6;
    return isOn ? 0.5 * Math.sin((2 * Math.PI * hertz * at) / rate) : 0;
  });
}
