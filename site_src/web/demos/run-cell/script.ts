/** The tutorial's script with the reader's versions of its cells. */

const MARKER = /^(?=# %%)/m;

/**
 * Puts code into the cells of a script in the percent format.
 *
 * `versions` are by the numbers of the cells, counted from 0 without the raw ones, as the pipeline
 * counts them. What stands at the top of a cell for the pipeline (`#| ...`) stays.
 */
export function withVersions(script: string, versions: ReadonlyMap<number, string>): string {
  let number = -1;
  return script
    .split(MARKER)
    .map((part) => {
      const [marker = "", ...lines] = part.split("\n");
      if (!marker.startsWith("# %%") || marker.includes("[raw]")) return part;
      number += 1;
      const code = versions.get(number);
      if (code === undefined) return part;
      const first = lines.findIndex((line) => !line.startsWith("#|"));
      const options = first < 0 ? lines : lines.slice(0, first);
      const blank = /\n*$/.exec(part)?.[0] ?? "\n";
      return [marker, ...options, code.replace(/\n*$/, "")].join("\n") + blank;
    })
    .join("");
}
