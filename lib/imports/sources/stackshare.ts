import { z } from "zod";
import { datasets } from "@/lib/imports/datasets/rules";
import { cleanLine, cleanTagline, cleanText, kindFromFunction, nameFromSlug, wholeNumber } from "@/lib/imports/rules";
import type { Adapter, Entry, Place } from "@/lib/imports/schema";
import { type CsvRow, readCsv } from "@/lib/imports/sources/files";
import { storedSlugSchema } from "@/lib/tools/schema";

const COLUMNS = [
  ...["url", "object_id", "name", "title", "popularity", "votes", "verified", "description", "stack_count"],
  ...["type", "category", "layer", "function"],
];
const DATASET = datasets.stackshare;
const MAX_BYTES = DATASET.maxBytes;

/** Some slugs there have a dash too many: `git-tools-`. */
const placeSlugSchema = z
  .string()
  .transform((slug) =>
    slug
      .trim()
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, ""),
  )
  .pipe(z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/));
const CATEGORY_NAMES: Record<string, string> = {
  "build-test-deploy": "Build, Test, Deploy",
  "support-sales-and-marketing": "Support, Sales & Marketing",
  "application-hosting": "Application Hosting",
};
const LAYERS: Record<string, { slug: string; name: string }> = {
  "application and data": { slug: "application-and-data", name: "Application & Data" },
  utilities: { slug: "utilities", name: "Utilities" },
  devops: { slug: "devops", name: "DevOps" },
  "business tools": { slug: "business-tools", name: "Business Tools" },
};

function placeOf(row: Record<string, string>): Place | null {
  const layer = LAYERS[row.layer ?? ""];
  const category = placeSlugSchema.safeParse(row.category).data;
  const place = placeSlugSchema.safeParse(row.function).data;
  if (!layer || !category || !place) return null;
  return {
    layer,
    category: { slug: category, name: CATEGORY_NAMES[category] ?? nameFromSlug(category) },
    function: { slug: place, name: nameFromSlug(place) },
  };
}

function toEntry(read: CsvRow): Entry {
  const at = `line ${read.line}`;
  const skip = (reason: string): Entry => ({ is: "skip", at, reason });
  if (read.fault !== null) return skip(read.fault);
  const { row } = read;
  const slug = /^https:\/\/stackshare\.io\/([^/?#]+)$/.exec(row.url?.trim() ?? "")?.[1];
  if (!slug || !storedSlugSchema.safeParse(slug).success) return skip("its address names no slug");
  const externalId = row.object_id?.trim() ?? "";
  if (!/^Service_\d{1,9}$/.test(externalId)) return skip("it has no object_id of the form Service_1");
  const name = cleanLine(row.name ?? "");
  if (name === "" || name.length > 60) return skip(name === "" ? "it has no name" : "its name is too long");
  const [votes, companyStacks] = [wholeNumber(row.votes ?? ""), wholeNumber(row.stack_count ?? "")];
  if (votes === null || companyStacks === null) return skip("its votes or its stack_count are no whole numbers");
  const place = placeOf(row);
  if (!place) return skip("its layer, category or function is unknown or no slug");
  const tagline = cleanTagline(row.title ?? "").slice(0, 200);
  const description = cleanText(row.description ?? "").slice(0, 2000);
  const popularity = Number(row.popularity);
  return {
    is: "tool",
    externalId,
    at,
    name,
    slug,
    repository: null,
    place,
    values: {
      kind: kindFromFunction(place.function.name),
      ...(tagline.length >= 3 ? { tagline } : {}),
      ...(description ? { description } : {}),
    },
    lifecycle: null,
    // stack_count counts companies that list it, which is not what “Stacks” means here.
    figures: [
      { metric: "votes", role: "imported", value: votes, asOf: null },
      { metric: "company_stacks", role: "imported", value: companyStacks, asOf: null },
    ],
    aliases: [],
    integrations: [],
    extra: {
      ...(Number.isFinite(popularity) ? { popularity } : {}),
      verified: row.verified?.trim().toLowerCase() === "true",
    },
  };
}

/** The StackShare data set: `tools.csv`, one tool a row, with line breaks inside of quoted fields. */
export const stackshare: Adapter = {
  dataset: DATASET,
  createsTools: true,
  isWhole: true,
  read: async function* (file, options) {
    const seen = new Set<string>();
    for await (const row of readCsv(file, COLUMNS, MAX_BYTES, options)) {
      const entry = toEntry(row);
      if (entry.is === "tool" && seen.has(entry.externalId)) {
        yield { is: "skip", at: entry.at, reason: `${entry.externalId} stands twice` };
      } else {
        if (entry.is === "tool") seen.add(entry.externalId);
        yield entry;
      }
    }
  },
};
