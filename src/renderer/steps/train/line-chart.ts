import { Chart, LinearScale, LineController, LineElement, PointElement, Tooltip } from 'chart.js';
import type { ChartDataset, ChartOptions } from 'chart.js';
import { axisRange } from './axis-range';
import type { ChartPoint, Metric } from './chart-data';
import { formatLoss, formatPercent } from '../../format/numbers';

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip);

export const dotRadius = 4;
/** With more validation points than this, they would touch. */
const mostDots = 40;

export type LineChart = Chart<'line', ChartPoint[]>;
export type Line = ChartDataset<'line', ChartPoint[]>;
/** A colour of the theme by its name. */
export type Colour = (name: string) => string;

export function themeOf(canvas: HTMLCanvasElement): { colour: Colour; family: string } {
  const style = getComputedStyle(canvas);
  return { colour: (name) => style.getPropertyValue(`--${name}`).trim(), family: style.fontFamily };
}

/** Dots at the points of a line, for as long as they are few. */
export const fewDots: Line['pointRadius'] = ({ dataset }) => (dataset.data.length > mostDots ? 0 : dotRadius);

/** Draws what the chart's lines hold now, without animation, in a range around `extremes`. */
export function redraw(
  chart: LineChart,
  metric: Metric,
  { extremes, epochs }: { extremes: readonly number[]; epochs: number },
): void {
  const { min, max, step } = axisRange(extremes, metric);
  const { x, y } = chart.options.scales ?? {};
  Object.assign(x ?? {}, { max: epochs });
  Object.assign(y ?? {}, { min, max });
  Object.assign(y?.ticks ?? {}, { stepSize: step });
  chart.update('none');
}

/** Around the chart's area, with `above` px more for what stands there. */
export const paddingFor = (above: number) => ({ top: 6 + above, right: 10 });

/** A curve with its name and colour, without points yet. */
export function line(label: string, colour: string): Line {
  return {
    label,
    data: [],
    borderWidth: 2,
    borderJoinStyle: 'round',
    borderColor: colour,
    backgroundColor: colour,
    pointHoverRadius: dotRadius,
    clip: dotRadius + 1,
  };
}

/** The look of a chart over epochs. `colour` gives a colour of the theme, `family` its typeface. */
export function optionsOf(metric: Metric, colour: Colour, family: string): ChartOptions<'line'> {
  const format = metric === 'loss' ? formatLoss : formatPercent;
  const ticks = { color: colour('faint'), font: { family, size: 11 } };
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    layout: { padding: paddingFor(0) },
    scales: {
      x: {
        type: 'linear',
        min: 0,
        border: { display: false },
        grid: { display: false },
        ticks: {
          ...ticks,
          precision: 0,
          maxRotation: 0,
          maxTicksLimit: 11,
          callback: (value) => (value === 0 ? '' : value),
        },
      },
      y: {
        type: 'linear',
        border: { display: false },
        grid: { color: colour('line'), drawTicks: false },
        ticks: {
          ...ticks,
          padding: 8,
          callback: (value, _, all) => tickWords(Number(value), stepOf(all), metric),
        },
      },
    },
    plugins: {
      tooltip: {
        animation: false,
        displayColors: false,
        backgroundColor: colour('ink'),
        titleColor: colour('panel'),
        bodyColor: colour('panel'),
        titleFont: { family, size: 12 },
        bodyFont: { family, size: 12 },
        callbacks: {
          title: (items) => `Epoch ${items[0]?.parsed.x?.toFixed(2) ?? ''}`,
          label: ({ dataset, parsed }) => `${dataset.label ?? ''} ${format(parsed.y ?? NaN)}`,
        },
      },
    },
  };
}

const stepOf = (ticks: readonly { value: number }[]): number =>
  Math.abs((ticks[1]?.value ?? 1) - (ticks[0]?.value ?? 0));

/** As many decimals as tell neighbours apart. */
function tickWords(value: number, step: number, metric: Metric): string {
  if (metric === 'accuracy') return `${(value * 100).toFixed(step < 0.0099 ? 1 : 0)} %`;
  return value.toFixed(step < 0.0099 ? 3 : step < 0.99 ? 2 : 0);
}
