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
import { thin, type ChartPoint, type Metric } from './chart-data';
import { endLabels } from './end-labels';
import { formatLoss, formatPercent } from '../../format/numbers';

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip);

/** More points than this are not drawn: a curve is a few hundred pixels wide. */
const mostPoints = 800;
/** With more validation points than this, they would touch. */
const mostDots = 40;

export interface CurveChart {
  /** `epochs`: right end of the axis. */
  show(train: readonly ChartPoint[], validation: readonly ChartPoint[], epochs: number): void;
  /** Takes the colours of the theme as they are now. */
  recolour(): void;
  destroy(): void;
}

type Line = ChartDataset<'line', ChartPoint[]>;

/** Two curves over the epochs, without any animation. */
export function createCurveChart(canvas: HTMLCanvasElement, metric: Metric): CurveChart {
  const train: Line = {
    label: 'training',
    data: [],
    borderWidth: 2,
    borderJoinStyle: 'round',
    pointRadius: 0,
  };
  const validation: Line = { label: 'validation', data: [], borderWidth: 2, pointRadius: 4 };
  const chart = new Chart(canvas, {
    type: 'line',
    data: { datasets: [train, validation] },
    options: options(metric),
    plugins: [endLabels],
  });
  recolour();

  function recolour(): void {
    const style = getComputedStyle(canvas);
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
    for (const [line, name] of [
      [train, 'train'],
      [validation, 'valid'],
    ] as const) {
      Object.assign(line, {
        borderColor: colour(name),
        backgroundColor: colour(name),
        pointHoverBackgroundColor: colour(name),
        pointHoverBorderColor: colour('panel'),
      });
    }
    const { scales, plugins } = chart.options;
    for (const scale of [scales?.['x'], scales?.['y']]) {
      Object.assign(scale?.ticks ?? {}, {
        color: colour('faint'),
        font: { family: style.fontFamily, size: 11 },
      });
      Object.assign(scale?.grid ?? {}, { color: colour('line') });
    }
    Object.assign(plugins?.tooltip ?? {}, {
      backgroundColor: colour('ink'),
      titleColor: colour('panel'),
      bodyColor: colour('panel'),
      titleFont: { family: style.fontFamily, size: 12 },
      bodyFont: { family: style.fontFamily, size: 12 },
    });
    chart.update('none');
  }

  return {
    show(trainPoints, validationPoints, epochs) {
      train.data = [...thin(trainPoints, mostPoints)];
      validation.data = [...thin(validationPoints, mostPoints)];
      train.pointRadius = trainPoints.length === 1 ? 2 : 0;
      validation.pointRadius = validationPoints.length > mostDots ? 0 : 4;
      Object.assign(chart.options.scales?.['x'] ?? {}, { max: epochs });
      chart.update('none');
    },
    recolour,
    destroy: () => chart.destroy(),
  };
}

function options(metric: Metric): ChartOptions<'line'> {
  const format = metric === 'loss' ? formatLoss : formatPercent;
  const percent = (value: number, digits: number) => `${(value * 100).toFixed(digits)} %`;
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    layout: { padding: { top: 6, right: 10 } },
    scales: {
      x: {
        type: 'linear',
        min: 0,
        border: { display: false },
        grid: { display: false },
        ticks: {
          precision: 0,
          maxRotation: 0,
          maxTicksLimit: 11,
          callback: (value) => (value === 0 ? '' : value),
        },
      },
      y: {
        type: 'linear',
        grace: '6%',
        border: { display: false },
        grid: { drawTicks: false },
        ticks: {
          padding: 8,
          maxTicksLimit: 6,
          callback(value, _index, ticks) {
            const step = Math.abs((ticks[1]?.value ?? 1) - (ticks[0]?.value ?? 0));
            if (metric === 'accuracy') return percent(Number(value), step < 0.01 ? 1 : 0);
            return Number(value).toFixed(step < 0.01 ? 3 : step < 1 ? 2 : 0);
          },
        },
      },
    },
    plugins: {
      tooltip: {
        animation: false,
        displayColors: false,
        callbacks: {
          title: (items) => `Epoch ${items[0]?.parsed.x?.toFixed(2) ?? ''}`,
          label: ({ dataset, parsed }) => `${dataset.label ?? ''} ${format(parsed.y ?? NaN)}`,
        },
      },
    },
  };
}
