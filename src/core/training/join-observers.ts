import type { TrainingObserver } from '../domain/training-observer';

/** Several observers as one, told in their order. */
export function joinObservers(observers: readonly TrainingObserver[]): Required<TrainingObserver> {
  return {
    phase: (phase) => observers.forEach((observer) => observer.phase?.(phase)),
    engine: (engine) => observers.forEach((observer) => observer.engine?.(engine)),
    progress: (progress) => observers.forEach((observer) => observer.progress?.(progress)),
    points: (points) => observers.forEach((observer) => observer.points?.(points)),
    epoch: (summary) => observers.forEach((observer) => observer.epoch?.(summary)),
    resumed: (from, points) => observers.forEach((observer) => observer.resumed?.(from, points)),
    warning: (warning) => observers.forEach((observer) => observer.warning?.(warning)),
  };
}
