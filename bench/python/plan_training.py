"""Trains a plan in PyTorch. A step never synchronises with the host, so that it can be captured as a CUDA graph.

Data set, shuffled order, position in it, learning rate and running sums all stay on the device.
"""

import math
from functools import partial

from plan_augmentation import take_pictures
from plan_network import build_network

import torch
from torch.nn import functional as F


class Training:
    """`mode` is that of torch.compile for everything but the fused optimizer; None runs eagerly."""

    def __init__(self, plan, pixels, labels, mode=None):
        device = pixels.device
        torch.manual_seed(plan["seed"])
        self.plan, self.pixels, self.labels, self.batch = plan, pixels, labels, plan["batchSize"]
        self.steps = len(labels) // self.batch
        self.network = build_network(plan["layers"], pixels.shape[1:]).to(device).train()
        if any(weight.dim() == 4 for weight in self.network.parameters()):
            self.network.to(memory_format=torch.channels_last)
        self.weights = list(self.network.parameters())

        total = plan["epochs"] * self.steps
        rates = [plan["learningRate"] * schedule_factor(plan["schedule"], step, total) for step in range(total + 1)]
        self.rates = torch.tensor(rates, device=device)
        self.rate = self.rates[0].clone()
        self.optimizer = new_optimizer(plan["optimizer"], self.weights, self.rate, device.type == "cuda")

        self.order = torch.zeros(self.steps, self.batch, dtype=torch.long, device=device)
        self.place, self.step_count = (torch.zeros(1, dtype=torch.long, device=device) for _ in range(2))
        self.loss_sum, self.correct = torch.zeros((), device=device), torch.zeros((), dtype=torch.long, device=device)
        self.averaged = [*self.weights, *self.network.buffers()] if plan["weightAveraging"] else []
        self.averages = [weight.detach().clone() for weight in self.averaged]

        compile_it = partial(torch.compile, mode=mode, dynamic=False, fullgraph=True) if mode else lambda do: do
        self.loss, self.follow = compile_it(self.loss), compile_it(torch.no_grad()(self.follow))
        self.shuffle()

    @property
    def pictures(self):
        """Pictures an epoch: whole batches only, since a captured step has a fixed size."""
        return self.steps * self.batch

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss, correct = self.loss()
        loss.backward()
        if self.plan["clipNorm"]:
            torch.nn.utils.clip_grad_norm_(self.weights, self.plan["clipNorm"])
        self.optimizer.step()
        self.follow(loss.detach(), correct)

    def loss(self):
        batch = self.order.index_select(0, self.place).squeeze(0)
        x = take_pictures(self.pixels, batch, self.plan["augmentation"])
        labels = self.labels[batch]
        logits = self.network(x)
        loss = F.cross_entropy(logits, labels, label_smoothing=self.plan["labelSmoothing"])
        return loss, (logits.detach().argmax(1) == labels).sum()

    def follow(self, loss, correct):
        """Everything after the update: sums, weight averages, the next learning rate."""
        self.loss_sum.add_(loss)
        self.correct.add_(correct)
        self.place.add_(1)
        self.step_count.add_(1)
        if self.averages:
            taken = self.step_count.float()
            pace = ((1 + taken) / (10 + taken)).clamp(max=self.plan["weightAveraging"]).squeeze()
            apart = torch._foreach_sub(self.averaged, self.averages)
            torch._foreach_mul_(apart, 1 - pace)
            torch._foreach_add_(self.averages, apart)
        if self.plan["schedule"]["type"] != "constant":
            self.rate.copy_(self.rates.index_select(0, self.step_count.clamp(max=len(self.rates) - 1)).squeeze())

    def begin(self):
        """Restarts the schedule after the warm-up."""
        self.step_count.zero_()
        self.rate.copy_(self.rates[0])

    def shuffle(self):
        order = torch.randperm(len(self.labels), device=self.order.device)[: self.pictures]
        self.order.copy_(order.view(self.steps, self.batch))
        for value in (self.place, self.loss_sum, self.correct):
            value.zero_()

    def epoch(self, step):
        """Runs `step` for one epoch and waits for the device. Returns mean loss and accuracy."""
        self.shuffle()
        for _ in range(self.steps):
            step()
        return self.loss_sum.item() / self.steps, self.correct.item() / self.pictures


def new_optimizer(settings, weights, rate, on_gpu):
    if settings["type"] == "sgd":
        return torch.optim.SGD(
            weights, rate, settings["momentum"], nesterov=settings["nesterov"], fused=True
        )
    betas = settings["beta1"], settings["beta2"]
    kind, decay = torch.optim.Adam, 0
    if settings["type"] == "adamw":
        kind, decay = torch.optim.AdamW, settings["weightDecay"]
    return kind(weights, rate, betas, settings["epsilon"], decay, fused=True, capturable=on_gpu)


def schedule_factor(schedule, step, total):
    """Factor on the learning rate, as scheduleFactor in src/core/model/learning-rate-schedule.ts."""
    kind, at = schedule["type"], step + 0.5
    if kind == "oneCycle":
        peak = schedule["peak"] * total
        if at < peak:
            return line(at / peak, schedule["start"], 1)
        return line((at - peak) / (total - peak), 1, schedule["final"])
    warm = schedule.get("warmup", 0) * total
    if at < warm:
        return at / warm
    if kind == "cosine":
        share = (at - warm) / max(1, total - warm)
        return line((1 - math.cos(math.pi * min(share, 1))) / 2, 1, schedule["final"])
    return 1.0


def line(share, start, end):
    return start + (end - start) * min(share, 1)
