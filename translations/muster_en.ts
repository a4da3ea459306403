<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>muster::console::AcknowledgeList</name>
    <message numerus="yes">
        <source>%1: %n acknowledged</source>
        <extracomment>%1 is a node; %n failures of it</extracomment>
        <translation>
            <numerusform>%1: %n acknowledged</numerusform>
            <numerusform>%1: %n acknowledged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>names of units (%1), and how many others</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 stays Quiesced: %n units are still failed</source>
        <extracomment>%1 is a node; %n of its units</extracomment>
        <translation>
            <numerusform>%1 stays Quiesced: %n unit is still failed</numerusform>
            <numerusform>%1 stays Quiesced: %n units are still failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 stays Quiesced: %n other failures are not acknowledged</source>
        <extracomment>%1 is a node; %n of its failures</extracomment>
        <translation>
            <numerusform>%1 stays Quiesced: %n other failure is not acknowledged</numerusform>
            <numerusform>%1 stays Quiesced: %n other failures are not acknowledged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::AcknowledgeSheet</name>
    <message numerus="yes">
        <source>The selected %n</source>
        <extracomment>failures that are selected</extracomment>
        <translation>
            <numerusform>The selected one</numerusform>
            <numerusform>The selected %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n of this incident</source>
        <extracomment>all failures that belong together</extracomment>
        <translation>
            <numerusform>The one of this incident</numerusform>
            <numerusform>All %n of this incident</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n of these incidents</source>
        <translation>
            <numerusform>The one of these incidents</numerusform>
            <numerusform>All %n of these incidents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n on %1</source>
        <extracomment>all failures of the node %1</extracomment>
        <translation>
            <numerusform>The one on %1</numerusform>
            <numerusform>All %n on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n on these nodes</source>
        <translation>
            <numerusform>The one on these nodes</numerusform>
            <numerusform>All %n on these nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n of the fleet</source>
        <extracomment>all failures of all nodes</extracomment>
        <translation>
            <numerusform>The one of the fleet</numerusform>
            <numerusform>All %n of the fleet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The reason is longer than %n bytes.</source>
        <translation>
            <numerusform>The reason is longer than %n byte.</numerusform>
            <numerusform>The reason is longer than %n bytes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry the %n that failed</source>
        <extracomment>button: asks the nodes again on which it failed</extracomment>
        <translation>
            <numerusform>Retry the one that failed</numerusform>
            <numerusform>Retry the %n that failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Acknowledge %n failures</source>
        <translation>
            <numerusform>Acknowledge %n failure</numerusform>
            <numerusform>Acknowledge %n failures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::ActPhrases</name>
    <message numerus="yes">
        <source>Power on %n members</source>
        <extracomment>button</extracomment>
        <translation>
            <numerusform>Power on %n member</numerusform>
            <numerusform>Power on %n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Power off %n members</source>
        <extracomment>button</extracomment>
        <translation>
            <numerusform>Power off %n member</numerusform>
            <numerusform>Power off %n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Shut down %n members</source>
        <extracomment>button</extracomment>
        <translation>
            <numerusform>Shut down %n member</numerusform>
            <numerusform>Shut down %n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reboot %n members</source>
        <extracomment>button</extracomment>
        <translation>
            <numerusform>Reboot %n member</numerusform>
            <numerusform>Reboot %n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Power cycle %n members</source>
        <extracomment>button</extracomment>
        <translation>
            <numerusform>Power cycle %n member</numerusform>
            <numerusform>Power cycle %n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restart %n managements</source>
        <extracomment>button: the BMC of each</extracomment>
        <translation>
            <numerusform>Restart %n management</numerusform>
            <numerusform>Restart %n managements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::ActSheet</name>
    <message numerus="yes">
        <source>All %n members are asked at the same time. It is done on a member when its state shows it.</source>
        <translation>
            <numerusform>%n member is asked. It is done when its state shows it.</numerusform>
            <numerusform>All %n members are asked at the same time. It is done on a member when its state shows it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Something speaks against it on %n members.</source>
        <extracomment>members for which there is an objection to what is about to be done</extracomment>
        <translation>
            <numerusform>Something speaks against it on %n member.</numerusform>
            <numerusform>Something speaks against it on %n members.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry the %n that failed</source>
        <extracomment>button: asks the members again on which it failed</extracomment>
        <translation>
            <numerusform>Retry the %n that failed</numerusform>
            <numerusform>Retry the %n that failed</numerusform>
        </translation>
    </message>
