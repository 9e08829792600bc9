<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>BranchesPage</name>
    <message numerus="yes">
        <source>%n message(s) go, with what the model had computed of them. This cannot be undone.</source>
        <translation>
            <numerusform>%n message goes, with what the model had computed of it. This cannot be undone.</numerusform>
            <numerusform>%n messages go, with what the model had computed of them. This cannot be undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BranchesPresenter</name>
    <message numerus="yes">
        <source>%n branch(es)</source>
        <translation>
            <numerusform>%n branch</numerusform>
            <numerusform>%n branches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n sample(s)</source>
        <translation>
            <numerusform>%n sample</numerusform>
            <numerusform>%n samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) brought in</source>
        <translation>
            <numerusform>%n conversation brought in</numerusform>
            <numerusform>%n conversations brought in</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message numerus="yes">
        <source>%n more finding(s)</source>
        <translation>
            <numerusform>%n more finding</numerusform>
            <numerusform>%n more findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message numerus="yes">
        <source>%n set(s) of weights</source>
        <translation>
            <numerusform>%n set of weights</numerusform>
            <numerusform>%n sets of weights</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LoadOptionsDialog</name>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln changed</numerusform>
            <numerusform>%Ln changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Outline</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptDialog</name>
    <message numerus="yes">
        <source>%Ln token(s)</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln token(s) saved</source>
        <translation>
            <numerusform>%Ln token saved</numerusform>
            <numerusform>%Ln tokens saved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier thought(s) left out</source>
        <translation>
            <numerusform>%Ln earlier thought left out</numerusform>
            <numerusform>%Ln earlier thoughts left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptPresenter</name>
    <message numerus="yes">
        <source>It ends with %Ln token(s) of an earlier version that this one went on from.</source>
        <translation>
            <numerusform>It ends with %Ln token of an earlier version that this one went on from.</numerusform>
            <numerusform>It ends with %Ln tokens of an earlier version that this one went on from.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SidebarPanel</name>
    <message numerus="yes">
        <source>Delete %n conversation(s) for good?</source>
        <translation>
            <numerusform>Delete %n conversation for good?</numerusform>
            <numerusform>Delete %n conversations for good?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversations are chosen.</source>
        <translation>
            <numerusform>%n conversation is chosen.</numerusform>
            <numerusform>%n conversations are chosen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept for %n day(s), then deleted for good.</source>
        <translation>
            <numerusform>Kept for %n day, then deleted for good.</numerusform>
            <numerusform>Kept for %n days, then deleted for good.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SidebarPresenter</name>
    <message numerus="yes">
        <source>%n conversation(s) were deleted.</source>
        <translation>
            <numerusform>%n conversation was deleted.</numerusform>
            <numerusform>%n conversations were deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were archived.</source>
        <translation>
            <numerusform>%n conversation was archived.</numerusform>
            <numerusform>%n conversations were archived.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were merged into one.</source>
        <translation>
            <numerusform>%n conversation was merged into one.</numerusform>
            <numerusform>%n conversations were merged into one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copy(s) of older conversations are chosen.</source>
        <translation>
            <numerusform>%n copy of an older conversation is chosen.</numerusform>
            <numerusform>%n copies of older conversations are chosen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerseBeneath</name>
    <message numerus="yes">
        <source>%n fault(s)</source>
        <translation>
            <numerusform>%n fault</numerusform>
            <numerusform>%n faults</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>More than %n text(s)</source>
        <translation>
            <numerusform>More than %n text</numerusform>
            <numerusform>More than %n texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s)</source>
        <translation>
            <numerusform>%n text</numerusform>
            <numerusform>%n texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the best %n are shown</source>
        <translation>
            <numerusform>the best %n is shown</numerusform>
            <numerusform>the best %n are shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are still being put into the index</source>
        <translation>
            <numerusform>%n message is still being put into the index</numerusform>
            <numerusform>%n messages are still being put into the index</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s)</source>
        <translation>
            <numerusform>%n conversation</numerusform>
            <numerusform>%n conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the trash</source>
        <translation>
            <numerusform>%n in the trash</numerusform>
            <numerusform>%n in the trash</numerusform>
        </translation>
    </message>
</context>
</TS>
