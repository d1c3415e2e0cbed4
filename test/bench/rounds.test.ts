import { describe, expect, it } from 'vitest';
import { runRounds } from '../../bench/rounds.mjs';
import { nothingYet } from '../../bench/run-peer.mjs';

const peers = ['r', 'a', 'b', 'c'].map((id) => ({ id, name: `Peer ${id}` }));

const referenceId = 'r';

describe('runRounds', () => {
  it('begins each round with another peer, the reference before and after each', async () => {
    const order: string[] = [];
    const take = async ({ id }: { id: string }) => {
      order.push(id);
      return nothingYet();
    };
    const { rounds, leftOut } = await runRounds({ peers, referenceId, rounds: 3, take });
    expect(order.join('')).toBe('rarbrcr' + 'rbrcrar' + 'rcrarbr');
    expect(rounds.map(({ runs }) => Object.keys(runs).length)).toEqual([4, 4, 4]);
    expect(rounds.map(({ runs }) => runs.r?.length)).toEqual([4, 4, 4]);
    expect(leftOut).toEqual([]);
  });

  it('leaves out a peer from the round in which it fails, with the reason, and goes on', async () => {
    let turns = 0;
    const take = async ({ id }: { id: string }) => {
      if (id === 'b' && ++turns === 2) throw new Error('out of memory');
      return nothingYet();
    };
    const { rounds, leftOut } = await runRounds({ peers, referenceId, rounds: 3, take });
    expect(rounds.map(({ runs }) => 'b' in runs)).toEqual([true, false, false]);
    expect(leftOut).toEqual([{ name: 'Peer b', reason: 'out of memory' }]);
  });

  it('keeps for each peer what the reference did right before and right after', async () => {
    let turns = 0;
    const take = async () => ({ ...nothingYet(), epochSeconds: [++turns] });
    const { rounds } = await runRounds({ peers, referenceId, rounds: 1, take });
    const beside = Object.entries(rounds[0]!.beside).map(([id, runs]) => [
      id,
      ...runs.flat().flatMap((run) => run.epochSeconds),
    ]);
    expect(beside).toEqual([
      ['a', 1, 3],
      ['b', 3, 5],
      ['c', 5, 7],
    ]);
  });

  it('visits a quick peer more often, each time between two runs of the reference', async () => {
    const order: string[] = [];
    const take = async ({ id }: { id: string }) => {
      order.push(id);
      return nothingYet();
    };
    const quick = peers.map((peer) => ({ ...peer, visits: peer.id === 'b' ? 3 : 1 }));
    const { rounds } = await runRounds({ peers: quick, referenceId, rounds: 1, take });
    expect(order.join('')).toBe('rarbrcrbrbr');
    expect(rounds[0]?.beside.b?.map((runs) => runs.length)).toEqual([2, 2, 2]);
  });

  it('goes on without the reference once that fails', async () => {
    const take = async ({ id }: { id: string }) => {
      if (id === 'r') throw new Error('no such library');
      return nothingYet();
    };
    const { rounds, leftOut } = await runRounds({ peers, referenceId, rounds: 2, take });
    expect(rounds.map(({ runs, beside }) => [Object.keys(runs), Object.values(beside)])).toEqual([
      [
        ['a', 'b', 'c'],
        [[[]], [[]], [[]]],
      ],
      [
        ['b', 'c', 'a'],
        [[[]], [[]], [[]]],
      ],
    ]);
    expect(leftOut).toEqual([{ name: 'Peer r', reason: 'no such library' }]);
  });
});
