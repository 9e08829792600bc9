"""What llama.cpp can compute on, by name: which devices a load uses, and RPC servers, which are devices like others.

`runtime.native.devices` describes devices to people; this knows where C keeps them. A server that does not answer
aborts the process in llama.cpp (GGML_ABORT in ggml-rpc.cpp), so each is asked here before llama.cpp hears of it. A
server talks to one program at a time: let go of weights that lie on it before `register_rpc` asks it again.
"""

import ctypes
import re
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from llama_cpp import llama_cpp as api

from runtime.backend import Fault
from runtime.llama.symbols import function, pointer
from runtime.protocol import Load

CPU, GPU, INTEGRATED, ACCELERATOR = 0, 1, 2, 3
"""ggml_backend_dev_type of ggml-backend.h."""
MAIN_MEMORY = "CPU"
RPC_PROTOCOL: Final = (7, 0)
"""RPC_PROTO_MAJOR_VERSION and _MINOR_ of ggml-rpc.h in llama-cpp-python 0.3.36. llama.cpp aborts on another major."""
MOST_SERVERS = 16
"""GGML_RPC_MAX_SERVERS."""
PATIENCE_S = 3.0

_ADDRESS = re.compile(r"(?P<host>[A-Za-z0-9_.-]{1,255}):(?P<port>\d{1,5})")
_HELLO = struct.pack("<BQ24x", 14, 24)
"""RPC_CMD_HELLO, the length of what follows, and no capabilities: as `negotiate_hello` sends it."""
_WELCOME = struct.Struct("<QBBBx24x")


@dataclass(frozen=True, slots=True)
class Found:
    """A device of ggml. `address` is its ggml_backend_dev_t; `server` is where an RPC device lives, else empty."""

    name: str
    kind: int
    address: int
    server: str = ""


