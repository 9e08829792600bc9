"""What becomes of a generation whose weights lie on a server that dies."""

from pathlib import Path

from runtime.protocol import Delta, Failed, Finished, Generate, Load, Loaded, Sampling, Turn
from tests.native.tools import RpcServer
from tests.runtime.conftest import Engine


def lose_a_server(weights: Path, folder: Path, programs: Path) -> list[str]:
    """Kill the server in the midst of a generation; what is not as it should be then, in sentences."""
    server = RpcServer(programs, folder / "lost.log")
    engine = Engine("--backend", "llama", log=folder / "engine.log", environment={"LLAMA_CPP_LIB_PATH": str(programs)})
    try:
        return _lose(engine, server, weights)
    finally:
        server.end()
        engine.process.kill()
        engine.process.wait()
        for pipe in (engine.process.stdin, engine.process.stdout):
            if pipe is not None:
                pipe.close()


def _lose(engine: Engine, server: RpcServer, weights: Path) -> list[str]:
    engine.event()
    engine.send(Load(id=1, path=str(weights), rpc=[server.address], n_ctx=4096, threads=1))
    loaded = engine.until(Loaded, Failed, within=60)[-1]
    if not isinstance(loaded, Loaded):
        return [f"the weights do not load: {loaded}"]
    if not any(each.device == "RPC0" and each.use == "weights" for each in loaded.buffers):
        return [f"no weights on RPC0: {loaded.buffers}"]
    engine.send(Generate(id=2, turns=[Turn(role="user", content="Tell a long story.")], sampling=Sampling(seed=1)))
    events = engine.until(Delta, Finished, Failed)
    server.end()
    try:
        events += engine.until(Finished, Failed)
    except EOFError as end:
        return [f"the engine left without a word: {str(end)[-300:]}"]
    faults = []
    last = events[-1]
    if not isinstance(last, Failed) or last.kind != "lost_peer" or last.id != 2:
        faults.append(f"the generation ended with {last}")
    if not any(isinstance(event, Delta) and event.raw for event in events):
        faults.append("nothing of the text was told")
    return faults
