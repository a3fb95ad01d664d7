#!/usr/bin/env python3
"""Writes the data of the speed workloads into a folder: images.npy (10,000 rows of 784 bits, about 13 % ones) and
categories.csv (20,480 rows of 16 columns with 8 values). The same bytes at every call; needs NumPy."""
import pathlib
import sys

import numpy

ROWS_OF_IMAGES, SIDE, KINDS, STROKES, ONES = 10_000, 28, 10, 4, 0.13
ROWS_OF_CATEGORIES, COLUMNS, VALUES, STATES = 20_480, 16, 8, 10


def images():
    """Ten kinds of picture, each of four soft spots that move a little from row to row, cut at one level."""
    random = numpy.random.default_rng(11)
    centre = random.uniform(6, SIDE - 6, (KINDS, STROKES, 2))
    width = random.uniform(1.2, 2.6, (KINDS, STROKES, 2))
    kind = random.integers(0, KINDS, ROWS_OF_IMAGES)
    place = centre[kind] + random.normal(size=(ROWS_OF_IMAGES, STROKES, 2))
    line = numpy.arange(SIDE)
    profile = numpy.exp(-0.5 * ((line - place[..., None]) / width[kind][..., None]) ** 2)
    light = (profile[:, :, 0, :, None] * profile[:, :, 1, None, :]).sum(1).reshape(ROWS_OF_IMAGES, -1)
    return (light > numpy.quantile(light[:1000], 1 - ONES)).astype(numpy.uint8)


def categories():
    """Cells drawn from a two-level mixture of 10 x 10 states."""
    random = numpy.random.default_rng(12)
    shape = (ROWS_OF_CATEGORIES, COLUMNS, VALUES)
    logits = random.normal(size=(STATES, 1, *shape[1:])) + random.normal(size=(STATES, STATES, *shape[1:]))
    first, second = random.integers(0, STATES, (2, ROWS_OF_CATEGORIES))
    return (logits[first, second] + random.gumbel(size=shape)).argmax(-1)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    numpy.save(folder / "images.npy", images())
    numpy.savetxt(folder / "categories.csv", categories(), fmt="%d", delimiter=",")


if __name__ == "__main__":
    main()
