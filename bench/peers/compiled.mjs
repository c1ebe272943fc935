/** The compiled network, which brings its own code. */
export default async function load(folder) {
  const { default: load } = await import(`${folder}wasm/model.mjs`);
  const network = await load();
  return (input) => network.predict(input)[0];
}
