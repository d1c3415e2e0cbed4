/** TensorFlow's kernels for GPUs, out of the lists that its library gives: what decides where an operation runs. */

/**
 * @typedef {object} Kernel
 * @property {Record<string, string[]>} types data types that each type attribute may have; any where it is not named
 * @property {string[]} host inputs and outputs that the kernel has in the host's memory
 */

/**
 * What TensorFlow has of an operation for a GPU.
 * @typedef {object} GpuOperation
 * @property {string[]} inputs names of its inputs in order; `*` ends that of a list
 * @property {Kernel[]} kernels in the order in which TensorFlow takes them
 */

/** @typedef {Record<string, GpuOperation>} KernelRegistry by name of the operation */

/** tensorflow.DataType, by the names that the graph builder uses. @type {Record<number, string>} */
const dataTypes = {
  1: 'float',
  2: 'double',
  3: 'int32',
  4: 'uint8',
  7: 'string',
  9: 'int64',
  10: 'bool',
  20: 'resource',
  22: 'uint32',
  23: 'uint64',
};

/**
 * @param {Uint8Array} kernelList a serialised `tensorflow.KernelList`
 * @param {Uint8Array} opList a serialised `tensorflow.OpList`
 * @returns {KernelRegistry} operations and kernels in an order that does not depend on how they were registered
 */
export function readRegistry(kernelList, opList) {
  const found = [...fieldsOf(kernelList)].map(({ bytes }) => readKernel(bytes));
  // A kernel with a label is only used by graphs that ask for it by name.
  const usable = found.filter(
    ({ label, kernel }) => !label && Object.values(kernel.types).every((list) => list.length > 0),
  );
  const inputs = new Map([...fieldsOf(opList)].map(({ bytes }) => readInputs(bytes)));
  /** @param {string} op @param {string} device */
  const kernelsOf = (op, device) =>
    joined(usable.filter((each) => each.op === op && each.device === device).map(({ kernel }) => kernel));
  const ops = new Set(usable.filter(({ device }) => ['GPU', 'DEFAULT'].includes(device)).map(({ op }) => op));
  return Object.fromEntries(
    [...ops].sort().map((op) => {
      const own = kernelsOf(op, 'GPU');
      // Kernels for any device serve where a GPU has none of its own.
      const shared = kernelsOf(op, 'DEFAULT').filter((kernel) => !own.some((each) => same(each, kernel)));
      return [op, { inputs: inputs.get(op) ?? [], kernels: [...own, ...shared] }];
    }),
  );
}

/** @param {Kernel} a @param {Kernel} b */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Kernels that differ in the types of one attribute, as one.
 * @param {Kernel[]} kernels
 */
function joined(kernels) {
  let left = [...kernels].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  for (const attribute of new Set(kernels.flatMap(({ types }) => Object.keys(types)))) {
    /** @type {Map<string, Kernel>} */
    const kept = new Map();
    for (const { types, host } of left) {
      const key = JSON.stringify([{ ...types, [attribute]: attribute in types }, host]);
      const before = kept.get(key)?.types[attribute] ?? [];
      const all = types[attribute] && [...new Set([...before, ...types[attribute]])].sort();
      kept.set(key, { types: { ...types, ...(all && { [attribute]: all }) }, host });
    }
    left = [...kept.values()];
  }
  return left;
}

/** @param {Uint8Array} message a `KernelDef` */
function readKernel(message) {
  let [op, device, label] = ['', '', ''];
  /** @type {Kernel} */
  const kernel = { types: {}, host: [] };
  for (const { field, bytes } of fieldsOf(message)) {
    if (field === 1) op = text(bytes);
    else if (field === 2) device = text(bytes);
    else if (field === 3) Object.assign(kernel.types, readConstraint(bytes));
    else if (field === 4) kernel.host.push(text(bytes));
    else if (field === 5) label = text(bytes);
  }
  kernel.host = [...new Set(kernel.host)].sort();
  return { op, device, label, kernel };
}

/**
 * @param {Uint8Array} message an `OpDef`
 * @returns {[op: string, inputs: string[]]}
 */
function readInputs(message) {
  let op = '';
  /** @type {string[]} */
  const inputs = [];
  for (const { field, bytes } of fieldsOf(message)) {
    if (field === 1) op = text(bytes);
    if (field !== 2) continue;
    const parts = [...fieldsOf(bytes)];
    const name = text(parts.find((part) => part.field === 1)?.bytes ?? new Uint8Array());
    // An `ArgDef` with a number of tensors or a list of types.
    const isList = parts.some((part) => part.field === 5 || part.field === 6);
    inputs.push(isList ? `${name}*` : name);
  }
  return [op, inputs];
}

/** @param {Uint8Array} message an `AttrConstraint`: a name, and a list of types */
function readConstraint(message) {
  let name = '';
  /** @type {string[]} */
  const types = [];
  for (const { field, bytes } of fieldsOf(message)) {
    if (field === 1) name = text(bytes);
    if (field !== 2) continue;
    for (const value of fieldsOf(bytes)) {
      if (value.field !== 1) continue;
      for (const item of fieldsOf(value.bytes)) if (item.field === 6) types.push(...readTypes(item));
    }
  }
  return { [name]: [...new Set(types)].sort() };
}

/** @param {Field} field of numbers, packed or single */
function readTypes({ bytes, number }) {
  const numbers = bytes.length > 0 ? [] : [number];
  for (let at = 0; at < bytes.length;) {
    const [value, next] = varint(bytes, at);
    numbers.push(value);
    at = next;
  }
  return numbers.flatMap((type) => dataTypes[type] ?? []);
}

const decoder = new TextDecoder();
/** @param {Uint8Array} bytes */
const text = (bytes) => decoder.decode(bytes);

/** @typedef {{ field: number, number: number, bytes: Uint8Array }} Field */

/**
 * The fields of a protobuf message; `bytes` is empty where the value is a number.
 * @param {Uint8Array} message
 * @returns {Generator<Field>}
 */
function* fieldsOf(message) {
  for (let at = 0; at < message.length;) {
    const [tag, afterTag] = varint(message, at);
    const [field, wire] = [tag >>> 3, tag & 7];
    const none = message.subarray(0, 0);
    if (wire === 0) {
      const [number, next] = varint(message, afterTag);
      yield { field, number, bytes: none };
      at = next;
    } else if (wire === 2) {
      const [size, start] = varint(message, afterTag);
      yield { field, number: 0, bytes: message.subarray(start, start + size) };
      at = start + size;
    } else if (wire === 1 || wire === 5) {
      at = afterTag + (wire === 1 ? 8 : 4);
    } else {
      throw new RangeError(`A protobuf message has a field of kind ${wire}`);
    }
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @returns {[value: number, next: number]}
 */
function varint(bytes, at) {
  let value = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * factor;
    if (byte < 128) return [value, at];
  }
}
