/** The lint rules of the web part: what the compiler does not see. */
import { defineConfig } from "eslint/config";
import { configs as lit } from "eslint-plugin-lit";
import { configs as wc } from "eslint-plugin-wc";
import { readdirSync } from "node:fs";
import tseslint from "typescript-eslint";

const demos = readdirSync("site_src/web/demos", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export default defineConfig(
  { ignores: ["build", "site*/**", "!site_src/**", "**/card-types.ts", ".venv", "**/node_modules"] },
  {
    files: ["site_src/web/**/*.ts", "tests/web/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, lit["flat/recommended"], wc["flat/recommended"]],
    languageOptions: { parserOptions: { projectService: true } },
    settings: { wc: { elementBaseClasses: ["LitElement", "Painted"] } },
    rules: {
      // Numbers are fine in texts.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `() => (this.x = 1)` and `() => save()` are how this code writes callbacks.
      "@typescript-eslint/no-confusing-void-expression": "off",
      // Empty functions say that nothing is to be done.
      "@typescript-eslint/no-empty-function": "off",
      // Promise-returning listeners handle their own errors.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // The names of attributes are the ones that pages have.
      "lit/no-native-attributes": "off",
      "lit/attribute-names": "off",
    },
  },
  {
    // Shared parts know no demo.
    files: ["site_src/web/{elements,controllers,drawing,runtime,shell}/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: ["**/demos/*", "**/demos/**"] }] },
  },
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
