"""The command line, the process settings and the timing that the peers share."""
import argparse
import json
import os
import pathlib
import resource
import statistics
import sys
import time

TASKS = ("train", "encode-one", "encode-many", "sample")
ROWS = 10_000  # rows of encode-many and sample
ENCODED_TOGETHER, SAMPLED_TOGETHER = 250, 1_000  # rows a call: few enough to stay in cache
KEPT_LOSSES = 5
REPOSITORY = pathlib.Path(__file__).resolve().parents[2]

# glibc gives large blocks back to the system and takes page faults for them at the next step, unless it is told not to.
ALLOCATOR = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(1 << 34), "MALLOC_TOP_PAD_": str(1 << 26)}


def options(framework, description, add):
    """Reads the command line; `add` adds a framework's own options to the parser."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--workload", required=True, choices=("w1", "w2", "w3"))
    parser.add_argument("--task", default="train", choices=TASKS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=200, help="steps, or calls of a task, that are timed")
    parser.add_argument("--warmup", type=int, default=20, help="steps before those")
    parser.add_argument("--data", default=str(REPOSITORY / ".build/benchmarks"), help="the folder that make_data.py wrote")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--parameters", help="a checkpoint of dvae-run to start from")
    parser.add_argument("--json", action="store_true")
    add(parser)
    chosen = parser.parse_args()
    for name, least in (("threads", 1), ("steps", 1), ("warmup", 0)):
        if getattr(chosen, name) < least:
            parser.error(f"--{name} must be at least {least}")
    if chosen.workload == "w3" and chosen.task != "train":
        parser.error("w3 is for training only")
    chosen.framework = framework
    settle(chosen.threads)
    return chosen


def settle(threads):
    """Starts the process again where its environment lacks the number of threads or the allocator's settings, which
    the libraries read once, before any Python code runs."""
    wanted = {**ALLOCATOR, **{key: str(threads) for key in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}}
    if any(os.environ.get(key) != value for key, value in wanted.items()):
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, **wanted})


def rows_of(chosen, batch):
    return {"train": batch, "encode-one": 1}.get(chosen.task, ROWS)


def measure(call, chosen, steps_a_call=1):
    """Times `call`, which takes `steps_a_call` steps, waits for them and returns their losses (none for inference).
    Returns the seconds of each step and the first losses, warm-up included: it is where training starts."""
    losses, seconds = [], []
    calls = -(-chosen.warmup // steps_a_call), -(-chosen.steps // steps_a_call)
    for index in range(sum(calls)):
        start = time.perf_counter()
        found = call()
        passed = time.perf_counter() - start
        if len(losses) < KEPT_LOSSES:
            losses += found
        if index >= calls[0]:
            seconds.append(passed / steps_a_call)
    return seconds, losses[:KEPT_LOSSES]


def resident_bytes():
    """Bytes in memory now, the figure that dvae-run's bench gives too."""
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def report(chosen, program, version, rows, seconds, losses):
    median = statistics.median(seconds)
    found = {
        "program": program, "version": version, "workload": chosen.workload, "task": chosen.task,
        "threads": chosen.threads, "rows": rows, "steps": len(seconds), "seconds_per_step": median,
        "seconds_least": min(seconds), "rows_per_second": rows / median, "resident_bytes": resident_bytes(),
        "losses": losses,
    }
    if chosen.json:
        print(json.dumps(found))
        return
    print(f"{program} {version}, {chosen.workload} {chosen.task}, threads {chosen.threads}: {median * 1e3:.4g} ms a step of "
          f"{rows} rows, {rows / median:,.0f} rows/s, {found['resident_bytes'] / 2**20:.0f} MiB resident")
    if losses:
        print("first losses:", " ".join(f"{loss:.4f}" for loss in losses))
