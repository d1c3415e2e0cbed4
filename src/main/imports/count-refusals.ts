import type { Refused } from '#core/data/import/import-types';
import type { Refusal } from '#shared/contracts/imports';

const mostNames = 100;
const mostGroups = 30;

/** What can't be used, by reason, the most frequent first; names only as far as people read them. */
export function countRefusals(refused: Iterable<Refused>): Refusal[] {
  const groups = new Map<string, Refusal>();
  for (const { name, reason, message } of refused) {
    const known = groups.get(message);
    const group =
      known ?? (groups.size < mostGroups ? { reason, message, count: 0, names: [] } : other(groups));
    group.count++;
    if (group.names.length < mostNames) group.names.push(name);
    if (!known) groups.set(group.message, group);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

function other(groups: ReadonlyMap<string, Refusal>): Refusal {
  const message = 'For other reasons.';
  return groups.get(message) ?? { reason: 'other', message, count: 0, names: [] };
}
