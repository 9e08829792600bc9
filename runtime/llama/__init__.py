"""llama.cpp through its public low-level functions. The only package that imports llama_cpp."""

from runtime.llama.backend import LlamaBackend

__all__ = ["LlamaBackend"]
