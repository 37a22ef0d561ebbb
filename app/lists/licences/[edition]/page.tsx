import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportFileList } from "@/components/exports/export-file-list";
import { DatasetList } from "@/components/imports/dataset-list";
import { TextPage } from "@/components/layout/text-page";
import { getExport } from "@/lib/exports/queries";
import { listDatasets } from "@/lib/imports/queries";

type Props = { params: Promise<{ edition: string }> };

/** A build reads no database: it renders this one, and the page itself is stored on its first view. */
export function generateStaticParams() {
  return [{ edition: "_" }];
}

export const metadata: Metadata = {
  title: "Sources and licences",
  description: "Where this catalog's texts, facts and figures come from, and under which licences.",
  alternates: { canonical: "/licences" },
};

/** `/licences`: all data sets with version, licence and what it asks for. */
export default async function LicencesPage({ params }: Props) {
  if ((await params).edition !== "stored") notFound();
  const [datasets, newest] = await Promise.all([listDatasets(), getExport()]);
  return (
    <TextPage
      title="Sources and licences"
      opening="Where the texts, facts and figures of this site come from, and under which licences they may be used."
    >
      <h2>The catalog itself</h2>
      <p>
        Texts that editors and the built-in catalog wrote are in the public domain under{" "}
        <a href="https://creativecommons.org/publicdomain/zero/1.0/">CC0</a>. Facts and figures name their sources where
        they stand.
      </p>
      <h2>Data sets</h2>
      <p>What was imported keeps its licence. Texts whose licence asks for it say beside them where they come from.</p>
      <DatasetList datasets={datasets} />
      <h2>Download</h2>
      <p>The whole public catalog, with all sources and licences, as the Open Database License asks for it.</p>
      <ExportFileList newest={newest} />
      <h2>Names and logos</h2>
      <p>Names and logos belong to their owners and only say which tool is meant.</p>
    </TextPage>
  );
}
