#!/usr/bin/env python3
"""The workloads in PyTorch: eager, compiled, or, for encoding, without Python (TorchScript, AOTInductor).

    peer_torch.py --workload w1 --threads 2 [--engine compile] [--task encode-many] [--json]
"""
import math
import tempfile
import warnings

import measuring
import workloads


def own_options(parser):
    parser.add_argument("--engine", default="eager", choices=("eager", "compile", "script", "aoti"),
                        help="compile: torch.compile for loss, backward and update; script, aoti: encoding only")
    parser.add_argument("--aten-random", action="store_true",
                        help="compiled code draws by ATen's generator instead of its own")


CHOSEN = measuring.options("torch", __doc__, own_options) if __name__ == "__main__" else None

import torch
from torch import nn
from torch.nn import functional


def linear(dense):
    """A layer with given values; PyTorch keeps weights as [outputs, inputs]."""
    inputs, outputs = dense.weight.shape
    layer = nn.Linear(inputs, outputs)
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(dense.weight.T))
        layer.bias.copy_(torch.from_numpy(dense.bias))
    return layer


def parameter(values):
    return nn.Parameter(torch.from_numpy(values.copy()))


def network(layers, activation):
    """Dense layers with `activation` between them."""
    parts = [linear(layers[0])]
    for dense in layers[1:]:
        parts += [activation(), linear(dense)]
    return nn.Sequential(*parts)


def log_bernoulli(logits, bits):
    """log p(bits), summed over the last axis."""
    return -functional.binary_cross_entropy_with_logits(logits, bits.expand_as(logits), reduction="none").sum(-1)


def bits(probabilities, *shape):
    return (torch.rand(*shape) < probabilities).float()


class W1(nn.Module):
    """200 binary variables, REINFORCE with the other draw as baseline."""

    DRAWS, LATENT = 2, 200

    def __init__(self, parts):
        super().__init__()
        self.encoder = network(parts["encoder"], lambda: nn.LeakyReLU(0.01))
        self.decoder = network(parts["decoder"], lambda: nn.LeakyReLU(0.01))
        self.prior = parameter(parts["prior"])

    def forward(self, x):
        """The scalar to differentiate and minus the bound."""
        shape = self.DRAWS, len(x), self.LATENT
        logits = self.encoder(x)
        with torch.no_grad():
            z = bits(torch.sigmoid(logits), *shape)
        log_q = log_bernoulli(logits.expand(shape), z)
        log_prior = log_bernoulli(self.prior.expand(shape), z)
        decoded = self.decoder(z.flatten(0, 1)).unflatten(0, shape[:2])
        log_joint = log_bernoulli(decoded, x) + log_prior
        signal = (log_joint - log_q).detach()
        advantage = (signal - signal.mean(0)) * (self.DRAWS / (self.DRAWS - 1))
        return -(log_joint + advantage * log_q).mean(), -signal.mean()

    def encode(self, x):
        logits = self.encoder(x)
        return torch.sigmoid(logits), logits > 0

    def sample(self, count):
        z = bits(torch.sigmoid(self.prior), count, self.LATENT)
        return bits(torch.sigmoid(self.decoder(z)), count, workloads.PIXELS)


class W2(nn.Module):
    """20 variables of ten categories, straight-through Gumbel-softmax at temperature 1, KL in closed form."""

    SHAPE = 20, 10

    def __init__(self, parts):
        super().__init__()
        self.encoder = network(parts["encoder"], nn.ReLU)
        self.decoder = network(parts["decoder"], nn.ReLU)

    def forward(self, x):
        logits = self.encoder(x).unflatten(-1, self.SHAPE)
        log_q = torch.log_softmax(logits, -1)
        kl = (log_q.exp() * (log_q + math.log(10))).sum((-1, -2))
        noise = torch.log(-torch.log(torch.rand_like(logits)))
        soft = torch.softmax(logits - noise, -1)
        hard = functional.one_hot(soft.argmax(-1), self.SHAPE[1]).float()
        z = hard - soft.detach() + soft
        loss = (kl - log_bernoulli(self.decoder(z.flatten(1)), x)).mean()
        return loss, loss.detach()

    def encode(self, x):
        q = torch.softmax(self.encoder(x).unflatten(-1, self.SHAPE), -1)
        return q, q.argmax(-1)

    def sample(self, count):
        z = functional.one_hot(torch.randint(self.SHAPE[1], (count, self.SHAPE[0])), self.SHAPE[1])
        return bits(torch.sigmoid(self.decoder(z.float().flatten(1))), count, workloads.PIXELS)


