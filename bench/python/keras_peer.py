"""Keras `fit` on TensorFlow: as it comes, many steps an execution, or compiled by XLA."""

import time

from peer import parse_arguments, read_pictures, report, report_done

import keras
import tensorflow as tf

from keras_models import build


class EpochReport(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.started = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        now = time.perf_counter()
        report("epoch", seconds=now - self.started, loss=logs["loss"], accuracy=logs["accuracy"])
        self.started = now


args = parse_arguments(variants=("default", "steps-per-execution", "jit-compile"))
pictures, labels = read_pictures(args.data)
report("ready", library=f"Keras {keras.__version__}, TensorFlow {tf.__version__}")

whole_epoch = -(-len(pictures) // args.batch)
steps = whole_epoch if args.variant == "steps-per-execution" else 1
model = build(args.model)
model.compile(
    optimizer=keras.optimizers.Adam(),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
    steps_per_execution=steps,
    jit_compile=True if args.variant == "jit-compile" else "auto",
)

model.optimizer.build(model.trainable_variables)
variables = [*model.variables, *model.optimizer.variables]
start = [variable.numpy() for variable in variables]

# The shapes of a whole epoch: full batches and the last, smaller one.
warm_up = min(len(pictures), steps * args.batch + len(pictures) % args.batch)
started = time.perf_counter()
model.fit(pictures[:warm_up], labels[:warm_up], batch_size=args.batch, verbose=0)
for variable, value in zip(variables, start):
    variable.assign(value)
report("compile", seconds=time.perf_counter() - started)

model.fit(pictures, labels, batch_size=args.batch, epochs=args.epochs, verbose=0, callbacks=[EpochReport()])
report_done()
