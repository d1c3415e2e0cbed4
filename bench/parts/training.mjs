/** Seconds an epoch of one model, for everyone who trains it. */
import { join } from 'node:path';
import { withProgress } from '../../build/setup/say.mjs';
import { epochsOf, referenceId, visitsOf } from '../peers.mjs';
import { summarise } from '../report/statistics.mjs';
import { runRounds } from '../rounds.mjs';
import { runPeer } from '../run-peer.mjs';
import { circumstances } from './context.mjs';
import { chooseFloor, floorOf, takeFloor } from './floor.mjs';

/**
 * @param {import('../peers.mjs').Model} model
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../report/result.mjs').Result>}
 */
export async function measureTraining(model, context) {
  const { peers, missing, rounds } = context;
  const takesPart = (/** @type {import('../peers.mjs').Peer} */ { only }) => !only || only.model === model.id;
  const found = circumstances(context);
  const floor = model.floor ? await chooseFloor(context) : null;
  const training = peers
    .filter((peer) => takesPart(peer) && !(peer.library && missing.has(peer.library)))
    .map((peer) => ({ ...peer, visits: visitsOf(model, peer) }));
  const racing = floor ? [...training, floor] : training;
  const measured = await runRounds({
    peers: racing,
    referenceId,
    rounds,
    take: (peer, round) =>
      'script' in peer
        ? takePeer(peer, round, model, context)
        : withProgress(`${model.id}, ${round}: ${peer.name}`, () => takeFloor(peer, model, context.python)),
  });
  const rows = summarise(measured.rounds, racing, referenceId);
  const floorRow = rows.find(({ id }) => id === floor?.id);
  return {
    id: model.id,
    name: model.name,
    measures: 'epoch',
    ...found,
    load: measured.rounds.map(({ load }) => load),
    referenceId,
    rows: rows.filter((row) => row !== floorRow),
    leftOut: [
      ...[...missing].map(([name, reason]) => ({ name, reason })),
      ...peers.flatMap(({ name, only }) =>
        only && only.model !== model.id ? { name, reason: only.reason } : [],
      ),
      ...measured.leftOut,
    ],
    floor: floorRow ? floorOf(floorRow, model) : null,
  };
}

/**
 * @param {import('../peers.mjs').Peer} peer
 * @param {string} round
 * @param {import('../peers.mjs').Model} model
 * @param {import('./context.mjs').Context} context
 */
function takePeer(peer, round, model, { quick, data, scripts, python }) {
  const epochs = epochsOf(model, peer, quick);
  const args = ['--data', data, '--model', model.id, '--batch', `${model.batch}`, '--epochs', `${epochs}`];
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
}
