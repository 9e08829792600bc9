"""Makes the adapter that teaches the starter to think: `python -m tests.starter data|train|convert|evaluate|report`.

`data`, `evaluate` and `report` run in the project's own environment; `train` and `convert` in one made from
requirements/train.txt, which needs nothing else of the project.
"""

import argparse
import json
from pathlib import Path

ADAPTER = Path("assets/starter/thinking.gguf")
REPORT = Path("assets/starter/report.json")


def main() -> None:
    """Each step imports only what it needs: llama.cpp or torch."""
    given = _parsed()
    match given.step:
        case "data":
            from models.library import starter
            from tests.starter.data import training_samples, write_examples, write_tokens

            weights = starter()
            if weights is None:
                raise SystemExit("The starter is not installed.")
            shares = json.loads(given.shares) if given.shares else None
            print(json.dumps(write_tokens(training_samples(given.count, given.seed, shares), weights, given.out)))
            write_examples(given.out.with_suffix(".txt"), given.seed)
        case "train":
            from tests.starter.train import train

            train(given.data, given.state, given.budget, given.decay, given.most, given.rate, given.adapter)
        case "convert":
            from tests.starter.convert import convert

            convert(given.weights, given.state, given.out)
        case "evaluate" | "report":
            _evaluate(given)


def _evaluate(given: argparse.Namespace) -> None:
    from models.library import starter
    from tests.starter.data import FAMILIES, KEPT
    from tests.starter.evaluate import evaluate
    from tests.starter.report import lines, write_report

    weights = starter()
    if weights is None:
        raise SystemExit("The starter is not installed.")
    families = tuple(family for family in FAMILIES if family.name in given.families.split(",")) or KEPT
    adapter = None if given.base else given.adapter
    figures = evaluate(weights, adapter, given.count, given.seed, families, given.threads)
    print("\n".join(lines(figures)))
    if given.step == "report":
        write_report(figures, given.state, given.adapter, given.out)
    elif given.out:
        given.out.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.starter", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)

    step = steps.add_parser("data", help="make training data and tokenize it")
    step.add_argument("--out", type=Path, required=True)
    step.add_argument("--count", type=int, default=45_000)
    step.add_argument("--seed", type=int, default=1)
    step.add_argument("--shares", help='other shares of families, as JSON: {"letters": 20}')

    step = steps.add_parser("train", help="train, or go on with a training")
    step.add_argument("--data", type=Path, required=True)
    step.add_argument("--state", type=Path, required=True, help="where checkpoints are kept")
    step.add_argument("--budget", type=int, default=512, help="tokens a step")
    step.add_argument("--decay", type=int, default=0, help="end with so many steps of a falling rate")
    step.add_argument("--most", type=int, default=10**9, help="end at this step")
    step.add_argument("--rate", type=float, default=1.0, help="learn so many times as fast")
    step.add_argument("--from", dest="adapter", type=Path, help="without a checkpoint: begin from this adapter")

    step = steps.add_parser("convert", help="write the last checkpoint as a GGUF adapter")
    step.add_argument("--weights", type=Path, required=True)
    step.add_argument("--state", type=Path, required=True)
    step.add_argument("--out", type=Path, default=ADAPTER)

    for name, count in (("evaluate", 60), ("report", 200)):
        step = steps.add_parser(name, help="ask questions that were never trained on")
        step.add_argument("--adapter", type=Path, default=ADAPTER)
        step.add_argument("--base", action="store_true", help="without the adapter")
        step.add_argument("--count", type=int, default=count)
        step.add_argument("--seed", type=int, default=20261124)
        step.add_argument("--families", default="", help="other families than those that were kept, as a,b,c")
        step.add_argument("--threads", type=int, default=0, help="one is quicker where others work on the machine")
        step.add_argument("--out", type=Path, default=REPORT if name == "report" else None)
        if name == "report":
            step.add_argument("--state", type=Path, required=True, help="where the checkpoints are")
    return parser.parse_args()


if __name__ == "__main__":
    main()
