import { z } from "zod";
import { type DatasetInfo, type ImportSource, importSourceSchema } from "@/lib/imports/schema";
import { site } from "@/lib/site";
import type { TextOrigin } from "@/lib/tools/schema";

/** What is known of each data set: where it is, its licence and what that asks for, and what file of it is read. */
export const datasets: Record<ImportSource, DatasetInfo> = {
  stackshare: {
    key: "stackshare",
    name: "StackShare data set",
    url: "https://github.com/captn3m0/stackshare-dataset",
    licence: "ODbL-1.0",
    licenceUrl: "https://spdx.org/licenses/ODbL-1.0.html",
    attribution: "StackShare data set, texts © StackShare",
    file: "tools.csv",
    fileKind: "text",
    maxBytes: 20_000_000,
    textsOf: "StackShare",
    // The rows of the last version were changed then; the file itself has no date.
    asOf: "2025-01-05",
  },
  cncf: {
    key: "cncf",
    name: "CNCF Cloud Native Landscape",
    url: "https://github.com/cncf/landscape",
    licence: "Apache-2.0 OR CC-BY-4.0",
    licenceUrl: "https://spdx.org/licenses/Apache-2.0.html",
    attribution: "CNCF Cloud Native Landscape",
    file: "landscape.yml",
    fileKind: "text",
    maxBytes: 8_000_000,
    textsOf: null,
    asOf: null,
  },
  "awesome-selfhosted": {
    key: "awesome-selfhosted",
    name: "awesome-selfhosted",
    url: "https://github.com/awesome-selfhosted/awesome-selfhosted-data",
    licence: "CC-BY-SA-3.0",
    licenceUrl: "https://creativecommons.org/licenses/by-sa/3.0/",
    attribution: "awesome-selfhosted and its contributors",
    file: "awesome-selfhosted-data.tar.gz",
    fileKind: "gzip",
    maxBytes: 20_000_000,
    textsOf: null,
    asOf: null,
  },
  endoflife: {
    key: "endoflife",
    name: "endoflife.date",
    url: "https://github.com/endoflife-date/endoflife.date",
    licence: "MIT",
    licenceUrl: "https://spdx.org/licenses/MIT.html",
    attribution: null,
    file: "endoflife-products.tar.gz",
    fileKind: "gzip",
    maxBytes: 20_000_000,
    textsOf: null,
    asOf: null,
  },
  explore: {
    key: "explore",
    name: "GitHub Explore topics",
    url: "https://github.com/github/explore",
    licence: "CC-BY-4.0",
    licenceUrl: "https://creativecommons.org/licenses/by/4.0/",
    attribution: "content based on GitHub Explore",
    file: "github-explore-topics.tar.gz",
    fileKind: "gzip",
    maxBytes: 20_000_000,
    textsOf: null,
    asOf: null,
  },
  stars: {
    key: "stars",
    name: "Github-Ranking, readings of stars and forks",
    url: "https://github.com/EvanLi/Github-Ranking",
    licence: "MIT",
    licenceUrl: "https://spdx.org/licenses/MIT.html",
    attribution: null,
    file: "github-stars-forks-monthly.csv, or one day's github-ranking.csv",
    fileKind: "text",
    maxBytes: 20_000_000,
    textsOf: null,
    asOf: null,
  },
  remoteintech: {
    key: "remoteintech",
    name: "Remote In Tech, companies and their technologies",
    url: "https://github.com/remoteintech/remote-jobs",
    licence: "ISC",
    licenceUrl: "https://spdx.org/licenses/ISC.html",
    attribution: null,
    file: "remoteintech-companies.tar.gz",
    fileKind: "gzip",
    maxBytes: 20_000_000,
    textsOf: null,
    asOf: null,
  },
  "stack-file": {
    key: "stack-file",
    name: "Stack Files of projects",
    url: "https://github.com/stackshareio/awesome-stacks",
    licence: "of each project",
    licenceUrl: "https://github.com/stackshareio/awesome-stacks",
    attribution: null,
    file: "techstack.yml",
    fileKind: "text",
    maxBytes: 1_000_000,
    textsOf: null,
    asOf: null,
  },
  sidestack: {
    key: "sidestack",
    name: "Sidestack export",
    url: site.url,
    licence: "CC0-1.0",
    licenceUrl: "https://creativecommons.org/publicdomain/zero/1.0/",
    attribution: null,
    file: "sidestack.jsonl of `npm run export`",
    fileKind: "text",
    maxBytes: 200_000_000,
    textsOf: null,
    asOf: null,
  },
};

const TEXTS = { tagline: "tagline", description: "description" } as const;
const originsSchema = z.record(z.string(), z.string()).catch({});

/** Which texts of a tool came from data sets whose licence asks to say so, from the record of its fields' origins. */
export function listTextOrigins(origins: unknown): TextOrigin[] {
  const byDataset = new Map<ImportSource, string[]>();
  const stored = originsSchema.parse(origins);
  for (const field of ["tagline", "description"] as const) {
    const source = importSourceSchema.safeParse(stored[field]).data;
    if (source && datasets[source].attribution) byDataset.set(source, [...(byDataset.get(source) ?? []), TEXTS[field]]);
  }
  return [...byDataset].map(([source, fields]) => {
    const { attribution, name, url, licence, licenceUrl } = datasets[source];
    return { fields, dataset: attribution ?? name, url, licence, licenceUrl };
  });
}

/** Of the origins of a tool's texts, that of its tagline: for pages that show no more of its texts. */
export function taglineOrigins(origins: readonly TextOrigin[]): TextOrigin[] {
  return origins.flatMap((origin) =>
    origin.fields.includes(TEXTS.tagline) ? [{ ...origin, fields: [TEXTS.tagline] }] : [],
  );
}
