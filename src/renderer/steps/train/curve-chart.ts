import { Chart } from 'chart.js';
import type { ChartMark, ChartPoint, Metric } from './chart-data';
import { chartMarks, marksHeight } from './chart-marks';
import type { CurveFeed } from './curve-feed';
import { endLabels } from './end-labels';
import { fewDots, line, optionsOf, paddingFor, redraw, themeOf, type Line } from './line-chart';

export interface CurveChart {
  /** Draws the curves as they stand in `feed`; `epochs` is the right end of the axis. Returns how many points it was given. */
  show(feed: CurveFeed, epochs: number, marks: readonly ChartMark[]): number;
  destroy(): void;
}

/** Two curves over the epochs, in the colours that the theme has now, without any animation. */
export function createCurveChart(canvas: HTMLCanvasElement, metric: Metric): CurveChart {
  const { colour, family } = themeOf(canvas);
  const train: Line = { ...line('training', colour('train')), pointRadius: 0 };
  // Above the other curve, so that its dots are whole.
  const validation: Line = {
    ...line('validation', colour('valid')),
    order: -1,
    pointRadius: fewDots,
  };
  const marks = chartMarks({ line: colour('line-strong'), words: colour('soft') });
  const chart = new Chart<'line', ChartPoint[]>(canvas, {
    type: 'line',
    data: { datasets: [train, validation] },
    options: optionsOf(metric, colour, family),
    plugins: [marks.plugin, endLabels(colour('panel'))],
  });
  return {
    show(feed, epochs, nextMarks) {
      train.data = feed.train.points();
      validation.data = feed.validation.points();
      marks.set(nextMarks);
      chart.options.layout = { padding: paddingFor(marksHeight(nextMarks.length)) };
      redraw(chart, metric, { extremes: feed.extremes(), epochs });
      return train.data.length + validation.data.length;
    },
    destroy: () => chart.destroy(),
  };
}
