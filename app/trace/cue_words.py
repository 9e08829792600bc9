"""Groups of words that tell what a step does, in English and Chinese side by side. Knows no kinds and no weights.

What a group means for a kind is learnt from English labels; its Chinese words take that over, since there are no
Chinese labels to learn from. `^` stands for the beginning of a step.
"""

GROUPS: tuple[tuple[str, str], ...] = (
    (
        "check",
        "check checking verify verifying verified confirm confirms confirmed consistent correct "
        "correctly|make sure|makes sense|make sense|seems right|检查|验证|确认|核对|检验|合理|没错|正确",
    ),
    (
        "redo",
        "again recount recalculate recompute recheck recap|once more|another way|different way|"
        "another approach|different approach|another method|重新|再次|再算|再看|换个角度",
    ),
    (
        "doubt",
        "^wait ^hmm ^actually ^no confused confusing mistake mistaken wrong contradiction contradicts "
        "error unsure|hold on|not sure|doesn't match|doesn't make|doesn't seem|missing something|等等|"
        "等一下|不对|矛盾|搞错|不确定|奇怪|有误|不成立",
    ),
    (
        "plan",
        "first next step approach try|let me|i need|i should|i can|i will|to find|maybe i|perhaps i|首先|"
        "接下来|需要|步骤|尝试|试试|考虑",
    ),
    (
        "recall",
        "remember recall formula theorem definition known means rule property identity|in general|记得|"
        "公式|定理|规则|定义|性质|根据|已知|意味着",
    ),
    ("given", "problem question given asks ask asking says want wants|题目|问题|要求|题中|给出|当前"),
    ("conclude", "^so ^therefore ^thus ^hence ^then|^因此|^所以|^那么|^于是"),
    (
        "total",
        "total altogether overall adding sum summing combining combined combine result results answer "
        "final boxed|in summary|总共|合计|综合|综上|总之|结果|答案|最终|一共",
    ),
    ("switch", "alternatively another instead maybe perhaps|或者|另外|也许|可能"),
    ("because", "because since as due|因为|由于"),
    ("if", "if suppose assume|如果|假设"),
    ("but", "^but ^however|^但|^不过|^然而"),
    ("approximate", "approximately approx decimal calculator|大约|近似"),
    (
        "compute",
        "compute computing calculate calculating calculation calculations multiply multiplied "
        "multiplying divide divided subtract subtracting simplify simplifies expand expanding expansion "
        "substitute substituting plug evaluate|计算|代入|相加|相乘|减去|除以|化简|展开",
    ),
    ("gives", "equals equal gives give becomes|which is|we get|we have|等于|得到|得出|也就是"),
    ("exist", "each every all|there are|there is|每个|所有"),
    ("same", "same equivalent equal identical|相同|一样|相当于"),
    (
        "earlier",
        "earlier previous previously before above already matches agrees expected|之前|前面|刚才|上面|已经|一致|符合",
    ),
    ("case", "step layer case part|情况|部分"),
    ("final", "boxed|final answer|answer is|answer should|最终答案|答案是|答案为"),
    (
        "think",
        "seems probably might could possibly possible|i think|i believe|i guess|我认为|我觉得|可能|似乎|应该|好像",
    ),
    ("okay", "^okay ^ok ^yes ^good ^great ^alright ^right ^all|^好的|^好|^嗯|^对"),
    ("see", "let's|let me see|let me think|let me figure|想想|想一想|看看"),
    ("where", "^where ^here ^since ^because ^given ^note ^recall ^remember|^其中|^注意|^由于|^因为|^根据"),
    ("need", "should must|need to|have to|需要|必须|应该"),
    ("will", "i'll we'll will going would|会|将"),
    ("not", "not don't doesn't isn't can't won't didn't aren't|不|没有|并非"),
    ("only", "only just|只|仅"),
    ("now", "^now ^next ^first ^second ^finally|^现在|^接下来|^首先|^其次|^然后|^最后"),
    ("for", "^for ^in ^on ^from ^with ^to|^对于|^在"),
    ("the", "^the ^this ^that ^these ^it|^这|^那|^它"),
    ("let", "^let ^let's|so let|^让我|^设|^令"),
    ("how", "how what why which|怎么|如何|为什么|什么|多少"),
)
"""Single words stand between spaces; what has several, and Chinese, between bars."""
