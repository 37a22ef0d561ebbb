/** The size of the images that other sites show for a link to a page, in pixels. */
export const SHARE_IMAGE_SIZE = { width: 1200, height: 630 };

const COLOURS = ["#2c5ca6", "#b2540f", "#1b7060", "#78499f"] as const;

/** The picture of a page for other sites: a line above, the names, a line for each. Inline styles: the image renderer reads no CSS. */
export function ShareImage({ above, names, lines }: { above: string; names: string[]; lines: string[] }) {
  const size = names.join(" vs ").length > 34 ? 58 : 80;
  return (
    <div
      style={{
        width: "100%",
        height: "100%",
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        background: "#fcfbf8",
        color: "#1c1b19",
        padding: "70px 80px",
      }}
    >
      <div style={{ display: "flex", fontSize: 30, color: "#5f5b53" }}>{above}</div>
      <div
        style={{
          display: "flex",
          flexWrap: "wrap",
          alignItems: "baseline",
          fontSize: size,
          fontWeight: 600,
          lineHeight: 1.15,
        }}
      >
        {names.map((name, place) => (
          <div key={name} style={{ display: "flex", alignItems: "baseline" }}>
            {place > 0 && <span style={{ color: "#6b675f", fontSize: size * 0.7, padding: "0 22px" }}>vs</span>}
            <span>{name}</span>
          </div>
        ))}
      </div>
      <div style={{ display: "flex", flexDirection: "column", gap: 12 }}>
        {lines.map((line, place) => (
          <div key={line} style={{ display: "flex", alignItems: "center", fontSize: 30, color: "#5f5b53" }}>
            <div
              style={{
                width: 20,
                height: 20,
                borderRadius: 5,
                marginRight: 18,
                background: COLOURS[place % COLOURS.length],
              }}
            />
            {line}
          </div>
        ))}
        <div style={{ display: "flex", marginTop: 22, fontSize: 30, fontWeight: 600 }}>Sidestack</div>
      </div>
    </div>
  );
}
