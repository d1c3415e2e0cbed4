"""PyTorch with fused Adam and the data set in memory: eager, or forward and backward compiled."""

import time

from peer import parse_arguments, read_pictures, report, report_done

import torch
from torch import nn
from torch.nn import functional as F


def build(name):
    if name == "classic":
        return nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    body = nn.Sequential(
        nn.Conv2d(1, 32, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(1600, 128),
        nn.ReLU(),
        nn.Linear(128, 10),
    )
    return body.to(memory_format=torch.channels_last)


args = parse_arguments(variants=("eager", "compile"))
pictures, labels = read_pictures(args.data)
pictures = torch.from_numpy(pictures).unsqueeze(1)
labels = torch.from_numpy(labels).long()
report("ready", library=f"PyTorch {torch.__version__.split('+')[0]}")

model = build(args.model)
optimizer = torch.optim.Adam(model.parameters(), lr=0.001, fused=True)


def forward(x, y):
    logits = model(x.float() / 255)
    return F.cross_entropy(logits, y), (logits.argmax(1) == y).sum()


if args.variant == "compile":
    forward = torch.compile(forward, dynamic=False)


def train(order):
    loss_sum, correct = torch.zeros(()), torch.zeros((), dtype=torch.long)
    for batch in order.split(args.batch):
        optimizer.zero_grad()
        loss, hits = forward(pictures[batch], labels[batch])
        loss.backward()
        optimizer.step()
        loss_sum += loss.detach() * len(batch)
        correct += hits
    return loss_sum.item() / len(order), correct.item() / len(order)


started = time.perf_counter()
train(torch.arange(2 * args.batch + len(pictures) % args.batch))
report("compile", seconds=time.perf_counter() - started)

for _ in range(args.epochs):
    started = time.perf_counter()
    loss, accuracy = train(torch.randperm(len(pictures)))
    report("epoch", seconds=time.perf_counter() - started, loss=loss, accuracy=accuracy)
report_done()
