import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { PackageList } from "@/components/admin/package-list";
import { PendingList } from "@/components/admin/pending-list";
import { SectionHead } from "@/components/ui/section-head";
import { formatNumberOf } from "@/lib/format";
import { isEditor } from "@/lib/members/rules";
import { getViewer } from "@/lib/session";
import { listOwnPackages } from "@/lib/stacks/packages/queries";
import { listPendingTools } from "@/lib/stacks/pending/queries";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Pending tools", robots: { index: false, follow: false } };

const DONE = new Map([
  ["map", "Every stack that has this name has the tool now."],
  ["refuse", "Refused. Stacks go on to show the name as their owners gave it."],
  ["package-add", "Files that name this package show the tool from now on."],
  ["package-remove", "The package stands for this tool no more."],
]);

export default async function PendingPage({ searchParams }: Props) {
  const [viewer, query] = await Promise.all([headers().then(getViewer), searchParams]);
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="Pending tools" next="/admin/pending" />;
  const [{ waiting, total, decided }, packages] = await Promise.all([listPendingTools(), listOwnPackages()]);
  return (
    <AdminPage
      viewer={viewer}
      title="Pending tools"
      current="/admin/pending"
      opening="Names that stacks have and the catalog has not. Mapped to a tool, a name is that tool in every stack, now and later."
      notice={DONE.get(String(query.done)) ?? null}
    >
      {waiting.length === 0 ? <p className="none">No name waits.</p> : <PendingList tools={waiting} />}
      {total > waiting.length && (
        <p className="mt-3 text-faint">
          The {waiting.length} that most stacks have, of {formatNumberOf(total, "name")}.
        </p>
      )}
      {decided.length > 0 && (
        <section className="section" aria-labelledby="decided">
          <SectionHead id="decided" title="Decided last" />
          <ul className="own">
            {decided.map(({ id, name, status, tool }) => (
              <li key={id}>
                <span>{name}</span>
                {status === "mapped" && tool ? (
                  <span>
                    is <a href={`/tools/${tool.slug}`}>{tool.name}</a>
                  </span>
                ) : (
                  <span className="none">refused</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="section" id="packages" aria-labelledby="packages-title">
        <SectionHead id="packages-title" title="Packages of this site" />
        <p className="mb-3 text-soft">
          What files name and which tool it is, besides what the command line knows by itself. It holds for files on
          /share and for the API at once, and is served at <a href="/api/v1/packages">/api/v1/packages</a>.
        </p>
        <PackageList packages={packages} />
      </section>
    </AdminPage>
  );
}
