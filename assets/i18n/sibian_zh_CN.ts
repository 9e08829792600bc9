<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>打开模型文件</translation>
    </message>
    <message>
        <source>How to load the model</source>
        <translation>模型的加载方式</translation>
    </message>
    <message>
        <source>Weights: find, get and place them</source>
        <translation>模型库：查找、下载、安排位置</translation>
    </message>
    <message>
        <source>Prompt templates</source>
        <translation>提示词模板</translation>
    </message>
    <message>
        <source>Show the exact prompt</source>
        <translation>查看确切的提示词</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>End the thinking and answer now</source>
        <translation>结束思考，立即回答</translation>
    </message>
    <message>
        <source>Regenerate the answer</source>
        <translation>重新生成回答</translation>
    </message>
    <message>
        <source>Answer again with the same thinking</source>
        <translation>沿用同一思考重新回答</translation>
    </message>
    <message>
        <source>Go on or fork from a place</source>
        <translation>从某处继续或分叉</translation>
    </message>
    <message>
        <source>Edit the thinking and go on</source>
        <translation>修改思考后继续</translation>
    </message>
    <message>
        <source>Edit the last question</source>
        <translation>编辑上一个问题</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Copy the thinking</source>
        <translation>复制思考</translation>
    </message>
    <message>
        <source>Follow the end again</source>
        <translation>回到末尾并跟随</translation>
    </message>
    <message>
        <source>Next exchange</source>
        <translation>下一轮问答</translation>
    </message>
    <message>
        <source>Previous exchange</source>
        <translation>上一轮问答</translation>
    </message>
    <message>
        <source>Write a question</source>
        <translation>输入问题</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>在本对话中查找</translation>
    </message>
    <message>
        <source>Next find</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Previous find</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Rename the conversation</source>
        <translation>重命名对话</translation>
    </message>
    <message>
        <source>Delete the conversation</source>
        <translation>删除对话</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Show thinking and answer</source>
        <translation>同时显示思考与回答</translation>
    </message>
    <message>
        <source>Show only the thinking</source>
        <translation>只显示思考</translation>
    </message>
    <message>
        <source>Show only the answer</source>
        <translation>只显示回答</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Many tries: sample answers side by side</source>
        <translation>多次采样：并排生成多个回答</translation>
    </message>
    <message>
        <source>Explore the thinking</source>
        <translation>剖析思考</translation>
    </message>
    <message>
        <source>Print this exchange</source>
        <translation>打印这一轮问答</translation>
    </message>
    <message>
        <source>Save this exchange as PDF</source>
        <translation>将这一轮问答存为 PDF</translation>
    </message>
    <message>
        <source>Text of the usual size</source>
        <translation>恢复默认字号</translation>
    </message>
    <message>
        <source>Bring in conversations of other programs</source>
        <translation>导入其他程序的对话</translation>
    </message>
    <message>
        <source>Take conversations out: text, page, PDF, picture, data</source>
        <translation>导出对话：文本、网页、PDF、图片、数据</translation>
    </message>
    <message>
        <source>The tree of branches</source>
        <translation>分支树</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部内容</translation>
    </message>
</context>
<context>
    <name>AdapterRow</name>
    <message>
        <source>Scale</source>
        <translation>强度</translation>
    </message>
</context>
<context>
    <name>AskBox</name>
    <message>
        <source>Ask something, to be answered many times</source>
        <translation>写下问题，让模型回答多次</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Checked by</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Stop when they agree</source>
        <translation>一致即停</translation>
    </message>
    <message>
        <source>Ends the others as soon as three have finished and all say the same</source>
        <translation>只要有三个样本完成且答案一致，就结束其余样本</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>采样</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>BlankCard</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Long text</source>
        <translation>多行文本</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Several choices</source>
        <translation>多选</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是否</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>文本文件</translation>
    </message>
    <message>
        <source>Today&apos;s date</source>
        <translation>当天日期</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>剪贴板</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>上一个回答</translation>
    </message>
    <message>
        <source>Checker&apos;s report</source>
        <translation>检查报告</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Remove this variable</source>
        <translation>移除这个变量</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Choices, with | between</source>
        <translation>选项，以 | 分隔</translation>
    </message>
    <message>
        <source>Range (may be empty)</source>
        <translation>范围（可空）</translation>
    </message>
    <message>
        <source>one | another</source>
        <translation>甲 | 乙</translation>
    </message>
</context>
<context>
    <name>BlankCards</name>
    <message>
        <source>Add a variable</source>
        <translation>添加变量</translation>
    </message>
</context>
<context>
    <name>Branches</name>
    <message>
        <source>(nothing)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>level {number}</source>
        <translation>第 {number} 层</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>当前显示</translation>
    </message>
    <message>
        <source>thrown away</source>
        <translation>已丢弃</translation>
    </message>
</context>
<context>
    <name>BranchesPage</name>
    <message>
        <source>Back to the conversation</source>
        <translation>回到对话</translation>
    </message>
    <message>
        <source>Name of this branch</source>
        <translation>这个分支的名字</translation>
    </message>
    <message>
        <source>Show in the conversation</source>
        <translation>在对话中显示</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>找回</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>永久删除…</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>The branch was thrown away.</source>
        <translation>分支已丢弃。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Delete this branch for good?</source>
        <translation>要永久删除这个分支吗？</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) go, with what the model had computed of them. This cannot be undone.</source>
        <translation>
            <numerusform>将删除 %n 条消息，以及模型为它们计算的内容。此操作无法撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>No branches yet</source>
        <translation>还没有分支</translation>
    </message>
    <message>
        <source>Every answer you regenerate and every question you edit becomes a branch of its own.</source>
        <translation>每次重新生成回答或修改提问，都会成为一个新的分支。</translation>
    </message>
    <message>
        <source>Which branch?</source>
        <translation>看哪个分支？</translation>
    </message>
    <message>
        <source>Choose a message to read it; two, with Ctrl, to set their branches side by side.</source>
        <translation>选一条消息来阅读；按住 Ctrl 选两条，可并排对照它们的分支。</translation>
    </message>
    <message>
        <source>Compare the thinking</source>
        <translation>对照思考过程</translation>
    </message>
</context>
<context>
    <name>BranchesPresenter</name>
    <message>
        <source>Branches</source>
        <translation>分支</translation>
    </message>
    <message numerus="yes">
        <source>%n branch(es)</source>
        <translation>
            <numerusform>%n 个分支</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Question</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
</context>
<context>
    <name>BuildsTable</name>
    <message>
        <source>Quantizations</source>
        <translation>量化版本</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合程度</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>本机已有</translation>
    </message>
    <message>
        <source>What Sibian would take here</source>
        <translation>思辨在这台机器上会选它</translation>
    </message>
</context>
<context>
    <name>Callout</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>CategoryBox</name>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>ChartView</name>
    <message>
        <source>Chart of traces; arrow keys go from point to point, Enter opens one</source>
        <translation>思考的图表；方向键在点之间移动，回车打开</translation>
    </message>
</context>
<context>
    <name>CheckCard</name>
    <message>
        <source>Kind of check</source>
        <translation>检查的种类</translation>
    </message>
    <message>
        <source>Remove this check</source>
        <translation>移除这项检查</translation>
    </message>
</context>
<context>
    <name>CheckerForm</name>
    <message>
        <source>Checker, as JSON; “{{ name }}” stands for a variable</source>
        <translation>检查器（JSON）；“{{ name }}”代表变量</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>How the check is written</source>
        <translation>以何种方式编写检查</translation>
    </message>
    <message>
        <source>Add a check</source>
        <translation>添加检查</translation>
    </message>
    <message>
        <source>This check can only be shown as JSON.</source>
        <translation>这项检查只能以 JSON 显示。</translation>
    </message>
    <message>
        <source>Checked by</source>
        <translation>检查</translation>
    </message>
</context>
<context>
    <name>Checkers</name>
    <message>
        <source>Verse</source>
        <translation>诗词格律</translation>
    </message>
    <message>
        <source>Parallel prose</source>
        <translation>骈文</translation>
    </message>
    <message>
        <source>Boxed result</source>
        <translation>\boxed 结果</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Python code</source>
        <translation>Python 代码</translation>
    </message>
    <message>
        <source>Manners of thinking</source>
        <translation>思考的规矩</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不检查</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Verse</source>
        <translation>诗</translation>
    </message>
    <message>
        <source>Parallel prose</source>
        <translation>骈文</translation>
    </message>
    <message>
        <source>A line to stand opposite</source>
        <translation>对句</translation>
    </message>
    <message>
        <source>Little is changed</source>
        <translation>改动很少</translation>
    </message>
    <message>
        <source>Boxed result</source>
        <translation>\boxed 结果</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Words in it, words not in it</source>
        <translation>须有与不得有的词</translation>
    </message>
    <message>
        <source>Headings</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>No lists</source>
        <translation>不用列表</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Manner of thinking</source>
        <translation>思考方式</translation>
    </message>
    <message>
        <source>Text it is to be like</source>
        <translation>所依据的原文</translation>
    </message>
    <message>
        <source>Share that may be changed</source>
        <translation>允许改动的比例</translation>
    </message>
    <message>
        <source>Share of it at least</source>
        <translation>至少占的比例</translation>
    </message>
    <message>
        <source>Programming language</source>
        <translation>编程语言</translation>
    </message>
    <message>
        <source>How many lines</source>
        <translation>对句数目</translation>
    </message>
    <message>
        <source>How many poems</source>
        <translation>诗的数目</translation>
    </message>
    <message>
        <source>How many blocks</source>
        <translation>代码块数目</translation>
    </message>
    <message>
        <source>Rows at least</source>
        <translation>至少几行</translation>
    </message>
    <message>
        <source>Headings, one on a line</source>
        <translation>标题，每行一个</translation>
    </message>
    <message>
        <source>Words it must have, one on a line</source>
        <translation>须有的词，每行一个</translation>
    </message>
    <message>
        <source>Think before answering</source>
        <translation>先思考再回答</translation>
    </message>
    <message>
        <source>Language of the thinking</source>
        <translation>思考的语言</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>诗体</translation>
    </message>
    <message>
        <source>Rhyme book</source>
        <translation>韵书</translation>
    </message>
    <message>
        <source>Strictness at least</source>
        <translation>至少达到</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>起式</translation>
    </message>
    <message>
        <source>Rhyme group</source>
        <translation>韵部</translation>
    </message>
    <message>
        <source>Piece it may not copy</source>
        <translation>不得抄袭的文章</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>A poem at the end</source>
        <translation>结尾附诗</translation>
    </message>
    <message>
        <source>Share that may be copied</source>
        <translation>允许抄用的比例</translation>
    </message>
    <message>
        <source>Score at least</source>
        <translation>得分至少</translation>
    </message>
    <message>
        <source>The first line</source>
        <translation>上联</translation>
    </message>
    <message>
        <source>Right result; empty for the majority&apos;s</source>
        <translation>正确结果（留空则以多数为准）</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容许超出</translation>
    </message>
    <message>
        <source>JSON Schema</source>
        <translation>JSON Schema</translation>
    </message>
    <message>
        <source>Nothing but JSON</source>
        <translation>只含 JSON</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Seconds for the tests</source>
        <translation>测试时限（秒）</translation>
    </message>
    <message>
        <source>Not to be used, one on a line</source>
        <translation>不得使用，每行一个</translation>
    </message>
    <message>
        <source>Counted in</source>
        <translation>计数单位</translation>
    </message>
    <message>
        <source>Words it must not have, one on a line</source>
        <translation>不得有的词，每行一个</translation>
    </message>
    <message>
        <source>In this order</source>
        <translation>按此顺序</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>Headers, one on a line</source>
        <translation>表头，每行一个</translation>
    </message>
    <message>
        <source>Text its evidence is from</source>
        <translation>证据所出的原文</translation>
    </message>
    <message>
        <source>Language of the answer</source>
        <translation>回答的语言</translation>
    </message>
    <message>
        <source>Not going in circles</source>
        <translation>不原地打转</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>words</source>
        <translation>用词</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>字</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>A whole number is wanted.</source>
        <translation>须填整数。</translation>
    </message>
    <message>
        <source>A number from 0 to 1 is wanted.</source>
        <translation>须填 0 到 1 之间的数。</translation>
    </message>
    <message>
        <source>A number from 0 to 100 is wanted.</source>
        <translation>须填 0 到 100 之间的数。</translation>
    </message>
    <message>
        <source>A number of seconds up to 60 is wanted.</source>
        <translation>须填不超过 60 的秒数。</translation>
    </message>
    <message>
        <source>Choose yes or no.</source>
        <translation>请选“是”或“否”。</translation>
    </message>
    <message>
        <source>Choose one of those offered, or a variable.</source>
        <translation>请从所列各项或变量中选择。</translation>
    </message>
    <message>
        <source>A list is wanted, one on a line.</source>
        <translation>须填列表，每行一项。</translation>
    </message>
    <message>
        <source>A text is wanted.</source>
        <translation>须填文本。</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Steps, only here</source>
        <translation>步骤数，独有</translation>
    </message>
    <message>
        <source>Doubts, other ways, checks</source>
        <translation>怀疑、换思路、检查</translation>
    </message>
    <message>
        <source>Candidates, changes</source>
        <translation>候选答案、改变</translation>
    </message>
    <message>
        <source>Final answer first at</source>
        <translation>最终答案首次出现在</translation>
    </message>
    <message>
        <source>Answer says</source>
        <translation>回答是</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>{steps}, {only}</source>
        <translation>{steps}，{only}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
    <message>
        <source>{count} characters</source>
        <translation>{count} 个字符</translation>
    </message>
    <message>
        <source>only {name}</source>
        <translation>仅 {name}</translation>
    </message>
    <message>
        <source>{percent} alike</source>
        <translation>相似度 {percent}</translation>
    </message>
    <message>
        <source>Whether the answers agree cannot be told from their words.</source>
        <translation>从字词无法判断答案是否一致。</translation>
    </message>
    <message>
        <source>All answers come to the same.</source>
        <translation>所有答案一致。</translation>
    </message>
    <message>
        <source>The answers differ.</source>
        <translation>答案不同。</translation>
    </message>
    <message>
        <source>Steps that all of them have: {count}.</source>
        <translation>共有的步骤：{count}。</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Only steps that one version alone has</source>
        <translation>只看某一版本独有的步骤</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>返回对话</translation>
    </message>
</context>
<context>
    <name>ComparePresenter</name>
    <message>
        <source>Choose two to four versions above.</source>
        <translation>请在上方选择两到四个版本。</translation>
    </message>
    <message>
        <source>There is only one version of this answer. Regenerate it, or fork it in the explorer.</source>
        <translation>这个回答只有一个版本。请重新生成，或在思考剖析中分叉。</translation>
    </message>
    <message>
        <source>Nothing to compare yet</source>
        <translation>还没有可对比的内容</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>版本 {number}</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>种子 {seed}</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
    <message>
        <source>continued</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>same thinking, answered again</source>
        <translation>思考相同，重新回答</translation>
    </message>
    <message>
        <source>forked after token {token}</source>
        <translation>在第 {token} 个词元后分叉</translation>
    </message>
    <message>
        <source>from an edited thinking</source>
        <translation>来自编辑过的思考</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Enter sends, Shift+Enter breaks the line</source>
        <translation>Enter 发送，Shift+Enter 换行</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Context in use</source>
        <translation>上下文占用</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>想问什么？</translation>
    </message>
    <message>
        <source>{used} of {total} tokens</source>
        <translation>{used} / {total} 词元</translation>
    </message>
</context>
<context>
    <name>ConversationMenu</name>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>彻底删除…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin to the top</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>移出归档</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Merge into one, as its branches</source>
        <translation>合并为一个对话的分支</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>不放入文件夹</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>新建文件夹…</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>New tag…</source>
        <translation>新建标签…</translation>
    </message>
    <message>
        <source>Take out…</source>
        <translation>导出…</translation>
    </message>
</context>
<context>
    <name>ConversationPresenter</name>
    <message>
        <source>Choose a model to begin.</source>
        <translation>请先选择一个模型。</translation>
    </message>
    <message>
        <source>The model is loading; write already.</source>
        <translation>模型加载中，可以先写。</translation>
    </message>
