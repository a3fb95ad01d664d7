"""What the trials share: a spec of seconds with data of its own, the binary under test, and an honest count."""
import atexit, hashlib, json, os, random, re, shutil, struct, subprocess, sys, tempfile, time

os.environ["SWIFT_BACKTRACE"] = "enable=no"  # a backtracer would outlive a killed trial
BINARY = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else sys.exit(f"usage: {sys.argv[0]} BINARY")
NAME = os.path.basename(sys.argv[0])
REPOSITORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Tally:
    """Counts trials. `end` prints the closing line and exits non-zero when one failed or none was made."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, ok, message):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print(f"  {NAME} FAILED: {message}", flush=True)
        return bool(ok)

    def skip(self, reason):
        self.skipped += 1
        print(f"  {NAME} skipped: {reason}", flush=True)

    def end(self):
        if self.passed + self.failed + self.skipped == 0:
            self.check(False, "made no trial")
        tail = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{NAME}: {self.passed} passed, {self.failed} failed{tail}", flush=True)
        sys.exit(1 if self.failed else 0)


tally = Tally()


def private_mounts():
    """Starts the script again in a mount namespace of its own, so that nothing it mounts survives it. Skips all without root."""
    if os.geteuid() != 0:
        tally.skip("mounting needs root")
        tally.end()
    if os.environ.get("DVAE_PRIVATE_MOUNTS") != "1":
        if shutil.which("unshare") is None or subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode:
            tally.skip("this system allows no mount namespace of its own (unshare -m)")
            tally.end()
        os.environ["DVAE_PRIVATE_MOUNTS"] = "1"
        os.execvp("unshare", ["unshare", "-m", sys.executable, "-B", *sys.argv])


def needs(*tools):
    """Skips all where a tool is missing."""
    for tool in tools:
        if shutil.which(tool) is None:
            tally.skip(f"{tool} is not installed")
            tally.end()


def scratch(name="work"):
    """A folder that goes when the script ends; in memory where there is room, since most trials wait for an fsync."""
    shared = "/dev/shm"
    roomy = os.path.isdir(shared) and os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > 1 << 30
    folder = tempfile.mkdtemp(prefix=f"dvae-{NAME}-{name}-", dir=shared if roomy else None)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


SPEC = """\
version: 1
name: trial
data:
  train: toy.csv
  header: true
  valid: {{fraction: 0.1}}
  test: {{fraction: 0.1}}
  fields:
    bits: {{columns: 0-15, type: binary}}
    kind: {{columns: kind, type: categorical}}
    mark: {{columns: mark, type: categorical, role: label}}
latents:
  style: {{categories: 3}}
  detail: {{categories: 4, count: 3, parents: [style]}}
encoder: {{layers: [{{dense: {units}}}, relu]}}
decoder: {{layers: [{{dense: {units}}}, tanh], bias: data}}
objective: {{gradient: {{rloo: {{samples: 2}}}}}}
training:
  steps: {steps}
  batch_size: {batch}
  checkpoint_every: {{steps: {every}}}
  optimizer: {{adam: {{learning_rate: 1e-2}}}}
  seed: 7
evaluation: {{importance_samples: {importance}}}
"""


def write_toy(path, rows):
    """A table of bits that follow one of three patterns, a kind and a mark; the same bytes at every call."""
    draw = random.Random(1)
    with open(path, "w") as table:
        table.write(",".join(f"b{k}" for k in range(16)) + ",kind,mark\n")
        for _ in range(rows):
            style = draw.randrange(3)
            bits = [str(int(draw.random() < (0.9 if k % 3 == style else 0.2))) for k in range(16)]
            table.write(",".join(bits + ["red green blue".split()[style], f"m{style}"]) + "\n")


def toy(folder, steps=40, every=10, batch=50, rows=600, units=32, importance=10):
    """Writes a spec with its data into `folder` and returns the spec's path."""
    os.makedirs(folder, exist_ok=True)
    write_toy(os.path.join(folder, "toy.csv"), rows)
    path = os.path.join(folder, "trial.yaml")
    with open(path, "w") as spec:
        spec.write(SPEC.format(steps=steps, every=every, batch=batch, units=units, importance=importance))
    return path