def found() -> list[Found]:
    """Every device, in ggml's order. Asks no server anything."""
    get = function("ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t)
    count = function("ggml_backend_dev_count", ctypes.c_size_t)()
    return [_describe(get(index)) for index in range(count)]


def _describe(device: int) -> Found:
    name = _said("ggml_backend_dev_name", device)
    kind = function("ggml_backend_dev_type", ctypes.c_int, ctypes.c_void_p)(device)
    registry = function("ggml_backend_dev_backend_reg", ctypes.c_void_p, ctypes.c_void_p)(device)
    server = _said("ggml_backend_dev_description", device) if _registry_name(registry) == "RPC" else ""
    return Found(name, kind, device, server)


def _said(name: str, device: int) -> str:
    return str(function(name, ctypes.c_char_p, ctypes.c_void_p)(device).decode("utf-8", "replace"))


def _registry_name(registry: int) -> str:
    return str(function("ggml_backend_reg_name", ctypes.c_char_p, ctypes.c_void_p)(registry).decode())


def chosen(command: Load, devices: Sequence[Found]) -> list[Found]:
    """The accelerators that this load may use, in their order; raises Fault for names that are none."""
    if not command.devices:
        return _usual(command, devices)
    by_name = {device.name: device for device in devices}
    for name in command.devices:
        device = by_name.get(name)
        if device is None or device.kind == CPU or (device.server and device.server not in command.rpc):
            known = [each.name for each in devices if each.kind != CPU]
            raise Fault("bad_option", f"the accelerators are {known or 'none'}", field="devices", value=name)
    twice = [name for name in command.devices if command.devices.count(name) > 1]
    if twice:
        raise Fault("bad_option", "named twice", field="devices", value=twice[0])
    return [by_name[name] for name in command.devices]


def _usual(command: Load, devices: Sequence[Found]) -> list[Found]:
    """What llama.cpp takes when nobody names devices (`llama_prepare_model_devices` of llama.cpp): RPC servers first,
    then GPUs, and integrated ones only where there are no others. Servers that this load does not name are left alone:
    they may be gone."""
    servers = [device for device in devices if device.server in command.rpc and device.server]
    graphics = [device for device in devices if device.kind == GPU and not device.server]
    return servers + (graphics or [device for device in devices if device.kind == INTEGRATED])


def buffer_type(device: Found) -> int:
    """Where tensors of this device lie (ggml_backend_buffer_type_t)."""
    if device.kind == CPU:
        return int(function("ggml_backend_cpu_buffer_type", ctypes.c_void_p)())
    return int(function("ggml_backend_dev_buffer_type", ctypes.c_void_p, ctypes.c_void_p)(device.address))


def has_tiles() -> bool:
    """Whether llama.cpp lays weights out anew for the processor's matrix unit (Intel AMX) and computes with it."""
    cpu = next(device for device in found() if device.kind == CPU)
    registry = function("ggml_backend_dev_backend_reg", ctypes.c_void_p, ctypes.c_void_p)(cpu.address)
    get = _extra(registry, "ggml_backend_dev_get_extra_bufts")
    kinds = pointer(get, ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p)(cpu.address) if get else None
    name = function("ggml_backend_buft_name", ctypes.c_char_p, ctypes.c_void_p)
    return any(name(kind) == b"AMX" for kind in takewhile(bool, kinds)) if kinds else False


def splits_rows(device: Found) -> bool:
    """Whether matrices can be split by rows over several devices of this kind; elsewhere llama.cpp would do as if it
    had not been asked."""
    registry = function("ggml_backend_dev_backend_reg", ctypes.c_void_p, ctypes.c_void_p)(device.address)
    return bool(_extra(registry, "ggml_backend_split_buffer_type"))


def _extra(registry: int, name: str) -> int | None:
    get = function("ggml_backend_reg_get_proc_address", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)
    address: int | None = get(registry, name.encode())
    return address


# ---- RPC ------------------------------------------------------------------------------------------------------------


def supports_rpc() -> bool:
    """Whether this build of llama.cpp can use devices of other machines."""
    return bool(api.llama_supports_rpc())


def register_rpc(addresses: Sequence[str]) -> None:
    """Make the devices of these servers known to llama.cpp; raises Fault for one that cannot be used.

    Registering one again is harmless: it keeps its devices and their names, `RPC0` and so on in the order of
    registering.
    """
    if not addresses:
        return
    for address in addresses:
        _check_address(address)
    if len(set(addresses)) > MOST_SERVERS:
        raise Fault("bad_option", f"more than {MOST_SERVERS} servers", field="rpc", value=addresses[MOST_SERVERS])
    if not supports_rpc():
        raise Fault("bad_option", "this build of llama.cpp has no RPC backend", field="rpc", value=addresses[0])
    for address in dict.fromkeys(addresses):
        _ask(address)
        _register(address)


def _check_address(address: str) -> None:
    parts = _ADDRESS.fullmatch(address)
    if parts is None or not 0 < int(parts["port"]) < 1 << 16:
        raise Fault("bad_option", "an address is host:port", field="rpc", value=address)


def _ask(address: str) -> None:
    """Greet the server as llama.cpp would, and hang up."""
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), PATIENCE_S) as connection:
            connection.sendall(_HELLO)
            answer = b""
            while len(answer) < _WELCOME.size:
                data = connection.recv(_WELCOME.size - len(answer))
                if not data:
                    break
                answer += data
    except TimeoutError as error:
        detail = "it does not answer; perhaps another program is using it"
        raise Fault("bad_option", detail, field="rpc", value=address) from error
    except OSError as error:
        raise Fault("bad_option", f"nobody answers: {error}", field="rpc", value=address) from error
    if len(answer) < _WELCOME.size or _WELCOME.unpack(answer)[0] != _WELCOME.size - 8:
        raise Fault("bad_option", "what answers there is no RPC server of llama.cpp", field="rpc", value=address)
    _, major, minor, patch = _WELCOME.unpack(answer)
    if major != RPC_PROTOCOL[0] or minor > RPC_PROTOCOL[1]:
        detail = f"it speaks protocol {major}.{minor}.{patch}, this build {RPC_PROTOCOL[0]}.{RPC_PROTOCOL[1]}"
        raise Fault("bad_option", detail, field="rpc", value=address)


def _register(address: str) -> None:
    if any(device.server == address for device in found()):
        return
    registry = function("ggml_backend_reg_by_name", ctypes.c_void_p, ctypes.c_char_p)(b"RPC")
    add = _extra(registry, "ggml_backend_rpc_add_server") if registry else None
    added = pointer(add, ctypes.c_void_p, ctypes.c_char_p)(address.encode()) if add else None
    if not added:
        raise Fault("bad_option", "the server has no devices", field="rpc", value=address)
    function("ggml_backend_register", None, ctypes.c_void_p)(added)


def buffer_names(devices: Sequence[Found]) -> dict[str, str]:
    """What llama.cpp calls the memory of RPC devices in its log, and the device each belongs to.

    A buffer counts the devices of its own server ("RPC0[host:port]"), a device those of all servers ("RPC1").
    """
    names: dict[str, str] = {}
    of_server: dict[str, int] = {}
    for device in devices:
        if device.server:
            place = of_server.get(device.server, 0)
            of_server[device.server] = place + 1
            names[f"RPC{place}[{device.server}]"] = device.name
    return names