</context>
<context>
    <name>ConversationRows</name>
    <message>
        <source>Pinned</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>The last 7 days</source>
        <translation>过去 7 天</translation>
    </message>
    <message>
        <source>The last 30 days</source>
        <translation>过去 30 天</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已置顶</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n sample(s)</source>
        <translation>
            <numerusform>%n 个样本</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n 个在生成</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) brought in</source>
        <translation>
            <numerusform>导入了 %n 个对话</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>打开模型文件</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>模型 (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Rename the conversation</source>
        <translation>重命名对话</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Quantizations</source>
        <translation>量化版本</translation>
    </message>
    <message>
        <source>How it would lie in memory</source>
        <translation>在内存中的安排</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>本机已有</translation>
    </message>
    <message>
        <source>About</source>
        <translation>简介</translation>
    </message>
</context>
<context>
    <name>DeviceBill</name>
    <message>
        <source>{used} of {capacity}</source>
        <translation>{used} / {capacity}</translation>
    </message>
    <message>
        <source>{figures}: {over} too much</source>
        <translation>{figures}，超出 {over}</translation>
    </message>
</context>
<context>
    <name>DevicesField</name>
    <message>
        <source>not there now</source>
        <translation>现在不在</translation>
    </message>
    <message>
        <source>Use {device}</source>
        <translation>使用 {device}</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Share of {device}</source>
        <translation>{device} 的份额</translation>
    </message>
</context>
<context>
    <name>DownloadStrip</name>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Drafts</name>
    <message>
        <source>as in the answer</source>
        <translation>与回答相同</translation>
    </message>
    <message>
        <source>lines −{gone} +{new}</source>
        <translation>行 −{gone} +{new}</translation>
    </message>
    <message>
        <source>characters −{gone} +{new}</source>
        <translation>字符 −{gone} +{new}</translation>
    </message>
    <message>
        <source>code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>poem</source>
        <translation>诗</translation>
    </message>
    <message>
        <source>Step {step} · {what} · {changed}</source>
        <translation>第 {step} 步 · {what} · {changed}</translation>
    </message>
    <message>
        <source> · of the first {count} characters</source>
        <translation> · 只比较前 {count} 个字符</translation>
    </message>
</context>
<context>
    <name>DraftsPane</name>
    <message>
        <source>Drafts in the thinking</source>
        <translation>思考中的初稿</translation>
    </message>
    <message>
        <source>Struck out: draft only. Underlined: answer only.</source>
        <translation>删除线：只在初稿中。下划线：只在回答中。</translation>
    </message>
    <message>
        <source>The draft against its final form</source>
        <translation>初稿与定稿对照</translation>
    </message>
    <message>
        <source>No drafts</source>
        <translation>没有初稿</translation>
    </message>
    <message>
        <source>Poems and code of a finished answer stand here beside earlier forms that the thinking has of them.</source>
        <translation>回答完成后，其中的诗和代码若在思考中有过初稿，会在这里与定稿对照。</translation>
    </message>
</context>
<context>
    <name>DropCard</name>
    <message>
        <source>Drop a file, a zip or a folder here</source>
        <translation>把文件、压缩包或文件夹拖到这里</translation>
    </message>
    <message>
        <source>DeepSeek, ChatGPT, Claude, Open WebUI, LM Studio, Jan, SillyTavern, Cherry Studio, Chatbox, ShareGPT, OpenAI messages, and Sibian itself. What a file is, is known by what is in it; thinking and branches come along, and nothing comes in twice.</source>
        <translation>DeepSeek、ChatGPT、Claude、Open WebUI、LM Studio、Jan、SillyTavern、Cherry Studio、Chatbox、ShareGPT、OpenAI 消息，以及思辨自己的文件。格式按内容辨认；思考和分支都会保留，不会重复导入。</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
</context>
<context>
    <name>EditorPane</name>
    <message>
        <source>Go to this line</source>
        <translation>转到这一行</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Text; a variable stands in it as {{ name }}</source>
        <translation>正文；变量写作 {{ name }}</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Undo changes</source>
        <translation>撤销更改</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>What it recommends</source>
        <translation>推荐设置</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>历史版本</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>There is no file at {path}.</source>
        <translation>{path} 处没有文件。</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>请另选一个文件。</translation>
    </message>
    <message>
        <source>{name} is not a GGUF file.</source>
        <translation>{name} 不是 GGUF 文件。</translation>
    </message>
    <message>
        <source>Choose a file that ends in .gguf and was made for llama.cpp.</source>
        <translation>请选择为 llama.cpp 制作、以 .gguf 结尾的文件。</translation>
    </message>
    <message>
        <source>{name} is incomplete: {found} of {expected} bytes are there.</source>
        <translation>{name} 不完整：应有 {expected} 字节，只有 {found} 字节。</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>请重新下载。</translation>
    </message>
    <message>
        <source>{name} is damaged: its header makes no sense.</source>
        <translation>{name} 已损坏：文件头无法解读。</translation>
    </message>
    <message>
        <source>Download it again, or choose another file.</source>
        <translation>请重新下载，或另选一个文件。</translation>
    </message>
    <message>
        <source>Part {shard} of {shards} of these weights is missing.</source>
        <translation>这份权重共 {shards} 个分片，缺少第 {shard} 个。</translation>
    </message>
    <message>
        <source>Put all parts into one folder and open the first.</source>
        <translation>请把所有分片放在同一个文件夹里，再打开第一个。</translation>
    </message>
    <message>
        <source>llama.cpp does not know how to run {name}.</source>
        <translation>llama.cpp 还不会运行 {name}。</translation>
    </message>
    <message>
        <source>Update Sibian, or choose other weights.</source>
        <translation>请更新思辨，或另选权重。</translation>
    </message>
    <message>
        <source>{name} has no chat template, so it cannot be talked to.</source>
        <translation>{name} 没有对话模板，无法与它对话。</translation>
    </message>
    <message>
        <source>Choose an instruction-tuned or distilled version of it.</source>
        <translation>请选择它的指令微调版或蒸馏版。</translation>
    </message>
    <message>
        <source>There is not enough memory for {name}.</source>
        <translation>内存不足以加载 {name}。</translation>
    </message>
    <message>
        <source>Choose smaller weights, a shorter context or fewer GPU layers.</source>
        <translation>请选择更小的权重、更短的上下文或更少的 GPU 层数。</translation>
    </message>
    <message>
        <source>The starter model is not installed.</source>
        <translation>入门模型尚未安装。</translation>
    </message>
    <message>
        <source>Run: make setup — or choose a .gguf file of your own.</source>
        <translation>请运行 make setup，或选择你自己的 .gguf 文件。</translation>
    </message>
    <message>
        <source>{name} is not on this machine.</source>
        <translation>本机没有 {name}。</translation>
    </message>
    <message>
        <source>Download it first: sibian model get {id}</source>
        <translation>请先下载：sibian model get {id}</translation>
    </message>
    <message>
        <source>{name} was not downloaded by Sibian, so it is left alone.</source>
        <translation>{name} 不是由思辨下载的，因此不会动它。</translation>
    </message>
    <message>
        <source>Delete it in the program that it belongs to.</source>
        <translation>请在它所属的程序中删除。</translation>
    </message>
    <message>
        <source>{path} cannot be deleted.</source>
        <translation>无法删除 {path}。</translation>
    </message>
    <message>
        <source>Check its permissions, and whether a program has it open.</source>
        <translation>请检查权限，以及是否有程序正在使用它。</translation>
    </message>
    <message>
        <source>{step}</source>
        <translation>{step}</translation>
    </message>
    <message>
        <source>Another window or command of Sibian is downloading just now.</source>
        <translation>思辨的另一个窗口或命令正在下载。</translation>
    </message>
    <message>
        <source>Use that one, or wait until it is done.</source>
        <translation>请使用那一个，或等它完成。</translation>
    </message>
    <message>
        <source>The chat template inside {name} failed.</source>
        <translation>{name} 内的对话模板出错。</translation>
    </message>
    <message>
        <source>Choose other weights; this file&apos;s template is broken.</source>
        <translation>请另选权重；这个文件的模板是坏的。</translation>
    </message>
    <message>
        <source>The chat template inside {name} took too long and was stopped.</source>
        <translation>{name} 内的对话模板运行过久，已被中止。</translation>
    </message>
    <message>
        <source>Do not trust this file; choose other weights.</source>
        <translation>这个文件不可信，请另选权重。</translation>
    </message>
    <message>
        <source>The conversation needs {needed} tokens, but the context holds {available}.</source>
        <translation>这段对话需要 {needed} 个词元，而上下文只能容纳 {available} 个。</translation>
    </message>
    <message>
        <source>Load the model with a longer context, or start a new conversation.</source>
        <translation>请以更长的上下文加载模型，或开始新的对话。</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>没有加载模型。</translation>
    </message>
    <message>
        <source>Choose one first.</source>
        <translation>请先选择一个。</translation>
    </message>
    <message>
        <source>The engine stopped unexpectedly. What it had written is kept.</source>
        <translation>引擎意外停止。已写出的内容都已保存。</translation>
    </message>
    <message>
        <source>Continue or regenerate the answer; the engine starts again by itself.</source>
        <translation>可以继续或重新生成回答；引擎会自动重新启动。</translation>
    </message>
    <message>
        <source>The engine stopped while opening {name}.</source>
        <translation>引擎在打开 {name} 时停止了。</translation>
    </message>
    <message>
        <source>Choose other weights, a shorter context or fewer GPU layers.</source>
        <translation>请另选权重，或选择更短的上下文、更少的 GPU 层数。</translation>
    </message>
    <message>
        <source>The engine could not be started.</source>
        <translation>引擎无法启动。</translation>
    </message>
    <message>
        <source>Run: sibian doctor — it says what is missing.</source>
        <translation>请运行 sibian doctor，它会说明缺少什么。</translation>
    </message>
    <message>
        <source>The engine said something that cannot be understood and was stopped.</source>
        <translation>引擎输出了无法解读的内容，已被停止。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, run: sibian doctor.</source>
        <translation>请重试；如果再次发生，请运行 sibian doctor。</translation>
    </message>
    <message>
        <source>The engine could not do this.</source>
        <translation>引擎未能完成这个操作。</translation>
    </message>
    <message>
        <source>Try again; details are in the log.</source>
        <translation>请重试；详情见日志。</translation>
    </message>
    <message>
        <source>These weights cannot be opened or run with {option} set to {value}.</source>
        <translation>“{option}”设为 {value} 时，无法打开或运行这个模型。</translation>
    </message>
    <message>
        <source>Change it, or leave it at its default.</source>
        <translation>请修改它，或保留默认值。</translation>
    </message>
    <message>
        <source>A computer that shares the work did not answer any more. The text is kept.</source>
        <translation>一台参与计算的电脑不再响应。已写出的文字都已保留。</translation>
    </message>
    <message>
        <source>Look whether its RPC server runs and can be reached, then continue the answer.</source>
        <translation>请检查它的 RPC 服务器是否在运行、能否连通，然后继续回答。</translation>
    </message>
    <message>
        <source>This token belongs to the weights {name}, and others are open now.</source>
        <translation>这个词元属于模型 {name}，而现在打开的是另一个模型。</translation>
    </message>
    <message>
        <source>Open those weights first, or type the text instead.</source>
        <translation>请先打开那个模型，或者改为直接输入文字。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Sibian is already open on this database.</source>
        <translation>思辨已经打开了这个数据库。</translation>
    </message>
    <message>
        <source>Use the window that is open, or close it first.</source>
        <translation>请使用已打开的窗口，或先将其关闭。</translation>
    </message>
    <message>
        <source>The database was written by a newer version of Sibian and was left untouched.</source>
        <translation>这个数据库由更新版本的思辨写成，未作任何改动。</translation>
    </message>
    <message>
        <source>Update Sibian, or choose another database with --db.</source>
        <translation>请更新思辨，或用 --db 指定另一个数据库。</translation>
    </message>
    <message>
        <source>An older version of Sibian is open on this database.</source>
        <translation>旧版本的思辨正在使用这个数据库。</translation>
    </message>
    <message>
        <source>Close it, then try again.</source>
        <translation>请先关闭它，再试一次。</translation>
    </message>
    <message>
        <source>{path} is the database of another program and was left untouched.</source>
        <translation>{path} 是其他程序的数据库，未作任何改动。</translation>
    </message>
    <message>
        <source>Choose another place with --db.</source>
        <translation>请用 --db 指定其他位置。</translation>
    </message>
    <message>
        <source>Nothing can be written to {path}.</source>
        <translation>无法写入 {path}。</translation>
    </message>
    <message>
        <source>Check its permissions, or choose another place with --db.</source>
        <translation>请检查权限，或用 --db 指定其他位置。</translation>
    </message>
    <message>
        <source>The disk is full; what was already saved is safe.</source>
        <translation>磁盘已满；已保存的内容是安全的。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>请腾出一些空间后重试。</translation>
    </message>
    <message>
        <source>The database at {path} is damaged. It was not changed.</source>
        <translation>位于 {path} 的数据库已损坏，未作任何改动。</translation>
    </message>
    <message>
        <source>The database could not do this.</source>
        <translation>数据库未能完成这个操作。</translation>
    </message>
    <message>
        <source>{what}</source>
        <translation>{what}</translation>
    </message>
    <message>
        <source>A name cannot be empty.</source>
        <translation>名称不能为空。</translation>
    </message>
    <message>
        <source>Type one.</source>
        <translation>请输入名称。</translation>
    </message>
    <message>
        <source>There is already one named {name}.</source>
        <translation>已经有名为“{name}”的项。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>The template {name} comes with Sibian and cannot be changed.</source>
        <translation>模板 {name} 是思辨自带的，不能修改。</translation>
    </message>
    <message>
        <source>Copy it, then change the copy.</source>
        <translation>请先复制，再修改副本。</translation>
    </message>
    <message>
        <source>There is no template named {name}.</source>
        <translation>没有名为 {name} 的模板。</translation>
    </message>
    <message>
        <source>See: sibian template list</source>
        <translation>请看：sibian template list</translation>
    </message>
    <message>
        <source>There is no conversation {name}.</source>
        <translation>没有编号为 {name} 的对话。</translation>
    </message>
    <message>
        <source>See: sibian conversation list</source>
        <translation>请看：sibian conversation list</translation>
    </message>
    <message>
        <source>There is no generation {name}.</source>
        <translation>没有编号为 {name} 的生成记录。</translation>
    </message>
    <message>
        <source>See: sibian conversation show ID --json</source>
        <translation>请查看：sibian conversation show ID --json</translation>
    </message>
    <message>
        <source>It is not known which token of this answer says what: it is too old.</source>
        <translation>这个回答保存得太早，没有记录每个词元对应的文字。</translation>
    </message>
    <message>
        <source>Continue it, edit its thinking, or regenerate it.</source>
        <translation>可以继续它、编辑它的思考，或重新生成。</translation>
    </message>
    <message>
        <source>There is no answer behind a thinking here.</source>
        <translation>这里没有接在思考之后的回答。</translation>
    </message>
    <message>
        <source>Continue it or regenerate it.</source>
        <translation>请继续它或重新生成。</translation>
    </message>
    <message>
        <source>No weights are named {name}.</source>
        <translation>没有名为 {name} 的模型。</translation>
    </message>
    <message>
        <source>See: sibian model list --all; sibian model scan</source>
        <translation>请查看：sibian model list --all；sibian model scan</translation>
    </message>
    <message>
        <source>Several weights are named {name}: {paths}.</source>
        <translation>有多个模型名为 {name}：{paths}。</translation>
    </message>
    <message>
        <source>Name the file instead.</source>
        <translation>请改用文件路径。</translation>
    </message>
    <message>
        <source>{name}: {why}</source>
        <translation>{name}：{why}</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>请改正后重试。</translation>
    </message>
    <message>
        <source>Line {line} of the template: {why}</source>
        <translation>模板第 {line} 行：{why}</translation>
    </message>
    <message>
        <source>There is no marker family named {name}.</source>
        <translation>没有名为 {name} 的标记族。</translation>
    </message>
    <message>
        <source>Known ones: {known}</source>
        <translation>已知的有：{known}</translation>
    </message>
    <message>
        <source>There is no display to open a window on.</source>
        <translation>没有可以打开窗口的显示器。</translation>
    </message>
    <message>
        <source>Use the terminal instead: sibian chat</source>
        <translation>请改用终端：sibian chat</translation>
    </message>
    <message>
        <source>Qt lacks a system library: {library}.</source>
        <translation>Qt 缺少系统库 {library}。</translation>
    </message>
    <message>
        <source>Install the package {package}.</source>
        <translation>请安装软件包 {package}。</translation>
    </message>
    <message>
        <source>The check of this template cannot be used: {why}.</source>
        <translation>这个模板的检查不能用：{why}。</translation>
    </message>
    <message>
        <source>{path} cannot be written.</source>
        <translation>无法写入 {path}。</translation>
    </message>
    <message>
        <source>Choose another folder, or close the program that has the file open.</source>
        <translation>请换一个文件夹，或关闭正在使用该文件的程序。</translation>
    </message>
    <message>
        <source>{path} cannot be read.</source>
        <translation>无法读取 {path}。</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>请检查它的权限。</translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions and its space, or choose another place.</source>
        <translation>请检查文件夹的权限和剩余空间，或换一个位置。</translation>
    </message>
    <message>
        <source>There are more than {most} files in {path}.</source>
        <translation>{path} 里的文件超过 {most} 个。</translation>
    </message>
    <message>
        <source>Choose the files or a smaller folder.</source>
        <translation>请选择具体文件，或选一个小些的文件夹。</translation>
    </message>
    <message>
        <source>This label is no longer there.</source>
        <translation>这个标签已经不在了。</translation>
    </message>
    <message>
        <source>Choose another, or make it anew.</source>
        <translation>请选别的标签，或重新建一个。</translation>
    </message>
    <message>
        <source>There is a label named {name} already.</source>
        <translation>已经有名为“{name}”的标签。</translation>
    </message>
    <message>
        <source>This message is not there any more.</source>
        <translation>这条消息已经不在了。</translation>
    </message>
    <message>
        <source>Open the conversation anew.</source>
        <translation>请重新打开这个对话。</translation>
    </message>
    <message>
        <source>An answer is being written in this branch.</source>
        <translation>这个分支里正在写回答。</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>请先停止它。</translation>
    </message>
    <message>
        <source>This is all that is left of the conversation.</source>
        <translation>对话只剩下这一支了。</translation>
    </message>
    <message>
        <source>Delete the conversation instead; it can be brought back from the trash.</source>
        <translation>可以改为删除整个对话，之后仍能从回收站找回。</translation>
    </message>
    <message>
        <source>Nothing can be written to {path}: you can read, search and export.</source>
        <translation>无法写入 {path}：现在可以阅读、搜索和导出。</translation>
    </message>
    <message>
        <source>Check its permissions to go on writing.</source>
        <translation>若要继续写入，请检查其权限。</translation>
    </message>
    <message>
        <source>Restore a backup or save what can be read: sibian db --help</source>
        <translation>请恢复备份，或挽救可读内容：sibian db --help</translation>
    </message>
    <message>
        <source>{name} cannot be read: {why}.</source>
        <translation>读不出 {name}：{why}。</translation>
    </message>
    <message>
        <source>{name} is not UTF-8 text.</source>
        <translation>{name} 不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>{name} is longer than {limit} characters.</source>
        <translation>{name} 超过 {limit} 个字符。</translation>
    </message>
    <message>
        <source>This file is no template that can be used: {why}.</source>
        <translation>这个文件不能当模板用：{why}。</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>the file ends in the middle</source>
        <translation>文件在中途断了</translation>
    </message>
    <message>
        <source>not of the shape it should have</source>
        <translation>结构不对</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>太大</translation>
    </message>
    <message>
        <source>nested too deeply</source>
        <translation>嵌套太深</translation>
    </message>
    <message>
        <source>conversations in which nothing is said</source>
        <translation>没有内容的对话</translation>
    </message>
    <message>
        <source>messages whose predecessor is missing; they stand at the beginning</source>
        <translation>前一条消息缺失的消息，已放在开头</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>attached files</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>results of web searches</source>
        <translation>联网搜索结果</translation>
    </message>
    <message>
        <source>what tools were asked and said</source>
        <translation>工具的调用与输出</translation>
    </message>
    <message>
        <source>system messages within a conversation</source>
        <translation>对话中途的系统消息</translation>
    </message>
    <message>
        <source>parts of an unknown kind</source>
        <translation>未知类型的内容</translation>
    </message>
    <message>
        <source>figures of tokens that cannot be read</source>
        <translation>读不出的词元数据</translation>
    </message>
    <message>
        <source>files of no known format</source>
        <translation>无法辨认格式的文件</translation>
    </message>
    <message>
        <source>zips that cannot or must not be unpacked</source>
        <translation>无法或不应解压的压缩包</translation>
    </message>
    <message>
        <source>files that cannot be read</source>
        <translation>无法读取的文件</translation>
    </message>
    <message>
        <source>files of a newer version of Sibian</source>
        <translation>由更新版本的思辨写出的文件</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>Waiting until the answer is written…</source>
        <translation>等待当前回答写完…</translation>
    </message>
    <message>
        <source>Putting everything into place…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>{conversations} conversations, {messages} messages</source>
        <translation>{conversations} 个对话，{messages} 条消息</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was brought in.</source>
        <translation>已取消，没有导入任何内容。</translation>
    </message>
    <message>
        <source>Everything in it was there already</source>
        <translation>里面的内容都已经有了</translation>
    </message>
    <message>
        <source>Nothing could be brought in</source>
        <translation>没有可以导入的内容</translation>
    </message>
    <message>
        <source>Read as {formats}.</source>
        <translation>识别为 {formats}。</translation>
    </message>
    <message>
        <source>new conversations</source>
        <translation>个新对话</translation>
    </message>
    <message>
        <source>had grown; what is new was added as branches or at their end</source>
        <translation>个对话有了新内容，已作为分支或接在末尾加入</translation>
    </message>
    <message>
        <source>messages written</source>
        <translation>条消息已写入</translation>
    </message>
    <message>
        <source>were there already</source>
        <translation>个已经有了</translation>
    </message>
    <message>
        <source>were there already, in the trash</source>
        <translation>个已经有了，在回收站里</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Data: messages</source>
        <translation>数据：消息</translation>
    </message>
    <message>
        <source>Data: ShareGPT</source>
        <translation>数据：ShareGPT</translation>
    </message>
    <message>
        <source>Data: for training</source>
        <translation>数据：用于训练</translation>
    </message>
    <message>
        <source>Sibian, complete</source>
        <translation>思辨完整格式</translation>
    </message>
    <message>
        <source>Text for notes and editors.</source>
        <translation>适合笔记和编辑器的文本。</translation>
    </message>
    <message>
        <source>One file with both panes; it needs no network and runs nothing.</source>
        <translation>单个文件，思考与回答并排；不需要网络，也不运行任何脚本。</translation>
    </message>
    <message>
        <source>Pages to print or send, formulas drawn.</source>
        <translation>便于打印或发送的页面，公式已排好。</translation>
    </message>
    <message>
        <source>The last exchange as a picture to share.</source>
        <translation>把最后一问一答做成图片分享。</translation>
    </message>
    <message>
        <source>JSON lines; the thinking stands in reasoning_content.</source>
        <translation>JSON 行；思考放在 reasoning_content 里。</translation>
    </message>
    <message>
        <source>JSON lines; the thinking stands in &lt;think&gt;.</source>
        <translation>JSON 行；思考放在 &lt;think&gt; 里。</translation>
    </message>
    <message>
        <source>Messages with what is known of each answer, to choose by.</source>
        <translation>消息，并附上每个回答的已知情况，便于挑选。</translation>
    </message>
    <message>
        <source>Everything, with all branches and figures; it can be brought in again.</source>
        <translation>全部内容，含所有分支和数据，可以再导入。</translation>
    </message>
    <message>
        <source>Folded</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>不含</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Branch {number} of {count}</source>
        <translation>分支 {number} / {count}</translation>
    </message>
    <message>
        <source>thought for {seconds} s</source>
        <translation>思考了 {seconds} 秒</translation>
    </message>
    <message>
        <source>With</source>
        <translation>包含</translation>
    </message>
</context>
<context>
    <name>ExchangeFoot</name>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Continue this answer where it was cut off</source>
        <translation>从中断处继续这个回答</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Ask for another answer beside this one</source>
        <translation>再要一个回答，与这个并存</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Another version that begins as this one does</source>
        <translation>另写一个开头相同的版本</translation>
    </message>
    <message>
        <source>Previous version of the answer</source>
        <translation>上一个版本的回答</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>下一个版本</translation>
    </message>
    <message>
        <source>{cached} of {tokens} prompt tokens reused</source>
        <translation>复用了 {tokens} 个提示词元中的 {cached} 个</translation>
    </message>
    <message>
        <source>Continued</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>Same thinking, answered again</source>
        <translation>沿用同一思考重新回答</translation>
    </message>
    <message>
        <source>Forked after token {token}</source>
        <translation>在第 {token} 个词元后分叉</translation>
    </message>
    <message>
        <source>From an edited thinking</source>
        <translation>来自修改过的思考</translation>
    </message>
    <message>
        <source>Answer again with the same thinking</source>
        <translation>沿用同一思考重新回答</translation>
    </message>
    <message>
        <source>Go on or fork from a place…</source>
        <translation>从某处继续或分叉……</translation>
    </message>
    <message>
        <source>Edit the thinking and go on…</source>
        <translation>修改思考后继续……</translation>
    </message>
    <message>
        <source>This question has not been answered yet.</source>
        <translation>这个问题还没有回答。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>The answer reached the limit of new tokens. Continue it, or raise the limit.</source>
        <translation>回答达到了新词元的上限。可以继续，或提高上限。</translation>
    </message>
    <message>
        <source>Length limit reached</source>
        <translation>达到长度上限</translation>
    </message>
    <message>
        <source>No more fits. Load the model with a longer context, or start a new conversation.</source>
        <translation>上下文已放不下。请以更长的上下文加载模型，或开始新的对话。</translation>
    </message>
    <message>
        <source>Context full</source>
        <translation>上下文已满</translation>
    </message>
    <message>
        <source>The program ended before the answer did. What had been saved is here.</source>
        <translation>程序在回答完成之前中断。已保存的内容都在这里。</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>剖析</translation>
    </message>
    <message>
        <source>Explore the thinking step by step</source>
        <translation>逐步剖析思考</translation>
    </message>
</context>
<context>
    <name>ExchangeView</name>
    <message>
        <source>No thinking</source>
        <translation>没有思考</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>还没有内容</translation>
    </message>
    <message>
        <source>no thinking</source>
        <translation>没有思考</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>Thinking comes first…</source>
        <translation>先思考……</translation>
    </message>
    <message>
        <source>Waiting for the first word…</source>
        <translation>等待第一个字……</translation>
    </message>
</context>
<context>
    <name>ExpertsField</name>
    <message>
        <source>Of no layer</source>
        <translation>不留</translation>
    </message>
    <message>
        <source>Of the first layers</source>
        <translation>前若干层的</translation>
    </message>
    <message>
        <source>Of the last layers</source>
        <translation>后若干层的</translation>
    </message>
    <message>
        <source>Of all layers</source>
        <translation>所有层的</translation>
    </message>
    <message>
        <source>How many layers</source>
        <translation>多少层</translation>
    </message>
</context>
<context>
    <name>ExplorerBar</name>
    <message>
        <source>Kinds</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>无底色</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>What colours the timeline</source>
        <translation>时间轴按什么着色</translation>
    </message>
    <message>
        <source>What the timeline&apos;s width is</source>
        <translation>时间轴的宽度表示什么</translation>
    </message>
    <message>
        <source>What grounds the tokens have</source>
        <translation>词元的底色表示什么</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>by</source>
        <translation>按</translation>
    </message>
    <message>
        <source>No figures were kept with this trace.</source>
        <translation>这段思考没有保存数据。</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>Importance</source>
        <translation>重要性</translation>
    </message>
    <message>
        <source>No step was weighed yet: ask how much one mattered.</source>
        <translation>还没有衡量过任何步骤：先问一问某一步有多重要。</translation>
    </message>
</context>
<context>
    <name>ExplorerKeys</name>
    <message>
        <source>Next step that doubts</source>
        <translation>下一个怀疑的步骤</translation>
    </message>
    <message>
        <source>Next step that takes another way</source>
        <translation>下一个换思路的步骤</translation>
    </message>
    <message>
        <source>Next step that checks</source>
        <translation>下一个检查的步骤</translation>
    </message>
    <message>
        <source>Next candidate answer</source>
        <translation>下一个候选答案</translation>
    </message>
    <message>
        <source>Next weighed step</source>
        <translation>下一个已衡量的步骤</translation>
    </message>
    <message>
        <source>Next step marked by you</source>
        <translation>下一个您标注的步骤</translation>
    </message>
    <message>
        <source>The same backwards</source>
        <translation>反方向</translation>
    </message>
    <message>
        <source>Shift + the letter</source>
        <translation>Shift + 字母</translation>
    </message>
    <message>
        <source>Least certain token</source>
        <translation>最不确定的词元</translation>
    </message>
    <message>
        <source>Search the steps</source>
        <translation>搜索步骤</translation>
    </message>
    <message>
        <source>Step by step, token by token</source>
        <translation>逐步、逐个词元</translation>
    </message>
</context>
<context>
    <name>ExplorerPage</name>
    <message>
        <source>Thinking, step by step</source>
        <translation>思考，逐步</translation>
    </message>
    <message>
        <source>Answer, sentence by sentence</source>
        <translation>回答，逐句</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>still thinking</source>
        <translation>仍在思考</translation>
    </message>
    <message>
        <source>Explorer</source>
        <translation>思考剖析</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>返回对话</translation>
    </message>
    <message>
        <source>Compare with other versions</source>
        <translation>与其他版本对比</translation>
    </message>
    <message>
        <source>Take this conversation out, with your marks</source>
        <translation>导出此对话和您的标注</translation>
    </message>
</context>
<context>
    <name>ExplorerPresenter</name>
    <message>
        <source>Nothing to explore</source>
        <translation>没有可剖析的内容</translation>
    </message>
    <message>
        <source>This answer was not written by a model of this program.</source>
        <translation>这个回答不是由本程序的模型写出的。</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Take conversations out</source>
        <translation>导出对话</translation>
    </message>
    <message>
        <source>What</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Every branch</source>
        <translation>所有分支</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>This is only the beginning.</source>
        <translation>这里只显示开头部分。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>This conversation</source>
        <translation>当前对话</translation>
    </message>
    <message>
        <source>Chosen ({count})</source>
        <translation>所选（{count}）</translation>
    </message>
    <message>
        <source>All ({count})</source>
        <translation>全部（{count}）</translation>
    </message>
</context>
<context>
    <name>ExportPresenter</name>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
</context>
<context>
    <name>FaultList</name>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Nothing to remark.</source>
        <translation>没有可说的。</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln 词元</numerusform>
        </translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{rate} tokens/s</source>
        <translation>{rate} 词元/秒</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number}%</translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Choose a text file</source>
        <translation>选择文本文件</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search by name, maker or architecture</source>
        <translation>按名称、厂商或架构搜索</translation>
    </message>
    <message>
        <source>Search weights</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Runs here</source>
        <translation>本机能跑</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>本机已有</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>全部位置</translation>
    </message>
    <message>
        <source>In questions</source>
        <translation>仅问题</translation>
    </message>
    <message>
        <source>In the thinking</source>
        <translation>仅思考</translation>
    </message>
    <message>
        <source>In answers</source>
        <translation>仅回答</translation>
    </message>
    <message>
        <source>In the thinking, not in the answer</source>
        <translation>思考中有而回答中没有</translation>
    </message>
    <message>
        <source>In titles</source>
        <translation>仅标题</translation>
    </message>
    <message>
        <source>In notes and labels</source>
        <translation>在批注和标签中</translation>
    </message>
    <message>
        <source>In prompt templates</source>
        <translation>仅提示模板</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>The last week</source>
        <translation>最近一周</translation>
    </message>
    <message>
        <source>The last month</source>
        <translation>最近一个月</translation>
    </message>
    <message>
        <source>The last year</source>
        <translation>最近一年</translation>
    </message>
    <message>
        <source>Any weights</source>
        <translation>任何模型</translation>
    </message>
    <message>
        <source>Any folder or tag</source>
        <translation>任何文件夹或标签</translation>
    </message>
    <message>
        <source>With or without template</source>
        <translation>不限提示模板</translation>
    </message>
    <message>
        <source>Rated or not</source>
        <translation>不论评分</translation>
    </message>
    <message>
        <source>Any length</source>
        <translation>任何长度</translation>
    </message>
    <message>
        <source>Up to 1,000 characters</source>
        <translation>不超过 1,000 字</translation>
    </message>
    <message>
        <source>10,000 characters and more</source>
        <translation>10,000 字以上</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>在本对话中查找</translation>
    </message>
    <message>
        <source>Words to find</source>
        <translation>要查找的词</translation>
    </message>
    <message>
        <source>Previous find (Shift+Enter)</source>
        <translation>上一处（Shift+Enter）</translation>
    </message>
    <message>
        <source>Next find (Enter)</source>
        <translation>下一处（Enter）</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Only here</source>
        <translation>仅此处</translation>
    </message>
    <message>
        <source>Only in the exchange that is being read</source>
        <translation>只在正在阅读的这一问一答中查找</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>No finds</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>{number} of {whole}</source>
        <translation>第 {number} 处，共 {whole} 处</translation>
    </message>
    <message>
        <source>Not an expression</source>
        <translation>表达式有误</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message numerus="yes">
        <source>%n more finding(s)</source>
        <translation>
            <numerusform>还有 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Flags</name>
    <message>
        <source>Goes in circles</source>
        <translation>原地打转</translation>
    </message>
    <message>
        <source>Gave up, answered all the same</source>
        <translation>放弃了，但仍作了回答</translation>
    </message>
    <message>
        <source>Unsure in the thinking, not in the answer</source>
        <translation>思考中不确定，回答却很肯定</translation>
    </message>
    <message>
        <source>Mixes languages</source>
        <translation>混用语言</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>被截断</translation>
    </message>
    <message>
        <source>No thinking: its answer is explored</source>
        <translation>没有思考：剖析其回答</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>A thinking on its way</source>
        <translation>正在进行的思考</translation>
    </message>
    <message>
        <source>More is known when it has ended.</source>
        <translation>结束后可以了解更多。</translation>
    </message>
    <message>
        <source>{tokens} tokens of thinking so far, {steps} steps.</source>
        <translation>目前思考 {tokens} 个词元，{steps} 步。</translation>
    </message>
    <message>
        <source>Steps that doubt so far: {doubts}.</source>
        <translation>目前有疑虑的步骤：{doubts}。</translation>
    </message>
    <message>
        <source>First doubt</source>
        <translation>第一处疑虑</translation>
    </message>
    <message>
        <source>{time} of thinking, {speed} tokens/s.</source>
        <translation>已思考 {time}，每秒 {speed} 个词元。</translation>
    </message>
    <message>
        <source>Confidence: {now} over the last tokens, {average} on average.</source>
        <translation>置信度：最近的词元为 {now}，平均 {average}。</translation>
    </message>
