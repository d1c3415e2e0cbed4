"""JAX, compiled ahead of time: the whole epoch in one `jit` of a `lax.scan`, or a `jit` of the step.

Within a loop XLA computes convolutions on the CPU many times slower than outside of one, so that those want the step.
"""

import time
from functools import partial

from peer import parse_arguments, read_pictures, report, report_done

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

args = parse_arguments(variants=("scan", "step"))
pictures, labels = read_pictures(args.data)
pictures, labels = jnp.asarray(pictures), jnp.asarray(labels, jnp.int32)
report("ready", library=f"JAX {jax.__version__}")

SHAPES = {
    "classic": [(784, 128), (128, 10)],
    "convolutional": [(3, 3, 1, 32), (3, 3, 32, 64), (1600, 128), (128, 10)],
}
glorot = jax.nn.initializers.glorot_uniform()
keys = jax.random.split(jax.random.key(1), 4)
params = [(glorot(key, shape), jnp.zeros(shape[-1])) for key, shape in zip(keys, SHAPES[args.model])]


def convolution(x, kernel, bias):
    y = lax.conv_general_dilated(x, kernel, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))
    y = jax.nn.relu(y + bias)
    return lax.reduce_window(y, -jnp.inf, lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")


def apply(params, x):
    x = x.astype(jnp.float32) / 255
    if args.model == "convolutional":
        x = x[..., None]
        for kernel, bias in params[:2]:
            x = convolution(x, kernel, bias)
    x = x.reshape(len(x), -1)
    (hidden, hidden_bias), (output, output_bias) = params[-2:]
    return jax.nn.relu(x @ hidden + hidden_bias) @ output + output_bias


def loss_and_correct(params, x, y):
    logits = apply(params, x)
    loss = -jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], axis=1).mean()
    return loss, (logits.argmax(1) == y).sum()


def adam(params, grads, state):
    step, m, v = state
    step = step + 1
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, grads)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, grads)
    rate = 0.001 * jnp.sqrt(1 - 0.999**step) / (1 - 0.9**step)
    params = jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v) + 1e-7), params, m, v)
    return params, (step, m, v)


def train_step(carry, batch, pictures, labels):
    params, state, loss_sum, correct = carry
    (loss, hits), grads = jax.value_and_grad(loss_and_correct, has_aux=True)(
        params, pictures[batch], labels[batch]
    )
    return *adam(params, grads, state), loss_sum + loss * len(batch), correct + hits


def train_scanned(carry, pictures, labels, order):
    full = len(order) // args.batch * args.batch
    carry, _ = lax.scan(
        lambda carry, batch: (train_step(carry, batch, pictures, labels), None),
        carry,
        order[:full].reshape(-1, args.batch),
    )
    return train_step(carry, order[full:], pictures, labels) if full < len(order) else carry


def compile_scanned(carry, order):
    return jax.jit(train_scanned, donate_argnums=0).lower(carry, pictures, labels, order).compile()


def compile_steps(carry, order):
    """The place in the order stays on the device, too: a step takes nothing from Python."""

    def step(carry, start, pictures, labels, order, size):
        batch = lax.dynamic_slice(order, (start,), (size,))
        return train_step(carry, batch, pictures, labels), start + size

    whole, rest = divmod(len(order), args.batch)
    jitted = jax.jit(step, donate_argnums=(0, 1), static_argnames="size")
    start = jnp.int32(0)
    steps = {
        size: jitted.lower(carry, start, pictures, labels, order, size=size).compile()
        for size in (args.batch, rest)
        if size
    }

    def train(carry, pictures, labels, order):
        start = jnp.int32(0)
        for _ in range(whole):
            carry, start = steps[args.batch](carry, start, pictures, labels, order)
        if rest:
            carry, start = steps[rest](carry, start, pictures, labels, order)
        return carry

    return train


zeros = partial(jax.tree.map, jnp.zeros_like)
random = np.random.default_rng(1)


def new_order():
    return jnp.asarray(random.permutation(len(pictures)), jnp.int32)


def without_sums(params, state):
    return params, state, jnp.float32(0), jnp.int32(0)


carry = without_sums(params, (jnp.float32(0), zeros(params), zeros(params)))
started = time.perf_counter()
train = (compile_steps if args.variant == "step" else compile_scanned)(carry, new_order())
report("compile", seconds=time.perf_counter() - started)

for _ in range(args.epochs):
    started = time.perf_counter()
    params, state, loss_sum, correct = train(carry, pictures, labels, new_order())
    loss, accuracy = float(loss_sum) / len(pictures), int(correct) / len(pictures)
    report("epoch", seconds=time.perf_counter() - started, loss=loss, accuracy=accuracy)
    carry = without_sums(params, state)
report_done()
