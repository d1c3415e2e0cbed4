"""PyTorch on the GPU, on the same plan as Wardrobe: fused optimizer, TF32, channels_last, data set on the GPU.

Measures several variants in one process, since importing PyTorch takes as long as some of them:
  eager                step by step
  compile              torch.compile of forward, backward and everything after the update
  graph                the whole step captured as a CUDA graph and replayed
  compile-graph        both: the compiled step captured
  tuned-graph          the same with mode max-autotune-no-cudagraphs
A variant that fails is reported and skipped. With --device cpu nothing is captured: for testing this script.
"""

import argparse
import gc
import json
import os
import subprocess
import time
from pathlib import Path

from peer import read_pictures, report, report_done
from plan_training import Training

import torch

# Name of the variant: mode of torch.compile, and whether the step is captured.
VARIANTS = {
    "eager": (None, False),
    "compile": ("default", False),
    "graph": (None, True),
    "compile-graph": ("default", True),
    "tuned-graph": ("max-autotune-no-cudagraphs", True),
}
WARM_UP_STEPS = 5


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True, help="folder with the decompressed IDX files")
    parser.add_argument("--plan", type=Path, required=True, help="a training plan as JSON")
    parser.add_argument("--variants", default=",".join(VARIANTS), help="in the order in which they are measured")
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--pictures", type=int, default=60_000, help="the first so many")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="no new epoch after this time")
    parser.add_argument("--enough-epochs", type=int, default=0, help="stops after so many once they took --enough-seconds")
    parser.add_argument("--enough-seconds", type=float, default=float("inf"))
    parser.add_argument("--device", choices=["gpu", "cpu"], default="gpu")
    return parser.parse_args()


begun = time.perf_counter()
args = parse_arguments()
on_gpu = args.device == "gpu"
if on_gpu and not torch.cuda.is_available():
    raise SystemExit("error: PyTorch finds no GPU")
device = torch.device("cuda" if on_gpu else "cpu")
# TensorFlow's default.
torch.set_float32_matmul_precision("high")
torch.backends.cudnn.allow_tf32 = True
torch.backends.cudnn.benchmark = True
wait = torch.cuda.synchronize if on_gpu else lambda: None

plan = json.loads(args.plan.read_text())
pictures, labels = read_pictures(args.data)
pixels = torch.from_numpy(pictures[: args.pictures]).unsqueeze(1).to(device)
labels = torch.from_numpy(labels[: args.pictures]).long().to(device)
wait()


def prepared(training, captured):
    """Warms up, captures if wanted, and returns the function that runs a step."""
    if not (captured and on_gpu):
        for _ in range(WARM_UP_STEPS):
            training.step()
        return training.step
    # Capture needs a warm-up on a side stream.
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(WARM_UP_STEPS):
            training.step()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    training.optimizer.zero_grad(set_to_none=True)
    with torch.cuda.graph(graph, stream=side):
        training.step()
    return graph.replay


def measure(name, until):
    mode, captured = VARIANTS[name]
    started = time.perf_counter()
    training = Training(plan, pixels, labels, mode)
    step = prepared(training, captured)
    training.begin()
    wait()
    report("compile", seconds=time.perf_counter() - started)
    trained = 0
    for epoch in range(1, args.epochs + 1):
        started = time.perf_counter()
        loss, accuracy = training.epoch(step)
        seconds = time.perf_counter() - started
        report("epoch", seconds=seconds, pictures=training.pictures, loss=loss, accuracy=accuracy)
        trained += seconds
        enough = epoch >= args.enough_epochs and trained > args.enough_seconds
        if enough or time.perf_counter() > until:
            break
    if on_gpu:
        own = {"allocated": torch.cuda.max_memory_allocated(), "reserved": torch.cuda.max_memory_reserved()}
        report("memory", **own, **card_memory())


def card_memory():
    """Bytes in use on the GPU, and by this process; None where nvidia-smi does not say."""

    def ask(query):
        # The card that this process sees: the bench shows it a single one.
        visible = os.environ.get("CUDA_VISIBLE_DEVICES")
        card = ["-i", visible] if visible else []
        command = ["nvidia-smi", *card, query, "--format=csv,noheader,nounits"]
        return subprocess.run(command, capture_output=True, text=True, timeout=20).stdout.strip().splitlines()

    try:
        apps = [line.split(", ") for line in ask("--query-compute-apps=pid,used_memory")]
        process = next((int(used) << 20 for pid, used in apps if pid == str(os.getpid()) and used.isdigit()), None)
        return {"card": int(ask("--query-gpu=memory.used")[0]) << 20, "process": process}
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return {"card": None, "process": None}


version = torch.__version__.split("+")[0]
cuda = f", CUDA {torch.version.cuda}, cuDNN {torch.backends.cudnn.version()}" if on_gpu else ""
report("ready", library=f"PyTorch {version}{cuda}")
names = args.variants.split(",")
for index, name in enumerate(names):
    left = args.seconds - (time.perf_counter() - begun)
    report("variant", variant=name)
    if index > 0 and left <= 0:
        report("failed", reason="no time was left")
        continue
    try:
        measure(name, time.perf_counter() + left / (len(names) - index))
    except Exception as error:
        report("failed", reason=f"{type(error).__name__}: {error}".splitlines()[0][:200])
    gc.collect()
    torch.compiler.reset()
    if on_gpu:
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
report_done()
