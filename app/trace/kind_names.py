"""The eight functions of a step, as Thought Anchors (arXiv 2506.19143) names them. Knows nothing else."""

from typing import Literal, TypeAlias, get_args

KindName: TypeAlias = Literal[
    "problem_setup",
    "plan_generation",
    "fact_retrieval",
    "active_computation",
    "result_consolidation",
    "uncertainty_management",
    "self_checking",
    "final_answer_emission",
]
KINDS: tuple[KindName, ...] = get_args(KindName)
