/** A result as a bar chart, one SVG that can be read on light and on dark ground. */
import { words } from './result.mjs';

const [width, labelWidth, valueWidth, rowHeight, top] = [760, 300, 170, 30, 44];

/** @param {string} text */
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * @typedef {object} Charted
 * @property {string} name
 * @property {'epoch' | 'whole job'} measures
 * @property {readonly { name: string, seconds: import('./statistics.mjs').Spread }[]} rows
 * @property {import('./result.mjs').Floor | null} floor
 */

/** @param {Charted} result */
export function barChart({ name, measures, rows, floor }) {
  const what = measures === 'epoch' ? 'seconds an epoch' : 'seconds in all';
  const longest = Math.max(...rows.map(({ seconds }) => seconds.most));
  const scale = (/** @type {number} */ seconds) => ((width - labelWidth - valueWidth) * seconds) / longest;
  const height = top + rows.length * rowHeight + 12;
  const bars = rows.map(({ name: peer, seconds }, index) => {
    const y = top + index * rowHeight;
    const ours = peer.startsWith('Wardrobe') ? 'ours' : 'theirs';
    const [x, middle] = [labelWidth, y + 15];
    return `  <text x="${x - 10}" y="${middle}" text-anchor="end">${escape(peer)}</text>
  <rect class="${ours}" x="${x}" y="${y + 3}" width="${Math.max(1, scale(seconds.median)).toFixed(1)}" height="18" rx="2"/>
  <path class="spread" d="M${(x + scale(seconds.least)).toFixed(1)} ${y + 12}H${(x + scale(seconds.most)).toFixed(1)}"/>
  <text x="${(x + scale(seconds.most) + 8).toFixed(1)}" y="${middle}">${words(seconds, ' s')}</text>`;
  });
  const floorLine = floor
    ? [
        `  <path class="floor" d="M${(labelWidth + scale(floor.seconds)).toFixed(1)} ${top}V${height - 10}"><title>floor: ${floor.seconds.toFixed(2)} s</title></path>`,
      ]
    : [];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(name)}: ${what}">
  <style>
    text { font: 13px system-ui, sans-serif; fill: #57606a; dominant-baseline: middle; }
    .title { font-weight: 600; }
    .ours { fill: #2f9e6e; }
    .theirs { fill: #8c959f; }
    .spread { stroke: #24292f; stroke-width: 1.5; }
    .floor { stroke: #cf6a2b; stroke-width: 1.5; stroke-dasharray: 4 3; }
    @media (prefers-color-scheme: dark) {
      text { fill: #b1bac4; }
      .spread { stroke: #f0f6fc; }
    }
  </style>
  <text class="title" x="0" y="16">${escape(name)}: ${what}, less is better</text>
${[...bars, ...floorLine].join('\n')}
</svg>
`;
}
