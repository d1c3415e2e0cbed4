import { Chart } from 'chart.js';
import type { CurvePoint } from '#core/domain/training-progress';
import type { ChartPoint, Metric } from '../../steps/train/chart-data';
import { CurveFeed } from '../../steps/train/curve-feed';
import { fewDots, line, optionsOf, redraw, themeOf, type Line } from '../../steps/train/line-chart';

export interface OverlaidRun {
  letter: string;
  /** Name of its colour in the theme. */
  colour: string;
  curves: readonly CurvePoint[];
}

export interface OverlayChart {
  /** How many points were given to the chart: a few thousand at most, whatever the runs hold. */
  points: number;
  destroy(): void;
}

/**
 * The curves of several runs over one another, a colour each: validation as a strong line, training as a thin dashed one.
 * They do not change any more, so they are drawn once. `epochs` is the right end of the axis.
 */
export function drawOverlay(
  canvas: HTMLCanvasElement,
  metric: Metric,
  runs: readonly OverlaidRun[],
  epochs: number,
): OverlayChart {
  const { colour, family } = themeOf(canvas);
  const feeds = runs.map((run) => {
    const feed = new CurveFeed(metric);
    feed.take(run.curves);
    return { run, feed };
  });
  const datasets: Line[] = feeds.flatMap(({ run, feed }) => [
    {
      ...line(`${run.letter} validation`, colour(run.colour)),
      data: feed.validation.points(),
      order: -1,
      pointRadius: fewDots,
    },
    {
      ...line(`${run.letter} training`, colour(run.colour)),
      data: feed.train.points(),
      borderWidth: 1.2,
      borderDash: [4, 3],
      pointRadius: 0,
    },
  ]);
  const chart = new Chart<'line', ChartPoint[]>(canvas, {
    type: 'line',
    data: { datasets },
    options: optionsOf(metric, colour, family),
  });
  redraw(chart, metric, { extremes: feeds.flatMap(({ feed }) => feed.extremes()), epochs });
  return {
    points: datasets.reduce((sum, { data }) => sum + data.length, 0),
    destroy: () => chart.destroy(),
  };
}
