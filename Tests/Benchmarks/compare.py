#!/usr/bin/env python3
"""Training steps and inference of dvae-run beside those of PyTorch and JAX, in turn, as a Markdown table.

    compare.py [--rounds 3] [--workloads w1,w2,w3] [--peers torch,torch-compile,jax,jax-scan | none] [--threads 2,1]
               [--tasks train,encode-one,encode-many,sample]

In every round each peer runs right after a run of dvae-run. Before and after each run dvae-run's bench says how long a
cache line takes between two processors and back: below --near nanoseconds they are near, else far, and a run is compared
only with one that found them as it did. Needs no package itself; --python names the interpreter that has the peers'.
"""
import argparse
import itertools
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
DATA = {"w1": "images.npy", "w2": "images.npy", "w3": "categories.csv"}
# By name: options of dvae-run's bench, and the rows whose time is compared (None: those of a step).
TASKS = {
    "train": ([], None),
    "encode-one": (["--task", "encode", "--rows", "1"], 1),
    "encode-many": (["--task", "encode", "--rows", "256"], 10_000),
    "sample": (["--task", "sample", "--rows", "256"], 10_000),
}
TRAIN, ENCODE = ("train",), ("encode-one", "encode-many")
# By name: program, its options, the modules it needs, the tasks it has.
PEERS = {
    "torch": ("peer_torch.py", [], ["torch", "numpy"], tuple(TASKS)),
    "torch-compile": ("peer_torch.py", ["--engine", "compile"], ["torch", "numpy"], tuple(TASKS)),
    "torch-compile-aten": ("peer_torch.py", ["--engine", "compile", "--aten-random"], ["torch", "numpy"], TRAIN),
    "torch-script": ("peer_torch.py", ["--engine", "script"], ["torch", "numpy"], ENCODE),
    "jax": ("peer_jax.py", [], ["jax", "optax", "numpy"], tuple(TASKS)),
    "jax-scan": ("peer_jax.py", ["--scan", "10"], ["jax", "optax", "numpy"], TRAIN),
}
OURS = "dvae-run"


def say(text):
    print(f"compare: {text}", file=sys.stderr, flush=True)


def listed(text):
    return [] if text == "none" else text.split(",")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=str(REPOSITORY / ".build/release/dvae-run"))
    parser.add_argument("--data", default=str(REPOSITORY / ".build/benchmarks"), help="folder of make_data.py, made if missing")
    parser.add_argument("--python", default=sys.executable, help="the interpreter of the peers")
    parser.add_argument("--workloads", type=listed, default=list(DATA))
    parser.add_argument("--peers", type=listed, default=["torch", "torch-compile", "jax", "jax-scan"], help=f"of {', '.join(PEERS)}; or none")
    parser.add_argument("--tasks", type=listed, default=["train"], help=f"of {', '.join(TASKS)}; w3 has train only")
    parser.add_argument("--threads", type=listed, default=["2", "1"])
    parser.add_argument("--rounds", type=int, default=3, help="0: only the table of --records")
    parser.add_argument("--steps", type=int, default=300, help="timed steps of each run")
    parser.add_argument("--near", type=float, default=150, help="nanoseconds that part near from far")
    parser.add_argument("--records", help="a file of JSON lines: every run is added to it, earlier runs in it count too")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    for name, known in (("workloads", DATA), ("peers", PEERS), ("tasks", TASKS)):
        unknown = set(getattr(chosen, name)) - set(known)
        if unknown:
            parser.error(f"--{name}: there is no {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    if not all(text.isdigit() and int(text) > 0 for text in chosen.threads):
        parser.error("--threads takes whole numbers from 1, as 2,1")
    if chosen.rounds < 0 or chosen.steps < 1:
        parser.error("--rounds must be at least 0 and --steps at least 1")
    chosen.threads = [int(text) for text in chosen.threads]
    chosen.binary = os.path.abspath(chosen.binary)  # not resolved: a link to an interpreter is a virtual environment
    return chosen


def installed(chosen):
    """The chosen peers that can run; says how to install the others."""
    found = []
    for peer in chosen.peers:
        asked = "import sys, importlib.util as u; print(*(m for m in sys.argv[1:] if u.find_spec(m) is None))"
        answer = run([chosen.python, "-c", asked, *PEERS[peer][2]])
        if answer.returncode or answer.stdout.split():
            say(f"{peer} is skipped: {chosen.python} lacks {' '.join(answer.stdout.split()) or 'a working Python'}; "
                f"{chosen.python} -m pip install -r {HERE / 'requirements.txt'}")
        elif "compile" in peer and not (os.environ.get("CXX") or shutil.which("g++") or shutil.which("clang++")):
            say(f"{peer} is skipped: torch.compile needs a C++ compiler; apt-get install g++")
        else:
            found.append(peer)
    return found


def run(command):
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, "", str(error))


