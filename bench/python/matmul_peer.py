"""Speed of a large float32 matrix product in TensorFlow: what the machine's multiply-adds can do at best."""

import time

from peer import report, report_done

import tensorflow as tf

SIZE = 4096

a, b = tf.random.normal((SIZE, SIZE)), tf.random.normal((SIZE, SIZE))
report("ready", library=f"TensorFlow {tf.__version__}")
tf.matmul(a, b).numpy()
for _ in range(5):
    started = time.perf_counter()
    tf.matmul(a, b).numpy()
    report("product", multiplyAddsPerSecond=SIZE**3 / (time.perf_counter() - started))
report_done()