</context>
<context>
    <name>Forks</name>
    <message>
        <source>Step {step} · entropy {entropy}</source>
        <translation>第 {step} 步 · 熵 {entropy}</translation>
    </message>
    <message>
        <source> · probability {percent}</source>
        <translation> · 概率 {percent}</translation>
    </message>
</context>
<context>
    <name>ForksPane</name>
    <message>
        <source>The least certain tokens</source>
        <translation>最不确定的词元</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>No figures of its tokens were kept with this trace.</source>
        <translation>这段思考没有保存词元的数据。</translation>
    </message>
</context>
<context>
    <name>FormPane</name>
    <message>
        <source>Fill in</source>
        <translation>填写</translation>
    </message>
    <message>
        <source>There is nothing to fill in; the text is used as it is.</source>
        <translation>没有要填写的内容，正文将原样使用。</translation>
    </message>
</context>
<context>
    <name>Forms</name>
    <message>
        <source>There is no poem in this text.</source>
        <translation>这段文字里没有诗。</translation>
    </message>
    <message>
        <source>The thinking never ended, so there is no answer to check.</source>
        <translation>思考没有结束，没有回答可查。</translation>
    </message>
    <message>
        <source>{wanted} poems were wanted and {found} are here.</source>
        <translation>要求 {wanted} 首诗，这里有 {found} 首。</translation>
    </message>
    <message>
        <source>The scheme is {found}; {wanted} was wanted.</source>
        <translation>起式是{found}，要求的是{wanted}。</translation>
    </message>
    <message>
        <source>The rhyme is {found}; {wanted} was wanted.</source>
        <translation>所押的韵是{found}，要求的是{wanted}。</translation>
    </message>
    <message>
        <source>{lines} of {wanted} lines are written.</source>
        <translation>已写 {lines} 句，共 {wanted} 句。</translation>
    </message>
    <message>
        <source>The poem has {lines} lines and should have {wanted}.</source>
        <translation>全诗 {lines} 句，应为 {wanted} 句。</translation>
    </message>
    <message>
        <source>Line {line} has {width} characters and should have {wanted}.</source>
        <translation>第 {line} 句 {width} 字，应为 {wanted} 字。</translation>
    </message>
    <message>
        <source>Line {line} must end in a {wanted} tone.</source>
        <translation>第 {line} 句句脚应为{wanted}声。</translation>
    </message>
    <message>
        <source>Line {line} ends in three level tones (三平尾), which regulated verse avoids.</source>
        <translation>第 {line} 句末三字皆平，犯三平尾。</translation>
    </message>
    <message>
        <source>Line {line} has a lone level tone beside its rhyme (孤平), and nothing makes up for it.</source>
        <translation>第 {line} 句犯孤平：除韵脚外只有一个平声，又没有救。</translation>
    </message>
    <message>
        <source>Line {line} departs from the pattern (大拗), and line {below} does not make up for it.</source>
        <translation>第 {line} 句大拗，第 {below} 句没有救。</translation>
    </message>
    <message>
        <source>The tones of line {line} do not oppose those of line {above} (失对).</source>
        <translation>第 {line} 句与第 {above} 句平仄不相对（失对）。</translation>
    </message>
    <message>
        <source>In line {line} the even places must alternate: a {wanted} tone is wanted here.</source>
        <translation>第 {line} 句二四六字平仄不交替，这里应为{wanted}声。</translation>
    </message>
    <message>
        <source>In line {line} a {wanted} tone is wanted here.</source>
        <translation>第 {line} 句这里应为{wanted}声。</translation>
    </message>
    <message>
        <source>Line {line} does not stick to line {above} (失粘).</source>
        <translation>第 {line} 句与第 {above} 句不相粘（失粘）。</translation>
    </message>
    <message>
        <source>Line {line} does not stick to line {above}: a single broken joint (折腰体), which Tang poets allowed.</source>
        <translation>第 {line} 句与第 {above} 句失粘；全诗只此一处，是唐人也用的折腰体。</translation>
    </message>
    <message>
        <source>Line {line} ends in three oblique tones (三仄尾); this is tolerated.</source>
        <translation>第 {line} 句末三字皆仄（三仄尾），可以容许。</translation>
    </message>
    <message>
        <source>Line {line} has its third and fourth last tones changed about (特拗) after an oblique one; tolerated.</source>
        <translation>第 {line} 句特拗而首字用仄，可以容许。</translation>
    </message>
    <message>
        <source>Line {line} has two tones changed about (特拗), which mends itself.</source>
        <translation>第 {line} 句特拗：两字平仄互换，本句自救。</translation>
    </message>
    <message>
        <source>Line {line} departs from the pattern (大拗), and line {below} makes up for it.</source>
        <translation>第 {line} 句大拗，第 {below} 句已救。</translation>
    </message>
    <message>
        <source>Line {line} departs a little from the pattern (小拗), and line {below} makes up for it.</source>
        <translation>第 {line} 句小拗，第 {below} 句已救。</translation>
    </message>
    <message>
        <source>Line {line} departs a little from the pattern (小拗); it need not be made up for.</source>
        <translation>第 {line} 句小拗，可救可不救。</translation>
    </message>
    <message>
        <source>Line {line} would have a lone level tone (孤平) and makes up for it within itself.</source>
        <translation>第 {line} 句孤平，本句自救。</translation>
    </message>
    <message>
        <source>{char}, the foot of line {line}, is outside the rhyme {group} (出韵).</source>
        <translation>第 {line} 句韵脚“{char}”不在{group}（出韵）。</translation>
    </message>
    <message>
        <source>{char} ends the first line in a level tone and does not rhyme in {group}.</source>
        <translation>首句以平声“{char}”收尾，却不押{group}。</translation>
    </message>
    <message>
        <source>The feet do not rhyme.</source>
        <translation>韵脚不押韵。</translation>
    </message>
    <message>
        <source>{char} is the foot of line {above} already (重韵).</source>
        <translation>“{char}”已是第 {above} 句的韵脚（重韵）。</translation>
    </message>
    <message>
        <source>{char}, the foot of line {line}, is of a group near {group}; later poets allowed it.</source>
        <translation>第 {line} 句韵脚“{char}”属{group}的邻韵，后人通押。</translation>
    </message>
    <message>
        <source>{char}, the foot of the first line, is of a group near {group}: this is customary there (首句邻韵).</source>
        <translation>首句韵脚“{char}”属{group}的邻韵，首句可借邻韵。</translation>
    </message>
    <message>
        <source>{char} stands here {times} times.</source>
        <translation>“{char}”字用了 {times} 次。</translation>
    </message>
    <message>
        <source>{char} stands at the same place in line {above}; parallel lines avoid that.</source>
        <translation>“{char}”与第 {above} 句同位重字，对仗应避。</translation>
    </message>
    <message>
        <source>This counts {char} as {tone}, as {share} % of Song verse does. Read the other way, the poem is {otherwise}.</source>
        <translation>这里“{char}”作{tone}声，宋诗中占 {share} %；若读另一声，全诗为{otherwise}。</translation>
    </message>
    <message>
        <source>{char} is not in the old rhyme book: its tone is today&apos;s and never counts as a fault.</source>
        <translation>“{char}”不见于旧韵书，按今音显示，不算错。</translation>
    </message>
    <message>
        <source>It rhymes in oblique tones ({group}): old style, whose tones are free.</source>
        <translation>押仄声韵（{group}）：属古体，平仄不论。</translation>
    </message>
    <message>
        <source>This reads as old-style verse, whose tones are free.</source>
        <translation>这像是古体诗，平仄不论。</translation>
    </message>
    <message>
        <source>This counts {char} as {tone}, which it can be. Read as it usually is, the poem is {otherwise}.</source>
        <translation>这里“{char}”作{tone}声，可以这样读；若按通常读音，全诗为{otherwise}。</translation>
    </message>
    <message>
        <source>There is no prose in this text.</source>
        <translation>这段文字里没有文章。</translation>
    </message>
    <message>
        <source>“{text}” stands opposite nothing.</source>
        <translation>“{text}”没有对句。</translation>
    </message>
    <message>
        <source>The feet {upper} and {lower} have the same tone; they must oppose.</source>
        <translation>句脚“{upper}”与“{lower}”同声，应当平仄相反。</translation>
    </message>
    <message>
        <source>Within this pair {right} of {of} places of rhythm oppose.</source>
        <translation>这一对句中节奏点 {of} 处，平仄相反的有 {right} 处。</translation>
    </message>
    <message>
        <source>The foot {lower} does not take up the tone of {upper} before it (马蹄韵).</source>
        <translation>句脚“{lower}”没有承接上联“{upper}”的平仄（马蹄韵）。</translation>
    </message>
    <message>
        <source>This stands in the model already.</source>
        <translation>这几个字范文里已有。</translation>
    </message>
    <message>
        <source>{share} % are taken from the model; at most {most} % may be.</source>
        <translation>{share} % 抄自范文，最多容许 {most} %。</translation>
    </message>
    <message>
        <source>The poem at the end is missing.</source>
        <translation>文末没有附诗。</translation>
    </message>
    <message>
        <source>The poem at the end does not keep its rhyme.</source>
        <translation>文末的诗没有押住韵。</translation>
    </message>
    <message>
        <source>There is no line to stand opposite the first.</source>
        <translation>没有对出下联。</translation>
    </message>
    <message>
        <source>{wanted} lines were wanted and {found} are here.</source>
        <translation>要求 {wanted} 句，这里有 {found} 句。</translation>
    </message>
    <message>
        <source>This line has {found} characters; the first has {wanted}.</source>
        <translation>这一句 {found} 字，上联 {wanted} 字。</translation>
    </message>
    <message>
        <source>{char} has the tone of the character opposite.</source>
        <translation>“{char}”与上联对应的字同声。</translation>
    </message>
    <message>
        <source>{char}, the last character, must have the other tone than that of the first line.</source>
        <translation>末字“{char}”应与上联末字平仄相反。</translation>
    </message>
    <message>
        <source>{char} stands in the first line too.</source>
        <translation>“{char}”与上联重字。</translation>
    </message>
    <message>
        <source>{share} % of the characters were changed; at most {most} % should be.</source>
        <translation>改动了 {share} % 的字，最多应改 {most} %。</translation>
    </message>
    <message>
        <source>There is no result in \boxed{{}}.</source>
        <translation>没有写在 \boxed{{}} 里的结果。</translation>
    </message>
    <message>
        <source>There are {count} boxes with different results; the last one counts.</source>
        <translation>有 {count} 个方框，结果不同；以最后一个为准。</translation>
    </message>
    <message>
        <source>The result {found} is not {wanted}.</source>
        <translation>结果 {found} 不是 {wanted}。</translation>
    </message>
    <message>
        <source>There is no JSON in this answer.</source>
        <translation>回答里没有 JSON。</translation>
    </message>
    <message>
        <source>The JSON cannot be read: {why}</source>
        <translation>JSON 读不出来：{why}</translation>
    </message>
    <message>
        <source>There is more in the answer than JSON.</source>
        <translation>回答里除了 JSON 还有别的。</translation>
    </message>
    <message>
        <source>The schema cannot be used: {why}</source>
        <translation>JSON Schema 不能用：{why}</translation>
    </message>
    <message>
        <source>{path}: {why}</source>
        <translation>{path}：{why}</translation>
    </message>
    <message>
        <source>There is no code block in this answer.</source>
        <translation>回答里没有代码块。</translation>
    </message>
    <message>
        <source>There are {found} code blocks; {wanted} were wanted.</source>
        <translation>有 {found} 个代码块，要求 {wanted} 个。</translation>
    </message>
    <message>
        <source>The code cannot be read, line {at}: {why}</source>
        <translation>代码第 {at} 行读不通：{why}</translation>
    </message>
    <message>
        <source>The code is longer than {limit} characters.</source>
        <translation>代码超过 {limit} 个字符。</translation>
    </message>
    <message>
        <source>The tests were not run: that needs your permission.</source>
        <translation>测试没有运行：需要你允许。</translation>
    </message>
    <message>
        <source>The tests failed: {said}</source>
        <translation>测试没有通过：{said}</translation>
    </message>
    <message>
        <source>The tests took too long and were stopped.</source>
        <translation>测试用时太长，已停止。</translation>
    </message>
    <message>
        <source>It is {count} long and should be at least {least}.</source>
        <translation>长度为 {count}，至少应为 {least}。</translation>
    </message>
    <message>
        <source>It is {count} long and should be at most {most}.</source>
        <translation>长度为 {count}，最多应为 {most}。</translation>
    </message>
    <message>
        <source>“{word}” is missing.</source>
        <translation>缺少“{word}”。</translation>
    </message>
    <message>
        <source>“{word}” must not stand here.</source>
        <translation>不应出现“{word}”。</translation>
    </message>
    <message>
        <source>There is a list; prose was wanted.</source>
        <translation>出现了列表，要求的是成段的文字。</translation>
    </message>
    <message>
        <source>The heading “{name}” is missing.</source>
        <translation>缺少标题“{name}”。</translation>
    </message>
    <message>
        <source>The heading “{name}” stands in the wrong order.</source>
        <translation>标题“{name}”的次序不对。</translation>
    </message>
    <message>
        <source>There is no table in this answer.</source>
        <translation>回答里没有表格。</translation>
    </message>
    <message>
        <source>The table has {found} columns and should have {wanted}.</source>
        <translation>表格有 {found} 列，应为 {wanted} 列。</translation>
    </message>
    <message>
        <source>The table has no column “{name}”.</source>
        <translation>表格没有“{name}”一列。</translation>
    </message>
    <message>
        <source>The table has {found} rows and should have at least {wanted}.</source>
        <translation>表格有 {found} 行，至少应有 {wanted} 行。</translation>
    </message>
    <message>
        <source>“{text}” is not in the first column as it was written.</source>
        <translation>第一列里没有照原样写出“{text}”。</translation>
    </message>
    <message>
        <source>There is no thinking before the answer.</source>
        <translation>回答之前没有思考。</translation>
    </message>
    <message>
        <source>There is no answer behind the thinking.</source>
        <translation>思考之后没有回答。</translation>
    </message>
    <message>
        <source>The answer holds a marker of the chat format: {marker}</source>
        <translation>回答里混入了对话格式的标记：{marker}</translation>
    </message>
    <message>
        <source>{share} % of the thinking repeats itself.</source>
        <translation>思考有 {share} % 是重复的。</translation>
    </message>
    <message>
        <source>{share} % of the answer repeats itself.</source>
        <translation>回答有 {share} % 是重复的。</translation>
    </message>
    <message>
        <source>Only {share} % of the thinking is in the wanted language ({language}).</source>
        <translation>思考只有 {share} % 用了要求的语言（{language}）。</translation>
    </message>
    <message>
        <source>Only {share} % of the answer is in the wanted language ({language}).</source>
        <translation>回答只有 {share} % 用了要求的语言（{language}）。</translation>
    </message>
