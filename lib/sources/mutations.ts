import "server-only";
import type { Database } from "@/lib/db";

type SourceFields = { url: string; title: string; checked: string };

/** Answers the id of a source, which it finds or writes. */
export type SourceId = (fields: SourceFields) => Promise<number>;

/** Finds or writes sources in the caller's transaction, each once. */
export function sourceKeeper(tx: Database): SourceId {
  const known = new Map<string, Promise<number>>();
  return async ({ url, title, checked }) => {
    const key = JSON.stringify([url, title, checked]);
    const identity = { url, title, checkedOn: new Date(`${checked}T00:00:00Z`) };
    const id =
      known.get(key) ??
      tx.source
        .upsert({ where: { url_title_checkedOn: identity }, create: identity, update: {}, select: { id: true } })
        .then((source) => source.id);
    known.set(key, id);
    return id;
  };
}
