/** The same tree or forest in scikit-learn. */
import type { TreeValues } from "./settings.ts";
import type { SplitTable } from "./table.ts";
import { DIAMONDS } from "./diamonds.ts";

/** A reader's table is read from its file; the diamonds come along. */
export function scikitScript(values: TreeValues, { file, columns }: SplitTable): string {
  const { depth, leaf, trees } = values;
  const limits = `max_depth=${depth}, min_samples_leaf=${leaf}`;
  const model =
    trees === 1
      ? `DecisionTreeClassifier(${limits}, random_state=0)`
      : `RandomForestClassifier(${trees}, ${limits}, random_state=0)`;
  const kind = trees === 1 ? "from sklearn.tree import DecisionTreeClassifier" : "from sklearn.ensemble import RandomForestClassifier"; // prettier-ignore
  const learning =
    depth === 0
      ? 'model = DummyClassifier(strategy="most_frequent")  # no question at all'
      : `model = ${model}`;
  const imported = depth === 0 ? "from sklearn.dummy import DummyClassifier" : kind;
  const imports =
    file !== null
      ? `import csv\n\nimport numpy as np\n${imported}\nfrom sklearn.model_selection import train_test_split\n`
      : `import numpy as np\n${imported}\n`;
  return `${imports}
${file === null ? readDiamonds(columns) : readOwn(file)}
${learning}
model.fit(train_rows, train_labels)
right = model.score(train_rows, train_labels)
new = model.score(test_rows, test_labels)
print(f"{right:.3f} of the rows it learned from, {new:.3f} of new ones")
`;
}

function readDiamonds(columns: readonly string[]): string {
  const lines = DIAMONDS.trim().replaceAll(",", "   ");
  return `# ${columns.join(", ")}, and whether the cut is ideal
DIAMONDS = """
${lines}
"""
table = np.array(DIAMONDS.split(), dtype=float).reshape(-1, ${columns.length + 1})
rows, labels = table[:, :-1], table[:, -1]
train_rows, test_rows = rows[:200], rows[200:]
train_labels, test_labels = labels[:200], labels[200:]
`;
}

/** A name that Python would not take in quotes is not taken. */
function readOwn(name: string): string {
  const safe = /^[\w. -]+$/.test(name) ? name : "table.csv";
  return `def is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


# Columns of numbers, then the label; the first row may have their names.
with open("${safe}", newline="") as file:
    text = file.read()
separator = next(mark for mark in ",;\\t" if mark in text)
lines = [row for row in csv.reader(text.splitlines(), delimiter=separator) if row]
if not is_number(lines[0][0]):
    lines = lines[1:]
rows = np.array([row[:-1] for row in lines], dtype=float)
labels = [row[-1].strip() for row in lines]
train_rows, test_rows, train_labels, test_labels = train_test_split(
    rows, labels, test_size=0.5, random_state=0
)
`;
}
