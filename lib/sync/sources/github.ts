import { z } from "zod";
import { describeFault } from "@/lib/sync/rules";
import type { Adapter, Ask, Finding, Observed, SyncTarget } from "@/lib/sync/schema";

const countSchema = z.number().int().nonnegative();

/** What is read of a repository. `watchers_count` is left alone: it is the stars once more. */
const repositorySchema = z.object({
  id: z.number().int().positive(),
  full_name: z.string(),
  html_url: z.string(),
  stargazers_count: countSchema,
  forks_count: countSchema,
  archived: z.boolean(),
  pushed_at: z.string().nullish(),
  license: z.object({ spdx_id: z.string().nullish() }).nullish(),
});

const releaseSchema = z.object({ tag_name: z.string(), published_at: z.string().nullish() });

function conditional(etag: string | null | undefined): Record<string, string> {
  return etag ? { "If-None-Match": etag } : {};
}

/** The newest release that is no draft and no preview; null where the repository has none. What it said before, where it cannot be read. */
async function readRelease(
  path: string,
  before: Observed,
  ask: Ask,
): Promise<Pick<Observed, "latestRelease" | "releaseEtag">> {
  const known = { latestRelease: before.latestRelease, releaseEtag: before.releaseEtag };
  const answer = await ask(`${path}/releases/latest`, conditional(before.releaseEtag));
  if (answer.status === 404) return { latestRelease: null, releaseEtag: null };
  const release = releaseSchema.safeParse(answer.json);
  if (answer.status !== 200 || !release.success) return known;
  return {
    latestRelease: { tag: release.data.tag_name, publishedAt: release.data.published_at ?? null },
    releaseEtag: answer.headers.get("etag"),
  };
}

function sourceOf(fullName: string) {
  return { url: `https://github.com/${fullName}`, title: `${fullName} on GitHub, read by its API` };
}

async function readRepository(target: SyncTarget, ask: Ask, today: string): Promise<Finding> {
  const { key, externalId, observed } = target;
  // By its number once that is known: under a name that was given up, somebody else may have begun another repository.
  const path = externalId ? `/repositories/${externalId}` : `/repos/${key}`;
  const answer = await ask(path, conditional(observed.figures ? target.etag : null));
  if (answer.status === 404)
    return { kind: "gone", reason: "GitHub has no such repository, or it is private now (404)" };
  if (answer.status === 451) return { kind: "gone", reason: "the repository was taken down for legal reasons (451)" };
  if (answer.status === 304) {
    const figures = (observed.figures ?? []).map((figure) => ({ ...figure, asOf: today }));
    return { kind: "read", isUnchanged: true, figures, source: sourceOf(observed.movedTo ?? key) };
  }
  if (answer.status !== 200) return { kind: "failed", reason: describeFault("GitHub", answer) };
  const repository = repositorySchema.safeParse(answer.json);
  if (!repository.success) return { kind: "failed", reason: "GitHub's answer lacks what a repository has" };
  const { id, full_name: fullName, license, ...row } = repository.data;
  const isMoved = fullName.toLowerCase() !== key.toLowerCase();
  const licence = license?.spdx_id && license.spdx_id !== "NOASSERTION" ? license.spdx_id : null;
  const figures = [
    { metric: "stars" as const, value: row.stargazers_count },
    { metric: "forks" as const, value: row.forks_count },
  ];
  return {
    kind: "read",
    figures: figures.map((figure) => ({ ...figure, asOf: today })),
    source: sourceOf(fullName),
    externalId: String(id),
    etag: answer.headers.get("etag"),
    observed: {
      ...(isMoved ? { movedTo: fullName } : {}),
      archived: row.archived,
      licence,
      pushedAt: row.pushed_at ?? null,
      figures,
      ...(await readRelease(`/repositories/${id}`, observed, ask)),
    },
  };
}

/** Stars and forks of repositories, and what says how alive they are, one by one. */
export const github: Adapter = {
  source: "github",
  async *read(targets, { ask, today }) {
    for (const target of targets) yield [target, await readRepository(target, ask, today)];
  },
};
