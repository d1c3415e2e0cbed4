import type { Chart, Plugin } from 'chart.js';
import type { ChartMark } from './chart-data';

const lineHeight = 15;
const gap = 6;

/** Dashed lines across a chart at the end of an epoch, each with its words at the top. */
export function chartMarks(colours: { line: string; words: string; halo: string }): {
  plugin: Plugin<'line'>;
  set(marks: readonly ChartMark[]): void;
} {
  let marks: readonly ChartMark[] = [];
  const plugin: Plugin<'line'> = {
    id: 'chartMarks',
    // Above the curves, for the words; the labels at their ends come later and stay on top.
    beforeDatasetsDraw: (chart) => marks.forEach(({ epoch }) => drawLine(chart, epoch, colours.line)),
    afterDatasetsDraw: (chart) => marks.forEach((mark, row) => drawWords(chart, mark, row, colours)),
  };
  return { plugin, set: (next) => (marks = next) };
}

function drawLine(chart: Chart<'line'>, epoch: number, colour: string): void {
  const { ctx, chartArea } = chart;
  const x = chart.scales['x']?.getPixelForValue(epoch) ?? 0;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash([4, 4]);
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  ctx.restore();
}

/** Right of the line, or left of it where there is no room; each mark on a row of its own. */
function drawWords(
  chart: Chart<'line'>,
  { epoch, text }: ChartMark,
  row: number,
  colours: { words: string; halo: string },
): void {
  const { ctx, chartArea } = chart;
  const x = chart.scales['x']?.getPixelForValue(epoch) ?? 0;
  ctx.save();
  ctx.font = `500 11px ${getComputedStyle(chart.canvas).fontFamily}`;
  ctx.textBaseline = 'top';
  const width = ctx.measureText(text).width;
  const fits = x + gap + width <= chartArea.right;
  const left = Math.max(chartArea.left, fits ? x + gap : x - gap - width);
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = colours.halo;
  ctx.fillStyle = colours.words;
  const y = chartArea.top + row * lineHeight;
  ctx.strokeText(text, left, y);
  ctx.fillText(text, left, y);
  ctx.restore();
}
