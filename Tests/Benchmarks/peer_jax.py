#!/usr/bin/env python3
"""The workloads in JAX with optax: one compiled step, or `--scan N` steps in one compiled call.

    peer_jax.py --workload w1 --threads 2 [--scan 10] [--task encode-many] [--json]

XLA sizes its pools by the processors it may use, so the process keeps to as many as --threads says.
"""
import functools
import math
import os

import measuring
import workloads


def own_options(parser):
    parser.add_argument("--scan", type=int, default=1, help="training steps in one call")
    parser.add_argument("--generator", default="threefry2x32", choices=("threefry2x32", "rbg", "unsafe_rbg"),
                        help="JAX's random numbers")


CHOSEN = measuring.options("jax", __doc__, own_options) if __name__ == "__main__" else None
if CHOSEN is not None:
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-CHOSEN.threads:])
    os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp
import optax
from jax.lax import stop_gradient


def dense(layer, x):
    return x @ layer.weight + layer.bias


def network(layers, activation, x):
    """Dense layers with `activation` between them."""
    for layer in layers[:-1]:
        x = activation(dense(layer, x))
    return dense(layers[-1], x)


leaky = functools.partial(jax.nn.leaky_relu, negative_slope=0.01)


def log_bernoulli(logits, bits):
    """log p(bits), summed over the last axis. Logits are finite here, so the softplus needs no case for infinities:
    XLA makes much faster code of it than of the library's."""
    return (logits * bits - jnp.maximum(logits, 0) - jnp.log1p(jnp.exp(-jnp.abs(logits)))).sum(-1)


def bits(key, probabilities, shape):
    return (jax.random.uniform(key, shape) < probabilities).astype(jnp.float32)


class W1:
    """200 binary variables, REINFORCE with the other draw as baseline."""

    DRAWS, LATENT = 2, 200

    @classmethod
    def loss(cls, parts, key, x):
        """The scalar to differentiate and minus the bound."""
        logits = network(parts["encoder"], leaky, x)
        z = bits(key, stop_gradient(jax.nn.sigmoid(logits)), (cls.DRAWS, *logits.shape))
        log_q = log_bernoulli(logits, z)
        log_joint = log_bernoulli(network(parts["decoder"], leaky, z), x) + log_bernoulli(parts["prior"], z)
        signal = stop_gradient(log_joint - log_q)
        advantage = (signal - signal.mean(0)) * (cls.DRAWS / (cls.DRAWS - 1))
        return -(log_joint + advantage * log_q).mean(), -signal.mean()

    @staticmethod
    def encode(parts, x):
        logits = network(parts["encoder"], leaky, x)
        return jax.nn.sigmoid(logits), logits > 0

    @classmethod
    def sample(cls, parts, key, count):
        first, second = jax.random.split(key)
        z = bits(first, jax.nn.sigmoid(parts["prior"]), (count, cls.LATENT))
        return bits(second, jax.nn.sigmoid(network(parts["decoder"], leaky, z)), (count, workloads.PIXELS))


class W2:
    """20 variables of ten categories, straight-through Gumbel-softmax at temperature 1, KL in closed form."""

    SHAPE = 20, 10

    @classmethod
    def loss(cls, parts, key, x):
        logits = network(parts["encoder"], jax.nn.relu, x).reshape(-1, *cls.SHAPE)
        log_q = jax.nn.log_softmax(logits)
        kl = (jnp.exp(log_q) * (log_q + math.log(10))).sum((-1, -2))
        soft = jax.nn.softmax(logits + jax.random.gumbel(key, logits.shape))
        hard = jax.nn.one_hot(soft.argmax(-1), cls.SHAPE[1])
        z = stop_gradient(hard - soft) + soft
        decoded = network(parts["decoder"], jax.nn.relu, z.reshape(len(x), -1))
        loss = (kl - log_bernoulli(decoded, x)).mean()
        return loss, loss

    @classmethod
    def encode(cls, parts, x):
        logits = network(parts["encoder"], jax.nn.relu, x).reshape(-1, *cls.SHAPE)
        return jax.nn.softmax(logits), logits.argmax(-1)  # the arg-max of the softmax keeps XLA from fusing well

    @classmethod
    def sample(cls, parts, key, count):
        first, second = jax.random.split(key)
        z = jax.nn.one_hot(jax.random.randint(first, (count, cls.SHAPE[0]), 0, cls.SHAPE[1]), cls.SHAPE[1])
        decoded = network(parts["decoder"], jax.nn.relu, z.reshape(count, -1))
        return bits(second, jax.nn.sigmoid(decoded), (count, workloads.PIXELS))


