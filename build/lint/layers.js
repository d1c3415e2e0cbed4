// @ts-check
/** Which folder may import what, as ESLint configurations: imports point inward, core ← shared ← everything else. */

/** What the renderer and other pure code may take from core: it runs without Node. */
const pureCore =
  '(domain/|in-turn$|image/|inference/|layers/|model/|random/|evaluation/|coach/|augmentation/|pace/|data/fashion-mnist/fashion-mnist$|data/import/import-types$|data/library/(library-types|set-id)$)';
const layers = ['core', 'shared', 'trainer', 'main', 'cli', 'preload', 'renderer'];

/** @typedef {{ regex: string, message: string, allowTypeImports?: boolean }} Ban */

/** @type {Record<string, Ban>} */
const bans = {
  crossing: {
    regex: `^(\\.\\./)+(${layers.join('|')})(/|$)`,
    message: 'Across layers, import by #core/… or #shared/….',
  },
  shared: { regex: '^#shared/', message: 'core knows no other layer.' },
  electron: {
    regex: '^electron($|/)',
    message: 'Electron belongs to main and preload.',
    allowTypeImports: true,
  },
  svelte: { regex: '^(svelte($|/)|.*\\.svelte$)', message: 'Svelte belongs to the renderer.' },
  tensorflow: {
    regex: '^@tensorflow/',
    message: 'Only core/tensorflow imports TensorFlow.js: use the TrainingEngine interface.',
  },
  node: {
    regex: '^(node:|sharp$|(fs|path|os|crypto|util|stream|zlib|child_process|worker_threads)($|/))',
    message: 'This code also runs in the window, where there is no Node.',
  },
  nodeCore: {
    regex: `^#core/(?!${pureCore})`,
    message: 'Only the pure parts of core run in the window: the rest is reached through the contracts.',
    allowTypeImports: true,
  },
};

const rawIpc = {
  selector: 'MemberExpression[property.name="ipcMain"]',
  message: 'Only src/main/ipc/handle.ts touches ipcMain: it checks the sender and both schemas.',
};

/**
 * @param {string[]} files
 * @param {(keyof typeof bans)[]} names
 * @param {{ ipcMain?: boolean }} [options]
 * @returns {import('eslint').Linter.Config}
 */
function layer(files, names, { ipcMain = false } = {}) {
  const patterns = ['crossing', ...names].map((name) => /** @type {Ban} */ (bans[name]));
  const paths = ipcMain ? [] : [{ name: 'electron', importNames: ['ipcMain'], message: rawIpc.message }];
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns, paths }],
      'no-restricted-syntax': ipcMain ? 'off' : ['error', rawIpc],
    },
  };
}

const pureFolders = [
  'src/core/domain/**/*.ts',
  'src/core/in-turn.ts',
  'src/core/{augmentation,coach,evaluation,graph,image,inference,layers,model,pace,random}/**/*.ts',
  'src/core/data/{fashion-mnist/fashion-mnist,import/import-types,library/{library-types,set-id}}.ts',
];

/** Later entries replace earlier ones for the files they name. */
export const layerRules = [
  layer(['src/core/**/*.ts'], ['shared', 'electron', 'svelte', 'tensorflow']),
  layer(pureFolders, ['shared', 'electron', 'svelte', 'tensorflow', 'node']),
  layer(['src/core/tensorflow/**/*.ts'], ['shared', 'electron', 'svelte']),
  layer(['src/shared/**/*.ts'], ['electron', 'svelte', 'tensorflow', 'node', 'nodeCore']),
  layer(['src/{trainer,cli}/**/*.ts'], ['electron', 'svelte', 'tensorflow']),
  layer(['src/main/**/*.ts'], ['svelte', 'tensorflow']),
  layer(['src/main/ipc/handle.ts'], ['svelte', 'tensorflow'], { ipcMain: true }),
  layer(['src/preload/**/*.ts'], ['svelte', 'tensorflow', 'node', 'nodeCore']),
  layer(['src/renderer/**/*.{ts,svelte}'], ['electron', 'tensorflow', 'node', 'nodeCore']),
];

/** The few places that name Fashion-MNIST: where it is read, what stored runs mean, and what each program begins with. */
const whereFashionMnistIsNamed = [
  'src/core/data/**',
  'src/core/runs/format/run-data-set.ts',
  'src/main/first-data-set.ts',
  'src/cli/data-set.ts',
  'src/renderer/state/data-set-state.svelte.ts',
];

/** @type {import('eslint').Linter.Config} */
export const dataSetRule = {
  files: ['src/**/*.{ts,svelte}'],
  ignores: whereFashionMnistIsNamed,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: '(^|/)data/fashion-mnist/fashion-mnist$',
            message: 'A data set is a value that is handed on: take a DataSet as an argument.',
          },
        ],
      },
    ],
  },
};
