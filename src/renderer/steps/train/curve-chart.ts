import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartDataset,
  type ChartOptions,
} from 'chart.js';
import { axisRange } from './axis-range';
import type { ChartMark, ChartPoint, Metric } from './chart-data';
import { chartMarks, marksHeight } from './chart-marks';
import type { CurveFeed } from './curve-feed';
import { endLabels } from './end-labels';
import { formatLoss, formatPercent } from '../../format/numbers';

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip);

/** With more validation points than this, they would touch. */
const mostDots = 40;
const dotRadius = 4;

export interface CurveChart {
  /** Draws the curves as they stand in `feed`; `epochs` is the right end of the axis. Returns how many points it was given. */
  show(feed: CurveFeed, epochs: number, marks: readonly ChartMark[]): number;
  destroy(): void;
}

type Line = ChartDataset<'line', ChartPoint[]>;
type Colour = (name: string) => string;

/** Two curves over the epochs, in the colours that the theme has now, without any animation. */
export function createCurveChart(canvas: HTMLCanvasElement, metric: Metric): CurveChart {
  const style = getComputedStyle(canvas);
  const colour: Colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const train: Line = { ...line('training', colour('train')), pointRadius: 0 };
  // Above the other curve, so that its dots are whole.
  const validation: Line = {
    ...line('validation', colour('valid')),
    order: -1,
    pointRadius: ({ dataset }) => (dataset.data.length > mostDots ? 0 : dotRadius),
  };
  const marks = chartMarks({ line: colour('line-strong'), words: colour('soft') });
  const chart = new Chart(canvas, {
    type: 'line',
    data: { datasets: [train, validation] },
    options: optionsOf(metric, colour, style.fontFamily),
    plugins: [marks.plugin, endLabels(colour('panel'))],
  });
  return {
    show(feed, epochs, nextMarks) {
      train.data = feed.train.points();
      validation.data = feed.validation.points();
      marks.set(nextMarks);
      chart.options.layout = { padding: paddingFor(nextMarks.length) };
      const { min, max, step } = axisRange(feed.extremes(), metric);
      const { x, y } = chart.options.scales ?? {};
      Object.assign(x ?? {}, { max: epochs });
      Object.assign(y ?? {}, { min, max });
      Object.assign(y?.ticks ?? {}, { stepSize: step });
      chart.update('none');
      return train.data.length + validation.data.length;
    },
    destroy: () => chart.destroy(),
  };
}

const paddingFor = (marks: number) => ({ top: 6 + marksHeight(marks), right: 10 });

function line(label: string, colour: string): Line {
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

function optionsOf(metric: Metric, colour: Colour, family: string): ChartOptions<'line'> {
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
