import { HeaderViewer } from "@/components/viewer/header-viewer";
import { site } from "@/lib/site";

/** The head of every page: the name, the ways in, a search that works without JavaScript, and who is signed in. */
export function SiteHeader() {
  return (
    <header className="site-header">
      <div className="wrap">
        <a className="brand" href="/">
          <i aria-hidden="true">
            <b />
            <b />
          </i>
          {site.name}
        </a>
        <nav aria-label="Main">
          <a href="/stackups">Stackups</a>
          <a href="/tools">Tools</a>
          <a href="/stacks">Stacks</a>
          <a href="/categories">Categories</a>
          <a href="/feed">Feed</a>
        </nav>
        <search className="find">
          <form action="/search">
            <input
              type="search"
              name="q"
              maxLength={100}
              aria-label="Search tools, or compare with “a vs b”"
              aria-keyshortcuts="/"
              placeholder="Search or “mesos vs nomad”"
              autoComplete="off"
            />
            <span className="key" aria-hidden="true">
              /
            </span>
          </form>
        </search>
        <HeaderViewer />
      </div>
    </header>
  );
}
