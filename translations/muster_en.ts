<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>muster::console::ActivityBar</name>
    <message numerus="yes">
        <source>%1 of %n nodes answer</source>
        <translation>
            <numerusform>%1 of %n node answers</numerusform>
            <numerusform>%1 of %n nodes answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+ %n more</source>
        <extracomment>button: number of running jobs beside those that are shown</extracomment>
        <translation>
            <numerusform>+ %n more</numerusform>
            <numerusform>+ %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::AddNodesDialog</name>
    <message numerus="yes">
        <source>Asking %n addresses…</source>
        <translation>
            <numerusform>Asking %n address…</numerusform>
            <numerusform>Asking %n addresses…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes found</source>
        <translation>
            <numerusform>%n node found</numerusform>
            <numerusform>%n nodes found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n addresses</source>
        <translation>
            <numerusform>%n address</numerusform>
            <numerusform>%n addresses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::AttentionPage</name>
    <message numerus="yes">
        <source>%n nodes were found</source>
        <translation>
            <numerusform>%n node was found</numerusform>
            <numerusform>%n nodes were found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n nodes answer</source>
        <extracomment>%1 of all %n nodes of the fleet answer</extracomment>
        <translation>
            <numerusform>%1 of %n node answers</numerusform>
            <numerusform>%1 of %n nodes answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n nodes are well</source>
        <translation>
            <numerusform>The node is well</numerusform>
            <numerusform>All %n nodes are well</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes do not answer yet; what is shown of them is the last known.</source>
        <translation>
            <numerusform>%n node does not answer yet; what is shown of it is the last known.</numerusform>
            <numerusform>%n nodes do not answer yet; what is shown of them is the last known.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::ConfirmSheet</name>
    <message numerus="yes">
        <source>Its %n members stay paired, as lone nodes.</source>
        <translation>
            <numerusform>Its member stays paired, as a lone node.</numerusform>
            <numerusform>Its %n members stay paired, as lone nodes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::EventPanel</name>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>button: events that came while one looked at older ones</extracomment>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::FailureList</name>
    <message numerus="yes">
        <source>%n nodes do not answer or do not watch their units. Whether any failed there since they were last heard is not known.</source>
        <extracomment>%n is the number of nodes that do not answer, or cannot see whether their units fail</extracomment>
        <translation>
            <numerusform>%n node does not answer or does not watch its units. Whether any failed there since it was last heard is not known.</numerusform>
            <numerusform>%n nodes do not answer or do not watch their units. Whether any failed there since they were last heard is not known.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::FailuresPage</name>
    <message numerus="yes">
        <source>failed now on %n nodes</source>
        <extracomment>%n is the number of nodes on which something is failed</extracomment>
        <translation>
            <numerusform>failed now on %n node</numerusform>
            <numerusform>failed now on %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::FleetTree</name>
    <message numerus="yes">
        <source>+ %n more</source>
        <extracomment>leads to the list of all found nodes; %n are not shown in the tree</extracomment>
        <translation>
            <numerusform>+ %n more</numerusform>
            <numerusform>+ %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+ %n more, all well</source>
        <extracomment>stands for %n systems or nodes that are not listed because they are well</extracomment>
        <translation>
            <numerusform>+ %n more, well</numerusform>
            <numerusform>+ %n more, all well</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::FoundPage</name>
    <message numerus="yes">
        <source>%n nodes; what they say of themselves is not proven until they are paired</source>
        <translation>
            <numerusform>%n node; what it says of itself is not proven until it is paired</numerusform>
            <numerusform>%n nodes; what they say of themselves is not proven until they are paired</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::KnownFacts</name>
    <message numerus="yes">
        <source>%n before it gave up</source>
        <translation>
            <numerusform>%n before it gave up</numerusform>
            <numerusform>%n before it gave up</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::NodesPage</name>
    <message numerus="yes">
        <source>%1 of %n nodes answer</source>
        <translation>
            <numerusform>%1 of %n node answers</numerusform>
            <numerusform>%1 of %n nodes answer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::PairingDialog</name>
    <message numerus="yes">
        <source>Pair with %n nodes</source>
        <extracomment>title of a dialog</extracomment>
        <translation>
            <numerusform>Pair with %n node</numerusform>
            <numerusform>Pair with %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n nodes paired</source>
        <extracomment>%1 of the %n nodes that were to be paired</extracomment>
        <translation>
            <numerusform>%1 of %n node paired</numerusform>
            <numerusform>%1 of %n nodes paired</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Go on with the other %n</source>
        <translation>
            <numerusform>&amp;Go on with the other one</numerusform>
            <numerusform>&amp;Go on with the other %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::Phrases</name>
    <message numerus="yes">
        <source>%1 of %n members answer</source>
        <extracomment>of a system; %1 of its %n members answer</extracomment>
        <translation>
            <numerusform>%1 of %n member answers</numerusform>
            <numerusform>%1 of %n members answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes</source>
        <extracomment>number of nodes in the fleet</extracomment>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n systems · %1</source>
        <extracomment>number of systems in the fleet; %1 is &quot;61 nodes&quot;</extracomment>
        <translation>
            <numerusform>%n system · %1</numerusform>
            <numerusform>%n systems · %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::TablePanel</name>
    <message numerus="yes">
        <source>%n rows are hidden by the filter.</source>
        <translation>
            <numerusform>%n row is hidden by the filter.</numerusform>
            <numerusform>%n rows are hidden by the filter.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::TopBar</name>
    <message numerus="yes">
        <source>%n running</source>
        <extracomment>number of running jobs</extracomment>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
</context>
</TS>
