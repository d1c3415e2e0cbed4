"""The whole job as a Keras user writes it: load the files, train the classic model for five epochs, test."""

import argparse
from pathlib import Path

from peer import read_pictures, report

import keras
import tensorflow as tf
from keras import layers

parser = argparse.ArgumentParser()
parser.add_argument("--data", type=Path, required=True)
parser.add_argument("--epochs", type=int, required=True)
parser.add_argument("--steps-per-execution", type=int, default=1)
args = parser.parse_args()

x_train, y_train = read_pictures(args.data)
x_test, y_test = read_pictures(args.data, "t10k")
x_train, x_test = x_train.astype("float32") / 255, x_test.astype("float32") / 255

model = keras.Sequential(
    [
        keras.Input((28, 28)),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
    steps_per_execution=args.steps_per_execution,
)
# The tenth for validation and the batch of 32 are Wardrobe's, too.
model.fit(x_train, y_train, batch_size=32, epochs=args.epochs, validation_split=0.1, verbose=2)
loss, accuracy = model.evaluate(x_test, y_test, verbose=2)
report("done", accuracy=accuracy, library=f"Keras {keras.__version__}, TensorFlow {tf.__version__}")
