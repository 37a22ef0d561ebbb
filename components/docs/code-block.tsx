/** Lines to copy or to type; they scroll by themselves where they are long, so a keyboard can reach them. */
export function CodeBlock({ children }: { children: string }) {
  return (
    <pre tabIndex={0}>
      <code>{children}</code>
    </pre>
  );
}
