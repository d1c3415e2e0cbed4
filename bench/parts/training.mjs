/** Seconds an epoch of one model, for everyone who trains it. */
import { join } from 'node:path';
import { withProgress } from '../../build/setup/say.mjs';
import { epochsOf, referenceId } from '../peers.mjs';
import { summarise } from '../report/statistics.mjs';
import { runRounds } from '../rounds.mjs';
import { runPeer } from '../run-peer.mjs';
import { circumstances } from './context.mjs';
import { measureFloor } from './floor.mjs';

/**
 * @param {import('../peers.mjs').Model} model
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../report/result.mjs').Result>}
 */
export async function measureTraining(model, context) {
  const { peers, missing, rounds, quick, data, scripts, python } = context;
  const takesPart = (/** @type {import('../peers.mjs').Peer} */ { only }) => !only || only.model === model.id;
  const found = circumstances(context);
  const floor = model.floor ? await measureFloor(model, context) : null;
  const measured = await runRounds({
    peers: peers.filter((peer) => takesPart(peer) && !(peer.library && missing.has(peer.library))),
    rounds,
    take(peer, round) {
      const epochs = epochsOf(model, peer, quick);
      const args = [
        '--data',
        data,
        '--model',
        model.id,
        '--batch',
        `${model.batch}`,
        '--epochs',
        `${epochs}`,
      ];
      if (peer.variant) args.push('--variant', peer.variant);
      const [program, script] = peer.library
        ? [python, join(import.meta.dirname, '..', 'python', `${peer.script}.py`)]
        : [process.execPath, join(scripts, `${peer.script}.mjs`)];
      let finished = 0;
      return withProgress(
        `${model.id}, ${round}: ${peer.name}`,
        () => runPeer(program, [script, ...args], (so) => (finished = so.epochs)),
        () => ({ text: `${finished} of ${epochs} epochs` }),
      );
    },
  });
  return {
    id: model.id,
    name: model.name,
    measures: 'epoch',
    ...found,
    load: measured.rounds.map(({ load }) => load),
    referenceId,
    rows: summarise(measured.rounds, peers, referenceId),
    leftOut: [
      ...[...missing].map(([name, reason]) => ({ name, reason })),
      ...peers.flatMap(({ name, only }) =>
        only && only.model !== model.id ? { name, reason: only.reason } : [],
      ),
      ...measured.leftOut,
    ],
    floor,
  };
}
