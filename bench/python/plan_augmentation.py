"""The augmentation of a training plan in PyTorch: vectorised, on the device, without synchronising with the host."""

import math

import torch
from torch.nn import functional as F

NONE = {"flip": False, "shift": 0, "rotate": 0, "scale": 0, "brightness": 0, "gamma": 0, "erase": 0, "invert": 0}


def take_pictures(pixels, batch, settings):
    """The pictures `batch` (indices) of bytes [count, 1, height, width] as floats from 0 to 1, changed as the plan's settings say."""
    if settings is None:
        return pixels[batch].float() / 255
    settings = {**NONE, **settings}
    draws = torch.rand(12, len(batch), device=pixels.device)
    x = moved(pixels, batch, settings, draws)
    x = toned(x, settings, draws[7:9])
    if settings["invert"] > 0:
        x = torch.where(column(draws[9] < settings["invert"]), 1 - x, x)
    return erased(x, settings["erase"], draws[3:7]) if settings["erase"] > 0 else x


def column(x):
    return x.view(-1, 1, 1, 1)


def moved(pixels, batch, settings, draws):
    flip = draws[0] < 0.5 if settings["flip"] else None
    if settings["rotate"] > 0 or settings["scale"] > 0:
        return turned(pixels[batch].float() / 255, flip, settings, draws)
    if settings["shift"] > 0:
        return shifted(pixels, batch, flip, settings["shift"], draws[1:3])
    x = pixels[batch]
    if flip is not None:
        x = torch.where(column(flip), x.flip(-1), x)
    return x.float() / 255


def shifted(pixels, batch, flip, shift, draws):
    """By whole pixels: one gather by computed indices."""
    height, width = pixels.shape[2:]
    down, across = (draws * (2 * shift + 1)).long() - shift
    rows = torch.arange(height, device=pixels.device) + down[:, None]
    columns = torch.arange(width, device=pixels.device)
    if flip is not None:
        columns = torch.where(flip[:, None], width - 1 - columns, columns)
    columns = columns + across[:, None]
    inside = within(rows, height)[:, :, None] & within(columns, width)[:, None, :]
    places = rows.clamp(0, height - 1)[:, :, None], columns.clamp(0, width - 1)[:, None, :]
    x = pixels[:, 0][batch[:, None, None], *places].float() / 255
    return (x * inside).unsqueeze(1)


def within(places, side):
    return (places >= 0) & (places < side)


def turned(x, flip, settings, draws):
    """Rotated and scaled about the centre, bilinear."""
    signed = draws * 2 - 1
    size = 1 + signed[11] * settings["scale"]
    angle = signed[10] * settings["rotate"] * math.pi / 180
    cosine, sine = angle.cos() / size, angle.sin() / size
    side = torch.ones_like(size) if flip is None else 1 - 2 * flip.float()
    across, down = ((draws[1:3] * (2 * settings["shift"] + 1)).floor() - settings["shift"]) * 2 / x.shape[-1]
    first = torch.stack([side * cosine, side * sine, across], 1)
    second = torch.stack([-sine, cosine, down], 1)
    grid = F.affine_grid(torch.stack([first, second], 1), list(x.shape), align_corners=False)
    return F.grid_sample(x, grid, align_corners=False)


def toned(x, settings, draws):
    signed = draws * 2 - 1
    if settings["gamma"] > 0:
        x = x ** column((signed[0] * math.log1p(settings["gamma"])).exp())
    if settings["brightness"] > 0:
        x = (x + column(signed[1] * settings["brightness"])).clamp(0, 1)
    return x


def erased(x, erase, draws):
    """Blackens one rectangle in each picture, each side up to `erase` of the picture's."""
    height, width = x.shape[2:]

    def band(length, start, side):
        long = (length * (round(erase * side) + 1)).floor()
        first = (start * (side + 1 - long)).floor()
        places = torch.arange(side, device=x.device)
        return (places >= first[:, None]) & (places < (first + long)[:, None])

    rows, columns = band(draws[0], draws[1], height), band(draws[2], draws[3], width)
    return x * ~(rows[:, None, :, None] & columns[:, None, None, :])
