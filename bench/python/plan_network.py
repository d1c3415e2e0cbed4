"""The network of a training plan in PyTorch: pictures [batch, channels, height, width] in, logits [batch, classes] out."""

from torch import nn
from torch.nn import functional as F

ACTIVATIONS = {
    "linear": nn.Identity,
    "relu": nn.ReLU,
    "gelu": nn.GELU,
    "swish": nn.SiLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "softmax": lambda: nn.Softmax(1),
}


class Flatten(nn.Module):
    """In the order height, width, channels, which pictures in channels_last already have in memory."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1) if x.dim() == 4 else x.flatten(1)


class GlobalAveragePool(nn.Module):
    def forward(self, x):
        return x.mean((2, 3))


class Residual(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return x + self.inner(x)


class BatchNorm(nn.Module):
    """nn.BatchNorm for any rank, without its count of batches, which would cost a kernel a step."""

    def __init__(self, channels, momentum, epsilon):
        super().__init__()
        layer = nn.BatchNorm1d(channels, eps=epsilon, momentum=1 - momentum)
        self.weight, self.bias = layer.weight, layer.bias
        self.momentum, self.epsilon = layer.momentum, layer.eps
        self.register_buffer("moving_mean", layer.running_mean)
        self.register_buffer("moving_variance", layer.running_var)

    def forward(self, x):
        moving = self.moving_mean, self.moving_variance
        return F.batch_norm(x, *moving, self.weight, self.bias, self.training, self.momentum, self.epsilon)


def build_network(layers, shape):
    """The layers of a plan but for the last softmax, on pictures of `shape` (channels, height, width); weights as Wardrobe starts them."""
    last = layers[-1]
    logits = [*layers[:-1], {**last, "activation": "linear"}] if last["type"] == "dense" else layers[:-1]
    network, _ = sequence(logits, shape)
    for name, weight in network.named_parameters():
        if weight.dim() > 1:
            nn.init.xavier_uniform_(weight)
        elif name.endswith("bias"):
            nn.init.zeros_(weight)
    return network


def sequence(layers, shape):
    modules = []
    for layer in layers:
        built, shape = LAYERS[layer["type"]](layer, shape)
        modules += built
    return nn.Sequential(*modules), shape


def dense(layer, shape):
    return [nn.Linear(shape[0], layer["units"]), ACTIVATIONS[layer["activation"]]()], (layer["units"],)


def convolution(layer, shape, depthwise=False):
    channels, *sides = shape
    size, stride, same = layer["kernelSize"], layer["strides"], layer["padding"] == "same"
    if same and (stride > 1 or size % 2 == 0):
        raise ValueError('PyTorch pads "same" evenly: not with strides or an even kernel')
    filters = channels if depthwise else layer["filters"]
    groups = channels if depthwise else 1
    padding = size // 2 if same else 0
    module = nn.Conv2d(channels, filters, size, stride, padding, groups=groups)
    after = [(side + 2 * padding - size) // stride + 1 for side in sides]
    return [module, ACTIVATIONS[layer["activation"]]()], (filters, *after)


def pooling(module):
    def build(layer, shape):
        size = layer["poolSize"]
        stride = layer.get("strides", size)
        channels, *sides = shape
        return [module(size, stride)], (channels, *((side - size) // stride + 1 for side in sides))

    return build


def flatten(_layer, shape):
    count = 1
    for side in shape:
        count *= side
    return [Flatten()], (count,)


def residual(layer, shape):
    inner, after = sequence(layer["layers"], shape)
    return [Residual(inner)], after


LAYERS = {
    "flatten": flatten,
    "dense": dense,
    "conv2d": convolution,
    "depthwiseConv2d": lambda layer, shape: convolution(layer, shape, depthwise=True),
    "maxPool": pooling(nn.MaxPool2d),
    "avgPool": pooling(nn.AvgPool2d),
    "globalAvgPool": lambda _layer, shape: ([GlobalAveragePool()], shape[:1]),
    "batchNorm": lambda layer, shape: ([BatchNorm(shape[0], layer["momentum"], layer["epsilon"])], shape),
    "activation": lambda layer, shape: ([ACTIVATIONS[layer["activation"]]()], shape),
    "dropout": lambda layer, shape: ([nn.Dropout(layer["rate"])], shape),
    "residual": residual,
}
