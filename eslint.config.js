// @ts-check
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import { coreOrderRule } from './build/lint/core-order.js';
import { dataSetRule, layerRules } from './build/lint/layers.js';

/** Rules that need types: they find what neither the compiler nor a reader sees. */
const typeAware = {
  // The typed rule sees more.
  'no-throw-literal': 'off',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  '@typescript-eslint/no-for-in-array': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/return-await': 'error',
  // A default would swallow what is added to a union later.
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
};

export default defineConfig(
  { ignores: ['node_modules', '.cache', 'out', 'dist', 'resources', 'test-results', 'playwright-report'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-constant-condition': 'error',
      'no-throw-literal': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    // Tools for a terminal, and tests that report what they measured: their output is their answer.
    files: ['bench/**', 'build/**', 'test/e2e/**'],
    rules: { 'no-console': 'off' },
  },
  ...[
    {
      project: 'tsconfig.node.json',
      files: ['src/{core,shared,trainer,main,cli}/**/*.ts', '{test,bench}/**/*.{ts,mjs}', '*.config.ts'],
      ignores: ['test/{e2e,renderer}/**'],
    },
    { project: 'tsconfig.preload.json', files: ['src/preload/**/*.ts'] },
    { project: 'tsconfig.web.json', files: ['{src,test}/renderer/**/*.{ts,svelte}'] },
    { project: 'tsconfig.e2e.json', files: ['test/e2e/**/*.ts'] },
    { project: 'tsconfig.build.json', files: ['build/**/*.{js,mjs}'] },
  ].map(({ project, files, ignores = [] }) => ({
    files,
    ignores,
    languageOptions: {
      parserOptions: {
        project: [project],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: typeAware,
  })),
  {
    files: ['test/e2e/**'],
    ignores: ['test/e2e/support/in-main.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name="evaluate"]:matches([callee.object.name="app"], [callee.object.property.name="app"])',
          message: 'Use inMain: a busy main process loses some answers.',
        },
      ],
    },
  },
  {
    files: ['src/renderer/**/*.svelte', 'src/renderer/**/*.svelte.ts', 'test/renderer/**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      // The bodies of runes look unused or reassignable to the plain rule.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all' }],
    },
  },
  ...layerRules,
  dataSetRule,
  {
    files: ['src/core/**/*.ts'],
    plugins: { house: { rules: { 'core-order': coreOrderRule } } },
    rules: { 'house/core-order': 'error' },
  },
);