</context>
<context>
    <name>Formulas</name>
    <message>
        <source>This formula cannot be drawn: {message}</source>
        <translation>无法绘制这个公式：{message}</translation>
    </message>
    <message>
        <source>This formula is too long to be drawn.</source>
        <translation>这个公式太长，无法绘制。</translation>
    </message>
    <message>
        <source>This formula is too large to be drawn.</source>
        <translation>这个公式太大，无法绘制。</translation>
    </message>
    <message>
        <source>Drawing this formula took too long.</source>
        <translation>绘制这个公式用时过长。</translation>
    </message>
    <message>
        <source>Formulas cannot be drawn here; the log says why.</source>
        <translation>这里无法绘制公式，原因见日志。</translation>
    </message>
</context>
<context>
    <name>GainBar</name>
    <message>
        <source>{value} standard deviations from the mean of the group</source>
        <translation>与组均值相差 {value} 个标准差</translation>
    </message>
</context>
<context>
    <name>GroupBar</name>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>What to show of each sample</source>
        <translation>每个样本显示什么</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>按先后</translation>
    </message>
    <message>
        <source>By reward</source>
        <translation>按奖励</translation>
    </message>
    <message>
        <source>By confidence</source>
        <translation>按置信度</translation>
    </message>
    <message>
        <source>By length</source>
        <translation>按长度</translation>
    </message>
    <message>
        <source>By tempo</source>
        <translation>按速度</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>σ over n</source>
        <translation>σ 除以 n</translation>
    </message>
    <message>
        <source>σ over n − 1</source>
        <translation>σ 除以 n − 1</translation>
    </message>
    <message>
        <source>The standard deviation that advantages are reckoned with</source>
        <translation>计算优势所用的标准差</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>全部停止</translation>
    </message>
    <message>
        <source>Sample more</source>
        <translation>再采样</translation>
    </message>
    <message>
        <source>As many more as stand below</source>
        <translation>数量见下方</translation>
    </message>
    <message>
        <source>Compare two</source>
        <translation>比较两个</translation>
    </message>
    <message>
        <source>Mark two samples first</source>
        <translation>请先选中两个样本</translation>
    </message>
    <message>
        <source>Take the best answer, and ask for a better one with the checker&apos;s report</source>
        <translation>采用最好的回答，并附上检查报告请模型改进</translation>
    </message>
    <message>
        <source>Revise the best</source>
        <translation>修改最佳</translation>
    </message>
    <message>
        <source>The checker has tests. They run the code of the answers here, closed in and for seconds at most.</source>
        <translation>检查器带有测试：会在本机隔离运行回答中的代码，至多几秒。</translation>
    </message>
    <message>
        <source>Run the tests</source>
        <translation>运行测试</translation>
    </message>
    <message>
        <source>Their thinking and their answers, with what one of them alone has</source>
        <translation>两份思考与回答逐步对照，标出各自独有之处</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>逐步对照</translation>
    </message>
</context>
<context>
    <name>GroupPage</name>
    <message>
        <source>Groups of this conversation</source>
        <translation>此对话中的各组</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>返回对话</translation>
    </message>
    <message>
        <source>Many tries</source>
        <translation>多次采样</translation>
    </message>
    <message>
        <source>One question, many answers</source>
        <translation>一个问题，多个回答</translation>
    </message>
    <message>
        <source>Write a question below and sample it: the answers stream side by side, are judged by rule, and the best becomes the answer.</source>
        <translation>在下方写下问题并采样：多个回答并排生成，按规则评判，最好的成为答案。</translation>
    </message>
</context>
<context>
    <name>GroupPresenter</name>
    <message>
        <source>Choose a model to begin.</source>
        <translation>请先选择模型。</translation>
    </message>
    <message>
        <source>The model is at work.</source>
        <translation>模型正在工作。</translation>
    </message>
    <message>
        <source>Begins a new conversation</source>
        <translation>开始新对话</translation>
    </message>
    <message>
        <source>Goes on from the answer that is shown</source>
        <translation>接在当前显示的回答之后</translation>
    </message>
    <message>
        <source>The template&apos;s own</source>
        <translation>模板自带</translation>
    </message>
</context>
<context>
    <name>GroupSignal</name>
    <message>
        <source>Advantages need two samples that were judged.</source>
        <translation>至少评判两个样本才能计算优势。</translation>
    </message>
    <message>
        <source>No signal: all rewards are equal.</source>
        <translation>没有信号：所有奖励相同。</translation>
    </message>
    <message>
        <source>Advantage = (r − mean) / σ, with σ over all {n}</source>
        <translation>优势 =（r − 均值）/ σ，σ 除以 {n}</translation>
    </message>
    <message>
        <source>Advantage = (r − mean) / σ, with σ over {n} − 1</source>
        <translation>优势 =（r − 均值）/ σ，σ 除以 {n} − 1</translation>
    </message>
</context>
<context>
    <name>GroupSummary</name>
    <message>
        <source>best reward {value}</source>
        <translation>最高奖励 {value}</translation>
    </message>
    <message>
        <source>mean {value}</source>
        <translation>均值 {value}</translation>
    </message>
</context>
<context>
    <name>ImportOpener</name>
    <message>
        <source>One import at a time: this one has to end first.</source>
        <translation>一次只能导入一批：请先等这一批结束。</translation>
    </message>
    <message>
        <source>Bring in conversations</source>
        <translation>导入对话</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>回到对话</translation>
    </message>
    <message>
        <source>Bring in conversations</source>
        <translation>导入对话</translation>
    </message>
    <message>
        <source>Take out…</source>
        <translation>导出…</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Least certain</source>
        <translation>最不确定</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>初稿</translation>
    </message>
    <message>
        <source>What to inspect</source>
        <translation>查看什么</translation>
    </message>
</context>
<context>
    <name>KeepingOpener</name>
    <message>
        <source>Measuring…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Making a backup and checking it…</source>
        <translation>正在备份并校验…</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>The backup was made and checked.</source>
        <translation>备份已完成并通过校验。</translation>
    </message>
    <message>
        <source>The database is sound.</source>
        <translation>数据库完好。</translation>
    </message>
    <message>
        <source>The database is damaged. Restore a backup, or run: sibian db salvage</source>
        <translation>数据库已损坏。请恢复备份，或运行：sibian db salvage</translation>
    </message>
