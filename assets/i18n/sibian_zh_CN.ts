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
            <source>Prompt templates</source>
            <translation>提示词模板</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Regenerate the answer</source>
            <translation>重新生成回答</translation>
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
        <name>Callout</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>Composer</name>
        <message>
            <source>Question</source>
            <translation>问题</translation>
        </message>
        <message>
            <source>Enter sends, Shift+Enter breaks the line</source>
            <translation>Enter 发送，Shift+Enter 换行</translation>
        </message>
        <message>
            <source>Prompt templates</source>
            <translation>提示词模板</translation>
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
        <message>
            <source>“{title}” was deleted.</source>
            <translation>已删除“{title}”。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
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
            <source>The chat template inside {name} failed.</source>
            <translation>{name} 内的对话模板出错。</translation>
        </message>
        <message>
            <source>Choose other weights; this file's template is broken.</source>
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
            <source>Move it aside or restore a copy, then start again.</source>
            <translation>请把它移开或恢复一份副本，然后重新启动。</translation>
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
            <source>Previous version of the answer</source>
            <translation>上一个版本的回答</translation>
        </message>
        <message>
            <source>Next version</source>
            <translation>下一个版本</translation>
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
    </context>
    <context>
        <name>LoadOptionsDialog</name>
        <message>
            <source>How to load the model</source>
            <translation>模型的加载方式</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Map the file into memory</source>
            <translation>将文件映射到内存</translation>
        </message>
        <message>
            <source>From the model's own template</source>
            <translation>依模型自带的模板</translation>
        </message>
        <message>
            <source>Context length (tokens)</source>
            <translation>上下文长度（词元）</translation>
        </message>
        <message>
            <source>Processor threads</source>
            <translation>处理器线程数</translation>
        </message>
        <message>
            <source>Layers on the GPU</source>
            <translation>放在 GPU 上的层数</translation>
        </message>
        <message>
            <source>Thinking markers</source>
            <translation>思考标记</translation>
        </message>
        <message>
            <source>Load</source>
            <translation>加载</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
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
            <source>“{type}” is no type: use text, choice or number</source>
            <translation>没有“{type}”这种类型：请用 text、choice 或 number</translation>
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
            <source>Everything is kept in</source>
            <translation>全部内容保存于</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
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
    </context>
    <context>
        <name>Siblings</name>
        <message>
            <source>{place}/{count}</source>
            <translation>{place}/{count}</translation>
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
            <source>Conversations</source>
            <translation>对话</translation>
        </message>
        <message>
            <source>Conversations you begin are kept here.</source>
            <translation>你开始的对话会保存在这里。</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
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
    </context>
    <context>
        <name>TemplatesPresenter</name>
        <message>
            <source>My templates</source>
            <translation>我的模板</translation>
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
        <name>_Handle</name>
        <message>
            <source>Edge between the two sides; arrow keys move it</source>
            <translation>两侧的分界；可用方向键移动</translation>
        </message>
    </context>
</TS>
