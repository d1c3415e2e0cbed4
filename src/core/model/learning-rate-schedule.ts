import type { Schedule } from './training-plan';

/** A straight line or half a cosine from `from` to `to`, over steps `begin` … `end`. */
export interface SchedulePart {
  begin: number;
  end: number;
  from: number;
  to: number;
  curve: 'line' | 'cosine';
}

/** A schedule over a whole run as parts that follow one another; after the last one its `to` holds on. */
export function scheduleParts(schedule: Schedule, totalSteps: number): SchedulePart[] {
  const line = (begin: number, end: number, from: number, to: number): SchedulePart => ({
    begin,
    end,
    from,
    to,
    curve: 'line',
  });
  const parts = (): SchedulePart[] => {
    switch (schedule.type) {
      case 'constant':
        return [line(0, 0, 1, 1)];
      case 'warmup':
        return [line(0, schedule.warmup * totalSteps, 0, 1)];
      case 'cosine': {
        const warm = schedule.warmup * totalSteps;
        return [
          line(0, warm, 0, 1),
          { begin: warm, end: totalSteps, from: 1, to: schedule.final, curve: 'cosine' },
        ];
      }
      case 'oneCycle': {
        const peak = schedule.peak * totalSteps;
        return [line(0, peak, schedule.start, 1), line(peak, totalSteps, 1, schedule.final)];
      }
    }
  };
  const lasting = parts().filter((part) => part.end > part.begin);
  return lasting.length > 0 ? lasting : [line(0, 1, 1, 1)];
}

/**
 * Factor on the learning rate at `step` (from 0) of `totalSteps`. A step counts with its middle, so that neither the first
 * nor the last one stands still.
 */
export function scheduleFactor(schedule: Schedule, step: number, totalSteps: number): number {
  const at = step + 0.5;
  const parts = scheduleParts(schedule, totalSteps);
  const part = parts.find(({ end }) => at < end) ?? parts.at(-1)!;
  const share = Math.min((at - part.begin) / (part.end - part.begin), 1);
  const progress = part.curve === 'line' ? share : (1 - Math.cos(Math.PI * share)) / 2;
  return part.from + (part.to - part.from) * progress;
}
