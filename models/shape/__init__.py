"""The sizes of an architecture, and how many bytes each part of a set of weights takes. Pure; opens no file."""

from models.shape.entry import Parameters, bits_of, parameters_of, shape_of_entry
from models.shape.headers import hyper_of, shape_of_headers
from models.shape.values import Hyper, Layer, Shape

__all__ = [
    "Hyper",
    "Layer",
    "Parameters",
    "Shape",
    "bits_of",
    "hyper_of",
    "parameters_of",
    "shape_of_entry",
    "shape_of_headers",
]
