import { scaleLinear, scaleUtc } from "d3-scale";
import { line } from "d3-shape";
import { SourceMark } from "@/components/layout/source-mark";
import { type Reading, type Series, splitSeries } from "@/lib/figures/rules";
import { formatCount, formatPartialDate, formatWholeNumber } from "@/lib/format";
import type { SourceIndex } from "@/lib/sources/rules";

const WIDTH = 1070;
const HEIGHT = 240;
const LEFT = 46;
const BOTTOM = 26;
const TOP = 10;

/** A tool's stars over time as a line drawn on the server. The line breaks where readings are missing; the table has them all. */
export function StarChart({ name, series, index }: { name: string; series: Series; index: SourceIndex }) {
  const { readings } = series;
  const [first] = readings;
  const last = readings.at(-1);
  if (!first || !last) return null;
  const x = scaleUtc([Date.parse(first.on), Date.parse(last.on)], [LEFT, WIDTH - 8]);
  const y = scaleLinear([0, Math.max(...readings.map((reading) => reading.value))], [HEIGHT - BOTTOM, TOP]).nice(4);
  const path = line<Reading>(
    (reading) => x(Date.parse(reading.on)),
    (reading) => y(reading.value),
  ).digits(1);
  const segments = splitSeries(readings);
  const summary = `GitHub stars of ${name}: ${formatWholeNumber(first.value)} on ${formatPartialDate(first.on)}, ${formatWholeNumber(last.value)} on ${formatPartialDate(last.on)}.`;
  return (
    <>
      <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={summary}>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
              {formatCount(tick)}
            </text>
          </g>
        ))}
        {x.ticks(8).map((tick) => (
          <text key={tick.getTime()} x={x(tick)} y={HEIGHT - 6} textAnchor="middle">
            {tick.getUTCMonth() === 0 ? tick.getUTCFullYear() : formatPartialDate(tick.toISOString().slice(0, 7))}
          </text>
        ))}
        {segments.map((segment) => {
          const [only] = segment;
          if (segment.length === 1 && only)
            return <circle key={only.on} cx={x(Date.parse(only.on))} cy={y(only.value)} r={2.5} />;
          return <path key={segment[0]?.on} d={path(segment) ?? ""} />;
        })}
      </svg>
      <p className="mt-2 text-soft">
        {summary}
        {series.sources.map((source) => (
          <SourceMark key={source.id} source={source} index={index} />
        ))}
        {segments.length > 1 && " The line breaks where there is no reading, or where the count fell at once."}
      </p>
      <details className="data">
        <summary>Show the readings as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Stars</th>
            </tr>
          </thead>
          <tbody>
            {readings.map((reading) => (
              <tr key={reading.on}>
                <td>{formatPartialDate(reading.on)}</td>
                <td>{formatWholeNumber(reading.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
