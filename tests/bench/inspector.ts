import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { Site } from "@/tests/bench/site";

const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string() }),
      children: z.array(z.number()).default([]),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});
/** A processor profile as V8 writes it; times are microseconds. */
export type Profile = z.infer<typeof profileSchema>;

/** A way into a running Node process. */
export type Inspector = {
  /** Processor time that all its threads have used, in microseconds. */
  usage: () => Promise<number>;
  /** Profiles its main thread while the work goes on. */
  profile: (work: () => Promise<void>) => Promise<Profile>;
  close: () => void;
};

/** The processes that a process started, with their command lines. Slim containers have no `ps`, so Linux is asked itself. */
function listChildren(pid: number): { pid: number; command: string }[] {
  const children = `/proc/${pid}/task/${pid}/children`;
  if (existsSync(children)) {
    const pids = readFileSync(children, "utf8").split(" ").filter(Boolean).map(Number);
    return pids.map((child) => ({ pid: child, command: readFileSync(`/proc/${child}/cmdline`, "utf8") }));
  }
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).trim().split("\n");
  return lines.flatMap((line) => {
    const [child, parent, ...command] = line.trim().split(/\s+/);
    return Number(parent) === pid ? [{ pid: Number(child), command: command.join(" ") }] : [];
  });
}

/** The process that serves: the starter's child that runs scripts/serve.ts. */
function findServer(site: Site): number {
  const found = listChildren(site.starter.pid ?? 0).find(({ command }) => command.includes("scripts/serve.ts"));
  if (!found) throw new Error("the process that serves was not found");
  return found.pid;
}

/** Opens the inspector of the process that serves the site: nothing of it was there before this call. */
export async function inspectServer(site: Site): Promise<Inspector> {
  process.kill(findServer(site), "SIGUSR1");
  const listSchema = z.tuple([z.object({ webSocketDebuggerUrl: z.string() })]);
  let address: string | undefined;
  for (let tries = 0; !address && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    address = await fetch(`http://127.0.0.1:${site.inspectPort}/json/list`)
      .then(async (response) => listSchema.parse(await response.json())[0].webSocketDebuggerUrl)
      .catch(() => undefined);
  }
  if (!address) throw new Error("the inspector of the process that serves did not open");
  const socket = new WebSocket(address);
  const waiting = new Map<number, (result: unknown) => void>();
  const replySchema = z.object({ id: z.number(), result: z.unknown() });
  socket.addEventListener("message", ({ data }) => {
    const reply = replySchema.safeParse(JSON.parse(String(data)));
    if (reply.success) waiting.get(reply.data.id)?.(reply.data.result);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  let last = 0;
  const send = (method: string, params: object = {}) =>
    new Promise<unknown>((resolve) => {
      const id = ++last;
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
  const usageSchema = z.object({ result: z.object({ value: z.object({ user: z.number(), system: z.number() }) }) });
  return {
    usage: async () => {
      const reply = await send("Runtime.evaluate", { expression: "process.cpuUsage()", returnByValue: true });
      const { user, system } = usageSchema.parse(reply).result.value;
      return user + system;
    },
    profile: async (work) => {
      await send("Profiler.enable");
      await send("Profiler.start");
      await work();
      const { profile } = z.object({ profile: profileSchema }).parse(await send("Profiler.stop"));
      return profile;
    },
    close: () => socket.close(),
  };
}

type Share = { name: string; share: number };

/** A function in a profile: its name, the file it stands in ("" for native code), and the file of what called it. */
export type Frame = { name: string; url: string; caller: string };

/** The busy time of a profile by group, largest first; shares sum to 1. Waiting for requests is no work. */
export function splitProfile(profile: Profile, groupOf: (frame: Frame) => string): Share[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
  const fileAbove = (id: number): string => {
    const parent = parents.get(id);
    return parent === undefined ? "" : nodes.get(parent)?.callFrame.url || fileAbove(parent);
  };
  const groups = new Map<string, number>();
  let busy = 0;
  profile.samples.forEach((id, index) => {
    const frame = nodes.get(id)?.callFrame;
    if (!frame || frame.functionName === "(idle)") return;
    const time = profile.timeDeltas[index] ?? 0;
    const group = groupOf({ name: frame.functionName, url: frame.url, caller: fileAbove(id) });
    groups.set(group, (groups.get(group) ?? 0) + time);
    busy += time;
  });
  return [...groups].map(([name, time]) => ({ name, share: time / busy })).sort((a, b) => b.share - a.share);
}
