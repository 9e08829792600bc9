"""One question, many answers: sampled side by side, judged by rule, compared with each other, one of them taken."""
