import type { Metadata } from "next";

export const metadata: Metadata = { title: "Not found" };

/** Only seen where the server could not answer with /missing, which says more. */
export default function NotFound() {
  return (
    <div className="wrap title">
      <h1>There is no page here</h1>
      <p>
        <a href="/search">Search</a>
      </p>
    </div>
  );
}
