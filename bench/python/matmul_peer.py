"""Speed of a large float32 matrix product on all cores: what the machine's multiply-adds can do at best."""

import argparse
import time

from peer import report, report_done

import numpy as np

SIZE = 4096


def tensorflow_product(a, b):
    import tensorflow as tf

    a, b = tf.constant(a), tf.constant(b)
    return f"TensorFlow {tf.__version__}", lambda: tf.matmul(a, b).numpy()


def numpy_product(a, b):
    return f"NumPy {np.__version__}", lambda: a @ b


def pytorch_product(a, b):
    import torch

    a, b = torch.from_numpy(a), torch.from_numpy(b)
    return f"PyTorch {torch.__version__.split('+')[0]}", lambda: a @ b


PRODUCTS = {"tensorflow": tensorflow_product, "numpy": numpy_product, "pytorch": pytorch_product}
parser = argparse.ArgumentParser()
parser.add_argument("--variant", choices=PRODUCTS, required=True)
factors = np.random.default_rng(1).standard_normal((2, SIZE, SIZE), np.float32)
library, multiply = PRODUCTS[parser.parse_args().variant](*factors)
report("ready", library=library)
multiply()
for _ in range(5):
    started = time.perf_counter()
    multiply()
    report("product", multiplyAddsPerSecond=SIZE**3 / (time.perf_counter() - started))
report_done()
