import type { Metadata } from "next";
import { MissingPage } from "@/components/layout/missing-page";
import { listNearNames } from "@/lib/search/queries";
import { readMissingPath } from "@/lib/search/rules";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: what is missing is as various as what is searched for.
export const instant = false;

export const metadata: Metadata = { title: "Not found", robots: { index: false } };

/** The body of every 404; scripts/server.ts sends it in the place of the empty document with which Next answers notFound(). */
export default async function MissingRoute({ searchParams }: Props) {
  const { kind, names } = readMissingPath((await searchParams).path);
  return <MissingPage kind={kind} near={await listNearNames(names)} />;
}