class W3:
    """Two variables of ten states, the bound summed over all 100 pairs."""

    @staticmethod
    def loss(parts, key, x):
        states, cells = workloads.STATES, workloads.CELLS
        read = jnp.tanh(network(parts["encoder"], jnp.tanh, x))
        log_q1 = jax.nn.log_softmax(dense(parts["q1"], read))
        hidden = jnp.tanh(dense(parts["q2_hidden"], read)[:, None] + parts["q2_of_z1"])
        log_q = log_q1[..., None] + jax.nn.log_softmax(dense(parts["q2"], hidden))  # [rows, z1, z2]
        pairs = jnp.tanh((parts["decoder_of_z1"] + parts["decoder"])[:, None] + parts["decoder_of_z2"])
        table = dense(parts["cells"], pairs.reshape(states * states, -1)).reshape(-1, cells, workloads.VALUES)
        table = jax.nn.log_softmax(table).reshape(states * states, -1)
        log_likelihood = (x @ table.T).reshape(-1, states, states)
        log_prior = jax.nn.log_softmax(parts["p1"])[:, None] + jax.nn.log_softmax(parts["p2_of_z1"] + parts["p2"])
        loss = -(jnp.exp(log_q) * (log_likelihood + log_prior - log_q)).sum((-1, -2)).mean()
        return loss, loss


MODELS = {"w1": W1, "w2": W2, "w3": W3}


def one_step(model):
    """(parameters, moments, key), batch -> the same after a step, and minus the bound."""
    optimizer = optax.adam(1e-3)

    def step(state, x):
        parts, moments, key = state
        key, now = jax.random.split(key)
        (_, value), gradient = jax.value_and_grad(model.loss, has_aux=True)(parts, now, x)
        change, moments = optimizer.update(gradient, moments, parts)
        return (optax.apply_updates(parts, change), moments, key), value

    return optimizer.init, step


def training(chosen, model, parts):
    """A call that takes --scan steps on the next batches."""
    size = workloads.WORKLOADS[chosen.workload].batch
    batches = workloads.full_batches(workloads.rows(chosen.workload, chosen.data), size)
    initial_moments, step = one_step(model)
    if chosen.scan > 1:
        batches = workloads.full_batches(workloads.numpy.stack(batches), chosen.scan)
        advance = jax.jit(lambda state, several: jax.lax.scan(step, state, several), donate_argnums=0)
    else:
        advance = jax.jit(step, donate_argnums=0)
    batches = [jax.device_put(batch) for batch in batches]
    state, count = (parts, jax.jit(initial_moments)(parts), jax.random.PRNGKey(chosen.seed)), 0

    def call():
        nonlocal state, count
        state, values = advance(state, batches[count % len(batches)])
        count += 1
        return values.tolist() if chosen.scan > 1 else [values.item()]  # either waits for the steps

    return call, size


def inference(chosen, model, parts):
    """A call that does the whole task once."""
    if chosen.task == "sample":
        draw = jax.jit(model.sample, static_argnums=2)
        key = jax.random.PRNGKey(chosen.seed)

        def sample():
            nonlocal key
            drawn = []
            for _ in range(measuring.ROWS // measuring.SAMPLED_TOGETHER):
                key, now = jax.random.split(key)
                drawn.append(draw(parts, now, measuring.SAMPLED_TOGETHER))
            jax.block_until_ready(drawn)
            return []

        return sample
    encode = jax.jit(model.encode)
    data = workloads.rows(chosen.workload, chosen.data)
    data = workloads.numpy.resize(data, (measuring.ROWS, data.shape[1]))
    size = 1 if chosen.task == "encode-one" else measuring.ENCODED_TOGETHER
    batches = [jax.device_put(batch) for batch in workloads.full_batches(data, size)]
    count = 0

    def one():
        nonlocal count
        jax.block_until_ready(encode(parts, batches[count % len(batches)]))
        count += 1
        return []

    def many():
        jax.block_until_ready([encode(parts, batch) for batch in batches])
        return []

    return one if chosen.task == "encode-one" else many


def main(chosen):
    if chosen.scan < 1:
        raise SystemExit("--scan must be at least 1")
    jax.config.update("jax_default_prng_impl", chosen.generator)
    parts = jax.tree.map(jnp.array, workloads.parameters(chosen.workload, chosen.seed, chosen.parameters))
    model, batch, together = MODELS[chosen.workload], None, 1
    if chosen.task == "train":
        call, batch = training(chosen, model, parts)
        together = chosen.scan
    else:
        call = inference(chosen, model, parts)
    name = f"jax-scan{chosen.scan}" if together > 1 else "jax"
    measuring.report(chosen, name, jax.__version__, measuring.rows_of(chosen, batch),
                     *measuring.measure(call, chosen, together))


if __name__ == "__main__":
    main(CHOSEN)