def run(*arguments, timeout=60, **options):
    """Runs the binary to its end; the result has returncode (128 + signal when a signal ended it), stdout, stderr, seconds."""
    return run_command([BINARY, *arguments], timeout=timeout, **options)


def run_command(command, timeout=60, **options):
    """Runs any command to its end, as `run` does. Returncode 124 says that the time was over."""
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    start = time.monotonic()
    child = subprocess.Popen(command, **options)
    try:
        out, err = child.communicate(timeout=timeout)
        code = child.returncode if child.returncode >= 0 else 128 - child.returncode
    except subprocess.TimeoutExpired:
        child.kill()
        out, err = child.communicate()
        code = 124
    result = subprocess.CompletedProcess(command, code, (out or b"").decode(errors="replace"), (err or b"").decode(errors="replace"))
    result.seconds = time.monotonic() - start
    return result


def must(result):
    """The result of a run that has to work before any trial makes sense."""
    if result.returncode != 0:
        tally.check(False, f"{result.args} ended with {result.returncode}: {result.stderr.strip()[-800:]}")
        tally.end()
    return result


def metadata(path):
    """The strings of a checkpoint, read without the binary under test."""
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        return json.loads(file.read(size))["__metadata__"]


def step_of(path):
    """Training steps in a checkpoint; -1 where there is no file."""
    return int(metadata(path)["step"]) if os.path.exists(path) else -1


found_whole = set()  # SHA-256 of files that passed `validate`: the same bytes are not asked about again


def bad_checkpoints(folder):
    """What is wrong with the checkpoints of a run folder; empty when each one there is whole."""
    paths = [os.path.join(folder, name + ".safetensors") for name in ("last", "previous", "best")]
    wrong = []
    for path in filter(os.path.exists, paths):
        bytes_now = digest(path)
        if bytes_now in found_whole:
            continue
        result = run(path, "validate")
        if result.returncode == 0:
            found_whole.add(bytes_now)
        else:
            wrong.append(f"{os.path.basename(path)}: validate ended with {result.returncode}: {result.stderr.strip()[-300:]}")
    return wrong


def bad_lines(path):
    """What is wrong with a file of JSON lines; a cut last line counts unless `path` is absent."""
    if not os.path.exists(path):
        return []
    text = open(path, "rb").read()
    wrong = [] if not text or text.endswith(b"\n") else ["the last line is cut"]
    for number, line in enumerate(text.splitlines(), 1):
        try:
            json.loads(line, parse_constant=lambda name: (_ for _ in ()).throw(ValueError(name)))
        except ValueError as error:
            wrong.append(f"line {number}: {error}")
    return wrong


def acknowledged(events):
    """The last step that `--events json` reported as saved; -1 when it reported none."""
    last = -1
    for line in events.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue  # the line that the kill cut
        if event.get("event") == "checkpoint":
            last = max(last, int(event["step"]))
    return last


def digest(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


def shortened(spec, folder, steps):
    """A copy of `spec` that trains `steps` steps, in `folder`, beside links to all that lies beside the original."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    origin = os.path.dirname(os.path.abspath(spec))
    for name in os.listdir(origin):
        os.symlink(os.path.join(origin, name), os.path.join(folder, name))
    path = os.path.join(folder, os.path.basename(spec))
    os.unlink(path)
    head, training, tail = open(spec).read().partition("\ntraining:")
    tail, changed = re.subn(r"(?<!every: \{)\b(?:steps|epochs):\s*[\d_e]+", f"steps: {steps}", tail, count=1)
    if not changed:
        raise ValueError(f"{spec} names neither steps nor epochs under training")
    with open(path, "w") as file:
        file.write(head + training + tail)
    return path