</context>
<context>
    <name>KeepingPage</name>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Check for damage</source>
        <translation>检查是否损坏</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>There are none yet. One is made by itself within the day.</source>
        <translation>还没有备份。一天之内会自动生成一份。</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>永久保留</translation>
    </message>
    <message>
        <source>Go back to the backup of {when}?</source>
        <translation>恢复到 {when} 的备份？</translation>
    </message>
    <message>
        <source>Sibian starts again with it. The database of now is not erased: it is moved into a folder beside it.</source>
        <translation>思辨将以此备份重新启动。当前的数据库不会被删除，而是移入旁边的文件夹。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Made once a day and before every update, checked, and thinned out by age.</source>
        <translation>每天一次，并在每次更新之前自动备份；经过校验，旧备份会逐渐清理。</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>What was thrown away is deleted for good after:</source>
        <translation>放入回收站的内容在多久之后彻底删除：</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>占用空间</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>Setup: reads the problem</source>
        <translation>理解：读题</translation>
    </message>
    <message>
        <source>Plan: decides how to go on</source>
        <translation>计划：决定怎么做</translation>
    </message>
    <message>
        <source>Fact: recalls something</source>
        <translation>事实：回忆知识</translation>
    </message>
    <message>
        <source>Computation: works it out</source>
        <translation>推算：计算推导</translation>
    </message>
    <message>
        <source>Result: gathers what it has</source>
        <translation>归纳：汇总结果</translation>
    </message>
    <message>
        <source>Uncertainty: doubts, rethinks</source>
        <translation>疑虑：怀疑、重新考虑</translation>
    </message>
    <message>
        <source>Verification: checks itself</source>
        <translation>验证：自我检查</translation>
    </message>
    <message>
        <source>Answer: states the result</source>
        <translation>定论：给出答案</translation>
    </message>
    <message>
        <source>setup</source>
        <translation>理解</translation>
    </message>
    <message>
        <source>plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>fact</source>
        <translation>事实</translation>
    </message>
    <message>
        <source>computation</source>
        <translation>推算</translation>
    </message>
    <message>
        <source>result</source>
        <translation>归纳</translation>
    </message>
    <message>
        <source>uncertainty</source>
        <translation>疑虑</translation>
    </message>
    <message>
        <source>verification</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>定论</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Up to {size}</source>
        <translation>不超过 {size}</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>本机已有</translation>
    </message>
    <message>
        <source>To download</source>
        <translation>可下载</translation>
    </message>
    <message>
        <source>{size} of memory, {free} free</source>
        <translation>内存 {size}，空闲 {free}</translation>
    </message>
    <message>
        <source>no GPU that the engine can use</source>
        <translation>没有引擎可用的 GPU</translation>
    </message>
    <message>
        <source>{part} of {whole} files</source>
        <translation>{part} / {whole} 个文件</translation>
    </message>
    <message>
        <source>mixture of experts</source>
        <translation>混合专家（MoE）</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the names of languages</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Recommended sampling</source>
        <translation>推荐采样</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Facts from</source>
        <translation>资料来源</translation>
    </message>
    <message>
        <source>The maker&apos;s page</source>
        <translation>厂商页面</translation>
    </message>
    <message>
        <source>Memory, to be checked on the maker&apos;s page</source>
        <translation>凭记忆写成，请以厂商页面为准</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>The file itself</source>
        <translation>文件自身</translation>
    </message>
    <message>
        <source>Writes about {rate} tokens/s</source>
        <translation>生成约 {rate} 词元/秒</translation>
    </message>
    <message>
        <source>reads about {rate} tokens/s</source>
        <translation>读入约 {rate} 词元/秒</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>{size} are lacking. A shorter context, a coarser KV cache or a smaller quantization needs less.</source>
        <translation>还差 {size}。缩短上下文、用更粗的 KV 缓存或更小的量化，需要的会少一些。</translation>
    </message>
    <message>
        <source>{rate} tok/s</source>
        <translation>{rate} 词元/秒</translation>
    </message>
    <message>
        <source>{total}, of which {active} work on each token</source>
        <translation>共 {total}，每个词元激活 {active}</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 词元</translation>
    </message>
    <message>
        <source>{count} s left</source>
        <translation>剩余 {count} 秒</translation>
    </message>
    <message>
        <source>{count} min left</source>
        <translation>剩余 {count} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min left</source>
        <translation>剩余 {hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>more than a day left</source>
        <translation>剩余一天以上</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>form of a date, in the letters of Qt</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>Always, before each answer</source>
        <translation>每次回答前都思考</translation>
    </message>
    <message>
        <source>Can be turned on and off</source>
        <translation>可以开关</translation>
    </message>
    <message>
        <source>Does not think aloud</source>
        <translation>不显示思考</translation>
    </message>
    <message>
        <source>{how} (marks of {family})</source>
        <translation>{how}（{family} 标记）</translation>
    </message>
    <message>
        <source>The makers advise against one; Sibian then sends none.</source>
        <translation>厂商建议不用；思辨因此不发送。</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>照常使用</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>下载中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>校验中</translation>
    </message>
    <message>
        <source>Stopped by a fault</source>
        <translation>因故障停止</translation>
    </message>
    <message>
        <source>{received} of {total}</source>
        <translation>{received} / {total}</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/秒</translation>
    </message>
    <message>
        <source>Downloaded by Sibian</source>
        <translation>由思辨下载</translation>
    </message>
    <message>
        <source>In a folder of yours; Sibian leaves it as it is.</source>
        <translation>在你自己的文件夹里；思辨不会改动它。</translation>
    </message>
    <message>
        <source>Belongs to {programs}; Sibian uses it in place and leaves it as it is.</source>
        <translation>属于 {programs}；思辨就地使用，不会改动它。</translation>
    </message>
    <message>
        <source> and </source>
        <comment>between names of programs</comment>
        <translation> 和 </translation>
    </message>
    <message>
        <source>Comes with Sibian</source>
        <translation>思辨自带</translation>
    </message>
    <message>
        <source>Get {quantization} · {size}</source>
        <translation>下载 {quantization} · {size}</translation>
    </message>
</context>
<context>
    <name>LibraryFaults</name>
    <message>
        <source>The download could not go on ({kind}). Try again.</source>
        <translation>下载无法继续（{kind}）。请重试。</translation>
    </message>
    <message>
        <source>The hub cannot be reached. Look at the network or the proxy, or choose another hub in the settings; what has arrived is kept.</source>
        <translation>连不上模型站点。请检查网络或代理，或在设置中换一个站点；已下载的部分会保留。</translation>
    </message>
    <message>
        <source>The hub refuses just now. Wait a while, then try again.</source>
        <translation>站点暂时拒绝服务。请稍候再试。</translation>
    </message>
    <message>
        <source>This hub does not have {file}. Another quantization or another hub may.</source>
        <translation>这个站点没有 {file}。可以换一种量化或换一个站点。</translation>
    </message>
    <message>
        <source>The makers want their licence to be accepted first. Do so on their page, then put your token into the settings.</source>
        <translation>厂商要求先接受许可证。请在其页面上接受，再把令牌填入设置。</translation>
    </message>
    <message>
        <source>There is not enough room on the disk: {needed} are needed and {free} are free.</source>
        <translation>磁盘空间不足：需要 {needed}，只剩 {free}。</translation>
    </message>
    <message>
        <source>{file} did not arrive as the hub says it is. Trying again fetches only that part.</source>
        <translation>{file} 与站点公布的内容不符。重试只会重新下载这一部分。</translation>
    </message>
    <message>
        <source>{file} was changed on the hub meanwhile. Trying again begins it anew.</source>
        <translation>{file} 在下载期间被站点更换。重试会从头下载它。</translation>
    </message>
    <message>
        <source>The hub named a file that Sibian will not write: {file}</source>
        <translation>站点给出的文件名思辨不会写入：{file}</translation>
    </message>
    <message>
        <source>Nothing can be written to the folder for downloads. Choose another in the settings.</source>
        <translation>下载文件夹无法写入。请在设置中另选一个。</translation>
    </message>
    <message>
        <source>The proxy cannot be used. Look at its address in the settings, and at its password.</source>
        <translation>代理无法使用。请检查设置中的地址和密码。</translation>
    </message>
    <message>
        <source>Sibian could not do this, by a fault of its own; details are in the log.</source>
        <translation>思辨自身出错，未能完成；详情见日志。</translation>
    </message>
</context>
<context>
    <name>LibraryFit</name>
    <message>
        <source>llama.cpp does not know this architecture yet.</source>
        <translation>llama.cpp 还不支持这种架构。</translation>
    </message>
    <message>
        <source>It needs {missing} more than this computer has to give.</source>
        <translation>比这台机器能提供的还多需要 {missing}。</translation>
    </message>
    <message>
        <source>{where}; it writes about {rate} tokens a second.</source>
        <translation>{where}；每秒约生成 {rate} 个词元。</translation>
    </message>
    <message>
        <source>{where}; it writes only about {rate} tokens a second.</source>
        <translation>{where}；每秒只能生成约 {rate} 个词元。</translation>
    </message>
    <message>
        <source>Other programs hold {size} of the memory that it needs: close some first.</source>
        <translation>它需要的内存中有 {size} 正被其他程序占用：请先关闭一些。</translation>
    </message>
    <message>
        <source>All of it lies in main memory</source>
        <translation>全部放在内存中</translation>
    </message>
    <message>
        <source>{part} of {whole} layers lie on the GPU, the others in main memory</source>
        <translation>{whole} 层中有 {part} 层放在 GPU 上，其余在内存中</translation>
    </message>
    <message>
        <source>Attention and context lie on the GPU, experts in main memory</source>
        <translation>注意力和上下文放在 GPU 上，专家放在内存中</translation>
    </message>
    <message>
        <source>All of it lies on the GPU</source>
        <translation>全部放在 GPU 上</translation>
    </message>
    <message>
        <source>Runs well</source>
        <translation>运行流畅</translation>
    </message>
    <message>
        <source>Experts in memory</source>
        <translation>专家放内存</translation>
    </message>
    <message>
        <source>Partly on the GPU</source>
        <translation>部分在 GPU 上</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>较慢</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>太大</translation>
    </message>
    <message>
        <source>Cannot be run</source>
        <translation>无法运行</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>尚未估算</translation>
    </message>
    <message>
        <source>The file is incomplete: {found} of {expected} are there.</source>
        <translation>文件不完整：应有 {expected}，只有 {found}。</translation>
    </message>
    <message>
        <source>The file is incomplete.</source>
        <translation>文件不完整。</translation>
    </message>
    <message>
        <source>A part of these weights is missing.</source>
        <translation>这份权重缺少一个分片。</translation>
    </message>
    <message>
        <source>This is no GGUF file.</source>
        <translation>这不是 GGUF 文件。</translation>
    </message>
    <message>
        <source>The file is damaged: its header makes no sense.</source>
        <translation>文件已损坏：文件头无法解读。</translation>
    </message>
</context>
<context>
    <name>LibraryPage</name>
    <message>
        <source>Look again for weights on this computer</source>
        <translation>重新查找本机上的模型</translation>
    </message>
    <message>
        <source>Hubs and folders…</source>
        <translation>站点与文件夹…</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>返回对话</translation>
    </message>
    <message>
        <source>Remove weights</source>
        <translation>删除模型</translation>
    </message>
    <message>
        <source>Delete {name} from this computer?</source>
        <translation>从本机删除 {name}？</translation>
    </message>
    <message>
        <source>{size} are freed. They can be downloaded again.
{path}</source>
        <translation>将腾出 {size}，以后可以再次下载。
{path}</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>Which weights?</source>
        <translation>选哪个模型？</translation>
    </message>
    <message>
        <source>Choose some at the left to see what they are, whether they run here, and how to get them.</source>
        <translation>在左边选一个，看看它是什么、本机能不能跑、怎样获得。</translation>
    </message>
</context>
<context>
    <name>LibraryPresenter</name>
    <message>
        <source>Looking at this computer…</source>
        <translation>正在了解这台机器…</translation>
    </message>
    <message>
        <source>Looking through folders for weights…</source>
        <translation>正在各文件夹中查找模型…</translation>
    </message>
    <message>
        <source>Reckoning what runs here…</source>
        <translation>正在估算本机能跑什么…</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Weights of other programs are found by themselves; other folders are named in the settings.</source>
        <translation>其他程序的模型会自动找到；别的文件夹可在设置中指定。</translation>
    </message>
    <message>
        <source>No weights on this computer yet</source>
        <translation>本机还没有模型</translation>
    </message>
    <message>
        <source>Even the smallest weights need more memory than there is.</source>
        <translation>连最小的模型也放不下。</translation>
    </message>
    <message>
        <source>Nothing runs here</source>
        <translation>本机一个也跑不了</translation>
    </message>
    <message>
        <source>Try other words, or leave out fewer.</source>
        <translation>换些词，或放宽筛选。</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>没有匹配的模型</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>加载</translation>
    </message>
    <message>
        <source>What would run here: {name}.</source>
        <translation>本机可以运行的是：{name}。</translation>
    </message>
    <message>
        <source>{name} is not on ModelScope as {quantization}. Choose another, or another hub in the settings.</source>
        <translation>ModelScope 上没有 {name} 的 {quantization}。请换一种量化，或在设置中换一个站点。</translation>
    </message>
    <message>
        <source>{name} was deleted; {size} are free again.</source>
        <translation>已删除 {name}，腾出 {size}。</translation>
    </message>
    <message>
        <source>This could not be done: {fault}</source>
        <translation>未能完成：{fault}</translation>
    </message>
    <message>
        <source>{path} was not downloaded by Sibian and stays where it is.</source>
        <translation>{path} 不是思辨下载的，保持原样。</translation>
    </message>
    <message>
        <source>The system does not let {path} be deleted.</source>
        <translation>系统不允许删除 {path}。</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open a link</source>
        <translation>打开链接</translation>
    </message>
    <message>
        <source>This link leads out of Sibian, to</source>
        <translation>这个链接通向思辨之外：</translation>
    </message>
    <message>
        <source>Whole address</source>
        <translation>完整地址</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>留在这里</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Write a mail</source>
        <translation>写邮件</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>in the thinking: step {steps}</source>
        <translation>见思考第 {steps} 步</translation>
    </message>
    <message>
        <source>not in the thinking</source>
        <translation>思考中没有</translation>
    </message>
    <message>
        <source>mentioned, then rejected: step {steps}</source>
        <translation>提到过，后被否定：第 {steps} 步</translation>
    </message>
</context>
<context>
    <name>ListField</name>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>Search templates</source>
        <translation>搜索模板</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Nothing matches “{query}”. Try another word, or clear the search.</source>
        <translation>没有与“{query}”相符的模板。换个词试试，或清空搜索。</translation>
    </message>
    <message>
        <source>There are no templates yet.</source>
        <translation>还没有模板。</translation>
    </message>
    <message>
        <source>{title}, shipped with the program</source>
        <translation>{title}，随程序提供</translation>
    </message>
    <message>
        <source>{title}, your own</source>
        <translation>{title}，我的模板</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>模型库</translation>
    </message>
    <message numerus="yes">
        <source>%n set(s) of weights</source>
        <translation>
            <numerusform>%n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>本机已有</translation>
    </message>
    <message>
        <source>Import a template…</source>
        <translation>导入模板…</translation>
    </message>
    <message>
        <source>{title}, from a file</source>
        <translation>{title}，来自文件</translation>
    </message>
</context>
<context>
    <name>LoadGroups</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>From the model&apos;s own template</source>
        <translation>由模型自带的模板决定</translation>
    </message>
    <message>
        <source>No accelerator was found, so this changes nothing.</source>
        <translation>没有找到加速设备，此项不起作用。</translation>
    </message>
    <message>
        <source>Context length (tokens)</source>
        <translation>上下文长度（词元）</translation>
    </message>
    <message>
        <source>Layers on the GPU</source>
        <translation>放到 GPU 上的层数</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>处理器线程数</translation>
    </message>
    <message>
        <source>Thinking markers</source>
        <translation>思考标记</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>KV cache: keys</source>
        <translation>KV 缓存：键</translation>
    </message>
    <message>
        <source>KV cache: values</source>
        <translation>KV 缓存：值</translation>
    </message>
    <message>
        <source>Flash attention</source>
        <translation>Flash attention</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Keep the KV cache on the accelerator</source>
        <translation>把 KV 缓存放在加速设备上</translation>
    </message>
    <message>
        <source>Map the file into memory</source>
        <translation>把文件映射到内存</translation>
    </message>
    <message>
        <source>Lock the weights in memory</source>
        <translation>把权重锁定在内存中</translation>
    </message>
    <message>
        <source>The system then never moves them to the disk.</source>
        <translation>系统便不会把它们换到磁盘上。</translation>
    </message>
    <message>
        <source>Tokens handed over at once</source>
        <translation>每次提交的词元数</translation>
    </message>
    <message>
        <source>Tokens computed at once</source>
        <translation>每次计算的词元数</translation>
    </message>
    <message>
        <source>Runs at once, at most</source>
        <translation>同时运行数上限</translation>
    </message>
    <message>
        <source>They share the context.</source>
        <translation>它们共用上下文。</translation>
    </message>
    <message>
        <source>Processor threads for prompts</source>
        <translation>处理提示词的线程数</translation>
    </message>
    <message>
        <source>As above</source>
        <translation>同上</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Devices in use</source>
        <translation>使用的设备</translation>
    </message>
    <message>
        <source>The figure is the device&apos;s share of the weights, in any unit.</source>
        <translation>数字是该设备承担权重的份额，单位不限。</translation>
    </message>
    <message>
        <source>Weights are shared</source>
        <translation>权重的分配</translation>
    </message>
    <message>
        <source>Experts are most of the weights and little of the work: the first to leave a GPU.</source>
        <translation>专家占权重的大部分，计算量却很小：显存不够时先移出它们。</translation>
    </message>
    <message>
        <source>Experts in main memory</source>
        <translation>留在内存中的专家</translation>
    </message>
    <message>
        <source>Mixture of experts</source>
        <translation>混合专家（MoE）</translation>
    </message>
    <message>
        <source>Tensors placed by name</source>
        <translation>按名称放置的张量</translation>
    </message>
    <message>
        <source>Add a pattern</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Regular expressions; of several that match a name the first counts.</source>
        <translation>正则表达式；多条匹配同一名称时，以第一条为准。</translation>
    </message>
    <message>
        <source>Tensor overrides</source>
        <translation>张量放置规则</translation>
    </message>
    <message>
        <source>As the model says</source>
        <translation>按模型自身设定</translation>
    </message>
    <message>
        <source>Position scaling</source>
        <translation>位置缩放</translation>
    </message>
    <message>
        <source>Scaling (RoPE)</source>
        <translation>缩放方式（RoPE）</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Frequency base</source>
        <translation>频率基数</translation>
    </message>
    <message>
        <source>Frequency scale</source>
        <translation>频率缩放</translation>
    </message>
    <message>
        <source>Original context (YaRN)</source>
        <translation>原始上下文（YaRN）</translation>
    </message>
    <message>
        <source>LoRA files</source>
        <translation>LoRA 文件</translation>
    </message>
    <message>
        <source>Add an adapter</source>
        <translation>添加适配器</translation>
    </message>
    <message>
        <source>Adapters</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Small weights of the same vocabulary that guess ahead. What is said stays the same; it may come faster.</source>
        <translation>词表相同的小模型，用来提前猜测。输出内容不变，可能更快。</translation>
    </message>
    <message>
        <source>Draft weights</source>
        <translation>草稿模型</translation>
    </message>
    <message>
        <source>File of the draft weights</source>
        <translation>草稿模型的文件</translation>
    </message>
    <message>
        <source>Addresses (host:port)</source>
        <translation>地址（主机:端口）</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>添加服务器</translation>
    </message>
    <message>
        <source>Other machines that run llama.cpp&apos;s rpc-server become devices like any other. Only for a trusted network: anyone who can reach such a server can use that machine, and the connection is not encrypted.</source>
        <translation>运行 llama.cpp 的 rpc-server 的其他机器，会成为和本机设备一样的设备。仅用于可信的网络：凡能连到该服务器的人都能使用那台机器，且连接不加密。</translation>
    </message>
    <message>
        <source>Other machines (RPC)</source>
        <translation>其他机器（RPC）</translation>
    </message>
</context>
<context>
    <name>LoadOptions</name>
    <message>
        <source>Trained for {tokens} tokens: beyond that answers get worse unless positions are scaled.</source>
        <translation>训练长度为 {tokens} 词元：超出后若不缩放位置，回答会变差。</translation>
    </message>
    <message>
        <source>There is no accelerator named {value}.</source>
        <translation>没有名为 {value} 的加速设备。</translation>
    </message>
    <message>
        <source>These shares do not fit the devices: {value}</source>
        <translation>这些份额与设备不符：{value}</translation>
    </message>
    <message>
        <source>There is no such device among those in use: {value}</source>
        <translation>使用的设备中没有这一个：{value}</translation>
    </message>
    <message>
        <source>No RPC server of llama.cpp can be used at {value}.</source>
        <translation>{value} 处没有可用的 llama.cpp RPC 服务器。</translation>
    </message>
    <message>
        <source>With these weights on these devices keys cannot be kept as {value}.</source>
        <translation>此模型在这些设备上不能以 {value} 保存键。</translation>
    </message>
    <message>
        <source>With these weights on these devices values cannot be kept as {value}.</source>
        <translation>此模型在这些设备上不能以 {value} 保存值。</translation>
    </message>
    <message>
        <source>The engine cannot use {value}: no such device, or no valid pattern.</source>
        <translation>引擎无法使用 {value}：没有这个设备，或规则无效。</translation>
    </message>
    <message>
        <source>This is no adapter for these weights: {value}</source>
        <translation>这不是适用于此模型的适配器：{value}</translation>
    </message>
    <message>
        <source>These cannot guess for the model, whose vocabulary is another: {value}</source>
        <translation>词表不同，不能为此模型作猜测：{value}</translation>
    </message>
    <message>
        <source>The engine cannot use this value: {value}</source>
        <translation>引擎无法使用这个值：{value}</translation>
    </message>
    <message>
        <source>No more can be computed at once than is handed over.</source>
        <translation>每次计算的数目不能多于每次提交的数目。</translation>
    </message>
    <message>
        <source>Quantized values need flash attention, which is turned off.</source>
        <translation>量化的值需要 Flash attention，而它已关闭。</translation>
    </message>
    <message>
        <source>The model has {layers} layers.</source>
        <translation>此模型有 {layers} 层。</translation>
    </message>
    <message>
        <source>A pattern is missing.</source>
        <translation>缺少规则。</translation>
    </message>
    <message>
        <source>Choose a device for {pattern}.</source>
        <translation>请为 {pattern} 选择设备。</translation>
    </message>
    <message>
        <source>{pattern} is no regular expression.</source>
        <translation>{pattern} 不是正则表达式。</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>请选择文件。</translation>
    </message>
    <message>
        <source>There is no file at {path}.</source>
        <translation>{path} 处没有文件。</translation>
    </message>
    <message>
        <source>An address is host:port, for example 192.168.1.20:50052.</source>
        <translation>地址的写法是“主机:端口”，例如 192.168.1.20:50052。</translation>
    </message>
    <message>
        <source>The same address is there twice.</source>
        <translation>同一地址出现了两次。</translation>
    </message>
    <message>
        <source>This build of llama.cpp cannot use RPC servers.</source>
        <translation>此版本的 llama.cpp 不能使用 RPC 服务器。</translation>
    </message>
</context>
<context>
    <name>LoadOptionsDialog</name>
    <message>
        <source>How to load the model</source>
        <translation>模型的加载方式</translation>
    </message>
    <message>
        <source>Choose at least one. To use none, set the layers on the GPU to 0.</source>
        <translation>请至少选择一个。若都不用，请把 GPU 层数设为 0。</translation>
    </message>
    <message>
        <source>Look here</source>
        <translation>请看这里</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>改动 %Ln 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Load</source>
        <translation>加载</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reset to the defaults</source>
        <translation>恢复默认值</translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message>
        <source>Highlight this step</source>
        <translation>高亮这一步</translation>
    </message>
    <message>
        <source>A label for this step</source>
        <translation>给这一步的标签</translation>
    </message>
    <message>
        <source>A label of your own</source>
        <translation>您自己的标签</translation>
    </message>
    <message>
        <source>A note on this step</source>
        <translation>对这一步的笔记</translation>
    </message>
    <message>
        <source>Rate this step: {value} of 5</source>
        <translation>给这一步打分：{value}/5</translation>
    </message>
    <message>
        <source>Your marks</source>
        <translation>您的标注</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>Doubts</source>
        <translation>怀疑</translation>
    </message>
    <message>
        <source>Takes another way</source>
        <translation>换思路</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Candidate answers</source>
        <translation>候选答案</translation>
    </message>
    <message>
        <source>Marked by you</source>
        <translation>您标注的</translation>
    </message>
    <message>
        <source>Weighed</source>
        <translation>已衡量</translation>
    </message>
</context>
<context>
    <name>Measuring</name>
    <message>
        <source>Step {number} is drawn again until it differs: {count} so far</source>
        <translation>正在重新采样第 {number} 步直到不同：已采样 {count} 次</translation>
    </message>
    <message>
        <source>Weighing step {number}: {done} of {wanted} continuations</source>
        <translation>正在衡量第 {number} 步：{wanted} 次续写中的第 {done} 次</translation>
    </message>
    <message>
        <source>{count} draws of this step all said about the same: it is settled by what comes before it.</source>
        <translation>这一步重新采样 {count} 次，内容都差不多：它已由前文决定。</translation>
    </message>
    <message>
        <source>Its tokens were not kept, so nobody can look.</source>
        <translation>没有保存它的词元，无法测量。</translation>
    </message>
    <message>
        <source>There was no thinking that could end.</source>
        <translation>没有可以结束的思考。</translation>
    </message>
    <message>
        <source>Open the weights that wrote it to look.</source>
        <translation>要测量，请打开写出它的模型。</translation>
    </message>
    <message>
        <source>Looking how settled the answer was: {done} of {wanted} paragraphs</source>
        <translation>正在测量答案的确定程度：{done} / {wanted} 段</translation>
    </message>
</context>
<context>
    <name>MemoryBill</name>
    <message>
        <source>W</source>
        <comment>one letter for weights</comment>
        <translation>权</translation>
    </message>
    <message>
        <source>K</source>
        <comment>one letter for KV cache</comment>
        <translation>缓</translation>
    </message>
    <message>
        <source>C</source>
        <comment>one letter for working memory</comment>
        <translation>算</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV 缓存</translation>
    </message>
    <message>
        <source>Working memory</source>
        <translation>计算缓冲</translation>
    </message>
</context>
<context>
    <name>ModelButton</name>
    <message>
        <source>Loading progress</source>
        <translation>加载进度</translation>
    </message>
    <message>
        <source>Stop loading</source>
        <translation>停止加载</translation>
    </message>
    <message>
        <source>Loading {name}…</source>
        <translation>正在加载 {name}…</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>模型：{name}</translation>
    </message>
    <message>
        <source>{name} (starter)</source>
        <translation>{name}（入门）</translation>
    </message>
    <message>
        <source>Find weights…</source>
        <translation>查找模型…</translation>
    </message>
    <message>
        <source>Open a .gguf file…</source>
        <translation>打开 .gguf 文件…</translation>
    </message>
    <message>
        <source>How to load it…</source>
        <translation>加载方式…</translation>
    </message>
</context>
<context>
    <name>ModelPresenter</name>
    <message>
        <source>{family} · context {context} · {size} GB</source>
        <translation>{family} · 上下文 {context} · {size} GB</translation>
    </message>
    <message>
        <source>does not think aloud</source>
        <translation>不显示思考</translation>
    </message>
</context>
<context>
    <name>OptionField</name>
    <message>
        <source>usual: {value}</source>
        <translation>默认：{value}</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>context length</source>
        <translation>上下文长度</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>compute batch size</source>
        <translation>计算批大小</translation>
    </message>
    <message>
        <source>runs at once</source>
        <translation>同时运行数</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>threads for prompts</source>
        <translation>读提示词的线程数</translation>
    </message>
    <message>
        <source>type of the keys in the KV cache</source>
        <translation>KV 缓存中键的类型</translation>
    </message>
    <message>
        <source>type of the values in the KV cache</source>
        <translation>KV 缓存中值的类型</translation>
    </message>
    <message>
        <source>flash attention</source>
        <translation>Flash Attention</translation>
    </message>
    <message>
        <source>KV cache on the GPU</source>
        <translation>KV 缓存放在 GPU 上</translation>
    </message>
    <message>
        <source>RoPE scaling</source>
        <translation>RoPE 缩放</translation>
    </message>
    <message>
        <source>RoPE base frequency</source>
        <translation>RoPE 基频</translation>
    </message>
    <message>
        <source>RoPE frequency scale</source>
        <translation>RoPE 频率缩放</translation>
    </message>
    <message>
        <source>original context of YaRN</source>
        <translation>YaRN 的原始上下文</translation>
    </message>
    <message>
        <source>layers on the GPU</source>
        <translation>放到 GPU 上的层数</translation>
    </message>
    <message>
        <source>devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>split over devices</source>
        <translation>设备间的分配方式</translation>
    </message>
    <message>
        <source>shares of the devices</source>
        <translation>各设备的份额</translation>
    </message>
    <message>
        <source>main GPU</source>
        <translation>主 GPU</translation>
    </message>
    <message>
        <source>layers with experts on the CPU</source>
        <translation>专家留在内存中的层数</translation>
    </message>
    <message>
        <source>which layers&apos; experts</source>
        <translation>哪些层的专家</translation>
    </message>
    <message>
        <source>placement of tensors</source>
        <translation>张量的放置</translation>
    </message>
    <message>
        <source>memory mapping</source>
        <translation>内存映射</translation>
    </message>
    <message>
        <source>locking in memory</source>
        <translation>锁定在内存中</translation>
    </message>
    <message>
        <source>RPC servers</source>
        <translation>RPC 服务器</translation>
    </message>
    <message>
        <source>LoRA adapters</source>
        <translation>LoRA 适配器</translation>
    </message>
    <message>
        <source>draft model</source>
        <translation>草稿模型</translation>
    </message>
    <message>
        <source>thinking markers</source>
        <translation>思考标记</translation>
    </message>
    <message>
        <source>folder of saved KV caches</source>
        <translation>KV 缓存的保存文件夹</translation>
    </message>
    <message>
        <source>size of saved KV caches</source>
        <translation>保存的 KV 缓存的大小</translation>
    </message>
    <message>
        <source>what goes back of earlier thinking</source>
        <translation>之前的思考送回多少</translation>
    </message>
    <message>
        <source>alternatives of each token</source>
        <translation>每个词元的候选数</translation>
    </message>
    <message>
        <source>when the context is full</source>
        <translation>上下文写满时</translation>
    </message>
    <message>
        <source>speculation</source>
        <translation>推测解码</translation>
    </message>
    <message>
        <source>thinking budget</source>
        <translation>思考预算</translation>
    </message>
    <message>
        <source>tolerance of the thinking budget</source>
        <translation>思考预算的宽限</translation>
    </message>
    <message>
        <source>extensions of the thinking</source>
        <translation>延长思考的次数</translation>
    </message>
    <message>
        <source>length of trial answers</source>
        <translation>试答的长度</translation>
    </message>
    <message>
        <source>text carried over</source>
        <translation>沿用的文字</translation>
    </message>
</context>
<context>
    <name>Outline</name>
    <message>
        <source>Search the steps</source>
        <translation>搜索步骤</translation>
    </message>
    <message>
        <source>Steps of the thinking</source>
        <translation>思考的步骤</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {all}</source>
        <translation>{all}中的 {shown} 步</translation>
    </message>
    <message>
        <source>No such step</source>
        <translation>没有这样的步骤</translation>
    </message>
    <message>
        <source>Nothing passes these filters.</source>
        <translation>没有符合筛选条件的步骤。</translation>
    </message>
    <message>
        <source>Show all steps</source>
        <translation>显示所有步骤</translation>
    </message>
</context>
<context>
    <name>OverrideRow</name>
    <message>
        <source>Pattern of tensor names</source>
        <translation>张量名称的规则</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Main memory</source>
        <translation>内存</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Kinds and marks are guesses from the words.</source>
        <translation>类别和标记是根据字词的推测。</translation>
    </message>
    <message>
        <source>Kinds are guessed by a small classifier (right for {accuracy} of {steps} labelled steps of problems it never saw, macro-F1 {f1}); marks and links go by words.</source>
        <translation>类别由小型分类器推测（对 {steps} 个来自未见过题目的人工标注步骤，正确率 {accuracy}，宏平均 F1 {f1}）；标记和关联依据字词。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>{tokens} tokens of thinking in {steps} steps</source>
        <translation>思考 {tokens} 个词元，共 {steps} 步</translation>
    </message>
    <message>
        <source>{characters} characters of thinking in {steps} steps</source>
        <translation>思考 {characters} 个字符，共 {steps} 步</translation>
    </message>
    <message>
        <source>, {time}</source>
        <translation>，用时 {time}</translation>
    </message>
    <message>
        <source>; {tokens} tokens of answer</source>
        <translation>；回答 {tokens} 个词元</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Phases: {phases}, nothing was reconsidered; mostly {kinds}.</source>
        <translation>阶段：{phases} 个，没有重新考虑；主要是{kinds}。</translation>
    </message>
    <message>
        <source>Phases: {phases}, of them reconsiderations: {times}; mostly {kinds}.</source>
        <translation>阶段：{phases} 个，其中重新考虑 {times} 次；主要是{kinds}。</translation>
    </message>
    <message>
        <source>Steps that doubt: {doubts}, take another way: {switches}, check: {checks}.</source>
        <translation>有疑虑的步骤：{doubts}，换思路：{switches}，检查：{checks}。</translation>
    </message>
    <message>
        <source>Candidate answers: {count}, changed: {changes}; the first, “{value}”, in step {step}.</source>
        <translation>候选答案：{count} 个，改变 {changes} 次；第一个是“{value}”，在第 {step} 步。</translation>
    </message>
    <message>
        <source>First reconsideration</source>
        <translation>第一次重新考虑</translation>
    </message>
    <message>
        <source>First doubt</source>
        <translation>第一处疑虑</translation>
    </message>
    <message>
        <source>How sure it was of its words is not known: no figures of tokens were kept.</source>
        <translation>无法得知它对用词有多确定：没有保存词元的数据。</translation>
    </message>
    <message>
        <source>Least certain at token {token} “{text}” in step {step} (entropy {entropy}).</source>
        <translation>最不确定的是第 {token} 个词元“{text}”，在第 {step} 步（熵 {entropy}）。</translation>
    </message>
    <message>
        <source>Least certain token</source>
        <translation>最不确定的词元</translation>
    </message>
    <message>
        <source>No candidate answer was found in the thinking.</source>
        <translation>思考中没有找到候选答案。</translation>
    </message>
    <message>
        <source>{share} of the thinking came after the final answer first stood there.</source>
        <translation>最终答案首次出现之后，还有 {share} 的思考。</translation>
    </message>
    <message>
        <source>First candidate</source>
        <translation>第一个候选答案</translation>
    </message>
    <message>
        <source>The answer is right by the reference, “{reference}”.</source>
        <translation>按参考答案“{reference}”，答案正确。</translation>
    </message>
    <message>
        <source>The answer is not the reference, “{reference}”.</source>
        <translation>答案与参考答案“{reference}”不同。</translation>
    </message>
</context>
<context>
    <name>Pane</name>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Copy the thinking</source>
        <translation>复制思考</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Answer now</source>
        <translation>立即回答</translation>
    </message>
    <message>
        <source>End the thinking and answer now</source>
        <translation>结束思考，立即回答</translation>
    </message>
    <message>
        <source>End the thinking at this token and have it answer</source>
        <translation>在当前词元处结束思考，让它开始回答</translation>
    </message>
    <message>
        <source>Back to the end of the text</source>
        <translation>回到文末</translation>
    </message>
    <message>
        <source>{count} new</source>
        <translation>新增 {count}</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>到文末</translation>
    </message>
    <message>
        <source>↓ {what}</source>
        <translation>↓ {what}</translation>
    </message>
</context>
<context>
    <name>PaneMenu</name>
    <message>
        <source>Go on from here…</source>
        <translation>从这里继续……</translation>
    </message>
    <message>
        <source>Fork here…</source>
        <translation>在这里分叉……</translation>
    </message>
    <message>
        <source>Edit the thinking and go on…</source>
        <translation>修改思考后继续……</translation>
    </message>
    <message>
        <source>Answer again with the same thinking</source>
        <translation>沿用同一思考重新回答</translation>
    </message>
    <message>
        <source>Show the exact prompt…</source>
        <translation>查看确切的提示词…</translation>
    </message>
    <message>
        <source>Explore the thinking</source>
        <translation>剖析思考</translation>
    </message>
    <message>
        <source>Print this exchange…</source>
        <translation>打印这一轮问答…</translation>
    </message>
    <message>
        <source>Save this exchange as PDF…</source>
        <translation>将这一轮问答存为 PDF…</translation>
    </message>
    <message>
        <source>Check as verse</source>
        <translation>按诗词检查</translation>
    </message>
</context>
<context>
    <name>PathEdit</name>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose a file: {what}</source>
        <translation>选择文件：{what}</translation>
    </message>
    <message>
        <source>Choose a .gguf file</source>
        <translation>选择 .gguf 文件</translation>
    </message>
    <message>
        <source>GGUF files (*.gguf)</source>
        <translation>GGUF 文件 (*.gguf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>Phases</name>
    <message>
        <source>Reconsideration {number}</source>
        <translation>重新考虑 {number}</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>题意</translation>
    </message>
    <message>
        <source>First pass</source>
        <translation>初步求解</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>定论</translation>
    </message>
</context>
<context>
    <name>PlaceBar</name>
    <message>
        <source>Which conversations are listed</source>
        <translation>列出哪些对话</translation>
    </message>
    <message>
        <source>Folders, copies and the trash</source>
        <translation>文件夹、重复对话与回收站</translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation>全部对话</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>{name} ({count})</source>
        <translation>{name}（{count}）</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>新建文件夹…</translation>
    </message>
    <message>
        <source>Rename this folder…</source>
        <translation>重命名此文件夹…</translation>
    </message>
    <message>
        <source>Remove this folder; its conversations stay</source>
        <translation>移除此文件夹（保留其中的对话）</translation>
    </message>
    <message>
        <source>Rename this tag…</source>
        <translation>重命名此标签…</translation>
    </message>
    <message>
        <source>Remove this tag; its conversations stay</source>
        <translation>移除此标签（保留有此标签的对话）</translation>
    </message>
    <message>
        <source>Find copies</source>
        <translation>查找重复的对话</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>清空回收站…</translation>
    </message>
</context>
<context>
    <name>PlaceChooser</name>
    <message>
        <source>Choose a place</source>
        <translation>选择位置</translation>
    </message>
    <message>
        <source>Close without a new version</source>
        <translation>关闭，不生成新版本</translation>
    </message>
    <message>
        <source>Go on from here</source>
        <translation>从这里继续</translation>
    </message>
    <message>
        <source>Keeps all up to and with this token; the model writes on from there.</source>
        <translation>保留到这个词元为止（含）的全部内容，模型从那里往下写。</translation>
    </message>
    <message>
        <source>No alternatives were kept for this token.</source>
        <translation>这个词元没有保存备选项。</translation>
    </message>
    <message>
        <source>or type what comes here</source>
        <translation>或输入这里应有的文字</translation>
    </message>
    <message>
        <source>Text in place of this token</source>
        <translation>替换这个词元的文字</translation>
    </message>
    <message>
        <source>Fork here</source>
        <translation>在这里分叉</translation>
    </message>
    <message>
        <source>The tokens of this answer were not kept. Edit its thinking instead.</source>
        <translation>这个回答的词元没有保存。请改为修改它的思考。</translation>
    </message>
    <message>
        <source>Token {number} of {count}</source>
        <translation>第 {number} 个词元，共 {count} 个</translation>
    </message>
    <message>
        <source>put in by steering</source>
        <translation>由引导插入</translation>
    </message>
    <message>
        <source>put in by hand</source>
        <translation>手动插入</translation>
    </message>
    <message>
        <source>probability {percent}</source>
        <translation>概率 {percent}</translation>
    </message>
    <message>
        <source>token no. {id}</source>
        <translation>词元编号 {id}</translation>
    </message>
    <message>
        <source>Something else in its place</source>
        <translation>换成别的</translation>
    </message>
    <message>
        <source>Tokens that might have stood here</source>
        <translation>此处可能出现的其他词元</translation>
    </message>
</context>
<context>
    <name>Placement</name>
    <message>
        <source>Weights {size} on {device}</source>
        <translation>权重 {size}，在 {device}</translation>
    </message>
    <message>
        <source>KV cache {size} on {device}</source>
        <translation>KV 缓存 {size}，在 {device}</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Main memory</source>
        <translation>内存</translation>
    </message>
</context>
<context>
    <name>PlacesList</name>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
</context>
<context>
    <name>PlacesTable</name>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV 缓存</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>计算</translation>
    </message>
</context>
<context>
    <name>PlanPane</name>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>Tokens that questions, thinking and answers may take.</source>
        <translation>提问、思考和回答合计可用的词元数。</translation>
    </message>
    <message>
        <source>Layers on the GPU</source>
        <translation>GPU 上的层数</translation>
    </message>
    <message>
        <source>The rest is computed by the processor.</source>
        <translation>其余由处理器计算。</translation>
    </message>
    <message>
        <source>Experts in memory</source>
        <translation>专家放内存</translation>
    </message>
    <message>
        <source>Layers whose experts stay in main memory while the rest is on the GPU.</source>
        <translation>这些层的专家留在内存中，其余放在 GPU 上。</translation>
    </message>
    <message>
        <source>How exactly keys and values are kept: coarser takes less memory.</source>
        <translation>键和值保存的精度：越粗越省内存。</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Let Sibian choose</source>
        <translation>由思辨决定</translation>
    </message>
    <message>
        <source>Reckoned from the catalog; the file itself tells it exactly.</source>
        <translation>按目录资料估算；有了文件才准确。</translation>
    </message>
    <message>
        <source>{part} of {whole}</source>
        <translation>{part} / {whole}</translation>
    </message>
    <message>
        <source>Aim at</source>
        <translation>侧重</translation>
    </message>
    <message>
        <source>KV cache type</source>
        <translation>KV 缓存类型</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Exact text</source>
        <translation>实际文本</translation>
    </message>
    <message>
        <source>Correct what is marked in the form.</source>
        <translation>请改正表单中标出的内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n 个字符</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Print</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考中</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Sent to the printer, pages: {pages}</source>
        <translation>已发送到打印机，共 {pages} 页</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Saved as PDF, pages: {pages}</source>
        <translation>已存为 PDF，共 {pages} 页</translation>
    </message>
</context>
<context>
    <name>PromptButton</name>
    <message>
        <source>What the model gets</source>
        <translation>模型得到的内容</translation>
    </message>
    <message>
        <source>Thinking of earlier turns</source>
        <translation>以前各轮的思考</translation>
    </message>
    <message>
        <source>DeepSeek-R1 and its kin expect it left out: they were trained so, and it saves context.</source>
        <translation>DeepSeek-R1 一类的模型应当略去：它们就是这样训练的，也节省上下文。</translation>
    </message>
    <message>
        <source>Show the exact prompt…</source>
        <translation>查看确切的提示词…</translation>
    </message>
    <message>
        <source>Thinking of earlier turns: {policy}</source>
        <translation>以前各轮的思考：{policy}</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>略去</translation>
    </message>
    <message>
        <source>Only the last turn&apos;s kept</source>
        <translation>只保留上一轮的</translation>
    </message>
    <message>
        <source>All kept</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>As the model&apos;s template has it</source>
        <translation>由模型的模板决定</translation>
    </message>
</context>
<context>
    <name>PromptDialog</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>How to show the prompt</source>
        <translation>提示词的显示方式</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Asking the model…</source>
        <translation>正在询问模型…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>{tokens} of {total} tokens</source>
        <translation>{tokens} / {total} 词元</translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) saved</source>
        <translation>
            <numerusform>节省 %Ln 词元</numerusform>
        </translation>
    </message>
    <message>
        <source>The template leaves out earlier thinking: {saved}.</source>
        <translation>模板略去了以前的思考：{saved}。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier thought(s) left out</source>
        <translation>
            <numerusform>略去了以前的 %Ln 段思考</numerusform>
        </translation>
    </message>
    <message>
        <source>{left_out}: {saved}.</source>
        <translation>{left_out}，{saved}。</translation>
    </message>
    <message>
        <source>Copy the ids</source>
        <translation>复制编号</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>复制文本</translation>
    </message>
    <message>
        <source>Text of the prompt</source>
        <translation>提示词的文本</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>PromptPresenter</name>
    <message>
        <source>What the model will get</source>
        <translation>模型将得到的内容</translation>
    </message>
    <message>
        <source>Write a question, and what the model would get is shown here.</source>
        <translation>写下问题，这里便显示模型将得到的内容。</translation>
    </message>
    <message>
        <source>What the model got</source>
        <translation>模型当时得到的内容</translation>
    </message>
    <message>
        <source>Nothing was kept of this answer&apos;s prompt.</source>
        <translation>这个回答的提示词没有留存。</translation>
    </message>
    <message>
        <source>Other weights are open than those that answered: its text was kept, tokens are not known.</source>
        <translation>现在打开的不是当时作答的模型：文本有留存，词元不得而知。</translation>
    </message>
    <message>
        <source>The weights&apos; template gives another prompt today: the text was kept, tokens are not known.</source>
        <translation>模型的模板如今给出不同的提示词：文本有留存，词元不得而知。</translation>
    </message>
    <message numerus="yes">
        <source>It ends with %Ln token(s) of an earlier version that this one went on from.</source>
        <translation>
            <numerusform>末尾是它所接续的早先版本的 %Ln 词元。</numerusform>
        </translation>
    </message>
    <message>
        <source>The model is busy; its prompt is shown when it has answered.</source>
        <translation>模型正忙，答完后显示提示词。</translation>
    </message>
    <message>
        <source>No model is loaded yet: what it gets depends on the model.</source>
        <translation>还没有加载模型：得到的内容取决于模型。</translation>
    </message>
    <message>
        <source>Asking the model…</source>
        <translation>正在询问模型…</translation>
    </message>
</context>
<context>
    <name>Prompts</name>
    <message>
        <source>this cannot be read ({said})</source>
        <translation>此处无法解析（{said}）</translation>
    </message>
    <message>
        <source>{what} cannot be used in a prompt</source>
        <translation>提示词中不能使用 {what}</translation>
    </message>
    <message>
        <source>there is no variable named {name}</source>
        <translation>没有名为 {name} 的变量</translation>
    </message>
    <message>
        <source>there is no filter named {name}</source>
        <translation>没有名为 {name} 的过滤器</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>the template is longer than {limit} characters</source>
        <translation>模板超过 {limit} 个字符</translation>
    </message>
    <message>
        <source>the text grows beyond {limit} characters</source>
        <translation>生成的文本超过 {limit} 个字符</translation>
    </message>
    <message>
        <source>the loops take more than {limit} steps</source>
        <translation>循环超过 {limit} 步</translation>
    </message>
    <message>
        <source>this takes longer than {limit} s</source>
        <translation>用时超过 {limit} 秒</translation>
    </message>
    <message>
        <source>a number grows too large</source>
        <translation>数值过大</translation>
    </message>
    <message>
        <source>this is neither text nor a number</source>
        <translation>这既不是文本也不是数字</translation>
    </message>
    <message>
        <source>this does not work ({said})</source>
        <translation>此处无法执行（{said}）</translation>
    </message>
    <message>
        <source>“{name}” is no good name: use letters, digits and _</source>
        <translation>“{name}”不能用作名称：请使用文字、数字和 _</translation>
    </message>
    <message>
        <source>there are two variables named {name}</source>
        <translation>有两个名为 {name} 的变量</translation>
    </message>
    <message>
        <source>there is no type named {type}</source>
        <translation>没有名为“{type}”的类型</translation>
    </message>
    <message>
        <source>a choice needs something to choose from</source>
        <translation>请至少给出一个选项</translation>
    </message>
    <message>
        <source>write the range as two numbers: 1 – 9</source>
        <translation>请把范围写成两个数字：1 – 9</translation>
    </message>
    <message>
        <source>the smallest value is above the largest</source>
        <translation>最小值大于最大值</translation>
    </message>
    <message>
        <source>there is no sampling setting named {name}</source>
        <translation>没有名为 {name} 的采样设置</translation>
    </message>
    <message>
        <source>the check of the answer cannot be used: {said}</source>
        <translation>回答的检查不能用：{said}</translation>
    </message>
    <message>
        <source>at most {limit} answers can be asked for at once</source>
        <translation>一次最多要 {limit} 个回答</translation>
    </message>
    <message>
        <source>{name} is still empty</source>
        <translation>{name} 还空着</translation>
    </message>
    <message>
        <source>answer yes or no</source>
        <translation>请填是或否</translation>
    </message>
    <message>
        <source>the template has no such variable</source>
        <translation>模板中没有这个变量</translation>
    </message>
    <message>
        <source>this is not a number</source>
        <translation>这不是数字</translation>
    </message>
    <message>
        <source>this must be a whole number</source>
        <translation>必须是整数</translation>
    </message>
    <message>
        <source>this must be at least {minimum}</source>
        <translation>不能小于 {minimum}</translation>
    </message>
    <message>
        <source>this must be at most {maximum}</source>
        <translation>不能大于 {maximum}</translation>
    </message>
    <message>
        <source>choose one of: {choices}</source>
        <translation>请选择其一：{choices}</translation>
    </message>
    <message>
        <source>this is longer than {limit} characters</source>
        <translation>超过 {limit} 个字符</translation>
    </message>
</context>
<context>
    <name>QuestionBox</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Prompt templates</source>
        <translation>提示词模板</translation>
    </message>
</context>
<context>
    <name>QuestionView</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Previous version of the question</source>
        <translation>上一个版本的问题</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>下一个版本</translation>
    </message>
    <message>
        <source>Edit the question and ask again</source>
        <translation>修改问题并重新提问</translation>
    </message>
    <message>
        <source>Copy the question</source>
        <translation>复制问题</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Show the whole question</source>
        <translation>展开整个问题</translation>
    </message>
    <message>
        <source>Fold the question</source>
        <translation>收起问题</translation>
    </message>
    <message>
        <source>Edited question</source>
        <translation>修改后的问题</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>Copy this code</source>
        <translation>复制这段代码</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy the link&apos;s address</source>
        <translation>复制链接地址</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>Recommended</name>
    <message>
        <source>Sampling</source>
        <translation>采样参数</translation>
    </message>
    <message>
        <source>Answers at once</source>
        <translation>一次几个回答</translation>
    </message>
</context>
<context>
    <name>RemarkLine</name>
    <message>
        <source>It says again and again: {text}</source>
        <translation>它反复说：{text}</translation>
    </message>
    <message>
        <source>End the thinking</source>
        <translation>结束思考</translation>
    </message>
    <message>
        <source>The answer it would have given before this</source>
        <translation>若不延长，它会给出的回答</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The answer it would have given before this, to be read beside the final one</source>
        <translation>若不延长，它会给出的回答，可与最终回答对照阅读</translation>
    </message>
    <message>
        <source>Thinking ended by you at token {token}</source>
        <translation>你在第 {token} 个词元处结束了思考</translation>
    </message>
    <message>
        <source>Budget reached: thinking ended at token {token}</source>
        <translation>预算用尽：思考在第 {token} 个词元处结束</translation>
    </message>
    <message>
        <source>Extended at token {token}: {phrase}</source>
        <translation>在第 {token} 个词元处延长：{phrase}</translation>
    </message>
    <message>
        <source>Repeats itself since token {token}</source>
        <translation>从第 {token} 个词元起开始重复</translation>
    </message>
    <message>
        <source>Context full: the oldest was forgotten, {tokens}</source>
        <translation>上下文已满：已忘记最早的 {tokens}</translation>
    </message>
    <message>
        <source>Trial answer</source>
        <translation>试答</translation>
    </message>
    <message>
        <source>Trial answer: the same</source>
        <translation>试答：相同</translation>
    </message>
    <message>
        <source>Trial answer: begins the same</source>
        <translation>试答：开头相同</translation>
    </message>
    <message>
        <source>Trial answer: differs</source>
        <translation>试答：不同</translation>
    </message>
</context>
<context>
    <name>Remarks</name>
    <message>
        <source>What was done to the thinking</source>
        <translation>对思考所做的引导</translation>
    </message>
</context>
<context>
    <name>ReplacePane</name>
    <message>
        <source>Of the right tone and rhyme:</source>
        <translation>合平仄、同韵的字：</translation>
    </message>
    <message>
        <source>Of the right tone:</source>
        <translation>合平仄的字：</translation>
    </message>
    <message>
        <source>Put {char} there</source>
        <translation>换成“{char}”</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Show one of them</source>
        <translation>打开看看</translation>
    </message>
    <message>
        <source>Bring in more…</source>
        <translation>继续导入…</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未导入的内容</translation>
    </message>
</context>
<context>
    <name>Rescue</name>
    <message>
        <source>The database is damaged.</source>
        <translation>数据库已损坏。</translation>
    </message>
    <message>
        <source>How shall Sibian go on? The damaged database is never erased: it is moved into a folder beside it, and you are told where.
{path}</source>
        <translation>要如何继续？损坏的数据库绝不会被删除：它会移入旁边的文件夹，并告知位置。
{path}</translation>
    </message>
    <message>
        <source>Restore the backup of {when}</source>
        <translation>恢复 {when} 的备份</translation>
    </message>
    <message>
        <source>Save what can be read</source>
        <translation>挽救可读内容</translation>
    </message>
    <message>
        <source>Begin with an empty one</source>
        <translation>从空数据库开始</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>{conversations} conversations with {messages} messages were saved.</source>
        <translation>已挽救 {conversations} 个对话、{messages} 条消息。</translation>
    </message>
    <message>
        <source>{count} values beside the texts (tokens, figures …) were damaged and left out.</source>
        <translation>除文本之外，有 {count} 项数据（词元、数值等）已损坏，未能带入。</translation>
    </message>
    <message>
        <source>The damaged database lies in {path}.</source>
        <translation>损坏的数据库在 {path}。</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>form</source>
        <translation>形制</translation>
    </message>
    <message>
        <source>tones</source>
        <translation>平仄</translation>
    </message>
    <message>
        <source>structure</source>
        <translation>粘对</translation>
    </message>
    <message>
        <source>rhyme</source>
        <translation>押韵</translation>
    </message>
    <message>
        <source>repetition</source>
        <translation>重字</translation>
    </message>
    <message>
        <source>parallelism</source>
        <translation>对仗</translation>
    </message>
    <message>
        <source>verse</source>
        <translation>格律</translation>
    </message>
    <message>
        <source>parallel prose</source>
        <translation>骈文</translation>
    </message>
    <message>
        <source>couplet</source>
        <translation>对联</translation>
    </message>
    <message>
        <source>little changed</source>
        <translation>改动少</translation>
    </message>
    <message>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>words</source>
        <translation>用词</translation>
    </message>
    <message>
        <source>headings</source>
        <translation>小节</translation>
    </message>
    <message>
        <source>table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>no lists</source>
        <translation>无列表</translation>
    </message>
    <message>
        <source>language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>manner</source>
        <translation>规矩</translation>
    </message>
</context>
<context>
    <name>RunHeader</name>
    <message>
        <source>How much of the prompt has been read</source>
        <translation>已读入提示的比例</translation>
    </message>
    <message>
        <source>Progress of the answer</source>
        <translation>回答的进度</translation>
    </message>
    <message>
        <source>prompt: {tokens}</source>
        <translation>提示：{tokens}</translation>
    </message>
    <message>
        <source>thinking: {facts}</source>
        <translation>思考：{facts}</translation>
    </message>
    <message>
        <source>answer: {facts}</source>
        <translation>回答：{facts}</translation>
    </message>
    <message>
        <source>answer began after {time}</source>
        <translation>{time}后开始回答</translation>
    </message>
    <message>
        <source>Waiting for the engine</source>
        <translation>等待引擎</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>正在读入提示</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
</context>
<context>
    <name>Sample</name>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>回答中</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>Length limit</source>
        <translation>到达长度上限</translation>
    </message>
    <message>
        <source>Context full</source>
        <translation>上下文已满</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>confidence {value}</source>
        <translation>置信度 {value}</translation>
    </message>
    <message>
        <source>reward {value}</source>
        <translation>奖励 {value}</translation>
    </message>
</context>
<context>
    <name>SampleCard</name>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Stop this sample</source>
        <translation>停止此样本</translation>
    </message>
    <message>
        <source>Sample {number}</source>
        <translation>样本 {number}</translation>
    </message>
    <message>
        <source>Place by reward</source>
        <translation>按奖励的名次</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>已采用</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>The conversation shows this answer</source>
        <translation>对话中显示的就是这个回答</translation>
    </message>
    <message>
        <source>Make this the answer; the others stay as versions</source>
        <translation>把它作为答案，其余保留为其他版本</translation>
    </message>
</context>
<context>
    <name>SamplingNames</name>
    <message>
        <source>temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>top-k</source>
        <translation>top-k</translation>
    </message>
    <message>
        <source>top-p</source>
        <translation>top-p</translation>
    </message>
    <message>
        <source>min-p</source>
        <translation>min-p</translation>
    </message>
    <message>
        <source>repeat penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>repeat window</source>
        <translation>重复窗口</translation>
    </message>
    <message>
        <source>presence penalty</source>
        <translation>存在惩罚</translation>
    </message>
    <message>
        <source>frequency penalty</source>
        <translation>频率惩罚</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Recommended: {values}</source>
        <translation>建议采样：{values}</translation>
    </message>
</context>
<context>
    <name>SamplingPanel</name>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Close the sampling panel</source>
        <translation>关闭采样面板</translation>
    </message>
    <message>
        <source>Use what is recommended</source>
        <translation>恢复推荐值</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示</translation>
    </message>
    <message>
        <source>System prompt of this conversation</source>
        <translation>本对话的系统提示</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Starts from what the makers of {name} recommend.</source>
        <translation>以 {name} 作者推荐的设置为起点。</translation>
    </message>
    <message>
        <source>Choose a model to see what its makers recommend.</source>
        <translation>选择模型后可看到其作者推荐的设置。</translation>
    </message>
    <message>
        <source>The makers advise against a system prompt: put instructions into the question.</source>
        <translation>作者建议不要使用系统提示：请把要求写进问题里。</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>As many as fit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Repeat penalty</source>
        <translation>重复惩罚</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>存在惩罚</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>频率惩罚</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Most tokens</source>
        <translation>最多词元</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Search everything: 立春, spring, &quot;exact words&quot;, -without</source>
        <translation>搜索全部内容：立春、spring、&quot;完整短语&quot;、-排除</translation>
    </message>
    <message>
        <source>Words to search</source>
        <translation>要搜索的词</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>回到对话</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
</context>
<context>
    <name>SearchPresenter</name>
    <message>
        <source>What is not in the index yet is found in a moment.</source>
        <translation>尚未编入索引的内容稍后即可找到。</translation>
    </message>
    <message>
        <source>Nothing so far</source>
        <translation>暂未找到</translation>
    </message>
    <message>
        <source>Every text with these words is being looked into.</source>
        <translation>正在逐篇查看含有这些词的文本。</translation>
    </message>
    <message>
        <source>Fewer words or other filters may find more.</source>
        <translation>减少词语或换用其他筛选条件，也许能找到更多。</translation>
    </message>
    <message>
        <source>Try fewer words.</source>
        <translation>请试试更少的词。</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Words find what begins with them, Chinese finds itself anywhere, quotes find exact words in a row, and a minus leaves a word out.</source>
        <translation>英文词匹配以它开头的词，中文匹配任意位置，引号匹配完整短语，减号排除一个词。</translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation>要找什么？</translation>
    </message>
    <message>
        <source>{stars} and more</source>
        <translation>{stars} 及以上</translation>
    </message>
    <message>
        <source>Passed its check</source>
        <translation>通过检查</translation>
    </message>
    <message>
        <source>Failed its check</source>
        <translation>未通过检查</translation>
    </message>
</context>
<context>
    <name>SelfField</name>
    <message>
        <source>Today&apos;s date fills itself in</source>
        <translation>自动填入今天的日期</translation>
    </message>
    <message>
        <source>What was copied fills itself in</source>
        <translation>自动填入剪贴板内容</translation>
    </message>
    <message>
        <source>The last answer of the conversation fills itself in</source>
        <translation>自动填入对话中的上一个回答</translation>
    </message>
    <message>
        <source>The checker&apos;s report on the last answer fills itself in</source>
        <translation>自动填入对上一个回答的检查报告</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Titles</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Everything is kept in</source>
        <translation>全部内容保存于</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Reopening long conversations</source>
        <translation>重新打开长对话</translation>
    </message>
    <message>
        <source>What the model has computed of a conversation is kept on the disk, so that going on with it later begins at once. Whoever can read these files can read the conversations. Changes hold from the next time a model is loaded.</source>
        <translation>模型对一段对话已算出的内容保存在磁盘上，以后继续时可以立即开始。能读取这些文件的人就能读到对话。改动在下次加载模型时生效。</translation>
    </message>
    <message>
        <source>Keep it between sessions</source>
        <translation>退出后仍保留</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> GB</translation>
    </message>
    <message>
        <source>Delete them now</source>
        <translation>立即删除</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>Used now</source>
        <translation>现已占用</translation>
    </message>
    <message>
        <source>In</source>
        <translation>位于</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Backups, trash and space…</source>
        <translation>备份、回收站与空间…</translation>
    </message>
    <message>
        <source>Let the model write them when it is idle</source>
        <translation>模型空闲时由它拟写</translation>
    </message>
</context>
<context>
    <name>Settled</name>
    <message>
        <source>Had the thinking ended after step {number}: {nats} nats</source>
        <translation>如果思考在第 {number} 步之后结束：{nats} 奈特</translation>
    </message>
    <message>
        <source>How settled the answer is here: {nats} nats, at the end of step {number}.</source>
        <translation>到这里答案的未定程度：第 {number} 步末尾为 {nats} 奈特。</translation>
    </message>
    <message>
        <source>How settled the answer is here: {nats} nats at the end of step {number}, {before} a paragraph earlier.</source>
        <translation>到这里答案的未定程度：第 {number} 步末尾为 {nats} 奈特，前一段为 {before}。</translation>
    </message>
    <message>
        <source>Entropy After &lt;/think&gt;: how open the first word of the answer is, had the thinking ended at the end of the paragraph. Low: the answer is settled; not that it is right.</source>
        <translation>Entropy After &lt;/think&gt;：假如思考在该段末尾结束，答案的第一个词还有多大的不确定。低表示答案已定，并不表示答案正确。</translation>
    </message>
    <message>
        <source>The answer&apos;s first word was open by {first} nats at first and {last} at the end</source>
        <translation>答案第一个词的不确定程度起初为 {first} 奈特，最后为 {last}</translation>
    </message>
    <message>
        <source>; it never settled.</source>
        <translation>；始终没有定下来。</translation>
    </message>
    <message>
        <source>; from step {number} on that hardly changed.</source>
        <translation>；从第 {number} 步起几乎不再变化。</translation>
    </message>
    <message>
        <source>Where it settled</source>
        <translation>何处定下</translation>
    </message>
</context>
<context>
    <name>Shares</name>
    <message>
        <source>Edge between thinking and answer; arrow keys move it</source>
        <translation>思考与回答的分界；可用方向键移动</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Send the question</source>
        <translation>发送问题</translation>
    </message>
    <message>
        <source>New line in the question</source>
        <translation>问题中换行</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>On the explorer&apos;s page</source>
        <translation>在思考剖析页面上</translation>
    </message>
</context>
<context>
    <name>Siblings</name>
    <message>
        <source>{place}/{count}</source>
        <translation>{place}/{count}</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>SidebarPanel</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>模型库</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Conversations you begin are kept here.</source>
        <translation>你开始的对话会保存在这里。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Many tries</source>
        <translation>多次采样</translation>
    </message>
    <message>
        <source>Bring in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Check a poem</source>
        <translation>检查诗词</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部内容</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n conversation(s) for good?</source>
        <translation>
            <numerusform>彻底删除 %n 个对话？</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete everything in the trash for good?</source>
        <translation>彻底删除回收站中的全部对话？</translation>
    </message>
    <message>
        <source>This cannot be undone. What the model had computed of them is deleted too.</source>
        <translation>此操作无法撤销。模型为它们保存的计算结果也会一并删除。</translation>
    </message>
    <message>
        <source>Name of the tag</source>
        <translation>标签名称</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>Name of the folder</source>
        <translation>文件夹名称</translation>
    </message>
    <message>
        <source>Nothing lies in this folder yet. Put conversations into it by their menu.</source>
        <translation>此文件夹中还没有对话。可通过对话的右键菜单放入。</translation>
    </message>
    <message>
        <source>No conversation carries this tag.</source>
        <translation>没有带此标签的对话。</translation>
    </message>
    <message>
        <source>Nothing is archived. What you archive leaves the list and is still found.</source>
        <translation>还没有归档的对话。归档后不再列出，但仍可搜索到。</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>回收站是空的。</translation>
    </message>
    <message numerus="yes">
        <source>%n conversations are chosen.</source>
        <translation>
            <numerusform>已选择 %n 个对话。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept for %n day(s), then deleted for good.</source>
        <translation>
            <numerusform>保留 %n 天，之后彻底删除。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SidebarPresenter</name>
    <message>
        <source>“{title}” was deleted.</source>
        <translation>已删除“{title}”。</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were deleted.</source>
        <translation>
            <numerusform>已删除 %n 个对话。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were archived.</source>
        <translation>
            <numerusform>已归档 %n 个对话。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were merged into one.</source>
        <translation>
            <numerusform>已将 %n 个对话合并为一个。</numerusform>
        </translation>
    </message>
    <message>
        <source>No conversation says the same as another.</source>
        <translation>没有内容相同的对话。</translation>
    </message>
    <message numerus="yes">
        <source>%n copy(s) of older conversations are chosen.</source>
        <translation>
            <numerusform>已选择 %n 个与更早对话重复的对话。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SlashList</name>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
</context>
<context>
    <name>SplitField</name>
    <message>
        <source>Layer by layer</source>
        <translation>按层</translation>
    </message>
    <message>
        <source>Row by row</source>
        <translation>按行</translation>
    </message>
    <message>
        <source>All on one</source>
        <translation>全部放在一个设备</translation>
    </message>
    <message>
        <source>The device that holds everything</source>
        <translation>存放全部的设备</translation>
    </message>
</context>
<context>
    <name>Spoken</name>
    <message>
        <source>Thinking</source>
        <translation>思考中</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>The answer failed</source>
        <translation>回答失败</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Answer ready</source>
        <translation>回答完成</translation>
    </message>
    <message>
        <source>No answer came</source>
        <translation>没有得到回答</translation>
    </message>
</context>
<context>
    <name>Statistics</name>
    <message>
        <source>Tokens of thinking</source>
        <translation>思考词元数</translation>
    </message>
    <message>
        <source>Tokens of answer</source>
        <translation>回答词元数</translation>
    </message>
    <message>
        <source>Characters of thinking</source>
        <translation>思考字符数</translation>
    </message>
    <message>
        <source>Characters of answer</source>
        <translation>回答字符数</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Doubts per 1,000 tokens</source>
        <translation>每千词元的怀疑</translation>
    </message>
    <message>
        <source>Other ways per 1,000 tokens</source>
        <translation>每千词元的换思路</translation>
    </message>
    <message>
        <source>Checks per 1,000 tokens</source>
        <translation>每千词元的检查</translation>
    </message>
    <message>
        <source>Seconds of thinking</source>
        <translation>思考秒数</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>每秒词元数</translation>
    </message>
    <message>
        <source>Confidence (mean)</source>
        <translation>置信度（平均）</translation>
    </message>
    <message>
        <source>Entropy (mean)</source>
        <translation>熵（平均）</translation>
    </message>
    <message>
        <source>Candidate answers</source>
        <translation>候选答案</translation>
    </message>
    <message>
        <source>Share of thinking after the final answer first stood</source>
        <translation>最终答案首次出现之后的思考占比</translation>
    </message>
    <message>
        <source>Thinking against answer</source>
        <translation>思考与回答</translation>
    </message>
    <message>
        <source>Length by weights</source>
        <translation>各模型的长度</translation>
    </message>
    <message>
        <source>Length by template</source>
        <translation>各模板的长度</translation>
    </message>
    <message>
        <source>Doubts against other ways</source>
        <translation>怀疑与换思路</translation>
    </message>
    <message>
        <source>Tempo by weights</source>
        <translation>各模型的速度</translation>
    </message>
    <message>
        <source>Confidence against length</source>
        <translation>置信度与长度</translation>
    </message>
    <message>
        <source>Right against wrong</source>
        <translation>正确与错误</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Right or wrong</source>
        <translation>对错</translation>
    </message>
    <message>
        <source>Written here or brought in</source>
        <translation>本地或导入</translation>
    </message>
    <message>
        <source>All traces</source>
        <translation>全部思考</translation>
    </message>
    <message>
        <source>Written here</source>
        <translation>本地生成</translation>
    </message>
    <message>
        <source>Brought in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>no template</source>
        <translation>无模板</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Without these figures, and so not shown: {count}</source>
        <translation>没有这些数据而未显示：{count}</translation>
    </message>
</context>
<context>
    <name>StatisticsPage</name>
    <message>
        <source>Statistics of traces</source>
        <translation>思考统计</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>返回对话</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>纵轴</translation>
    </message>
    <message>
        <source>Grouped by</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Nothing to draw yet</source>
        <translation>还没有可绘制的内容</translation>
    </message>
    <message>
        <source>Ask something, or bring conversations in: each answer of which such figures are known is a point.</source>
        <translation>提个问题，或导入对话：每个有相应数据的回答都是一个点。</translation>
    </message>
</context>
<context>
    <name>StatisticsPresenter</name>
    <message>
        <source>Traces shown: {count}</source>
        <translation>显示的思考：{count}</translation>
    </message>
    <message>
        <source>Reading traces: {done} of {wanted}</source>
        <translation>正在读取思考：{done} / {wanted}</translation>
    </message>
</context>
<context>
    <name>SteeringSection</name>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Say so</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>End the thinking</source>
        <translation>结束思考</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Forget the oldest</source>
        <translation>忘记最早的部分</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>From the text</source>
        <translation>取自上文</translation>
    </message>
    <message>
        <source>Draft weights</source>
        <translation>草稿模型</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>思考预算</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容许超出</translation>
    </message>
    <message>
        <source>Think longer</source>
        <translation>延长思考</translation>
    </message>
    <message>
        <source>Phrases, one a line</source>
        <translation>延长语，每行一句</translation>
    </message>
    <message>
        <source>Keep trial answers</source>
        <translation>保留试答</translation>
    </message>
    <message>
        <source>Repetition</source>
        <translation>重复时</translation>
    </message>
    <message>
        <source>Figures of every token</source>
        <translation>记录每个词元的数据</translation>
    </message>
    <message>
        <source>Alternatives</source>
        <translation>备选词元</translation>
    </message>
    <message>
        <source>Context full</source>
        <translation>上下文已满</translation>
    </message>
    <message>
        <source>Speculation</source>
        <translation>推测解码</translation>
    </message>
    <message>
        <source>After so many tokens the thinking is ended and the model answers.</source>
        <translation>思考达到这么多词元后即结束，模型开始回答。</translation>
    </message>
    <message>
        <source>Tokens that the thinking may go on after that, to end its sentence or paragraph.</source>
        <translation>此后思考还可以继续多少词元，以便写完当前的句子或段落。</translation>
    </message>
    <message>
        <source>So many times, when the model would stop thinking, a phrase is put in and it thinks on.</source>
        <translation>模型想停止思考时，插入一句话让它接着想；最多这么多次。</translation>
    </message>
    <message>
        <source>Used in turn, from the top again when all are used. Empty takes those shown in grey.</source>
        <translation>依次使用，用完后从头开始。留空则使用灰色显示的句子。</translation>
    </message>
    <message>
        <source>Before each phrase also writes the answer it would have given, to be compared with the final one.</source>
        <translation>每次插入之前，还会写出它此时会给出的回答，供与最终回答比较。</translation>
    </message>
    <message>
        <source>What is done when the thinking says the same over and over.</source>
        <translation>思考反复说同样的话时怎么办。</translation>
    </message>
    <message>
        <source>Keeps for every token how probable it was, and what else might have stood there.</source>
        <translation>为每个词元保存它的概率，以及此处可能出现的其他词元。</translation>
    </message>
    <message>
        <source>How many other tokens are kept for each, 0 to 20. Needed to fork from one.</source>
        <translation>为每个词元保存多少个备选，0 到 20。用备选分叉时需要。</translation>
    </message>
    <message>
        <source>When no more fits: stop and say so, or forget the oldest half of what follows the prompt.</source>
        <translation>放不下时：停下并说明，或忘记提示之后最早的一半内容。</translation>
    </message>
    <message>
        <source>Guesses tokens ahead and has them checked together. Faster at times; the text does not change. Draft weights are chosen where the model is loaded.</source>
        <translation>提前猜测若干词元，一并检验。有时更快；文字的分布不变。草稿模型在加载模型时选择。</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>Step {number} of {count}</source>
        <translation>第 {number} 步，共 {count} 步</translation>
    </message>
    <message>
        <source>a guess, by its own account {percent} sure</source>
        <translation>推测，自估把握 {percent}</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
    <message>
        <source>{count} characters</source>
        <translation>{count} 个字符</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>{time}, {speed} tokens/s</source>
        <translation>{time}，每秒 {speed} 个词元</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>{value} (whole trace {average})</source>
        <translation>{value}（整段 {average}）</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>候选答案</translation>
    </message>
    <message>
        <source>Answer {number}</source>
        <translation>回答 {number}</translation>
    </message>
    <message>
        <source>Answer, sentence {number}</source>
        <translation>回答第 {number} 句</translation>
    </message>
    <message>
        <source>Its words stand in the thinking.</source>
        <translation>其用词在思考中出现过。</translation>
    </message>
    <message>
        <source>Its words do not stand in the thinking.</source>
        <translation>其用词在思考中没有出现。</translation>
    </message>
    <message>
        <source>It was mentioned in the thinking, and doubted afterwards.</source>
        <translation>思考中提到过，之后又被怀疑。</translation>
    </message>
    <message>
        <source>Nothing in it could be looked for.</source>
        <translation>其中没有可供查找的内容。</translation>
    </message>
    <message>
        <source>A match of words, never a cause.</source>
        <translation>只是字词相符，不代表因果。</translation>
    </message>
    <message>
        <source>Step {number}</source>
        <translation>第 {number} 步</translation>
    </message>
</context>
<context>
    <name>StepPane</name>
    <message>
        <source>What if…</source>
        <translation>如果……</translation>
    </message>
    <message>
        <source>Go on from here, drawing again</source>
        <translation>从这里重新生成</translation>
    </message>
    <message>
        <source>Edit the thinking up to here and go on…</source>
        <translation>编辑到此为止的思考并继续…</translation>
    </message>
    <message>
        <source>End the thinking here and answer</source>
        <translation>在此结束思考并回答</translation>
    </message>
    <message>
        <source>How much did it matter?</source>
        <translation>它有多重要？</translation>
    </message>
    <message>
        <source>Resample this step until it differs</source>
        <translation>重新采样这一步，直到不同</translation>
    </message>
    <message>
        <source>How settled is the answer here?</source>
        <translation>到这里，答案定了吗？</translation>
    </message>
</context>
<context>
    <name>StepsTable</name>
    <message>
        <source>Steps of the versions, side by side</source>
        <translation>各版本的步骤并排</translation>
    </message>
</context>
<context>
    <name>StripView</name>
    <message>
        <source>{thinking} tokens of thinking, {answer} of answer; high where the model was sure</source>
        <translation>思考 {thinking} 个词元，回答 {answer} 个；越高表示模型越确定</translation>
    </message>
</context>
<context>
    <name>TemplateCategories</name>
    <message>
        <source>Verse</source>
        <translation>诗词</translation>
    </message>
    <message>
        <source>Prose</source>
        <translation>文章</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>运维</translation>
    </message>
    <message>
        <source>Mathematics</source>
        <translation>数学</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>TemplateFaults</name>
    <message>
        <source>Line {line}: {why}</source>
        <translation>第 {line} 行：{why}</translation>
    </message>
    <message>
        <source>{name}: {why}</source>
        <translation>{name}：{why}</translation>
    </message>
</context>
<context>
    <name>TemplatePage</name>
    <message>
        <source>Fill in</source>
        <translation>填写</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>What to do with the template</source>
        <translation>对模板做什么</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Put this text into the composer (Ctrl+Enter)</source>
        <translation>把这段文字放进输入框（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Copy to edit</source>
        <translation>复制后编辑</translation>
    </message>
    <message>
        <source>Make a template of your own from this one</source>
        <translation>以此为底稿，建立自己的模板</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Put the defaults back into the form</source>
        <translation>把表单恢复为默认值</translation>
    </message>
    <message>
        <source>From a file: somebody else wrote it. It runs closed in, with little time and memory.</source>
        <translation>来自文件，由他人编写：在隔离环境中渲染，时间和内存都有限制。</translation>
    </message>
    <message>
        <source>Answers are judged by rule.</source>
        <translation>回答按规则评判。</translation>
    </message>
    <message>
        <source>Sample {count}…</source>
        <translation>采样 {count} 次…</translation>
    </message>
    <message>
        <source>Have it answered several times, side by side, and judged</source>
        <translation>让它并排回答多次并加以评判</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save this template as a file, to pass it on</source>
        <translation>把模板存为文件，便于分享</translation>
    </message>
</context>
<context>
    <name>TemplatesDialog</name>
    <message>
        <source>Prompt templates</source>
        <translation>提示词模板</translation>
    </message>
    <message>
        <source>“{title}” was deleted.</source>
        <translation>已删除“{title}”。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>“{title}” was imported.</source>
        <translation>已导入“{title}”。</translation>
    </message>
    <message>
        <source>Import a template</source>
        <translation>导入模板</translation>
    </message>
    <message>
        <source>Templates (*.toml)</source>
        <translation>模板 (*.toml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Export this template</source>
        <translation>导出此模板</translation>
    </message>
</context>
<context>
    <name>TemplatesPresenter</name>
    <message>
        <source>My templates</source>
        <translation>我的模板</translation>
    </message>
</context>
<context>
    <name>ThinkingEditor</name>
    <message>
        <source>Thinking to go on from</source>
        <translation>要从中继续的思考</translation>
    </message>
    <message>
        <source>A new version begins with this text, and the model thinks on from its end. The old one stays.</source>
        <translation>新版本以这段文字开头，模型从末尾接着思考。旧版本保留不变。</translation>
    </message>
    <message>
        <source>Go on from here</source>
        <translation>从这里继续</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Step {number}: {said}</source>
        <translation>第 {number} 步：{said}</translation>
    </message>
    <message>
        <source>confirmed by the answer</source>
        <translation>与回答一致</translation>
    </message>
    <message>
        <source>dropped later</source>
        <translation>后来放弃</translation>
    </message>
    <message>
        <source>Candidate {number}: {value} ({note})</source>
        <translation>候选答案 {number}：{value}（{note}）</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline of the whole trace; arrow keys go from step to step</source>
        <translation>整段思考的时间轴；方向键逐步移动</translation>
    </message>
    <message>
        <source>Step {number}</source>
        <translation>第 {number} 步</translation>
    </message>
    <message>
        <source>Settled, nats</source>
        <translation>未定程度（奈特）</translation>
    </message>
</context>
<context>
    <name>Token</name>
    <message>
        <source>Tokens {first} to {last} of {count}</source>
        <translation>第 {first} 至 {last} 个词元，共 {count} 个</translation>
    </message>
    <message>
        <source>Token {number} of {count}</source>
        <translation>第 {number} 个词元，共 {count} 个</translation>
    </message>
    <message>
        <source>One character</source>
        <translation>一个字符</translation>
    </message>
    <message>
        <source>written as several tokens</source>
        <translation>由多个词元写成</translation>
    </message>
    <message>
        <source>put in by steering</source>
        <translation>由引导放入</translation>
    </message>
    <message>
        <source>put in by hand</source>
        <translation>由人放入</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Under the sampler</source>
        <translation>采样后</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
</context>
<context>
    <name>TokenPane</name>
    <message>
        <source>No alternatives were kept for this token.</source>
        <translation>没有保存这个词元的备选。</translation>
    </message>
    <message>
        <source>or type what comes here</source>
        <translation>或者输入此处的内容</translation>
    </message>
    <message>
        <source>Text in place of this token</source>
        <translation>替换这个词元的文字</translation>
    </message>
    <message>
        <source>Fork here</source>
        <translation>从这里分叉</translation>
    </message>
    <message>
        <source>Choose a token in the text, or walk through them with the left and right keys.</source>
        <translation>在文中选一个词元，或用左右方向键逐个移动。</translation>
    </message>
    <message>
        <source>token no. {id}</source>
        <translation>词元编号 {id}</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>已剔除</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Tokens that might have stood here</source>
        <translation>此处可能出现的词元</translation>
    </message>
</context>
<context>
    <name>TokenView</name>
    <message>
        <source>Tokens of the prompt</source>
        <translation>提示词的词元</translation>
    </message>
    <message>
        <source>Token {place} · id {id} · {text}</source>
        <translation>第 {place} 个词元 · 编号 {id} · {text}</translation>
    </message>
</context>
<context>
    <name>TracedView</name>
    <message>
        <source>The text, token by token; arrow keys choose one</source>
        <translation>逐词元显示的文字；用方向键选择</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>What shall it think about?</source>
        <translation>想让它思考什么？</translation>
    </message>
    <message>
        <source>Write a question below. The thinking appears beside the answer as it comes.</source>
        <translation>在下面写下问题。思考会在回答旁边随写随现。</translation>
    </message>
</context>
<context>
    <name>Trying</name>
    <message>
        <source>This trace was imported; nothing can be tried from it.</source>
        <translation>这段思考是导入的，无法从这里尝试。</translation>
    </message>
    <message>
        <source>Its tokens were not kept, so nothing can be tried from here.</source>
        <translation>没有保存它的词元，无法从这里尝试。</translation>
    </message>
    <message>
        <source>Something else is running.</source>
        <translation>正在运行其他任务。</translation>
    </message>
    <message>
        <source>Open weights to try something from here.</source>
        <translation>打开模型后才能从这里尝试。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Go on from here, drawing again</source>
        <translation>从这里重新生成</translation>
    </message>
    <message>
        <source>End the thinking here and answer</source>
        <translation>在此结束思考并回答</translation>
    </message>
    <message>
        <source>Edit the thinking up to here and go on…</source>
        <translation>编辑到此为止的思考并继续…</translation>
    </message>
    <message>
        <source>Highlight, or take the highlight off</source>
        <translation>高亮或取消高亮</translation>
    </message>
    <message>
        <source>Ask this many times</source>
        <translation>把这个问题问多次</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Right answers: {before} before it, {after} after it.</source>
        <translation>正确率：在它之前 {before}，在它之后 {after}。</translation>
    </message>
    <message>
        <source>It changed the answers by {kl} nats (KL); {share} of the redrawn steps differ.</source>
        <translation>它使答案分布改变 {kl} 奈特（KL）；重新采样的步骤中有 {share} 与它不同。</translation>
    </message>
    <message>
        <source>Without it: {answers}</source>
        <translation>没有它：{answers}</translation>
    </message>
    <message>
        <source>With it: {answers}</source>
        <translation>有了它：{answers}</translation>
    </message>
    <message>
        <source>From {before} continuations before it and {after} after it.</source>
        <translation>依据在它之前的 {before} 次续写和之后的 {after} 次续写。</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有答案</translation>
    </message>
    <message>
        <source>Step {number}: right answers {change} through it</source>
        <translation>第 {number} 步：使正确率变化 {change}</translation>
    </message>
    <message>
        <source>Step {number}: changed the answers by {kl} nats (KL)</source>
        <translation>第 {number} 步：使答案分布改变 {kl} 奈特（KL）</translation>
    </message>
</context>
<context>
    <name>Verse</name>
    <message>
        <source>strictly regular (正格)</source>
        <translation>正格</translation>
    </message>
    <message>
        <source>in metre (合律)</source>
        <translation>合律</translation>
    </message>
    <message>
        <source>loosely in metre (宽)</source>
        <translation>宽</translation>
    </message>
    <message>
        <source>out of metre (出律)</source>
        <translation>出律</translation>
    </message>
    <message>
        <source>Poem {number}</source>
        <translation>第 {number} 首</translation>
    </message>
    <message>
        <source>rhyme {group} ({book})</source>
        <translation>韵：{group}（{book}）</translation>
    </message>
    <message>
        <source>score {value}</source>
        <translation>得分 {value}</translation>
    </message>
    <message>
        <source>faults: {count}</source>
        <translation>毛病 {count} 处</translation>
    </message>
    <message>
        <source>{char}: in no table</source>
        <translation>{char}：表中未收</translation>
    </message>
    <message>
        <source>level (平)</source>
        <translation>平</translation>
    </message>
    <message>
        <source>oblique (仄)</source>
        <translation>仄</translation>
    </message>
    <message>
        <source>by today&apos;s sound; never counted as a fault</source>
        <translation>按今音，不算毛病</translation>
    </message>
    <message>
        <source>a level tone is wanted here</source>
        <translation>此处应平</translation>
    </message>
    <message>
        <source>an oblique tone is wanted here</source>
        <translation>此处应仄</translation>
    </message>
    <message>
        <source>either tone will do here</source>
        <translation>此处可平可仄</translation>
    </message>
</context>
<context>
    <name>VerseBeneath</name>
    <message>
        <source>Tones</source>
        <translation>平仄</translation>
    </message>
    <message>
        <source>Show every character with its tone</source>
        <translation>逐字显示平仄</translation>
    </message>
    <message>
        <source>Work on it</source>
        <translation>去修改</translation>
    </message>
    <message>
        <source>Open this answer on the page where poems are checked</source>
        <translation>在检查诗词的页面打开这个回答</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>合要求</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>不合要求</translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s)</source>
        <translation>
            <numerusform>%n 处毛病</numerusform>
        </translation>
    </message>
    <message>
        <source>Checked by rule</source>
        <translation>已按规则检查</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
</context>
<context>
    <name>VersePage</name>
    <message>
        <source>Back to the conversation</source>
        <translation>返回对话</translation>
    </message>
    <message>
        <source>Check a poem</source>
        <translation>检查诗词</translation>
    </message>
    <message>
        <source>No poem yet</source>
        <translation>还没有诗</translation>
    </message>
    <message>
        <source>Write or paste one at the left. Tones, rhyme and pattern are shown as you write.</source>
        <translation>在左边写下或粘贴一首，平仄、押韵和格式会边写边显示。</translation>
    </message>
    <message>
        <source>○ level  ● oblique  ◐ both  · unknown — above: what the pattern wants (中: either)</source>
        <translation>○ 平&#x3000;● 仄&#x3000;◐ 两读&#x3000;· 未收；字上为格律所要求（中：可平可仄）</translation>
    </message>
</context>
<context>
    <name>VotesView</name>
    <message>
        <source>{votes}, weighted {weight}</source>
        <translation>{votes}，加权 {weight}</translation>
    </message>
    <message>
        <source>All {count} agree: {answer}</source>
        <translation>{count} 个样本一致：{answer}</translation>
    </message>
    <message>
        <source>No two answers are the same.</source>
        <translation>没有两个答案相同。</translation>
    </message>
    <message>
        <source>The vote is a draw.</source>
        <translation>投票平局。</translation>
    </message>
    <message>
        <source>Majority: {answer} ({votes} of {count})</source>
        <translation>多数：{answer}（{votes}/{count}）</translation>
    </message>
    <message>
        <source>weighted by confidence: {answer}</source>
        <translation>按置信度加权：{answer}</translation>
    </message>
    <message>
        <source>Sample {number}</source>
        <translation>样本 {number}</translation>
    </message>
</context>
<context>
    <name>Wall</name>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
</context>
<context>
    <name>WeighDialog</name>
    <message>
        <source>How much did it matter?</source>
        <translation>它有多重要？</translation>
    </message>
    <message>
        <source>This step ({number})</source>
        <translation>这一步（{number}）</translation>
    </message>
    <message>
        <source>The steps that promise most ({numbers})</source>
        <translation>最值得衡量的步骤（{numbers}）</translation>
    </message>
    <message>
        <source>as many as it takes</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>{runs} continuations, about {tokens} tokens</source>
        <translation>{runs} 次续写，约 {tokens} 个词元</translation>
    </message>
    <message>
        <source>, about {time} one after the other at this trace&apos;s tempo</source>
        <translation>，按这段思考的速度依次进行约需 {time}</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>The thinking is taken up again just before the step and just after it, so many times each, as the model itself would go on. How much the answers differ is how much the step mattered. It runs in the background; what is drawn is kept, but is no version of the answer.</source>
        <translation>从这一步之前和之后分别让模型自己继续思考若干次。两边答案相差多少，就说明这一步有多重要。任务在后台运行；采样结果会保留，但不算作回答的版本。</translation>
    </message>
    <message>
        <source>Continuations at either side</source>
        <translation>每侧续写次数</translation>
    </message>
    <message>
        <source>Tokens of each at the most</source>
        <translation>每次最多词元数</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>WeightsGroup</name>
    <message>
        <source>Another address</source>
        <translation>其他地址</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Usual folder</source>
        <translation>默认文件夹</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>移出列表</translation>
    </message>
    <message>
        <source>One is kept; type another to replace it</source>
        <translation>已保存；输入新的可替换</translation>
    </message>
    <message>
        <source>This system has no keyring to keep a token in. The environment variable HF_TOKEN is used where it is set.</source>
        <translation>这个系统没有可存放令牌的密钥环。如果设置了环境变量 HF_TOKEN，会使用它。</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>模型站点</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Downloads go to</source>
        <translation>下载到</translation>
    </message>
    <message>
        <source>Look also in</source>
        <translation>另外查找</translation>
    </message>
    <message>
        <source>A token is needed only for weights whose makers want their licence to be accepted; it is kept in the system&apos;s keyring. Folders of LM Studio, Ollama, Hugging Face, GPT4All, Jan and llama.cpp are looked through by themselves; what lies there is used in place and never moved.</source>
        <translation>只有厂商要求先接受许可证的模型才需要令牌；它保存在系统密钥环中。LM Studio、Ollama、Hugging Face、GPT4All、Jan 和 llama.cpp 的文件夹会自动查找；其中的文件就地使用，不会移动。</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Sibian</source>
        <translation>思辨</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>What to show</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>{title} – Sibian</source>
        <translation>{title} – 思辨</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Prompt template</source>
        <translation>提示模板</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>批注</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>still looking…</source>
        <translation>仍在查找…</translation>
    </message>
    <message numerus="yes">
        <source>More than %n text(s)</source>
        <translation>
            <numerusform>超过 %n 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s)</source>
        <translation>
            <numerusform>%n 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the best %n are shown</source>
        <translation>
            <numerusform>显示最相关的 %n 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are still being put into the index</source>
        <translation>
            <numerusform>还有 %n 条消息正在编入索引</numerusform>
        </translation>
    </message>
    <message>
        <source>the index is being made</source>
        <translation>正在建立索引</translation>
    </message>
    <message>
        <source>by itself</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>before an update</source>
        <translation>更新之前</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>手动</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation>
            <numerusform>%n 个对话</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 条消息</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the trash</source>
        <translation>
            <numerusform>回收站中 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>对话文本</translation>
    </message>
    <message>
        <source>Prompts and raw texts, compressed</source>
        <translation>提示与原始文本（已压缩）</translation>
    </message>
    <message>
        <source>Tokens and their figures</source>
        <translation>词元及其数据</translation>
    </message>
    <message>
        <source>Search index</source>
        <translation>搜索索引</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Free, for what comes next</source>
        <translation>空闲（供后续使用）</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
