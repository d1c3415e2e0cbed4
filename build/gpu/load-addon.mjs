/** Loads the addon at a path and lets it find its devices: `node load-addon.mjs FILE`. Meant to run with the counting driver. */
const loaded = { exports: /** @type {any} */ ({}) };
process.dlopen(loaded, /** @type {string} */ (process.argv[2]));
loaded.exports.isUsingGpuDevice();
