type Link = { href: string; text: string };

type Props = {
  label: string;
  /** The way back to where the list begins; null while that is shown. */
  first: Link | null;
  /** The way on; null at the end. */
  next: Link | null;
};

/** The ways to the first and the next page of a list. */
export function PageLinks({ label, first, next }: Props) {
  return (
    <nav className="pages" aria-label={label}>
      {first ? <a href={first.href}>{first.text}</a> : <span />}
      {next && <a href={next.href}>{next.text}</a>}
    </nav>
  );
}
