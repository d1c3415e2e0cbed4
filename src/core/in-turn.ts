/**
 * Makes a queue that runs async tasks one at a time, in call order. Each call settles with its own task's result; a task
 * that fails does not keep the later ones from running.
 */
export function inTurn(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task);
    last = turn.catch(() => undefined);
    return turn;
  };
}
