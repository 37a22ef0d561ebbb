import { formatMoment } from "@/lib/format";
import { describeCron, JOBS, splitReport } from "@/lib/jobs/rules";
import type { JobBoard, JobEntry, JobRun } from "@/lib/jobs/schema";

const STATES = {
  running: { className: "chip rest", text: "running" },
  done: { className: "chip ok", text: "done" },
  failed: { className: "chip", text: "failed" },
} as const;

function Run({ run }: { run: JobRun }) {
  const { head, more } = splitReport(run.text);
  const state = STATES[run.status];
  return (
    <li>
      <span className={state.className}>{state.text}</span> {formatMoment(new Date(run.startedAt))}
      {head && `: ${head}`}
      {more.length > 0 && (
        <details className="data">
          <summary>
            {more.length === 1 ? "Why" : `${more.length} reasons`}
            <span className="sr-only"> of the run of {formatMoment(new Date(run.startedAt))}</span>
          </summary>
          <ul>
            {more.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Job({ job }: { job: JobEntry }) {
  const { title, purpose } = JOBS[job.name];
  const [last, ...older] = job.runs;
  return (
    <li id={job.name}>
      <div>
        <b>{title}</b> {purpose}
        <small>
          {job.cron ? describeCron(job.cron) : "no schedule here"}
          {job.next && ` · next ${formatMoment(new Date(job.next))}`}
          {job.lastDone && ` · last done ${formatMoment(new Date(job.lastDone))}`}
        </small>
        <ul className="runs">{last ? <Run run={last} /> : <li className="none">It has not run yet.</li>}</ul>
        {older.length > 0 && (
          <details className="data">
            <summary>
              Earlier runs<span className="sr-only"> of {title}</span>
            </summary>
            <ul className="runs">
              {older.map((run) => (
                <Run key={run.id} run={run} />
              ))}
            </ul>
          </details>
        )}
      </div>
      {job.isAsked ? (
        <span className="text-soft">{last?.status === "running" ? "Running" : "Waits for a worker"}</span>
      ) : (
        <form action="/admin/jobs/run" method="post">
          <input type="hidden" name="job" value={job.name} />
          <button type="submit" className="pill">
            Run now<span className="sr-only">: {title}</span>
          </button>
        </form>
      )}
    </li>
  );
}

/** All jobs of the worker: what each is for, when it runs, and what came of its last runs. */
export function JobList({ board }: { board: JobBoard }) {
  return (
    <>
      {!board.hasWorker && (
        <p className="note kind">
          <b>No worker runs</b>
          Nothing is done by itself at the moment. The operator starts a worker with the site, unless the setting WORKER
          is off, or with <code>npm run worker</code>.
        </p>
      )}
      <ul className="own">
        {board.jobs.map((job) => (
          <Job key={job.name} job={job} />
        ))}
      </ul>
    </>
  );
}
