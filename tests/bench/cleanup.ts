type Work = () => void | Promise<void>;

const works = new Set<Work>();
let isStopping = false;

/** Has some work done when the bench ends, however it ends. Returns a function that does it at once instead. */
export function onEnd(work: Work): () => Promise<void> {
  const once = async () => {
    if (works.delete(once)) await work();
  };
  works.add(once);
  return once;
}

/** Does what onEnd was told, the last first. */
export async function cleanUp(): Promise<void> {
  for (const work of [...works].reverse()) await work();
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    console.error(`${signal}: stopping`);
    void cleanUp().finally(() => process.exit(1));
  });
}
