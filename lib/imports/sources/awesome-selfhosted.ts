import { z } from "zod";
import { datasets } from "@/lib/imports/datasets/rules";
import {
  cleanLine,
  cleanTagline,
  cleanText,
  kindFromFunction,
  normaliseRepository,
  slugFromName,
} from "@/lib/imports/rules";

import type { Adapter, Entry, ImportFigure, Place } from "@/lib/imports/schema";
import { type ArchiveFile, readArchive, readYaml } from "@/lib/imports/sources/files";
import { daySchema, webUrlSchema } from "@/lib/tools/schema";

const DATASET = datasets["awesome-selfhosted"];
const MAX_BYTES = DATASET.maxBytes;

const softwareSchema = z.object({
  name: z.string(),
  website_url: z.string().nullish(),
  description: z.string().nullish(),
  licenses: z.array(z.string()).nullish(),
  platforms: z.array(z.string()).nullish(),
  tags: z.array(z.string()).min(1),
  source_code_url: z.string().nullish(),
  stargazers_count: z.number().int().min(0).nullish(),
  updated_at: z.string().nullish(),
  archived: z.boolean().nullish(),
  current_release: z.object({ tag: z.string().nullish(), published_at: z.string().nullish() }).nullish(),
});
type Software = z.infer<typeof softwareSchema>;

/** Tags that have a function elsewhere in the tree, by its slug. Reviewed by hand. */
const SAME_FUNCTION: Record<string, string> = {
  "Static Site Generators": "static-site-generators",
  "Web Servers": "web-servers",
  "Software Development - Continuous Integration & Deployment": "continuous-integration",
};

function placeOf(tag: string): Place | null {
  const slug = SAME_FUNCTION[tag] ?? slugFromName(tag);
  if (!slug) return null;
  return {
    layer: { slug: "utilities", name: "Utilities" },
    category: { slug: "self-hosted", name: "Self-Hosted" },
    function: { slug, name: tag.slice(0, 60).trim() },
  };
}

/** The tools named in “(alternative to X, Y)” at the end of a description. */
function alternativesOf(description: string): string[] {
  const named = /\(alternatives? to ([^)]+)\)/i.exec(description)?.[1] ?? "";
  return named
    .split(/,|\band\b|\bor\b/)
    .map(cleanLine)
    .filter(Boolean);
}

/** Licences as the list has them; its sign for what is not free is taken off. */
function licenceOf(licences: readonly string[]): string | null {
  const text = licences.map((licence) => cleanLine(licence.replace("⊘", ""))).filter(Boolean);
  return text.length > 0 ? text.join(", ").slice(0, 200) : null;
}

function figuresOf({ stargazers_count: stars }: Software): ImportFigure[] {
  return stars === null || stars === undefined ? [] : [{ metric: "stars", role: "snapshot", value: stars, asOf: null }];
}

function valuesOf(software: Software, repository: string | null, place: Place | null) {
  const description = cleanText(software.description ?? "").slice(0, 2000);
  const tagline = cleanTagline(description.replace(/\s*\(alternatives? to [^)]+\)/i, ""));
  const website = webUrlSchema.safeParse(software.website_url).data;
  const licence = licenceOf(software.licenses ?? []);
  const release = software.current_release;
  const released = daySchema.safeParse(release?.published_at).data;
  const version = cleanLine(release?.tag ?? "").slice(0, 60);
  return {
    ...(place ? { kind: kindFromFunction(place.function.name.split(" - ").at(-1) ?? place.function.name) } : {}),
    ...(website && normaliseRepository(website) !== repository ? { website } : {}),
    ...(repository ? { repository: webUrlSchema.safeParse(software.source_code_url?.trim()).data ?? repository } : {}),
    ...(licence ? { licence } : {}),
    ...(tagline.length >= 3 && tagline.length <= 200 ? { tagline } : {}),
    ...(description ? { description } : {}),
    ...(version ? { "latest-release": released ? `${version}, ${released}` : version } : {}),
  };
}

function toEntry(file: ArchiveFile): Entry {
  const skip = (reason: string): Entry => ({ is: "skip", at: file.name, reason });
  if ("fault" in file) return skip(file.fault);
  let given: unknown;
  try {
    given = readYaml(file.text);
  } catch (error) {
    return skip(error instanceof Error ? error.message : String(error));
  }
  const software = softwareSchema.safeParse(given).data;
  const name = cleanLine(software?.name ?? "");
  if (!software || name === "" || name.length > 60) return skip("it has no name or tag, or a field of another kind");
  const repository = normaliseRepository(software.source_code_url ?? "");
  const place = placeOf(software.tags[0] ?? "");
  const since = daySchema.safeParse(software.updated_at).data;
  return {
    is: "tool",
    externalId: file.name.replace(/^software\/|\.ya?ml$/g, ""),
    at: file.name,
    name,
    slug: null,
    repository,
    place,
    values: valuesOf(software, repository, place),
    lifecycle:
      software.archived && since ? { state: "archived", since, note: "Its repository has been made read-only." } : null,
    figures: figuresOf(software),
    aliases: [],
    integrations: [],
    extra: {
      tags: software.tags,
      platforms: software.platforms ?? [],
      alternatives: alternativesOf(software.description ?? ""),
    },
  };
}

/** awesome-selfhosted-data: an archive with one YAML file a program under `software/`. */
export const awesomeSelfhosted: Adapter = {
  dataset: DATASET,
  createsTools: true,
  isWhole: true,
  read: async function* (file, options) {
    const isSoftware = (name: string) => /(?:^|\/)software\/[^/]+\.ya?ml$/.test(name);
    let day = "";
    for await (const found of readArchive(file, isSoftware, MAX_BYTES, options)) {
      if ("day" in found && found.day > day) {
        day = found.day;
        yield { is: "day", day };
      }
      yield toEntry(found);
    }
  },
};
