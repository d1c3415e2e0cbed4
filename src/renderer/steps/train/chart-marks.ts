import type { Chart, Plugin } from 'chart.js';
import type { ChartMark } from './chart-data';

const lineHeight = 15;
const gap = 6;

/** Room that `count` marks take above the curves, CSS pixels. */
export const marksHeight = (count: number): number => count * lineHeight;

/** Dashed lines across a chart at the end of an epoch, each with its words in a row above the curves. */
export function chartMarks(colours: { line: string; words: string }): {
  plugin: Plugin<'line'>;
  set(marks: readonly ChartMark[]): void;
} {
  let marks: readonly ChartMark[] = [];
  const plugin: Plugin<'line'> = {
    id: 'chartMarks',
    beforeDatasetsDraw: (chart) =>
      marks.forEach((mark, index) => {
        const top = chart.chartArea.top - marksHeight(marks.length - index);
        drawLine(chart, mark, top, colours.line);
        drawWords(chart, mark, top, colours.words);
      }),
  };
  return { plugin, set: (next) => (marks = next) };
}

function drawLine(chart: Chart<'line'>, { epoch }: ChartMark, top: number, colour: string): void {
  const { ctx, chartArea } = chart;
  const x = positionOf(chart, epoch);
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.setLineDash([4, 4]);
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
  ctx.restore();
}

/** Right of the line, or left of it where there is no room. */
function drawWords(chart: Chart<'line'>, { epoch, text }: ChartMark, top: number, colour: string): void {
  const { ctx } = chart;
  const x = positionOf(chart, epoch);
  ctx.save();
  ctx.font = `500 11px ${getComputedStyle(chart.canvas).fontFamily}`;
  ctx.textBaseline = 'top';
  ctx.fillStyle = colour;
  const width = ctx.measureText(text).width;
  const fits = x + gap + width <= chart.width;
  ctx.fillText(text, fits ? x + gap : Math.max(0, x - gap - width), top);
  ctx.restore();
}

const positionOf = (chart: Chart<'line'>, epoch: number): number =>
  chart.scales['x']?.getPixelForValue(epoch) ?? 0;
