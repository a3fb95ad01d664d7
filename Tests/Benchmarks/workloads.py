"""The models of w1, w2 and w3 as numbers: sizes, initial parameters and batches, the same for every framework.

A network is a list of `Dense`, weights as [inputs, outputs]. Initial weights are uniform within
sqrt(6 / (inputs + outputs)) where inputs counts all columns a layer sees, biases are zero: `glorot_uniform`, the default of
a spec. Parameters bear the names that a checkpoint of dvae-run has, so training can start from such a file.
"""
import collections
import json
import math
import pathlib

import numpy

Dense = collections.namedtuple("Dense", "weight bias")
Workload = collections.namedtuple("Workload", "batch file layers")

# Each layer: path in the spec, outputs, and the weights by what they read with their numbers of rows.
PIXELS, CELLS, VALUES, STATES = 784, 16, 8, 10


def image_layers(latent, down, up):
    first, second = down
    third, fourth = up
    return {
        "encoder.layers.0": (first, {"weight.field.pixels": PIXELS}),
        "encoder.layers.2": (second, {"weight": first}),
        "latents.z.posterior.output": (latent, {"weight.encoder": second}),
        "decoder.layers.0": (third, {"weight.z": latent}),
        "decoder.layers.2": (fourth, {"weight": third}),
        "decoder.fields.pixels.output": (PIXELS, {"weight.trunk": fourth}),
    }


WORKLOADS = {
    "w1": Workload(100, "images.npy", {**image_layers(200, (200, 200), (200, 200)), "latents.z.prior.output": (200, {})}),
    "w2": Workload(100, "images.npy", image_layers(200, (512, 256), (256, 512))),
    "w3": Workload(256, "categories.csv", {
        "encoder.layers.0": (128, {"weight.field.cells": CELLS * VALUES}),
        "encoder.layers.2": (128, {"weight": 128}),
        "latents.z1.posterior.output": (STATES, {"weight.encoder": 128}),
        "latents.z2.posterior.layers.0": (128, {"weight.encoder": 128, "weight.z1": STATES}),
        "latents.z2.posterior.output": (STATES, {"weight": 128}),
        "latents.z1.prior.output": (STATES, {}),
        "latents.z2.prior.output": (STATES, {"weight.z1": STATES}),
        "decoder.layers.0": (128, {"weight.z1": STATES, "weight.z2": STATES}),
        "decoder.fields.cells.output": (CELLS * VALUES, {"weight.trunk": 128}),
    }),
}


def initial_values(name, seed):
    """Every parameter by its name, drawn from `seed`."""
    random, values = numpy.random.default_rng(seed), {}
    for path, (outputs, sources) in WORKLOADS[name].layers.items():
        bound = math.sqrt(6 / (sum(sources.values()) + outputs))
        for source, rows in sources.items():
            values[f"{path}.{source}"] = random.uniform(-bound, bound, (rows, outputs)).astype(numpy.float32)
        values[f"{path}.bias"] = numpy.zeros(outputs, numpy.float32)
    return values


def checkpoint_values(name, path):
    """The parameters in a checkpoint of dvae-run (safetensors: length, JSON header, bytes)."""
    data = pathlib.Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header, values = json.loads(data[8:start]), {}
    for key, drawn in initial_values(name, 0).items():
        first, last = header[key]["data_offsets"]
        values[key] = numpy.frombuffer(data[start + first:start + last], "<f4").reshape(drawn.shape).copy()
    return values


def parameters(name, seed, checkpoint=None):
    """The parts of a model: lists of `Dense` for networks, `Dense` and arrays for the rest."""
    values = checkpoint_values(name, checkpoint) if checkpoint else initial_values(name, seed)

    def dense(path, source="weight"):
        return Dense(values[f"{path}.{source}"], values[f"{path}.bias"])

    if name == "w3":
        return {
            "encoder": [dense("encoder.layers.0", "weight.field.cells"), dense("encoder.layers.2")],
            "q1": dense("latents.z1.posterior.output", "weight.encoder"),
            "q2_hidden": dense("latents.z2.posterior.layers.0", "weight.encoder"),
            "q2_of_z1": values["latents.z2.posterior.layers.0.weight.z1"],
            "q2": dense("latents.z2.posterior.output"),
            "p1": values["latents.z1.prior.output.bias"],
            "p2_of_z1": values["latents.z2.prior.output.weight.z1"],
            "p2": values["latents.z2.prior.output.bias"],
            "decoder_of_z1": values["decoder.layers.0.weight.z1"],
            "decoder_of_z2": values["decoder.layers.0.weight.z2"],
            "decoder": values["decoder.layers.0.bias"],
            "cells": dense("decoder.fields.cells.output", "weight.trunk"),
        }
    parts = {
        "encoder": [dense("encoder.layers.0", "weight.field.pixels"), dense("encoder.layers.2"),
                    dense("latents.z.posterior.output", "weight.encoder")],
        "decoder": [dense("decoder.layers.0", "weight.z"), dense("decoder.layers.2"),
                    dense("decoder.fields.pixels.output", "weight.trunk")],
    }
    if name == "w1":
        parts["prior"] = values["latents.z.prior.output.bias"]
    return parts


def rows(name, folder):
    """All rows as float32 zeros and ones, categories one-hot: [rows, 784] or [rows, 128]."""
    path = pathlib.Path(folder) / WORKLOADS[name].file
    if name == "w3":
        cells = numpy.loadtxt(path, dtype=numpy.int64, delimiter=",", ndmin=2)
        return numpy.eye(VALUES, dtype=numpy.float32)[cells].reshape(len(cells), CELLS * VALUES)
    return numpy.load(path).astype(numpy.float32)


def full_batches(array, size):
    """Consecutive views of `size` rows; a shorter rest is left out."""
    batches = [array[start:start + size] for start in range(0, len(array) - size + 1, size)]
    if not batches:
        raise SystemExit(f"the data have {len(array)} rows, less than one batch of {size}")
    return batches
