import { z } from "zod";
import { datasets } from "@/lib/imports/datasets/rules";
import { cleanLine, normaliseRepository } from "@/lib/imports/rules";
import type { Adapter, Entry, ImportedLifecycle } from "@/lib/imports/schema";
import { type ArchiveFile, readArchive, readFrontMatter } from "@/lib/imports/sources/files";
import { daySchema } from "@/lib/tools/schema";

const DATASET = datasets.endoflife;
const MAX_BYTES = DATASET.maxBytes;

/** Days stand unquoted in these files, and a reader of YAML may make a date of them. */
const dayOrFlag = z.union([z.boolean(), z.string(), z.date().transform((date) => date.toISOString().slice(0, 10))]);
const releaseSchema = z.object({
  releaseCycle: z.union([z.string(), z.number()]).transform(String),
  eol: dayOrFlag.nullish(),
  latest: z.union([z.string(), z.number()]).transform(String).nullish(),
  latestReleaseDate: z.union([z.string(), z.date().transform((date) => date.toISOString().slice(0, 10))]).nullish(),
});
type Release = z.infer<typeof releaseSchema>;
const productSchema = z.object({
  title: z.string(),
  category: z.string().nullish(),
  identifiers: z.array(z.record(z.string(), z.unknown())).nullish(),
  releases: z.array(releaseSchema).min(1),
});

function dayOf(value: unknown): string | null {
  return daySchema.safeParse(value).data ?? null;
}

/** The release that came out last; of those without a date, the first in the file, where newest stand first. */
function newestOf(releases: readonly Release[]): Release | null {
  return (
    [...releases].sort((a, b) => {
      const [dayA, dayB] = [dayOf(a.latestReleaseDate) ?? "", dayOf(b.latestReleaseDate) ?? ""];
      return dayA < dayB ? 1 : dayA > dayB ? -1 : 0;
    })[0] ?? null
  );
}

/** Ended as a whole: the support of every release is over, the last on a day that is known. */
function lifecycleOf(releases: readonly Release[], day: string): ImportedLifecycle | null {
  const ends = releases.map(({ eol }) => (eol === true ? "" : (dayOf(eol) ?? null)));
  if (ends.some((end) => end === null || end > day)) return null;
  const since = ends
    .filter((end) => end !== null && end !== "")
    .sort()
    .at(-1);
  return since ? { state: "retired", since, note: "The support of every one of its releases has ended." } : null;
}

function repositoryOf(identifiers: readonly Record<string, unknown>[]): string | null {
  for (const { purl } of identifiers) {
    const named = typeof purl === "string" ? /^pkg:github\/([^/@?]+\/[^/@?]+)/.exec(purl)?.[1] : null;
    if (named) return normaliseRepository(`https://github.com/${named}`);
  }
  return null;
}

function toEntry(file: ArchiveFile): Entry {
  const skip = (reason: string): Entry => ({ is: "skip", at: file.name, reason });
  const read = readFrontMatter(file);
  if ("fault" in read) return skip(read.fault);
  const product = productSchema.safeParse(read.given).data;
  if (!product) return skip("it has no title or no releases, or a field of another kind");
  if (product.category === "device") return skip("no tool: it is a device");
  const { releases } = product;
  const newest = newestOf(releases);
  const latest = cleanLine(newest?.latest ?? "");
  const released = dayOf(newest?.latestReleaseDate);
  const ends = releases
    .flatMap(({ releaseCycle, eol }) => {
      const day = dayOf(eol);
      return day ? [{ cycle: cleanLine(releaseCycle), day }] : [];
    })
    .sort((a, b) => (a.day < b.day ? 1 : -1));
  const end = releases.some(({ eol }) => eol === false)
    ? ends.find(({ cycle }) => cycle === newest?.releaseCycle)
    : ends[0];
  return {
    is: "tool",
    externalId: file.name.replace(/^(?:.*\/)?products\/|\.md$/g, ""),
    at: file.name,
    name: cleanLine(product.title),
    slug: null,
    repository: repositoryOf(product.identifiers ?? []),
    place: null,
    values: {
      ...(latest ? { "latest-release": released ? `${latest}, ${released}` : latest } : {}),
      ...(end ? { "end-of-life": `${end.cycle}: ${end.day}` } : {}),
    },
    lifecycle: lifecycleOf(releases, read.day),
    figures: [],
    aliases: [],
    integrations: [],
    extra: { category: product.category ?? "", releases: releases.length },
  };
}

/** endoflife.date: an archive with one Markdown file a product, its releases in the front matter. */
export const endoflife: Adapter = {
  dataset: DATASET,
  // Telephones and processors are among the products: what is no tool here becomes none by this.
  createsTools: false,
  isWhole: true,
  read: async function* (file, options) {
    const isProduct = (name: string) => /(?:^|\/)products\/[^/]+\.md$/.test(name);
    let day = "";
    for await (const found of readArchive(file, isProduct, MAX_BYTES, options)) {
      if ("day" in found && found.day > day) {
        day = found.day;
        yield { is: "day", day };
      }
      yield toEntry(found);
    }
  },
};