class W3(nn.Module):
    """Two variables of ten states, the bound summed over all 100 pairs."""

    def __init__(self, parts):
        super().__init__()
        self.encoder = nn.Sequential(network(parts["encoder"], nn.Tanh), nn.Tanh())
        for name in ("q1", "q2_hidden", "q2", "cells"):
            setattr(self, name, linear(parts[name]))
        for name in ("q2_of_z1", "p1", "p2_of_z1", "p2", "decoder_of_z1", "decoder_of_z2", "decoder"):
            setattr(self, name, parameter(parts[name]))

    def forward(self, x):
        states, cells = workloads.STATES, workloads.CELLS
        read = self.encoder(x)
        log_q1 = torch.log_softmax(self.q1(read), -1)
        hidden = torch.tanh(self.q2_hidden(read)[:, None] + self.q2_of_z1)
        log_q = log_q1[..., None] + torch.log_softmax(self.q2(hidden), -1)  # [rows, z1, z2]
        pairs = torch.tanh((self.decoder_of_z1 + self.decoder)[:, None] + self.decoder_of_z2).flatten(0, 1)
        table = torch.log_softmax(self.cells(pairs).unflatten(-1, (cells, workloads.VALUES)), -1).flatten(1)
        log_likelihood = (x @ table.t()).unflatten(-1, (states, states))
        log_prior = torch.log_softmax(self.p1, -1)[:, None] + torch.log_softmax(self.p2_of_z1 + self.p2, -1)
        loss = -(log_q.exp() * (log_likelihood + log_prior - log_q)).sum((-1, -2)).mean()
        return loss, loss.detach()


MODELS = {"w1": W1, "w2": W2, "w3": W3}


def training(chosen, model):
    """A call that takes one step on the next batch."""
    size = workloads.WORKLOADS[chosen.workload].batch
    batches = torch.from_numpy(workloads.rows(chosen.workload, chosen.data))
    batches = workloads.full_batches(batches, size)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
    loss, update = model.forward, optimizer.step
    if chosen.engine == "compile":
        torch._inductor.config.fallback_random = chosen.aten_random
        loss, update = torch.compile(loss, dynamic=False), torch.compile(update)
    count = 0

    def step():
        nonlocal count
        objective, value = loss(batches[count % len(batches)])
        count += 1
        optimizer.zero_grad(set_to_none=True)
        objective.backward()
        update()
        return [value.item()]

    return step, size


class Encoding(nn.Module):
    """`encode` as a module of its own, which is what exporters take."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        return self.model.encode(x)


def encoder(chosen, model, example):
    """What encodes a batch shaped as `example`."""
    module = Encoding(model).eval()
    if chosen.engine == "compile":
        return torch.compile(module, dynamic=False)
    if chosen.engine == "script":
        return torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(module, example)))
    if chosen.engine == "aoti":
        with tempfile.TemporaryDirectory() as folder:
            package = folder + "/encoder.pt2"
            torch._inductor.aoti_compile_and_package(torch.export.export(module, (example,)), package_path=package)
            return torch._inductor.aoti_load_package(package)
    return module


def inference(chosen, model):
    """A call that does the whole task once."""
    if chosen.engine == "compile":
        torch._inductor.config.freezing = True
        torch._inductor.config.fallback_random = chosen.aten_random
    if chosen.task == "sample":
        draw = torch.compile(model.sample, dynamic=False) if chosen.engine == "compile" else model.sample

        def sample():
            with torch.inference_mode():
                for _ in range(measuring.ROWS // measuring.SAMPLED_TOGETHER):
                    draw(measuring.SAMPLED_TOGETHER)
            return []

        return sample
    data = workloads.rows(chosen.workload, chosen.data)
    data = torch.from_numpy(workloads.numpy.resize(data, (measuring.ROWS, data.shape[1])))
    batches = data.split(1 if chosen.task == "encode-one" else measuring.ENCODED_TOGETHER)
    with torch.no_grad():
        encode = encoder(chosen, model, batches[0])
    count = 0

    def one():
        nonlocal count
        with torch.inference_mode():
            encode(batches[count % len(batches)])
        count += 1
        return []

    def many():
        with torch.inference_mode():
            for batch in batches:
                encode(batch)
        return []

    return one if chosen.task == "encode-one" else many


def main(chosen):
    if chosen.engine in ("script", "aoti") and not chosen.task.startswith("encode"):
        raise SystemExit(f"--engine {chosen.engine} is for encoding only")
    warnings.filterwarnings("ignore")
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    model = MODELS[chosen.workload](workloads.parameters(chosen.workload, chosen.seed, chosen.parameters))
    batch = None
    if chosen.task == "train":
        call, batch = training(chosen, model)
    else:
        call = inference(chosen, model)
    name = "torch" if chosen.engine == "eager" else f"torch-{chosen.engine}"
    measuring.report(chosen, name, torch.__version__, measuring.rows_of(chosen, batch), *measuring.measure(call, chosen))


if __name__ == "__main__":
    main(CHOSEN)
