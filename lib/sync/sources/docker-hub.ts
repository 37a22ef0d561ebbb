import { z } from "zod";
import { describeFault } from "@/lib/sync/rules";
import type { Adapter, Ask, Finding } from "@/lib/sync/schema";

// Counts of pulls are beyond 32 bits. zod's `int` refuses what is beyond the 53 bits that JSON's numbers keep exactly.
const imageSchema = z.object({ pull_count: z.number().int().nonnegative() });

async function readImage(key: string, ask: Ask, today: string): Promise<Finding> {
  const answer = await ask(`/v2/repositories/${key}`);
  if (answer.status === 404) return { kind: "gone", reason: "Docker Hub has no such image (404)" };
  if (answer.status !== 200) return { kind: "failed", reason: describeFault("Docker Hub", answer) };
  const image = imageSchema.safeParse(answer.json);
  if (!image.success) return { kind: "failed", reason: "Docker Hub's answer lacks the pulls" };
  const [namespace, name] = key.split("/");
  return {
    kind: "read",
    figures: [{ metric: "docker-pulls", value: image.data.pull_count, asOf: today }],
    source: {
      url: `https://hub.docker.com/${namespace === "library" ? `_/${name}` : `r/${key}`}`,
      title: `Docker Hub: pulls of ${key}`,
    },
  };
}

/** Pulls of an image since it is on Docker Hub, one image at a time. */
export const dockerHub: Adapter = {
  source: "docker-hub",
  async *read(targets, { ask, today }) {
    for (const target of targets) yield [target, await readImage(target.key, ask, today)];
  },
};
