"""What llama.cpp says of itself is understood: where its memory lies, and why it gives up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.native import DEBUG, INFO, NativeLog, abort_kind, buffers, offloaded
from runtime.protocol import Buffer

ROOT = Path(__file__).resolve().parents[2]
MIB = 1 << 20

LINES = """\
load_tensors: offloaded 25/49 layers to GPU
load_tensors:   CPU_Mapped model buffer size =  2048.00 MiB
load_tensors:   CPU_REPACK model buffer size =    32.00 MiB
load_tensors:        CUDA0 model buffer size =   512.50 MiB
load_tensors:        CUDA0 model buffer size =     1.00 MiB
load_tensors: RPC0[10.0.0.2:50052] model buffer size =   64.00 MiB
load_tensors: RPC0[10.0.0.3:50052] model buffer size =   16.00 MiB
llama_context:  CUDA_Host  output buffer size =     0.58 MiB
llama_kv_cache:      CUDA0 KV buffer size =   128.00 MiB
llama_memory_recurrent:      CUDA0 RS buffer size =   2.00 MiB
sched_reserve: CUDA0 compute buffer size =   301.75 MiB
llama_adapter_lora_init_impl:        CPU LoRA buffer size =     3.00 MiB
""".splitlines()


def test_buffers_are_added_up_for_each_device_and_use() -> None:
    names = {"RPC0[10.0.0.2:50052]": "RPC0", "RPC0[10.0.0.3:50052]": "RPC1"}
    assert buffers(LINES, names) == [
        Buffer(device="CPU", use="weights", size=2083 * MIB),
        Buffer(device="CUDA0", use="weights", size=round(513.5 * MIB)),
        Buffer(device="RPC0", use="weights", size=64 * MIB),
        Buffer(device="RPC1", use="weights", size=16 * MIB),
        Buffer(device="CPU", use="output", size=round(0.58 * MIB)),
        Buffer(device="CUDA0", use="kv", size=130 * MIB),
        Buffer(device="CUDA0", use="compute", size=round(301.75 * MIB)),
    ]


def test_layers_on_accelerators_are_counted_as_llama_cpp_counts_them() -> None:
    assert offloaded(LINES) == (25, 49)
    assert offloaded([]) == (0, 0)


def test_the_log_keeps_what_tells_of_places_until_something_new_begins(caplog: pytest.LogCaptureFixture) -> None:
    log = NativeLog()
    for line in LINES:
        log(INFO, f"{line}\n".encode(), None)
    log(INFO, b"print_info: n_layer = 48\n", None)
    log(DEBUG, b"tensor blk.0.ffn_up.weight (12 MiB q4_K) buffer type overridden to CPU\n", None)
    assert len(buffers(log.placed)) > 4
    assert log.overridden == {"CPU": 1}
    log.forget()
    assert (log.placed, dict(log.overridden)) == ([], {})


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("/src/ggml-rpc.cpp:566: Remote RPC server crashed or returned malformed response", "lost_peer"),
        ("ggml-cuda.cu:95: CUDA error: out of memory", "out_of_memory"),
        ("llama-context.cpp:1785: GGML_ASSERT(n_tokens_all <= cparams.n_batch) failed", "engine"),
    ],
)
def test_the_words_of_an_abort_have_a_kind(said: str, kind: str) -> None:
    assert abort_kind(said) == kind


@pytest.mark.model
@pytest.mark.skipif(os.name == "nt", reason="looks at a signal")
def test_last_words_are_heard_before_the_process_goes() -> None:
    program = (
        "import ctypes\n"
        "from runtime.llama.library import symbol\n"
        "from runtime.native import LastWords\n"
        "kept = LastWords(symbol, lambda kind, said: print(kind, said, flush=True))\n"
        "symbol('ggml_abort')(b'ggml-rpc.cpp', ctypes.c_int(7), b'Remote RPC server crashed')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout == "lost_peer ggml-rpc.cpp:7: Remote RPC server crashed\n"
    assert done.returncode < 0
