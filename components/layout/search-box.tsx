/** The large search field of the home, search and not-found pages. */
export function SearchBox({ query = "" }: { query?: string }) {
  return (
    <search>
      <form action="/search" className="searchbox">
        <input
          type="search"
          name="q"
          defaultValue={query}
          maxLength={100}
          aria-label="A tool, or several to compare"
          placeholder="A tool, or “mesos vs nomad”"
          autoComplete="off"
        />
        <button className="button" type="submit">
          Search
        </button>
      </form>
    </search>
  );
}
