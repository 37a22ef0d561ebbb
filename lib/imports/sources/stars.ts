import { createReadStream } from "node:fs";
import { DomainError } from "@/lib/errors";
import { datasets } from "@/lib/imports/datasets/rules";
import { normaliseRepository, wholeNumber } from "@/lib/imports/rules";
import type { Adapter, Entry, ToolRecord } from "@/lib/imports/schema";
import { checkFile, readCsv } from "@/lib/imports/sources/files";
import { daySchema } from "@/lib/tools/schema";

const DATASET = datasets.stars;
const MAX_BYTES = DATASET.maxBytes;
const MONTHLY = ["stackshare_slug", "github_repo", "date", "stars", "forks"];
const RANKING = ["repo_name", "stars", "forks", "repo_url", "username"];

type Reading = { externalId: string; slug: string | null; repository: string | null; day: string | null };

/** Which of the two files it is: the series (its rows name a tool) or one day's ranking (its rows name a repository). */
async function readColumns(file: string): Promise<readonly string[]> {
  await checkFile(file, "text", MAX_BYTES);
  let head = "";
  for await (const chunk of createReadStream(file, { end: 1000 })) head += String(chunk);
  const names =
    head
      .split(/\r?\n/)[0]
      ?.replace(/^\ufeff/, "")
      .split(",") ?? [];
  const found = [MONTHLY, RANKING].find((columns) => columns.every((name) => names.includes(name)));
  if (!found) {
    throw new DomainError(
      "invalid",
      `The first row must name the columns ${MONTHLY.join(", ")} or ${RANKING.join(", ")}.`,
    );
  }
  return found;
}

function readingOf(row: Record<string, string>): Reading | null {
  if (row.stackshare_slug !== undefined) {
    const repository = normaliseRepository(`https://github.com/${row.github_repo ?? ""}`);
    const day = daySchema.safeParse(row.date).data;
    return repository && day ? { externalId: row.stackshare_slug, slug: row.stackshare_slug, repository, day } : null;
  }
  const repository = normaliseRepository(row.repo_url ?? "");
  return repository ? { externalId: repository, slug: null, repository, day: null } : null;
}

function emptyRecord({ externalId, slug, repository }: Reading, at: string): ToolRecord {
  return {
    is: "tool",
    externalId,
    at,
    name: slug ?? "",
    slug,
    repository,
    place: null,
    values: {},
    lifecycle: null,
    figures: [],
    aliases: [],
    integrations: [],
    extra: {},
  };
}

/** Readings of GitHub stars and forks: the monthly series, or one day of the ranking list. */
export const stars: Adapter = {
  dataset: DATASET,
  createsTools: false,
  isWhole: false,
  read: async function* (file, options) {
    const columns = await readColumns(file);
    const records = new Map<string, ToolRecord & { rows: number }>();
    const skips: Entry[] = [];
    for await (const read of readCsv(file, columns, MAX_BYTES, options)) {
      const at = `line ${read.line}`;
      const reading = read.fault === null ? readingOf(read.row) : null;
      const [starred, forked] =
        read.fault === null ? [wholeNumber(read.row.stars ?? ""), wholeNumber(read.row.forks ?? "")] : [null, null];
      if (!reading || starred === null || forked === null) {
        skips.push({ is: "skip", at, reason: read.fault ?? "it names no repository, no day or no whole numbers" });
        continue;
      }
      const record = records.get(reading.externalId) ?? { ...emptyRecord(reading, at), rows: 0 };
      record.rows += 1;
      // A repository stands in several lists of one day; its figures are the same in each.
      if (!record.figures.some(({ asOf }) => asOf === reading.day)) {
        record.figures.push(
          { metric: "stars", role: "snapshot", value: starred, asOf: reading.day },
          { metric: "forks", role: "snapshot", value: forked, asOf: reading.day },
        );
      }
      records.set(reading.externalId, record);
    }
    yield* skips;
    yield* records.values();
  },
};
