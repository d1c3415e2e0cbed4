import { describe, expect, it } from 'vitest';
import { runRounds } from '../../bench/rounds.mjs';
import { nothingYet } from '../../bench/run-peer.mjs';

const peers = ['a', 'b', 'c'].map((id) => ({ id, name: `Peer ${id}` }));

describe('runRounds', () => {
  it('begins each round with another peer', async () => {
    const order: string[] = [];
    const take = async ({ id }: { id: string }) => {
      order.push(id);
      return nothingYet();
    };
    const { rounds, leftOut } = await runRounds({ peers, rounds: 3, take });
    expect(order.join('')).toBe('abcbcacab');
    expect(rounds.map(({ runs }) => Object.keys(runs).length)).toEqual([3, 3, 3]);
    expect(leftOut).toEqual([]);
  });

  it('leaves out a peer from the round in which it fails, with the reason, and goes on', async () => {
    let turns = 0;
    const take = async ({ id }: { id: string }) => {
      if (id === 'b' && ++turns === 2) throw new Error('out of memory');
      return nothingYet();
    };
    const { rounds, leftOut } = await runRounds({ peers, rounds: 3, take });
    expect(rounds.map(({ runs }) => 'b' in runs)).toEqual([true, false, false]);
    expect(leftOut).toEqual([{ name: 'Peer b', reason: 'out of memory' }]);
  });
});
