import { ECOSYSTEMS } from "@/cli/src/detect/finding";
import type { OwnPackage } from "@/lib/stacks/packages/schema";

/** The packages that editors mapped to tools of this site, each to be taken back, and the form for one more. */
export function PackageList({ packages }: { packages: OwnPackage[] }) {
  return (
    <>
      {packages.length > 0 && (
        <ul className="own">
          {packages.map(({ id, ecosystem, name, tool }) => (
            <li key={id}>
              <span>
                <code>
                  {ecosystem}:{name}
                </code>{" "}
                is <a href={`/tools/${tool.slug}`}>{tool.name}</a>
              </span>
              <form action="/api/packages" method="post">
                <input type="hidden" name="package" value={id} />
                <button type="submit" name="do" value="remove" className="pill">
                  Take back
                  <span className="sr-only">
                    {" "}
                    {ecosystem}:{name}
                  </span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <form action="/api/packages" method="post" className="row-tools mt-4">
        <label className="sr-only" htmlFor="ecosystem">
          Ecosystem
        </label>
        <select id="ecosystem" name="ecosystem" className="pill" defaultValue="npm">
          {ECOSYSTEMS.map((ecosystem) => (
            <option key={ecosystem}>{ecosystem}</option>
          ))}
        </select>
        <label className="sr-only" htmlFor="package-name">
          Name of the package
        </label>
        <input id="package-name" name="name" className="pill" required maxLength={120} placeholder="name, or begin*" />
        <label className="sr-only" htmlFor="package-tool">
          The tool that it stands for
        </label>
        <input id="package-tool" name="tool" className="pill" required maxLength={80} placeholder="slug or name" />
        <button type="submit" name="do" value="add" className="pill">
          Add this package
        </button>
      </form>
    </>
  );
}
