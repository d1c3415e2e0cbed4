import type { EngineDescription } from '#core/domain/engine';
import type { RunDetail } from '../state/runs-state.svelte';
import { formatDuration } from '../format/durations';
import { formatCount, formatNoun } from '../format/numbers';
import { settingsInShort } from '../format/plan-words';

export interface FactRow {
  name: string;
  value: string;
}

/** Enough of a SHA-256 to tell two apart by eye. */
const short = (sha256: string): string => sha256.slice(0, 12);

/** What a run was made with and how long it took; what was not noted is left out. */
export function factRows({ summary, facts, dataSet }: RunDetail): FactRow[] {
  const { data, versions, timings } = facts;
  const rows = [
    { name: 'Id', value: summary.id },
    { name: 'Data set', value: `${dataSet.name}, version ${dataSet.version}` },
    { name: 'Settings', value: settingsInShort(summary.plan) },
    { name: 'Engine', value: summary.engine ? engineInWords(summary.engine) : '' },
  ];
  if (timings) rows.push({ name: 'Time', value: timesInWords(timings) });
  if (data)
    rows.push(
      {
        name: 'Data',
        value: `training ${short(data.trainImages)}, test ${short(data.testImages)} (SHA-256)`,
      },
      {
        name: 'Split',
        value: `${formatCount(data.split.train)} to train on, ${formatCount(data.split.validation)} held back`,
      },
    );
  if (versions)
    rows.push({
      name: 'Versions',
      value: [
        `Wardrobe ${versions.app}`,
        `TensorFlow.js ${versions.tfjs}`,
        versions.electron && `Electron ${versions.electron}`,
        `Node ${versions.node}`,
        `${versions.os} ${versions.arch}`,
      ]
        .filter(Boolean)
        .join(', '),
    });
  return rows.filter(({ value }) => value !== '');
}

const ways = { compiled: 'compiled by XLA', scheduled: 'scheduled by TensorFlow' } as const;
const bitsWords = { exact: 'the same bits each time', fast: 'not the same bits each time' } as const;

function engineInWords({ library, device, way, bits }: EngineDescription): string {
  return [library, device, way && ways[way], bits && bitsWords[bits]].filter(Boolean).join(', ');
}

function timesInWords(timings: NonNullable<RunDetail['facts']['timings']>): string {
  const { compileSeconds, epochSeconds, picturesPerSecond, evaluationSeconds } = timings;
  const mean = epochSeconds.reduce((sum, seconds) => sum + seconds, 0) / epochSeconds.length;
  return [
    compileSeconds !== null && `${formatDuration(compileSeconds)} to prepare`,
    epochSeconds.length > 0 &&
      `${formatDuration(mean)} an epoch (${formatNoun(epochSeconds.length, 'epoch')})`,
    picturesPerSecond !== null && `${formatCount(picturesPerSecond)} pictures a second`,
    evaluationSeconds !== null && `${formatDuration(evaluationSeconds)} to test`,
  ]
    .filter(Boolean)
    .join(', ');
}