</context>
<context>
    <name>WorkStrip</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>End it; what was drawn is kept</source>
        <translation>结束；已采样的会保留</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>WritingPane</name>
    <message>
        <source>Poem</source>
        <translation>诗</translation>
    </message>
    <message>
        <source>Write or paste a poem</source>
        <translation>写下或粘贴一首诗</translation>
    </message>
    <message>
        <source>Answer of the open conversation</source>
        <translation>当前对话的回答</translation>
    </message>
    <message>
        <source>What the open conversation answers is checked here while it is written.</source>
        <translation>当前对话的回答一边写出，一边在此检查。</translation>
    </message>
    <message>
        <source>My text</source>
        <translation>我的文字</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>What is checked</source>
        <translation>检查的内容</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>诗体</translation>
    </message>
    <message>
        <source>Rhyme book</source>
        <translation>韵书</translation>
    </message>
    <message>
        <source>Any form</source>
        <translation>任意诗体</translation>
    </message>
    <message>
        <source>Edit a copy</source>
        <translation>编辑副本</translation>
    </message>
    <message>
        <source>Put this answer in the place of my text; undo brings that back</source>
        <translation>用这份回答替换我的文字；撤销即可恢复</translation>
    </message>
    <message>
        <source>Answer, being written</source>
        <translation>回答（正在书写）</translation>
    </message>
    <message>
        <source>Followed while it is written</source>
        <translation>正随书写跟随检查</translation>
    </message>
    <message>
        <source>The last answer</source>
        <translation>最近一次回答</translation>
    </message>
</context>
<context>
    <name>_Handle</name>
    <message>
        <source>Edge between the two sides; arrow keys move it</source>
        <translation>两侧的分界；可用方向键移动</translation>
    </message>
</context>
</TS>