</context>
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
    <name>muster::console::AttentionList</name>
    <message numerus="yes">
        <source>%n units</source>
        <extracomment>number of systemd units</extracomment>
        <translation>
            <numerusform>%n unit</numerusform>
            <numerusform>%n units</numerusform>
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
    <name>muster::console::CompareView</name>
    <message numerus="yes">
        <source>%Ln of %1 members differ</source>
        <translation>
            <numerusform>%Ln of %1 members differs</numerusform>
            <numerusform>%Ln of %1 members differ</numerusform>
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
    <name>muster::console::DumpContents</name>
    <message numerus="yes">
        <source>%n secrets replaced</source>
        <extracomment>of a file in a dump: so many passwords and the like were replaced</extracomment>
        <translation>
            <numerusform>%n secret replaced</numerusform>
            <numerusform>%n secrets replaced</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::DumpCreateSheet</name>
    <message numerus="yes">
        <source>a piece of each of %n members, packaged by the coordinator: %1</source>
        <extracomment>%n members of a system, %1 what each does</extracomment>
        <translation>
            <numerusform>a piece of %n member, packaged by the coordinator: %1</numerusform>
            <numerusform>a piece of each of %n members, packaged by the coordinator: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kinds of files</source>
        <extracomment>files that are taken into a dump</extracomment>
        <translation>
            <numerusform>%n kind of files</numerusform>
            <numerusform>%n kinds of files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Create %n dumps</source>
        <translation>
            <numerusform>Create %n dump</numerusform>
            <numerusform>Create %n dumps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop hosts and create %n dumps</source>
        <extracomment>button: dumps for which the hosts of nodes are stopped</extracomment>
        <translation>
            <numerusform>Stop hosts and create %n dump</numerusform>
            <numerusform>Stop hosts and create %n dumps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::DumpDeleteSheet</name>
    <message numerus="yes">
        <source>Delete %n dumps</source>
        <translation>
            <numerusform>Delete %n dump</numerusform>
            <numerusform>Delete %n dumps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::DumpOffloadSheet</name>
    <message numerus="yes">
        <source>Offload %n dumps</source>
        <translation>
            <numerusform>Offload %n dump</numerusform>
            <numerusform>Offload %n dumps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::DumpView</name>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln members are missing; the tree says why.</source>
        <translation>
            <numerusform>%Ln member is missing; the tree says why.</numerusform>
            <numerusform>%Ln members are missing; the tree says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::DumpsPage</name>
    <message numerus="yes">
        <source>Offloads (%n)</source>
        <translation>
            <numerusform>Offloads (%n)</numerusform>
            <numerusform>Offloads (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln dumps, %1 · %2 of %3 nodes tell theirs</source>
        <extracomment>%n dumps, %1 their size, %2 of %3 nodes have told theirs</extracomment>
        <translation>
            <numerusform>%Ln dump, %1 · %2 of %3 nodes tell theirs</numerusform>
            <numerusform>%Ln dumps, %1 · %2 of %3 nodes tell theirs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes have not told theirs yet.</source>
        <translation>
            <numerusform>%n node has not told its own yet.</numerusform>
            <numerusform>%n nodes have not told theirs yet.</numerusform>
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
    <name>muster::console::ExtractSheet</name>
    <message numerus="yes">
        <source>%Ln selected members, with what is below folders, are written to a folder.</source>
        <translation>
            <numerusform>%Ln selected member, with what is below a folder, is written to a folder.</numerusform>
            <numerusform>%Ln selected members, with what is below folders, are written to a folder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files written, %1.</source>
        <extracomment>files of a dump were written to a folder; %1 is how much</extracomment>
        <translation>
            <numerusform>%Ln file written, %1.</numerusform>
            <numerusform>%Ln files written, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out:</source>
        <translation>
            <numerusform>%Ln left out:</numerusform>
            <numerusform>%Ln left out:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::FailureCells</name>
    <message numerus="yes">
        <source>%n failed</source>
        <extracomment>number of units</extracomment>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed?</source>
        <extracomment>number of units that were failed when their nodes were heard last</extracomment>
        <translation>
            <numerusform>%n failed?</numerusform>
            <numerusform>%n failed?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n acknowledged</source>
        <extracomment>number of units that are failed, and somebody has taken note</extracomment>
        <translation>
            <numerusform>%n acknowledged</numerusform>
            <numerusform>%n acknowledged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recovered</source>
        <extracomment>number of units that had failed and are active again</extracomment>
        <translation>
            <numerusform>%n recovered</numerusform>
            <numerusform>%n recovered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::FailureGroups</name>
    <message numerus="yes">
        <source>%n failures</source>
        <translation>
            <numerusform>%n failure</numerusform>
            <numerusform>%n failures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n findings, began with: %1</source>
        <extracomment>one incident of several findings; %1 says why the first unit failed</extracomment>
        <translation>
            <numerusform>%n finding, began with: %1</numerusform>
            <numerusform>%n findings, began with: %1</numerusform>
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
    <message numerus="yes">
        <source>%n failures are over: recovered, and acknowledged.</source>
        <translation>
            <numerusform>%n failure is over: recovered, and acknowledged.</numerusform>
            <numerusform>%n failures are over: recovered, and acknowledged.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::FailureWatch</name>
    <message numerus="yes">
        <source>%1, and brought down %n more</source>
        <extracomment>notice; %1 says why a unit failed, and %n others with it</extracomment>
        <translation>
            <numerusform>%1, and brought down %n more</numerusform>
            <numerusform>%1, and brought down %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units failed on %1</source>
        <extracomment>title of a notice; %1 is a node</extracomment>
        <translation>
            <numerusform>%n unit failed on %1</numerusform>
            <numerusform>%n units failed on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units failed on %1 nodes</source>
        <extracomment>title of a notice; %1 is a number of nodes, at least two</extracomment>
        <translation>
            <numerusform>%n unit failed on %1 nodes</numerusform>
            <numerusform>%n units failed on %1 nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::FailuresPage</name>
    <message numerus="yes">
        <source>on %n nodes · %1 failed now · %2 not acknowledged</source>
        <extracomment>how many units are failed on %n nodes (%1), and how many failures nobody has acknowledged (%2)</extracomment>
        <translation>
            <numerusform>on %n node · %1 failed now · %2 not acknowledged</numerusform>
            <numerusform>on %n nodes · %1 failed now · %2 not acknowledged</numerusform>
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
    <name>muster::console::HistoryPhrases</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
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
    <name>muster::console::MemberView</name>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln secrets were replaced by the node</source>
        <translation>
            <numerusform>%Ln secret was replaced by the node</numerusform>
            <numerusform>%Ln secrets were replaced by the node</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are no entries of a journal</source>
        <translation>
            <numerusform>%Ln line is no entry of a journal</numerusform>
            <numerusform>%Ln lines are no entries of a journal</numerusform>
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
    <name>muster::console::ScheduleSheet</name>
    <message numerus="yes">
        <source>In %1, by the coordinator&apos;s clock. Whoever coordinates the system then asks %n members, whether or not this console runs. It is done once; when nobody coordinates at that time it is missed, and not made up for.</source>
        <translation>
            <numerusform>In %1, by the coordinator&apos;s clock. Whoever coordinates the system then asks %n member, whether or not this console runs. It is done once; when nobody coordinates at that time it is missed, and not made up for.</numerusform>
            <numerusform>In %1, by the coordinator&apos;s clock. Whoever coordinates the system then asks %n members, whether or not this console runs. It is done once; when nobody coordinates at that time it is missed, and not made up for.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::SearchPanel</name>
    <message numerus="yes">
        <source>Stopped: %Ln lines until then</source>
        <extracomment>a search was stopped by a person</extracomment>
        <translation>
            <numerusform>Stopped: %Ln line until then</numerusform>
            <numerusform>Stopped: %Ln lines until then</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln lines; there are more</source>
        <extracomment>a search has ended</extracomment>
        <translation>
            <numerusform>The first %Ln line; there are more</numerusform>
            <numerusform>The first %Ln lines; there are more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln members searched</source>
        <translation>
            <numerusform>%Ln member searched</numerusform>
            <numerusform>%Ln members searched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln binary ones left out</source>
        <extracomment>a search left out files that are no text</extracomment>
        <translation>
            <numerusform>%Ln binary one left out</numerusform>
            <numerusform>%Ln binary ones left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be read, first %1: %2</source>
        <extracomment>a search: %1 is a file, %2 says why it could not be read</extracomment>
        <translation>
            <numerusform>%Ln could not be read, first %1: %2</numerusform>
            <numerusform>%Ln could not be read, first %1: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::SystemChangeSheet</name>
    <message numerus="yes">
        <source>Retry the %n that failed</source>
        <extracomment>button: tells the nodes again on which it failed</extracomment>
        <translation>
            <numerusform>Retry the one that failed</numerusform>
            <numerusform>Retry the %n that failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::SystemOrders</name>
    <message numerus="yes">
        <source>Its %n members stay paired, as lone nodes, and do not act together any more.</source>
        <translation>
            <numerusform>Its member stays paired, as a lone node, and does not act as a system any more.</numerusform>
            <numerusform>Its %n members stay paired, as lone nodes, and do not act together any more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::SystemPage</name>
    <message numerus="yes">
        <source>%1 And %n more: see the members.</source>
        <extracomment>%1 is one sentence that says what is wrong; there are %n further ones</extracomment>
        <translation>
            <numerusform>%1 And one more: see the members.</numerusform>
            <numerusform>%1 And %n more: see the members.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::SystemsPage</name>
    <message numerus="yes">
        <source>All %n systems are well</source>
        <translation>
            <numerusform>The system is well</numerusform>
            <numerusform>All %n systems are well</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n systems need a look</source>
        <translation>
            <numerusform>%1 of %n system needs a look</numerusform>
            <numerusform>%1 of %n systems need a look</numerusform>
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
<context>
    <name>muster::console::TrayIcon</name>
    <message numerus="yes">
        <source>Muster: %n failures not acknowledged</source>
        <extracomment>of the icon in the tray</extracomment>
        <translation>
            <numerusform>Muster: %n failure not acknowledged</numerusform>
            <numerusform>Muster: %n failures not acknowledged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::WatchListDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>more lines than are shown</extracomment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is wrong with it; it names %n units.</source>
        <extracomment>of the text of a file; %n units are named there</extracomment>
        <translation>
            <numerusform>Nothing is wrong with it; it names %n unit.</numerusform>
            <numerusform>Nothing is wrong with it; it names %n units.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Retry the %n that failed</source>
        <extracomment>button: writes again to the nodes on which it failed</extracomment>
        <translation>
            <numerusform>&amp;Retry the one that failed</numerusform>
            <numerusform>&amp;Retry the %n that failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Written to %n nodes</source>
        <extracomment>in place of the button that writes a file to nodes, when it has done so</extracomment>
        <translation>
            <numerusform>Written to %n node</numerusform>
            <numerusform>Written to %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Write to %n nodes</source>
        <extracomment>button: writes a file to nodes</extracomment>
        <translation>
            <numerusform>&amp;Write to %n node</numerusform>
            <numerusform>&amp;Write to %n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Re&amp;move from %n nodes…</source>
        <extracomment>button: removes a file from nodes</extracomment>
        <translation>
            <numerusform>Re&amp;move from %n node…</numerusform>
            <numerusform>Re&amp;move from %n nodes…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %1 from %n nodes</source>
        <extracomment>button; %1 is a file</extracomment>
        <translation>
            <numerusform>Remove %1 from %n node</numerusform>
            <numerusform>Remove %1 from %n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::WatchNodes</name>
    <message numerus="yes">
        <source>removed, %n units are watched</source>
        <extracomment>of a file of a node; %n units are watched there now</extracomment>
        <translation>
            <numerusform>removed, %n unit is watched</numerusform>
            <numerusform>removed, %n units are watched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>written, %n units are watched</source>
        <extracomment>of a file of a node; %n units are watched there now</extracomment>
        <translation>
            <numerusform>written, %n unit is watched</numerusform>
            <numerusform>written, %n units are watched</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::WatchPreviewModel</name>
    <message numerus="yes">
        <source>is restarted %n times at most</source>
        <extracomment>of a unit that fails: what its node does about it</extracomment>
        <translation>
            <numerusform>is restarted once at most</numerusform>
            <numerusform>is restarted %n times at most</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the node reboots %n times at most</source>
        <extracomment>of a unit that fails: what its node does about it</extracomment>
        <translation>
            <numerusform>the node reboots once at most</numerusform>
            <numerusform>the node reboots %n times at most</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::WorkSheet</name>
    <message numerus="yes">
        <source>Retry the %n that failed</source>
        <extracomment>button: tries again what failed</extracomment>
        <translation>
            <numerusform>Retry the one that failed</numerusform>
            <numerusform>Retry the %n that failed</numerusform>
        </translation>
    </message>
</context>
</TS>
