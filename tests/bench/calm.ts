import { cpus } from "node:os";

const SAMPLE = 400;
const MOST_BUSY = 0.2;
/** The longest that all waiting of one run of the bench may take, in milliseconds. */
const PATIENCE = 15 * 60_000;

let waited = 0;

/** The share of the processors' time that somebody used over a moment in which the bench does nothing. */
async function measureOthers(): Promise<number> {
  const read = () => {
    const times = cpus().map((processor) => processor.times);
    const sum = (pick: (time: (typeof times)[number]) => number) =>
      times.reduce((total, time) => total + pick(time), 0);
    return {
      idle: sum((time) => time.idle),
      all: sum((time) => time.idle + time.user + time.sys + time.nice + time.irq),
    };
  };
  const before = read();
  await new Promise((resolve) => setTimeout(resolve, SAMPLE));
  const after = read();
  return after.all === before.all ? 0 : 1 - (after.idle - before.idle) / (after.all - before.all);
}

/** True when other programs leave the machine to the bench. */
export async function isCalm(): Promise<boolean> {
  return (await measureOthers()) < MOST_BUSY;
}

/** Waits for a moment in which other programs leave the machine alone; gives up once the run's patience is spent. */
export async function waitForCalm(): Promise<void> {
  const started = performance.now();
  while (!(await isCalm()) && waited + performance.now() - started < PATIENCE)
    await new Promise((resolve) => setTimeout(resolve, 1000));
  waited += performance.now() - started;
}

/** Measures in a calm moment: what was measured while others worked is measured anew, as long as the run's patience lasts. */
export async function inCalm<Result>(work: () => Promise<Result>): Promise<{ result: Result; wasCalm: boolean }> {
  for (;;) {
    await waitForCalm();
    const started = performance.now();
    const result = await work();
    const wasCalm = await isCalm();
    if (wasCalm || waited >= PATIENCE) return { result, wasCalm };
    waited += performance.now() - started;
  }
}
