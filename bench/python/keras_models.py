"""The two models of the bench as a Keras user writes them."""

import keras
from keras import layers


def classic(output="softmax"):
    return [
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation=output),
    ]


def convolutional(output="softmax"):
    return [
        layers.Reshape((28, 28, 1)),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation=output),
    ]


def build(name, output="softmax"):
    """Takes pictures [count, 28, 28] as bytes and scales them itself."""
    body = {"classic": classic, "convolutional": convolutional}[name](output)
    return keras.Sequential([keras.Input((28, 28), dtype="uint8"), layers.Rescaling(1 / 255), *body])