class Runner:
    """Runs programs one after another and looks at the processors between them."""

    def __init__(self, chosen):
        self.chosen = chosen
        self.failures = 0
        self.trip = self.look()

    def bench(self, workload, threads, steps, task="train"):
        spec, data = REPOSITORY / f"Specs/benchmarks/{workload}.yaml", pathlib.Path(self.chosen.data) / DATA[workload]
        return run([self.chosen.binary, str(spec), "bench", "--json", "--threads", str(threads), "--steps", str(steps),
                    *TASKS[task][0], "--set", f"data.train={json.dumps(str(data))}"])

    def look(self):
        """Nanoseconds of a round trip between two processors now; None where that cannot be said."""
        answer = self.bench("w3", 2, 1)
        if answer.returncode:
            raise SystemExit(f"compare: {self.chosen.binary} bench ended with {answer.returncode}: {answer.stderr.strip()[-800:]}")
        return json.loads(answer.stdout)["round_trip_nanoseconds"]

    def record(self, program, workload, task, threads, round_number):
        """One run with the round trips around it, or None if it failed."""
        before = self.trip
        if program == OURS:
            answer = self.bench(workload, threads, self.chosen.steps, task)
        else:
            script, options, _, _ = PEERS[program]
            # A call of 10,000 rows takes as long as dozens of those that dvae-run times.
            steps = self.chosen.steps if TASKS[task][1] in (None, 1) else max(10, self.chosen.steps // 20)
            answer = run([self.chosen.python, str(HERE / script), *options, "--json", "--workload", workload, "--task", task,
                          "--threads", str(threads), "--steps", str(steps), "--data", self.chosen.data])
        self.trip = self.look()
        try:
            said = json.loads(answer.stdout) if answer.returncode == 0 else None
        except ValueError:
            said = None
        if said is None:
            self.failures += 1
            say(f"{program} {workload} {task} ended with {answer.returncode}: {(answer.stderr or answer.stdout).strip()[-800:]}")
            return None
        kept = ("seconds_per_step", "rows_per_second", "resident_bytes", "bound_ratio", "version", "losses", "instruction_set")
        found = {"program": program, "workload": workload, "task": task, "threads": threads, "round": round_number}
        found["round_trips"] = [before, self.trip] if threads > 1 else []
        if threads > 1 and "round_trip_nanoseconds" in said:
            found["round_trips"].insert(1, said["round_trip_nanoseconds"])
        found |= {key: said[key] for key in kept if key in said}
        if TASKS[task][1] is not None:
            found["seconds_per_step"] = TASKS[task][1] / found["rows_per_second"]
        say(f"round {round_number}, {workload} {task}, threads {threads}, {program}: {found['seconds_per_step'] * 1e3:.3f} ms, "
            f"round trips {' '.join('-' if trip is None else f'{trip:.0f}' for trip in found['round_trips']) or 'do not matter'}")
        return found


def rounds(chosen, peers, keep):
    """Makes all runs, a peer right after ours; gives each to `keep`. Returns how many failed."""
    runner = Runner(chosen)
    for number in range(1, chosen.rounds + 1):
        for workload, task, threads in itertools.product(chosen.workloads, chosen.tasks, chosen.threads):
            if workload == "w3" and task != "train":
                continue
            for peer in [p for p in peers if task in PEERS[p][3]] or [None]:
                for program in filter(None, (OURS, peer)):
                    found = runner.record(program, workload, task, threads, number)
                    if found:
                        keep(found)
    return runner.failures


def placement(record, near):
    """Where the processors stood during a run: near, far, mixed; unknown where a look failed, as it does on a busy
    machine; none for one thread."""
    if record["threads"] == 1:
        return "none"
    trips = record["round_trips"]
    if None in trips:
        return "unknown"
    return "near" if max(trips) < near else "far" if min(trips) >= near else "mixed"


def pairs(ours, theirs):
    """Each of `theirs` with the run of ours closest in order that has no other partner."""
    free, found = list(ours), []
    for peer in theirs:
        if free:
            partner = min(free, key=lambda our: abs(our["order"] - peer["order"]))
            free.remove(partner)
            found.append((partner, peer))
    return found


def spread(values):
    return {"min": min(values), "median": statistics.median(values), "max": max(values)} if values else None


def summary(records, near):
    """For each workload, number of threads and placement: every program's figures and its ratio to ours. Runs during
    which the processors moved are counted and not used."""
    groups, moved = {}, 0
    for order, record in enumerate(records):
        where = placement(record, near)
        moved += where == "mixed"
        if where != "mixed":
            task = record.get("task", "train")
            key = record["workload"] + ("" if task == "train" else f" {task}"), record["threads"], where
            groups.setdefault(key, {}).setdefault(record["program"], []).append({**record, "order": order})
    rows = []
    for (workload, threads, where), programs in sorted(groups.items(), key=lambda item: (item[0][0], -item[0][1], item[0][2])):
        ours, figures = programs.get(OURS, []), {}
        for program, runs in programs.items():
            figures[program] = {"runs": len(runs), "seconds": spread([r["seconds_per_step"] for r in runs])}
            for key in ("rows_per_second", "resident_bytes", "bound_ratio"):
                values = [r[key] for r in runs if r.get(key) is not None]
                figures[program][key] = statistics.median(values) if values else None
            if program != OURS:
                ratios = [peer["seconds_per_step"] / our["seconds_per_step"] for our, peer in pairs(ours, runs)]
                figures[program] |= {"pairs": len(ratios), "ratio": spread(ratios)}
        peers = [name for name in figures if name != OURS]
        fastest = min(peers, key=lambda name: figures[name]["seconds"]["median"], default=None)
        rows.append({"workload": workload, "threads": threads, "placement": where, "fastest_peer": fastest,
                     "programs": figures, "speedup_over_one_thread": None})
    for row in rows:
        one = next((r for r in rows if r["workload"] == row["workload"] and r["threads"] == 1), None)
        if one and row["threads"] > 1 and OURS in one["programs"] and OURS in row["programs"]:
            row["speedup_over_one_thread"] = one["programs"][OURS]["seconds"]["median"] / row["programs"][OURS]["seconds"]["median"]
    return {"version": 1, "near_nanoseconds": near, "moved_runs": moved, "rows": rows, "runs": records}


def three(values, scale=1.0, digits=2):
    return "-" if values is None else " / ".join(f"{values[key] * scale:.{digits}f}" for key in ("min", "median", "max"))


def number(value, digits):
    return "-" if value is None else f"{value:,.{digits}f}"


def mebibytes(value):
    return "-" if value is None else f"{value / 2**20:.0f}"


def table(titles, rows):
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [titles, ["---"] * len(titles), *rows]) + "\n"


