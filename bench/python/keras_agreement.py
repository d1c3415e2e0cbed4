"""Takes the graph engine's cases, trains them in Keras from the same start on the same batches, and compares the weights."""

import argparse
import json
from pathlib import Path

from peer import read_pictures, report

import keras
import numpy as np
import tensorflow as tf
from keras import layers


def layer_of(layer):
    """A layer of a training plan as Keras has it."""
    kind = layer["type"]
    activation = layer.get("activation")
    match kind:
        case "flatten":
            return layers.Flatten()
        case "dense":
            return layers.Dense(layer["units"], activation=activation)
        case "conv2d":
            return layers.Conv2D(
                layer["filters"], layer["kernelSize"], layer["strides"], layer["padding"], activation=activation
            )
        case "maxPool":
            return layers.MaxPooling2D(layer["poolSize"], layer.get("strides"))
        case "avgPool":
            return layers.AveragePooling2D(layer["poolSize"], layer.get("strides"))
        case "batchNorm":
            return layers.BatchNormalization(momentum=layer["momentum"], epsilon=layer["epsilon"])
        case "activation":
            return layers.Activation(activation)
    raise ValueError(f"No counterpart for {kind}")


def optimizer_of(plan):
    optimizer, rate = plan["optimizer"], plan["learningRate"]
    if optimizer["type"] == "sgd":
        return keras.optimizers.SGD(rate, momentum=optimizer["momentum"], nesterov=optimizer["nesterov"])
    betas = {"beta_1": optimizer["beta1"], "beta_2": optimizer["beta2"], "epsilon": optimizer["epsilon"]}
    if optimizer["type"] == "adamw":
        return keras.optimizers.AdamW(rate, weight_decay=optimizer["weightDecay"], **betas)
    return keras.optimizers.Adam(rate, **betas)


def build(plan):
    """The plan's model, which gives logits: its last softmax is in the loss."""
    body = [layer_of(layer) for layer in plan["layers"]]
    body[-1].activation = keras.activations.linear
    model = keras.Sequential(
        [keras.Input((28, 28), dtype="uint8"), layers.Rescaling(1 / 255), layers.Reshape((28, 28, 1)), *body]
    )
    smoothing = plan["labelSmoothing"]
    model.compile(
        optimizer=optimizer_of(plan),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing),
    )
    return model


def split(values, tensors):
    sizes = [int(np.prod(tensor["shape"])) for tensor in tensors]
    parts = np.split(values, np.cumsum(sizes)[:-1])
    return [part.reshape(tensor["shape"]) for part, tensor in zip(parts, tensors)]


def trained(plan, start, batches):
    """The weights after the first batch, and after the last."""
    model = build(plan)
    model.set_weights(start)
    found = []
    for batch in batches:
        model.train_on_batch(pictures[batch], one_hot[labels[batch]])
        if not found:
            found.append(model.get_weights())
    return found[0], model.get_weights()


def differences(ours, theirs):
    return [float(np.abs(one - other).max()) for one, other in zip(ours, theirs)]


def in_last_digit(values, numbers):
    """Each value moved to one of its two neighbours among all float32 numbers."""
    step = np.where(numbers.random(values.shape) < 0.5, -1, 1).astype(np.float32)
    return np.nextafter(values, values + step)


def compare(folder):
    case = json.loads((folder / "case.json").read_text())
    plan, tensors = case["plan"], case["tensors"]
    start, first, end = (
        split(np.fromfile(folder / f"{part}.f32", np.float32), tensors) for part in ("start", "first", "end")
    )
    batches = np.fromfile(folder / "order.i32", np.int32).reshape(case["steps"], plan["batchSize"])
    keras_first, keras_end = trained(plan, start, batches)
    numbers = np.random.default_rng(1)
    _, nearby_end = trained(plan, [in_last_digit(values, numbers) for values in start], batches)
    told = {key: case[key] for key in ("id", "name", "tolerance", "steps", "library", "detail")}
    found = [
        {"name": tensor["name"], "difference": difference}
        for tensor, difference in zip(tensors, differences(end, keras_end))
    ]
    report(
        "case",
        **told,
        moved=max(differences(start, end)),
        afterOneStep=max(differences(first, keras_first)),
        kerasFromNearby=max(differences(keras_end, nearby_end)),
        tensors=found,
    )


parser = argparse.ArgumentParser()
parser.add_argument("data", type=Path)
parser.add_argument("folder", type=Path)
args = parser.parse_args()
pictures, labels = read_pictures(args.data)
one_hot = np.eye(10, dtype=np.float32)
report("ready", library=f"Keras {keras.__version__}, TensorFlow {tf.__version__}")
for folder in sorted(args.folder.iterdir()):
    compare(folder)
report("done")
