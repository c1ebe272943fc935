/** The lint rules of the web part: what the compiler does not see. */
import { defineConfig } from "eslint/config";
import { configs as lit } from "eslint-plugin-lit";
import { configs as wc } from "eslint-plugin-wc";
import { readdirSync } from "node:fs";
import tseslint from "typescript-eslint";

const folders = (path) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
const demos = folders("site_src/web/demos");
// What explorables share knows none of them.
const shared = ["frame", "learning", "plane"];
const explorables = folders("site_src/web/explorables").filter((name) => !shared.includes(name));

export default defineConfig(
  {
    ignores: ["build", "site*/**", "!site_src/**", "**/card-types.ts", ".venv", "**/node_modules"],
  },
  {
    files: ["site_src/web/**/*.ts", "tests/web/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, lit["flat/recommended"], wc["flat/recommended"]],
    languageOptions: { parserOptions: { projectService: true } },
    settings: { wc: { elementBaseClasses: ["LitElement"] } },
    rules: {
      // Numbers are fine in texts.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `() => (this.x = 1)` and `() => save()` are how this code writes callbacks.
      "@typescript-eslint/no-confusing-void-expression": "off",
      // Empty functions say that nothing is to be done.
      "@typescript-eslint/no-empty-function": "off",
      // Promise-returning listeners handle their own errors.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      // Lit calls listeners with the element as `this`.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            { from: "package", package: "node:test", name: ["test", "describe", "it"] },
          ],
        },
      ],
      // TensorFlow.js names its classes in two ways, and hands typed values out as unknown ones.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // Lit's directives have no name for what they return.
      "@typescript-eslint/no-generated-empty-object-type": "off",
      // The names of attributes are the ones that pages have.
      "lit/no-native-attributes": "off",
      "lit/attribute-names": "off",
    },
  },
  {
    // Messages of a worker come without types into a page that a test opens.
    files: ["tests/web/support/ask-worker.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
    },
  },
  {
    // One store, so that one page lists and deletes all that a browser keeps.
    files: ["site_src/web/**/*.ts"],
    ignores: ["site_src/web/storage.ts", "site_src/web/shell/stored-data/stored-items.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...["localStorage", "sessionStorage", "indexedDB"].map((name) => ({
          name,
          message: "What the reader's browser keeps goes through storage.ts.",
        })),
      ],
    },
  },
  {
    // Shared parts know no demo.
    files: ["site_src/web/{elements,controllers,drawing,runtime,shell}/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: ["**/demos/*", "**/demos/**"] }] },
  },
  {
    files: shared.map((name) => `site_src/web/explorables/${name}/**/*.ts`),
    rules: {
      "no-restricted-imports": ["error", { patterns: explorables.map((name) => `**/${name}/*`) }],
    },
  },
  ...explorables.map((name) => ({
    files: [`site_src/web/explorables/${name}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: explorables.filter((one) => one !== name).map((one) => `**/${one}/*`) },
      ],
    },
  })),
  ...demos.map((demo) => ({
    // A demo does not reach into another one's folder.
    files: [`site_src/web/demos/${demo}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: demos.filter((one) => one !== demo).map((one) => `**/${one}/*`) },
      ],
    },
  })),
);
