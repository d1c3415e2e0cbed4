import type { Chart, Plugin } from 'chart.js';

const gap = 8;
const lineHeight = 15;

interface Label {
  text: string;
  colour: string;
  x: number;
  y: number;
}

/** Writes each curve's name at its end, in its colour: no legend to look up. `halo` keeps it apart from what it crosses. */
export function endLabels(halo: string): Plugin<'line'> {
  return {
    id: 'endLabels',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.font = `600 11px ${getComputedStyle(chart.canvas).fontFamily}`;
      ctx.textBaseline = 'middle';
      ctx.lineJoin = 'round';
      ctx.lineWidth = 4;
      ctx.strokeStyle = halo;
      const labels = chart.data.datasets.flatMap((_, index) => labelOf(chart, index) ?? []);
      moveApart(labels, chartArea.top, chartArea.bottom);
      for (const { text, colour, x, y } of labels) {
        ctx.fillStyle = colour;
        ctx.strokeText(text, x, y);
        ctx.fillText(text, x, y);
      }
      ctx.restore();
    },
  };
}

/** Beside the curve's end, or above or below it where there is no room beside it; null for a curve without points. */
function labelOf(chart: Chart<'line'>, index: number): Label | null {
  const end = chart.getDatasetMeta(index).data.at(-1);
  const { label, borderColor } = chart.data.datasets[index] ?? {};
  if (!end || !label || typeof borderColor !== 'string') return null;
  const width = chart.ctx.measureText(label).width;
  const beside = end.x + gap + width <= chart.width;
  const away = isLower(chart, index) ? lineHeight : -lineHeight;
  return {
    text: label,
    colour: borderColor,
    x: beside ? end.x + gap : chart.width - width - 4,
    y: beside ? end.y : end.y + away,
  };
}

/** Whether another curve ends above this one. */
function isLower(chart: Chart<'line'>, index: number): boolean {
  const endOf = (dataset: number) => chart.getDatasetMeta(dataset).data.at(-1)?.y;
  const own = endOf(index) ?? 0;
  return chart.data.datasets.some((_, other) => other !== index && (endOf(other) ?? Infinity) < own);
}

/** Keeps two labels from being written over one another, or beyond the chart. */
function moveApart(labels: Label[], top: number, bottom: number): void {
  const [upper, lower] = [...labels].sort((a, b) => a.y - b.y);
  if (upper && lower && lower.y - upper.y < lineHeight) {
    const middle = (upper.y + lower.y) / 2;
    upper.y = middle - lineHeight / 2;
    lower.y = middle + lineHeight / 2;
  }
  for (const label of labels) label.y = Math.min(bottom - gap, Math.max(top + gap, label.y));
}
