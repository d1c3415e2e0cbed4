// @ts-check
/** The order of core's folders, as an ESLint rule: an import goes to an earlier entry only, whether of values or of types. */
import { posix } from 'node:path';

/**
 * From the ground up. Most entries are a folder; one may name several, or files of a folder by how their paths begin. Files beside
 * the folders come before all of them.
 * @type {readonly { name: string, holds: readonly string[] }[]}
 */
export const coreOrder = [
  folder('domain'),
  folder('files'),
  folder('random'),
  folder('wasm'),
  {
    name: 'graph operations',
    holds: [
      'graph/ops/',
      'graph/graph-builder',
      'graph/graph-description',
      'graph/shape-inference',
      'graph/while-loop',
    ],
  },
  folder('layers'),
  folder('image'),
  folder('data'),
  folder('augmentation'),
  folder('model'),
  folder('pace'),
  folder('evaluation'),
  folder('inference'),
  folder('runs/format'),
  folder('runs/write'),
  folder('runs/resume'),
  folder('runs/answers'),
  folder('runs/store'),
  folder('graph'),
  folder('tensorflow/library'),
  folder('tensorflow/session'),
  folder('tensorflow/graph-engine'),
  folder('tensorflow/layers-engine'),
  folder('tensorflow'),
  folder('training'),
  folder('coach'),
];

/** @param {string} name */
function folder(name) {
  return { name, holds: [`${name}/`] };
}

/**
 * The place in the order of a path below src/core: −1 for a file beside the folders, undefined where none is given.
 * @param {string} path
 */
function placeOf(path) {
  if (!path.includes('/')) return -1;
  const places = coreOrder.flatMap(({ holds }, place) => holds.map((start) => ({ start, place })));
  const fitting = places.filter(({ start }) => path.startsWith(start));
  return fitting.sort((a, b) => b.start.length - a.start.length)[0]?.place;
}

/** @param {number} place */
const nameOf = (place) => coreOrder[place]?.name ?? 'a file beside the folders';

/** @type {import('eslint').Rule.RuleModule} */
export const coreOrderRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      upward:
        'core: {{from}} comes before {{to}} in build/lint/core-order.js, so it cannot import it, not even a type.',
      unknown: 'core: give the folder of {{path}} a place in build/lint/core-order.js.',
    },
  },
  create(context) {
    const [, path] = context.filename.replaceAll('\\', '/').split('/src/core/');
    if (path === undefined) return {};
    const from = placeOf(path);

    /** @param {import('eslint').Rule.Node} node @param {unknown} specifier */
    const check = (node, specifier) => {
      const target = typeof specifier === 'string' ? targetOf(path, specifier) : null;
      if (target === null || from === undefined) return;
      const to = placeOf(target);
      if (to === undefined) context.report({ node, messageId: 'unknown', data: { path: target } });
      else if (to > from)
        context.report({ node, messageId: 'upward', data: { from: nameOf(from), to: nameOf(to) } });
    };
    /** @param {any} node */
    const checkSource = (node) => check(node, node.source?.value);
    return {
      Program(node) {
        if (from === undefined) context.report({ node, messageId: 'unknown', data: { path } });
      },
      ImportDeclaration: checkSource,
      ExportNamedDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      ImportExpression: checkSource,
      /** @param {any} node */
      TSImportType: (node) => check(node, node.source?.value ?? node.argument?.literal?.value),
    };
  },
};

/**
 * What a specifier names, as a path below src/core; null for what is not in core.
 * @param {string} path of the file that imports
 * @param {string} specifier
 */
function targetOf(path, specifier) {
  if (specifier.startsWith('#core/')) return specifier.slice('#core/'.length);
  if (!specifier.startsWith('.')) return null;
  const target = posix.join(posix.dirname(path), specifier);
  return target.startsWith('..') ? null : target;
}
