"""PyTorch with the data set in memory: fused Adam and the rest eager or compiled, or the whole step compiled.

The last is what `torch.compile` can do when forward, backward and Adam are one function without side effects but the
update: no optimizer of torch.optim compiles so well, and few people write it.
"""

import os
import time

from peer import parse_arguments, read_pictures, report, report_done

import torch
from torch import nn
from torch.func import functional_call, grad_and_value
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


args = parse_arguments(variants=("eager", "compile", "compiled-step"))
pictures, labels = read_pictures(args.data)
# Scaled once: that leaves two operations out of every step.
pictures = torch.from_numpy(pictures).unsqueeze(1).float() / 255
labels = torch.from_numpy(labels).long()


def loss_and_hits(logits, y):
    return F.cross_entropy(logits, y), (logits.detach().argmax(1) == y).sum()


def usual_step(model):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, fused=True)

    def forward(x, y):
        return loss_and_hits(model(x), y)

    if args.variant == "compile":
        forward = torch.compile(forward, dynamic=False)

    def step(x, y):
        optimizer.zero_grad()
        loss, hits = forward(x, y)
        loss.backward()
        optimizer.step()
        return loss.detach(), hits

    return step


def compiled_step(model):
    params = {name: param.detach() for name, param in model.named_parameters()}
    m, v = ({name: torch.zeros_like(param) for name, param in params.items()} for _ in range(2))
    taken = torch.zeros(())

    @torch.compile(dynamic=False)
    def step(x, y):
        def loss_of(params):
            return loss_and_hits(functional_call(model, params, (x,)), y)

        grads, (loss, hits) = grad_and_value(loss_of, has_aux=True)(params)
        taken.add_(1)
        rate = 0.001 * torch.sqrt(1 - 0.999**taken) / (1 - 0.9**taken)
        for name, grad in grads.items():
            m[name].mul_(0.9).add_(0.1 * grad)
            v[name].mul_(0.999).add_(0.001 * grad * grad)
            params[name].sub_(rate * m[name] / (v[name].sqrt() + 1e-7))
        return loss, hits

    return step


def new_training():
    """Fresh weights, and the function that trains them on the pictures of an order."""
    torch.manual_seed(1)
    torch.compiler.reset()
    model = build(args.model)
    step = compiled_step(model) if args.variant == "compiled-step" else usual_step(model)

    def train(order):
        loss_sum, correct = torch.zeros(()), torch.zeros((), dtype=torch.long)
        for batch in order.split(args.batch):
            loss, hits = step(pictures[batch], labels[batch])
            loss_sum += loss * len(batch)
            correct += hits
        return loss_sum.item() / len(order), correct.item() / len(order)

    # Compiles for both sizes of batch.
    train(torch.arange(2 * args.batch + len(pictures) % args.batch))
    return train


def best_threads(counts=(1, os.cpu_count()), steps=60, turns=3):
    """The thread count that takes least: PyTorch's own choice, all cores, is slower where operations are small."""
    best = {}
    for threads in counts:
        torch.set_num_threads(threads)
        train = new_training()
        for _ in range(turns):
            started = time.perf_counter()
            train(torch.arange(steps * args.batch))
            best[threads] = min(best.get(threads, float("inf")), time.perf_counter() - started)
    return min(best, key=best.get)


threads = best_threads()
detail = "1 thread" if threads == 1 else f"{threads} threads"
report("ready", library=f"PyTorch {torch.__version__.split('+')[0]}", detail=f"{detail}, the better of 1 and {os.cpu_count()}")

torch.set_num_threads(threads)
started = time.perf_counter()
train = new_training()
report("compile", seconds=time.perf_counter() - started)

for _ in range(args.epochs):
    started = time.perf_counter()
    loss, accuracy = train(torch.randperm(len(pictures)))
    report("epoch", seconds=time.perf_counter() - started, loss=loss, accuracy=accuracy)
report_done()
