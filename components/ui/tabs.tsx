/** Links to the parts of a page, or between the pages of one subject; the first or the current one is marked. */
export function Tabs({
  label,
  tabs,
  current,
}: {
  label: string;
  tabs: { href: string; text: string }[];
  current: string;
}) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ href, text }) => (
        <a key={href} href={href} aria-current={href === current ? "true" : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}