def markdown(found):
    """Two tables: ours against the fastest peer, then every program. Three numbers are least, median and most; times are
    of a step, of one row (encode-one), or of 10,000 rows."""
    heads, details = [], []
    for row in found["rows"]:
        place = "" if row["placement"] == "none" else " " + row["placement"]
        where = [row["workload"], f"{row['threads']}{place}"]
        ours, peer = row["programs"].get(OURS), row["programs"].get(row["fastest_peer"])
        if ours:
            heads.append(where + [
                three(ours["seconds"], 1e3, 3), row["fastest_peer"] or "-", three(peer and peer["seconds"], 1e3, 3),
                three(peer and peer["ratio"]), str(peer["pairs"]) if peer else "-", number(row["speedup_over_one_thread"], 2),
                number(ours["bound_ratio"], 2), mebibytes(ours["resident_bytes"]), mebibytes(peer and peer["resident_bytes"])])
        for name, figures in sorted(row["programs"].items(), key=lambda item: item[1]["seconds"]["median"]):
            details.append(where + [name, str(figures["runs"]), three(figures["seconds"], 1e3, 3),
                                    number(figures["rows_per_second"], 0), three(figures.get("ratio")),
                                    str(figures.get("pairs", "-")), mebibytes(figures["resident_bytes"])])
    text = table(["workload", "threads", "dvae-run, ms", "fastest peer", "its ms", "peer / dvae-run", "pairs",
                  "speed-up over one thread", "times its bound", "resident MiB", "peer's"], heads)
    text += "\n" + table(["workload", "threads", "program", "runs", "ms", "rows/s", "program / dvae-run", "pairs",
                          "resident MiB"], details)
    if found["moved_runs"]:
        text += f"\nLeft out: {found['moved_runs']} runs during which the processors moved between near and far.\n"
    return text


def make_data(chosen):
    folder = pathlib.Path(chosen.data)
    if all((folder / DATA[workload]).exists() for workload in {*chosen.workloads, "w3"}):
        return
    answer = run([chosen.python, str(HERE / "make_data.py"), str(folder)])
    if answer.returncode:
        raise SystemExit(f"compare: no data in {folder}, and make_data.py ended with: {answer.stderr.strip()[-400:]}")


def main():
    chosen = arguments()
    records = []
    if chosen.records and os.path.exists(chosen.records):
        with open(chosen.records) as lines:
            records = [json.loads(line) for line in lines]
    failures = 0

    def keep(record):
        records.append(record)
        if chosen.records:
            with open(chosen.records, "a") as lines:
                lines.write(json.dumps(record) + "\n")

    if chosen.rounds:
        make_data(chosen)
        failures = rounds(chosen, installed(chosen), keep)
    found = summary(records, chosen.near)
    print(json.dumps(found, indent=2) if chosen.json else markdown(found), end="\n" if chosen.json else "")
    sys.exit(1 if failures or not records else 0)


if __name__ == "__main__":
    main()
