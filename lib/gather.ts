import "server-only";

type Waiting<Call, Result> = { call: Call; resolve: (result: Result) => void; reject: (error: unknown) => void };

/**
 * A function whose calls go together in one piece of work: those of one turn of the event loop, and those that come while an
 * earlier piece is under way, since a rush then costs few round trips. `work` answers all calls in their order, and always begins
 * after the last of them. It rejects for all who went together.
 */
export function gather<Call, Result>(work: (calls: Call[]) => Promise<Result[]>): (call: Call) => Promise<Result> {
  let waiting: Waiting<Call, Result>[] = [];
  let isBusy = false;
  const flush = async () => {
    const batch = waiting;
    waiting = [];
    isBusy = true;
    try {
      const results = await work(batch.map(({ call }) => call));
      if (results.length !== batch.length) throw new Error(`${batch.length} calls, ${results.length} results`);
      // Each has a result: there are as many.
      results.forEach((result, nth) => {
        batch[nth]?.resolve(result);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      isBusy = false;
      if (waiting.length > 0) void flush();
    }
  };
  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject });
      if (!isBusy && waiting.length === 1) queueMicrotask(() => void flush());
    });
}
