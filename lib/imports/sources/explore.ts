import { z } from "zod";
import { datasets } from "@/lib/imports/datasets/rules";
import { cleanLine, cleanTagline, normaliseRepository, slugFromName } from "@/lib/imports/rules";
import type { Adapter, Entry } from "@/lib/imports/schema";
import { type ArchiveFile, readArchive, readFrontMatter } from "@/lib/imports/sources/files";
import { webUrlSchema } from "@/lib/tools/schema";

const DATASET = datasets.explore;
const MAX_BYTES = DATASET.maxBytes;

/** What stands unquoted may be read as a number or a date. */
const scalar = z.union([z.string(), z.number(), z.date().transform(String)]).transform(String);
const topicSchema = z.object({
  topic: scalar,
  display_name: scalar,
  short_description: scalar.nullish(),
  aliases: scalar.nullish(),
  related: scalar.nullish(),
  github_url: scalar.nullish(),
  url: scalar.nullish(),
});

function listOf(text: string | null | undefined): string[] {
  return (text ?? "").split(",").map(cleanLine).filter(Boolean);
}

function toEntry(file: ArchiveFile): Entry {
  const skip = (reason: string): Entry => ({ is: "skip", at: file.name, reason });
  const read = readFrontMatter(file);
  if ("fault" in read) return skip(read.fault);
  const topic = topicSchema.safeParse(read.given).data;
  const name = cleanLine(topic?.display_name ?? "");
  if (!topic || name === "" || name.length > 60) return skip("it has no display_name, or a field of another kind");
  const website = webUrlSchema.safeParse(topic.url).data;
  const tagline = cleanTagline(topic.short_description ?? "");
  return {
    is: "tool",
    externalId: cleanLine(topic.topic),
    at: file.name,
    name,
    slug: null,
    repository: normaliseRepository(topic.github_url ?? ""),
    place: null,
    values: {
      ...(tagline.length >= 3 && tagline.length <= 200 ? { tagline } : {}),
      ...(website ? { website } : {}),
    },
    lifecycle: null,
    figures: [],
    aliases: listOf(topic.aliases).flatMap((alias) => slugFromName(alias) ?? []),
    integrations: [],
    extra: { related: listOf(topic.related) },
  };
}

/** Topics of GitHub's explore pages: an archive with one `index.md` a topic. */
export const explore: Adapter = {
  dataset: DATASET,
  // Most topics are subjects and no tools.
  createsTools: false,
  isWhole: true,
  read: async function* (file, options) {
    const isTopic = (name: string) => /(?:^|\/)topics\/[^/]+\/index\.md$/.test(name);
    let day = "";
    for await (const found of readArchive(file, isTopic, MAX_BYTES, options)) {
      if ("day" in found && found.day > day) {
        day = found.day;
        yield { is: "day", day };
      }
      yield toEntry(found);
    }
  },
};
