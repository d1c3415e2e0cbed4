"""What every Python peer shares: its arguments, the data set, and JSON lines on stdout."""

import argparse
import json
import os
import sys
from pathlib import Path

import numpy as np


def parse_arguments(variants=("default",)):
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True, help="folder with the decompressed IDX files")
    parser.add_argument("--model", choices=["classic", "convolutional"], required=True)
    parser.add_argument("--variant", choices=variants, default=variants[0])
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--epochs", type=int, required=True)
    return parser.parse_args()


def read_pictures(folder, part="train"):
    """Pictures [count, 28, 28] and labels [count], both uint8; `part` is "train" or "t10k"."""
    pictures = np.fromfile(folder / f"{part}-images-idx3-ubyte", np.uint8, offset=16)
    labels = np.fromfile(folder / f"{part}-labels-idx1-ubyte", np.uint8, offset=8)
    return pictures.reshape(-1, 28, 28), labels


def report(event, **values):
    print(json.dumps({"event": event, **values}), flush=True)


def report_done(**values):
    report("done", peakMemory=peak_memory(), **values)


def peak_memory():
    """Most memory this process has held so far, in bytes; None where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss: on Linux that starts with what the parent process held.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
