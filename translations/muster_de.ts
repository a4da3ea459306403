<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>muster::console::AcknowledgeList</name>
    <message>
        <source>%1: this console may only read there</source>
        <extracomment>%1 is a node</extracomment>
        <translation>%1: diese Konsole darf dort nur lesen</translation>
    </message>
    <message>
        <source>%1: is being asked…</source>
        <extracomment>%1 is a node</extracomment>
        <translation>%1: wird gefragt…</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n acknowledged</source>
        <extracomment>%1 is a node; %n failures of it</extracomment>
        <translation>
            <numerusform>%1: %n quittiert</numerusform>
            <numerusform>%1: %n quittiert</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: refused: %2</source>
        <extracomment>%1 is a node, %2 says why it refused to take note</extracomment>
        <translation>%1: abgelehnt: %2</translation>
    </message>
    <message>
        <source>%1: not reached: %2</source>
        <extracomment>%1 is a node, %2 says why it was not reached</extracomment>
        <translation>%1: nicht erreicht: %2</translation>
    </message>
    <message>
        <source>Acknowledging needs the role Operator. Pair with it again as one.</source>
        <translation>Quittieren erfordert die Rolle Bediener. Koppeln Sie den Knoten erneut mit dieser Rolle.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>names of units (%1), and how many others</extracomment>
        <translation>
            <numerusform>%1 und %n weitere</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 does not answer; it is tried all the same</source>
        <extracomment>%1 is a node</extracomment>
        <translation>%1 antwortet nicht; es wird trotzdem versucht</translation>
    </message>
    <message>
        <source>%1 stays Quiesced: %2 is still failed</source>
        <extracomment>%1 is a node, %2 a unit</extracomment>
        <translation>%1 bleibt Quiesced: %2 ist noch ausgefallen</translation>
    </message>
    <message numerus="yes">
        <source>%1 stays Quiesced: %n units are still failed</source>
        <extracomment>%1 is a node; %n of its units</extracomment>
        <translation>
            <numerusform>%1 bleibt Quiesced: %n Unit ist noch ausgefallen</numerusform>
            <numerusform>%1 bleibt Quiesced: %n Units sind noch ausgefallen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 stays Quiesced: %n other failures are not acknowledged</source>
        <extracomment>%1 is a node; %n of its failures</extracomment>
        <translation>
            <numerusform>%1 bleibt Quiesced: %n weiterer Ausfall ist nicht quittiert</numerusform>
            <numerusform>%1 bleibt Quiesced: %n weitere Ausfälle sind nicht quittiert</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has nothing else that waits for somebody</source>
        <extracomment>%1 is a node</extracomment>
        <translation>Auf %1 wartet sonst nichts auf jemanden</translation>
    </message>
    <message>
        <source>%1 becomes Ready again</source>
        <extracomment>%1 is a node</extracomment>
        <translation>%1 wird wieder Ready</translation>
    </message>
</context>
<context>
    <name>muster::console::AcknowledgeSheet</name>
    <message>
        <source>Acknowledge failures</source>
        <translation>Ausfälle quittieren</translation>
    </message>
    <message>
        <source>Others see that somebody has taken note, who, and why. Nothing is restarted or repaired.</source>
        <translation>Andere sehen, dass jemand Kenntnis genommen hat, wer und warum. Nichts wird neu gestartet oder repariert.</translation>
    </message>
    <message>
        <source>What becomes of each node</source>
        <translation>Was aus jedem Knoten wird</translation>
    </message>
    <message>
        <source>Why that is enough, for others to read; may be left empty</source>
        <translation>Warum das genügt, für andere zu lesen; darf leer bleiben</translation>
    </message>
    <message>
        <source>&amp;Which</source>
        <extracomment>which failures are acknowledged</extracomment>
        <translation>&amp;Welche</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <extracomment>why somebody takes note of a failure and leaves it at that</extracomment>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>The selected %n</source>
        <extracomment>failures that are selected</extracomment>
        <translation>
            <numerusform>Der gewählte</numerusform>
            <numerusform>Die %n gewählten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n of this incident</source>
        <extracomment>all failures that belong together</extracomment>
        <translation>
            <numerusform>Der eine dieses Vorfalls</numerusform>
            <numerusform>Alle %n dieses Vorfalls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n of these incidents</source>
        <translation>
            <numerusform>Der eine dieser Vorfälle</numerusform>
            <numerusform>Alle %n dieser Vorfälle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n on %1</source>
        <extracomment>all failures of the node %1</extracomment>
        <translation>
            <numerusform>Der eine auf %1</numerusform>
            <numerusform>Alle %n auf %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n on these nodes</source>
        <translation>
            <numerusform>Der eine auf diesen Knoten</numerusform>
            <numerusform>Alle %n auf diesen Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n of the fleet</source>
        <extracomment>all failures of all nodes</extracomment>
        <translation>
            <numerusform>Der eine der Flotte</numerusform>
            <numerusform>Alle %n der Flotte</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>The reason is longer than %n bytes.</source>
        <translation>
            <numerusform>Der Grund ist länger als %n Byte.</numerusform>
            <numerusform>Der Grund ist länger als %n Byte.</numerusform>
        </translation>
    </message>
    <message>
        <source>This console may only read on these nodes; acknowledging needs the role Operator.</source>
        <translation>Diese Konsole darf auf diesen Knoten nur lesen; Quittieren erfordert die Rolle Bediener.</translation>
    </message>
    <message numerus="yes">
        <source>Retry the %n that failed</source>
        <extracomment>button: asks the nodes again on which it failed</extracomment>
        <translation>
            <numerusform>Den gescheiterten erneut versuchen</numerusform>
            <numerusform>Die %n gescheiterten erneut versuchen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Acknowledge %n failures</source>
        <translation>
            <numerusform>%n Ausfall quittieren</numerusform>
            <numerusform>%n Ausfälle quittieren</numerusform>
        </translation>
    </message>
    <message>
        <source>its agent is too old to take note of failures</source>
        <translation>sein Agent ist zu alt, um Ausfälle zu quittieren</translation>
    </message>
</context>
<context>
    <name>muster::console::ActPhrases</name>
    <message>
        <source>Power &amp;on…</source>
        <extracomment>in a menu</extracomment>
        <translation>&amp;Einschalten …</translation>
    </message>
    <message>
        <source>Power off at on&amp;ce…</source>
        <extracomment>in a menu: without asking the operating system</extracomment>
        <translation>&amp;Sofort ausschalten …</translation>
    </message>
    <message>
        <source>&amp;Shut down…</source>
        <extracomment>in a menu: the operating system ends, then the power goes off</extracomment>
        <translation>&amp;Herunterfahren …</translation>
    </message>
    <message>
        <source>&amp;Reboot…</source>
        <extracomment>in a menu: the operating system</extracomment>
        <translation>&amp;Neu starten …</translation>
    </message>
    <message>
        <source>Power c&amp;ycle…</source>
        <extracomment>in a menu: power off at once and on again</extracomment>
        <translation>&amp;Aus- und wieder einschalten …</translation>
    </message>
    <message>
        <source>Restart &amp;management…</source>
        <extracomment>in a menu: the BMC; hosts go on</extracomment>
        <translation>&amp;Management neu starten …</translation>
    </message>
    <message>
        <source>Power on %1?</source>
        <extracomment>%1 is a system or a node</extracomment>
        <translation>%1 einschalten?</translation>
    </message>
    <message>
        <source>Power off %1 at once?</source>
        <extracomment>without asking the operating system; %1 is a system or a node</extracomment>
        <translation>%1 sofort ausschalten?</translation>
    </message>
    <message>
        <source>Shut down %1?</source>
        <extracomment>%1 is a system or a node</extracomment>
        <translation>%1 herunterfahren?</translation>
    </message>
    <message>
        <source>Reboot %1?</source>
        <extracomment>%1 is a system or a node</extracomment>
        <translation>%1 neu starten?</translation>
    </message>
    <message>
        <source>Power cycle %1?</source>
        <extracomment>%1 is a system or a node</extracomment>
        <translation>%1 aus- und wieder einschalten?</translation>
    </message>
    <message>
        <source>Restart the management of %1?</source>
        <extracomment>the BMC; %1 is a system or a node</extracomment>
        <translation>Das Management von %1 neu starten?</translation>
    </message>
    <message numerus="yes">
        <source>Power on %n members</source>
        <extracomment>button</extracomment>
        <translation>
            <numerusform>%n Mitglied einschalten</numerusform>
            <numerusform>%n Mitglieder einschalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Power off %n members</source>
        <extracomment>button</extracomment>
        <translation>
            <numerusform>%n Mitglied ausschalten</numerusform>
            <numerusform>%n Mitglieder ausschalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Shut down %n members</source>
        <extracomment>button</extracomment>
        <translation>
            <numerusform>%n Mitglied herunterfahren</numerusform>
            <numerusform>%n Mitglieder herunterfahren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reboot %n members</source>
        <extracomment>button</extracomment>
        <translation>
            <numerusform>%n Mitglied neu starten</numerusform>
            <numerusform>%n Mitglieder neu starten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Power cycle %n members</source>
        <extracomment>button</extracomment>
        <translation>
            <numerusform>%n Mitglied aus- und einschalten</numerusform>
            <numerusform>%n Mitglieder aus- und einschalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restart %n managements</source>
        <extracomment>button: the BMC of each</extracomment>
        <translation>
            <numerusform>%n Management neu starten</numerusform>
            <numerusform>%n Managements neu starten</numerusform>
        </translation>
    </message>
    <message>
        <source>asked…</source>
        <extracomment>how far a member is with what was asked of it</extracomment>
        <translation>gefragt …</translation>
    </message>
    <message>
        <source>under way…</source>
        <extracomment>a member has taken an order; its state does not show it yet</extracomment>
        <translation>im Gange …</translation>
    </message>
    <message>
        <source>done</source>
        <extracomment>a member&apos;s state shows that an order was carried out</extracomment>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>refused</source>
        <extracomment>a member does not do what it was asked for</extracomment>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>failed</source>
        <extracomment>a member&apos;s state did not come to show what was asked for</extracomment>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>not reached</source>
        <extracomment>a member did not answer, or fell silent</extracomment>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>not followed to its end</source>
        <extracomment>nobody has watched an order to its end</extracomment>
        <translation>nicht bis zum Ende verfolgt</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is how an order ended on a member, %2 says why</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 of %2 confirmed</source>
        <extracomment>%1 of the %2 members that were asked show that it is done</extracomment>
        <translation>%1 von %2 bestätigt</translation>
    </message>
</context>
<context>
    <name>muster::console::ActSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>What happens on which member</source>
        <translation>Was auf welchem Mitglied geschieht</translation>
    </message>
    <message>
        <source>On each member: %1.</source>
        <extracomment>what an action does on each member, as &quot;its power goes off at once&quot;</extracomment>
        <translation>Auf jedem Mitglied: %1.</translation>
    </message>
    <message>
        <source>No coordinator answers: the node is asked by itself.</source>
        <translation>Kein Koordinator antwortet: Der Knoten wird selbst gefragt.</translation>
    </message>
    <message numerus="yes">
        <source>All %n members are asked at the same time. It is done on a member when its state shows it.</source>
        <translation>
            <numerusform>%n Mitglied wird gefragt. Erledigt ist es, wenn sein Zustand es zeigt.</numerusform>
            <numerusform>Alle %n Mitglieder werden gleichzeitig gefragt. Erledigt ist es auf einem Mitglied, wenn dessen Zustand es zeigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Something speaks against it on %n members.</source>
        <extracomment>members for which there is an objection to what is about to be done</extracomment>
        <translation>
            <numerusform>Auf %n Mitglied spricht etwas dagegen.</numerusform>
            <numerusform>Auf %n Mitgliedern spricht etwas dagegen.</numerusform>
        </translation>
    </message>
    <message>
        <source>It goes on when this is closed: Jobs shows how far it is.</source>
        <translation>Es geht weiter, wenn dies geschlossen wird: Unter Aufträge steht, wie weit es ist.</translation>
    </message>
    <message>
        <source>%1. It goes on when this is closed: Jobs shows how far it is.</source>
        <translation>%1. Es geht weiter, wenn dies geschlossen wird: Unter Aufträge steht, wie weit es ist.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Asking what would happen…</source>
        <translation>Es wird gefragt, was geschähe …</translation>
    </message>
    <message>
        <source>Try again</source>
        <extracomment>button</extracomment>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message numerus="yes">
        <source>Retry the %n that failed</source>
        <extracomment>button: asks the members again on which it failed</extracomment>
        <translation>
            <numerusform>Das %n gescheiterte wiederholen</numerusform>
            <numerusform>Die %n gescheiterten wiederholen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::ActTableModel</name>
    <message>
        <source>No.</source>
        <extracomment>column of a table: number of a member in its system</extracomment>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Member</source>
        <extracomment>column of a table</extracomment>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Shows</source>
        <extracomment>column of a table: what the state of a member is now</extracomment>
        <translation>Zeigt</translation>
    </message>
    <message>
        <source>What happens</source>
        <extracomment>column of a table: what an action does on a member</extracomment>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Objection or result</source>
        <extracomment>column of a table: what speaks against an action, or what came of it</extracomment>
        <translation>Einwand oder Ergebnis</translation>
    </message>
    <message>
        <source>not known</source>
        <extracomment>the state of a member is not known</extracomment>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>muster::console::ActivityBar</name>
    <message>
        <source>no nodes</source>
        <translation>keine Knoten</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n nodes answer</source>
        <translation>
            <numerusform>%1 von %n Knoten antwortet</numerusform>
            <numerusform>%1 von %n Knoten antworten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+ %n more</source>
        <extracomment>button: number of running jobs beside those that are shown</extracomment>
        <translation>
            <numerusform>+ %n weiterer</numerusform>
            <numerusform>+ %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::AddNodesDialog</name>
    <message>
        <source>Add nodes</source>
        <translation>Knoten hinzufügen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address range</source>
        <translation>Adressbereich</translation>
    </message>
    <message>
        <source>Found nodes</source>
        <translation>Gefundene Knoten</translation>
    </message>
    <message>
        <source>No unpaired node was found yet</source>
        <translation>Noch kein ungekoppelter Knoten gefunden</translation>
    </message>
    <message>
        <source>A node shows up here when its agent runs and can be reached from here.</source>
        <translation>Ein Knoten erscheint hier, wenn sein Agent läuft und von hier erreichbar ist.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Pair…</source>
        <translation>Koppeln…</translation>
    </message>
    <message>
        <source>Agents announce themselves by DNS-SD (Avahi). What they say is not proven until they are paired.</source>
        <translation>Agenten melden sich über DNS-SD (Avahi). Was sie von sich sagen, ist erst nach dem Koppeln bewiesen.</translation>
    </message>
    <message>
        <source>host, host:port or [IPv6]:port</source>
        <translation>Host, Host:Port oder [IPv6]:Port</translation>
    </message>
    <message>
        <source>an address is needed</source>
        <translation>eine Adresse wird gebraucht</translation>
    </message>
    <message>
        <source>Pairs with the agent at one address. Without a port, 7117 is meant.</source>
        <translation>Koppelt mit dem Agenten an einer Adresse. Ohne Port ist 7117 gemeint.</translation>
    </message>
    <message>
        <source>Lines that are no address</source>
        <translation>Zeilen, die keine Adresse sind</translation>
    </message>
    <message>
        <source>One address a line; “#” begins a comment. Each is asked whether a node is there.</source>
        <translation>Je Zeile eine Adresse; „#“ beginnt einen Kommentar. Jede wird gefragt, ob dort ein Knoten ist.</translation>
    </message>
    <message>
        <source>10.20.3.0/24</source>
        <extracomment>example of an address range</extracomment>
        <translation>10.20.3.0/24</translation>
    </message>
    <message>
        <source>Asks every address of a range, at a gentle rate; at most 4096 addresses.</source>
        <translation>Fragt jede Adresse eines Bereichs, in schonendem Tempo; höchstens 4096 Adressen.</translation>
    </message>
    <message>
        <source>Searching this network…</source>
        <translation>Dieses Netz wird durchsucht…</translation>
    </message>
    <message>
        <source>Searching %1…</source>
        <translation>%1 wird durchsucht…</translation>
    </message>
    <message numerus="yes">
        <source>Asking %n addresses…</source>
        <translation>
            <numerusform>%n Adresse wird gefragt…</numerusform>
            <numerusform>%n Adressen werden gefragt…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes found</source>
        <translation>
            <numerusform>%n Knoten gefunden</numerusform>
            <numerusform>%n Knoten gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>List of addresses</source>
        <translation>Liste von Adressen</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 ist nicht lesbar: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n addresses</source>
        <translation>
            <numerusform>%n Adresse</numerusform>
            <numerusform>%n Adressen</numerusform>
        </translation>
    </message>
    <message>
        <source>line %1: %2 — %3</source>
        <extracomment>%1 is the number of a line in a file, %2 what stands there, %3 why it is wrong</extracomment>
        <translation>Zeile %1: %2 — %3</translation>
    </message>
    <message>
        <source>This &amp;network</source>
        <extracomment>tab: nodes that announce themselves</extracomment>
        <translation>Dieses &amp;Netz</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <extracomment>tab</extracomment>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>List in a &amp;file</source>
        <extracomment>tab</extracomment>
        <translation>Liste in einer &amp;Datei</translation>
    </message>
    <message>
        <source>Address &amp;range</source>
        <extracomment>tab</extracomment>
        <translation>Adress&amp;bereich</translation>
    </message>
    <message>
        <source>&amp;Pair…</source>
        <translation>&amp;Koppeln…</translation>
    </message>
    <message>
        <source>Search a&amp;gain</source>
        <translation>&amp;Erneut suchen</translation>
    </message>
    <message>
        <source>&amp;Choose a file…</source>
        <translation>Datei &amp;wählen…</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
</context>
<context>
    <name>muster::console::AddressList</name>
    <message>
        <source>the port must be from 1 to 65535</source>
        <translation>der Port muss zwischen 1 und 65535 liegen</translation>
    </message>
    <message>
        <source>this is no host name and no IP address</source>
        <translation>das ist weder ein Hostname noch eine IP-Adresse</translation>
    </message>
    <message>
        <source>this is no IPv6 address</source>
        <translation>das ist keine IPv6-Adresse</translation>
    </message>
    <message>
        <source>after “]” comes a colon and the port</source>
        <translation>nach „]“ folgen ein Doppelpunkt und der Port</translation>
    </message>
    <message>
        <source>an IPv6 address goes into brackets: [%1]</source>
        <translation>eine IPv6-Adresse steht in Klammern: [%1]</translation>
    </message>
    <message>
        <source>the file is larger than %1 KiB</source>
        <translation>die Datei ist größer als %1 KiB</translation>
    </message>
    <message>
        <source>more than %1 addresses</source>
        <translation>mehr als %1 Adressen</translation>
    </message>
</context>
<context>
    <name>muster::console::Ages</name>
    <message>
        <source>%1 s</source>
        <extracomment>a length of time in seconds</extracomment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>a length of time in minutes</extracomment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>a length of time in hours</extracomment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <extracomment>a length of time in days</extracomment>
        <translation>%1 T.</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <extracomment>%1 is a length of time such as &quot;2 min&quot;</extracomment>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>a moment and how long it is past: &quot;14:04:31, 2 min ago&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 by the clock of %3
%2 by the clock here</source>
        <extracomment>two times of one moment; the first by the clock of the node named %3</extracomment>
        <translation>%1 nach der Uhr von %3
%2 nach der Uhr hier</translation>
    </message>
</context>
<context>
    <name>muster::console::AttentionList</name>
    <message>
        <source>%1 failed on %2</source>
        <extracomment>%1 is a systemd unit, %2 a node</extracomment>
        <translation>%1 ist auf %2 ausgefallen</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <extracomment>what is wrong (%1) and on which node (%2)</extracomment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>%1 was refused</source>
        <extracomment>%1 is a node</extracomment>
        <translation>%1 wurde abgewiesen</translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <extracomment>%1 is a node</extracomment>
        <translation>%1 antwortet nicht</translation>
    </message>
    <message>
        <source>shown as last known, not counted as well</source>
        <translation>gezeigt wie zuletzt bekannt, nicht als gesund gezählt</translation>
    </message>
    <message>
        <source>nothing is known of it yet</source>
        <translation>noch ist nichts über ihn bekannt</translation>
    </message>
    <message>
        <source>%1 does not watch its units</source>
        <extracomment>%1 is a node</extracomment>
        <translation>%1 überwacht seine Units nicht</translation>
    </message>
    <message>
        <source>units are shown as last seen</source>
        <translation>Units werden gezeigt, wie sie zuletzt waren</translation>
    </message>
    <message>
        <source>%1, and brought down %2</source>
        <extracomment>%1 says why a unit failed, %2 names others that failed for it</extracomment>
        <translation>%1, und riss %2 mit</translation>
    </message>
    <message>
        <source>acknowledged by %1</source>
        <extracomment>a failure of which somebody (%1) has taken note</extracomment>
        <translation>quittiert von %1</translation>
    </message>
    <message>
        <source>well again; shown until it is acknowledged</source>
        <translation>wieder gesund; gezeigt, bis der Ausfall quittiert ist</translation>
    </message>
    <message>
        <source>%1 is still failed on %2</source>
        <extracomment>%1 is a systemd unit, %2 a node</extracomment>
        <translation>%1 ist auf %2 noch ausgefallen</translation>
    </message>
    <message>
        <source>%1 had failed on %2</source>
        <extracomment>%1 is a systemd unit, %2 a node</extracomment>
        <translation>%1 war auf %2 ausgefallen</translation>
    </message>
    <message numerus="yes">
        <source>%n units</source>
        <extracomment>number of systemd units</extracomment>
        <translation>
            <numerusform>%n Unit</numerusform>
            <numerusform>%n Units</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::AttentionPage</name>
    <message>
        <source>Needs attention</source>
        <translation>Zu beachten</translation>
    </message>
    <message>
        <source>Add nodes…</source>
        <translation>Knoten hinzufügen…</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes were found</source>
        <translation>
            <numerusform>%n Knoten wurde gefunden</numerusform>
            <numerusform>%n Knoten wurden gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>None is paired yet. Pairing makes sure that each side talks to the right other one.</source>
        <translation>Noch ist keiner gekoppelt. Das Koppeln stellt sicher, dass jede Seite mit der richtigen anderen spricht.</translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>No nodes yet</source>
        <translation>Noch keine Knoten</translation>
    </message>
    <message>
        <source>Add the nodes that belong to your machines: Muster finds those on this network, and takes addresses and lists of them.</source>
        <translation>Fügen Sie die Knoten Ihrer Maschinen hinzu: Muster findet die in diesem Netz und nimmt Adressen und Listen davon.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n nodes answer</source>
        <extracomment>%1 of all %n nodes of the fleet answer</extracomment>
        <translation>
            <numerusform>%1 von %n Knoten antwortet</numerusform>
            <numerusform>%1 von %n Knoten antworten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n nodes are well</source>
        <translation>
            <numerusform>Der Knoten ist gesund</numerusform>
            <numerusform>Alle %n Knoten sind gesund</numerusform>
        </translation>
    </message>
    <message>
        <source>What fails from now on appears here at once.</source>
        <translation>Was von nun an ausfällt, erscheint sofort hier.</translation>
    </message>
    <message>
        <source>Nothing is known to be wrong</source>
        <translation>Soweit bekannt, ist alles in Ordnung</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes do not answer yet; what is shown of them is the last known.</source>
        <translation>
            <numerusform>%n Knoten antwortet noch nicht; gezeigt wird, was zuletzt bekannt war.</numerusform>
            <numerusform>%n Knoten antworten noch nicht; gezeigt wird, was zuletzt bekannt war.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Add nodes…</source>
        <translation>&amp;Knoten hinzufügen…</translation>
    </message>
</context>
<context>
    <name>muster::console::BootPhrases</name>
    <message>
        <source>Not known</source>
        <extracomment>how a boot ended: nobody saw it</extracomment>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Boots</source>
        <extracomment>a boot that has not ended</extracomment>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Booted</source>
        <extracomment>how a boot ended: the operating system runs</extracomment>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Failed</source>
        <extracomment>how a boot ended</extracomment>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Went off</source>
        <extracomment>how a boot ended: the host went off before it had booted</extracomment>
        <translation>Ausgegangen</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>it stalls: earlier boots let expect no more than %1</source>
        <translation>er stockt: nach früheren Starts sind höchstens %1 zu erwarten</translation>
    </message>
    <message>
        <source>it stalls: no stage may last longer than %1</source>
        <extracomment>of a stage of a boot; %1 is a time</extracomment>
        <translation>er stockt: keine Stufe darf länger als %1 dauern</translation>
    </message>
</context>
<context>
    <name>muster::console::BootStageModel</name>
    <message>
        <source>Stage</source>
        <extracomment>column of a table: a stage of a boot</extracomment>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Began</source>
        <extracomment>column of a table: when a stage of a boot began</extracomment>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Lasted</source>
        <extracomment>column of a table: how long a stage of a boot lasted</extracomment>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Usual</source>
        <extracomment>column of a table: how long a stage usually lasts</extracomment>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>Remark</source>
        <extracomment>column of a table: what is to be said of a stage</extracomment>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>it is there now</source>
        <translation>dort steht er jetzt</translation>
    </message>
    <message>
        <source>slower than usual</source>
        <translation>langsamer als üblich</translation>
    </message>
    <message>
        <source>Before the first stage</source>
        <translation>Vor der ersten Stufe</translation>
    </message>
</context>
<context>
    <name>muster::console::BootTableModel</name>
    <message>
        <source>Began</source>
        <extracomment>column of a table: when a boot began</extracomment>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Outcome</source>
        <extracomment>column of a table: how a boot ended</extracomment>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Took</source>
        <extracomment>column of a table: how long a boot took</extracomment>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Usual</source>
        <extracomment>column of a table: how long boots usually take</extracomment>
        <translation>Üblich</translation>
    </message>
    <message>
        <source>Remark</source>
        <extracomment>column of a table: why a boot ended so</extracomment>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>not known</source>
        <extracomment>in place of a time</extracomment>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>slower than usual</source>
        <translation>langsamer als üblich</translation>
    </message>
    <message>
        <source>it was under way when it was first seen</source>
        <translation>er lief schon, als er zuerst gesehen wurde</translation>
    </message>
</context>
<context>
    <name>muster::console::BootsPanel</name>
    <message>
        <source>Boots of the host</source>
        <translation>Starts des Hosts</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Stages of the selected boot</source>
        <translation>Stufen des gewählten Starts</translation>
    </message>
    <message>
        <source>Select a boot</source>
        <translation>Wählen Sie einen Start</translation>
    </message>
    <message>
        <source>Its stages are shown here.</source>
        <translation>Hier werden seine Stufen gezeigt.</translation>
    </message>
    <message>
        <source>The boot stands at “%1”: %2</source>
        <extracomment>%1 is a stage of a boot, %2 why it is said to stall</extracomment>
        <translation>Der Start steht bei „%1“: %2</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt …</translation>
    </message>
    <message>
        <source>Its boots are not known</source>
        <translation>Seine Starts sind nicht bekannt</translation>
    </message>
    <message>
        <source>Nothing on this node tells how far a boot is</source>
        <translation>Nichts auf diesem Knoten sagt, wie weit ein Start ist</translation>
    </message>
    <message>
        <source>OpenBMC does, by its host&apos;s boot progress.</source>
        <translation>OpenBMC tut es, durch den Startfortschritt seines Hosts.</translation>
    </message>
    <message>
        <source>No boot yet</source>
        <translation>Noch kein Start</translation>
    </message>
    <message>
        <source>The next one of its host is recorded by the node itself.</source>
        <translation>Den nächsten seines Hosts zeichnet der Knoten selbst auf.</translation>
    </message>
</context>
<context>
    <name>muster::console::BytesView</name>
    <message>
        <source>Copy lines</source>
        <extracomment>menu of a text: the marked lines go to the clipboard</extracomment>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>muster::console::CommandPalette</name>
    <message>
        <source>Find a node, unit, page, action…</source>
        <translation>Knoten, Unit, Seite, Aktion finden…</translation>
    </message>
    <message>
        <source>Find or do anything</source>
        <translation>Alles finden oder tun</translation>
    </message>
    <message>
        <source>What matches</source>
        <translation>Was passt</translation>
    </message>
    <message>
        <source>Nothing has this name.</source>
        <translation>Nichts heißt so.</translation>
    </message>
</context>
<context>
    <name>muster::console::CompareView</name>
    <message>
        <source>Show what is the &amp;same</source>
        <extracomment>two dumps are compared: also files that are the same in both</extracomment>
        <translation>Gleiches &amp;zeigen</translation>
    </message>
    <message>
        <source>Comparing</source>
        <extracomment>two dumps are compared</extracomment>
        <translation>Es wird verglichen</translation>
    </message>
    <message>
        <source>%1 % compared</source>
        <translation>%1 % verglichen</translation>
    </message>
    <message>
        <source>First: %1 · second: %2</source>
        <extracomment>two dumps are compared: %1 and %2 are their files</extracomment>
        <translation>Erster: %1 · zweiter: %2</translation>
    </message>
    <message>
        <source>Members that differ</source>
        <translation>Dateien, die abweichen</translation>
    </message>
    <message>
        <source>Lines that differ</source>
        <translation>Zeilen, die abweichen</translation>
    </message>
    <message>
        <source>No member is selected</source>
        <translation>Keine Datei ist gewählt</translation>
    </message>
    <message>
        <source>Select one above to see how its lines differ.</source>
        <translation>Wählen Sie oben eine, um zu sehen, wie ihre Zeilen abweichen.</translation>
    </message>
    <message>
        <source>They cannot be compared</source>
        <translation>Sie lassen sich nicht vergleichen</translation>
    </message>
    <message>
        <source>They are the same</source>
        <translation>Sie sind gleich</translation>
    </message>
    <message>
        <source>Every member is the same in both dumps.</source>
        <translation>Jede Datei ist in beiden Dumps gleich.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 members differ</source>
        <translation>
            <numerusform>%Ln von %1 Dateien weicht ab</numerusform>
            <numerusform>%Ln von %1 Dateien weichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>There are no lines to compare</source>
        <translation>Es gibt keine Zeilen zu vergleichen</translation>
    </message>
    <message>
        <source>Only what is in both dumps, and not the same, has lines that differ.</source>
        <translation>Nur was in beiden Dumps steht und nicht gleich ist, hat Zeilen, die abweichen.</translation>
    </message>
    <message>
        <source>Comparing lines</source>
        <translation>Zeilen werden verglichen</translation>
    </message>
    <message>
        <source>Its lines cannot be compared</source>
        <translation>Ihre Zeilen lassen sich nicht vergleichen</translation>
    </message>
    <message>
        <source>Its lines are the same</source>
        <translation>Ihre Zeilen sind gleich</translation>
    </message>
    <message>
        <source>The texts are longer than what was compared.</source>
        <translation>Die Texte sind länger als das, was verglichen wurde.</translation>
    </message>
    <message>
        <source>Only how it is packed, or how its lines end, differs.</source>
        <translation>Nur wie sie gepackt ist oder wie ihre Zeilen enden, weicht ab.</translation>
    </message>
</context>
<context>
    <name>muster::console::ComparisonModel</name>
    <message>
        <source>Member</source>
        <extracomment>column of a table: file of two dumps</extracomment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Difference</source>
        <extracomment>column of a table: whether a file is the same in two dumps</extracomment>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Size in the first</source>
        <extracomment>column of a table: size of a file in the first of two dumps</extracomment>
        <translation>Größe im ersten</translation>
    </message>
    <message>
        <source>Size in the second</source>
        <extracomment>column of a table: size of a file in the second of two dumps</extracomment>
        <translation>Größe im zweiten</translation>
    </message>
    <message>
        <source>same</source>
        <extracomment>a file is the same in two dumps</extracomment>
        <translation>gleich</translation>
    </message>
    <message>
        <source>changed</source>
        <extracomment>a file is not the same in two dumps</extracomment>
        <translation>geändert</translation>
    </message>
    <message>
        <source>only in the first</source>
        <translation>nur im ersten</translation>
    </message>
    <message>
        <source>only in the second</source>
        <translation>nur im zweiten</translation>
    </message>
    <message>
        <source>not read: %1</source>
        <extracomment>a file of two dumps; %1 says why</extracomment>
        <translation>nicht gelesen: %1</translation>
    </message>
</context>
<context>
    <name>muster::console::ConfirmSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 is forgotten here: its state, failures and place in a system.</source>
        <translation>%1 wird hier vergessen: Zustand, Ausfälle und Platz in einem System.</translation>
    </message>
    <message>
        <source>%1 does not answer: it goes on trusting this console until it is told on the node (muster-agent pair remove).</source>
        <translation>%1 antwortet nicht: er vertraut dieser Konsole weiter, bis es ihm auf dem Knoten gesagt wird (muster-agent pair remove).</translation>
    </message>
    <message>
        <source>%1 is told to forget this console.</source>
        <translation>%1 wird gebeten, diese Konsole zu vergessen.</translation>
    </message>
    <message>
        <source>%1 loses this member.</source>
        <translation>%1 verliert dieses Mitglied.</translation>
    </message>
    <message>
        <source>To see it again, pair with it again.</source>
        <translation>Um ihn wieder zu sehen, koppeln Sie ihn erneut.</translation>
    </message>
    <message>
        <source>Unpair %1?</source>
        <translation>%1 entkoppeln?</translation>
    </message>
    <message>
        <source>Unpair %1</source>
        <extracomment>button; %1 is a node</extracomment>
        <translation>%1 entkoppeln</translation>
    </message>
    <message numerus="yes">
        <source>Its %n members stay paired, as lone nodes.</source>
        <translation>
            <numerusform>Sein Mitglied bleibt gekoppelt, als einzelner Knoten.</numerusform>
            <numerusform>Seine %n Mitglieder bleiben gekoppelt, als einzelne Knoten.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 stays a member of %2, and is known by the word of the others.</source>
        <extracomment>%1 is a node, %2 a system</extracomment>
        <translation>%1 bleibt Mitglied von %2 und ist laut den anderen bekannt.</translation>
    </message>
    <message>
        <source>Forget %1?</source>
        <translation>%1 vergessen?</translation>
    </message>
    <message>
        <source>Nothing changes on the nodes: they do not know of the group.</source>
        <translation>Auf den Knoten ändert sich nichts: sie wissen nichts von der Gruppe.</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <extracomment>button; %1 is a group of nodes</extracomment>
        <translation>%1 vergessen</translation>
    </message>
    <message>
        <source>Let %1 coordinate %2?</source>
        <extracomment>%1 is a node, %2 a system</extracomment>
        <translation>%1 das System %2 koordinieren lassen?</translation>
    </message>
    <message>
        <source>%1 coordinates now, and lets %2 act in its place.</source>
        <translation>%1 koordiniert jetzt und lässt %2 an seiner Stelle handeln.</translation>
    </message>
    <message>
        <source>No member is known to coordinate, so none can hand over.</source>
        <translation>Von keinem Mitglied ist bekannt, dass es koordiniert; also kann keines übergeben.</translation>
    </message>
    <message>
        <source>Let %1 coordinate</source>
        <extracomment>button; %1 is a node</extracomment>
        <translation>%1 koordinieren lassen</translation>
    </message>
</context>
<context>
    <name>muster::console::DesktopNotices</name>
    <message>
        <source>Show</source>
        <extracomment>button of a notice of the desktop: shows the failure</extracomment>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>muster::console::DumpContents</name>
    <message>
        <source>What is in it</source>
        <extracomment>heading: the files of a dump</extracomment>
        <translation>Was darin ist</translation>
    </message>
    <message>
        <source>The node is asked for it…</source>
        <translation>Der Knoten wird danach gefragt…</translation>
    </message>
    <message>
        <source>It could not be had: %1</source>
        <extracomment>%1 says why</extracomment>
        <translation>Es war nicht zu bekommen: %1</translation>
    </message>
    <message>
        <source>The node does not tell.</source>
        <translation>Der Knoten sagt es nicht.</translation>
    </message>
    <message numerus="yes">
        <source>%n secrets replaced</source>
        <extracomment>of a file in a dump: so many passwords and the like were replaced</extracomment>
        <translation>
            <numerusform>%n Geheimnis ersetzt</numerusform>
            <numerusform>%n Geheimnisse ersetzt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::DumpCreateSheet</name>
    <message>
        <source>Create dumps</source>
        <translation>Dumps erstellen</translation>
    </message>
    <message>
        <source>Why it is made, for others to read</source>
        <translation>Warum er erstellt wird, für andere zu lesen</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <extracomment>kind of a dump</extracomment>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <extracomment>why a dump is made</extracomment>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>What each node will do</source>
        <translation>Was jeder Knoten tun wird</translation>
    </message>
    <message>
        <source>the node does not answer</source>
        <translation>der Knoten antwortet nicht</translation>
    </message>
    <message>
        <source>its agent is too old to make dumps</source>
        <translation>sein Agent ist zu alt, um Dumps zu erstellen</translation>
    </message>
    <message>
        <source>this console may only read there; dumps need the role Operator</source>
        <translation>diese Konsole darf dort nur lesen; Dumps erfordern die Rolle Bediener</translation>
    </message>
    <message>
        <source>it does not know this kind of dump</source>
        <translation>er kennt diese Art von Dump nicht</translation>
    </message>
    <message>
        <source>asking what it can make…</source>
        <translation>er wird gefragt, was er erstellen kann…</translation>
    </message>
    <message numerus="yes">
        <source>a piece of each of %n members, packaged by the coordinator: %1</source>
        <extracomment>%n members of a system, %1 what each does</extracomment>
        <translation>
            <numerusform>ein Teilstück von %n Mitglied, vom Koordinator gepackt: %1</numerusform>
            <numerusform>je ein Teilstück von %n Mitgliedern, vom Koordinator gepackt: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kinds of files</source>
        <extracomment>files that are taken into a dump</extracomment>
        <translation>
            <numerusform>%n Art von Dateien</numerusform>
            <numerusform>%n Arten von Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>at most %1, %2</source>
        <translation>höchstens %1, %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 is what is collected for a dump, %2 the limits</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>stops the host: %1</source>
        <extracomment>of a dump for which the host is stopped; %1 is what is collected</extracomment>
        <translation>hält den Host an: %1</translation>
    </message>
    <message numerus="yes">
        <source>Create %n dumps</source>
        <translation>
            <numerusform>%n Dump erstellen</numerusform>
            <numerusform>%n Dumps erstellen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is being made</source>
        <translation>%1 wird erstellt</translation>
    </message>
    <message>
        <source>%1 is not connected to the coordinator.</source>
        <extracomment>%1 is a member of a system</extracomment>
        <translation>%1 ist nicht mit dem Koordinator verbunden.</translation>
    </message>
    <message>
        <source>The agent of %1 is too old for this.</source>
        <translation>Der Agent von %1 ist dafür zu alt.</translation>
    </message>
    <message>
        <source>The hosts of %1 are stopped, their memory is kept for the dump, and they are started again. Whatever runs on them is interrupted; this cannot be undone.</source>
        <extracomment>%1 are nodes, for a dump of their hosts&apos; memory</extracomment>
        <translation>Die Hosts von %1 werden angehalten, ihr Speicher wird für den Dump behalten, und sie werden wieder gestartet. Was auf ihnen läuft, wird unterbrochen; das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>The members of a system do it together; if one cannot, none does.</source>
        <translation>Die Mitglieder eines Systems tun es gemeinsam; kann es eines nicht, tut es keines.</translation>
    </message>
    <message>
        <source>As it is now, nothing would be done: %1</source>
        <extracomment>%1 is why a system&apos;s hosts will not be stopped</extracomment>
        <translation>So, wie es jetzt ist, geschähe nichts: %1</translation>
    </message>
    <message>
        <source>stopping hosts needs the role Administrator there</source>
        <translation>Hosts anzuhalten erfordert dort die Rolle Verwalter</translation>
    </message>
    <message>
        <source>made by the host</source>
        <extracomment>a dump, by the host of a node</extracomment>
        <translation>vom Host erstellt</translation>
    </message>
    <message numerus="yes">
        <source>Stop hosts and create %n dumps</source>
        <extracomment>button: dumps for which the hosts of nodes are stopped</extracomment>
        <translation>
            <numerusform>Hosts anhalten und %n Dump erstellen</numerusform>
            <numerusform>Hosts anhalten und %n Dumps erstellen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::DumpDeleteSheet</name>
    <message>
        <source>Delete dumps</source>
        <translation>Dumps löschen</translation>
    </message>
    <message>
        <source>What nobody has fetched is lost for good. This cannot be undone.</source>
        <translation>Was niemand abgeholt hat, geht endgültig verloren. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>All of them were fetched before. They are deleted on their nodes for good.</source>
        <translation>Alle wurden schon abgeholt. Auf ihren Knoten werden sie endgültig gelöscht.</translation>
    </message>
    <message>
        <source>What becomes of each dump</source>
        <translation>Was aus jedem Dump wird</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <extracomment>%1 is a dump, %2 a node</extracomment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>the node does not answer</source>
        <translation>der Knoten antwortet nicht</translation>
    </message>
    <message>
        <source>deleting needs the role Administrator there</source>
        <translation>Löschen erfordert dort die Rolle Verwalter</translation>
    </message>
    <message>
        <source>being fetched by %1</source>
        <extracomment>a dump is being fetched; %1 names who does</extracomment>
        <translation>wird abgeholt von %1</translation>
    </message>
    <message>
        <source>there is nothing in it</source>
        <translation>es ist nichts darin</translation>
    </message>
    <message>
        <source>fetched by %1</source>
        <extracomment>a dump was fetched; %1 names who has it</extracomment>
        <translation>abgeholt von %1</translation>
    </message>
    <message>
        <source>nobody has fetched it</source>
        <translation>niemand hat ihn abgeholt</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n dumps</source>
        <translation>
            <numerusform>%n Dump löschen</numerusform>
            <numerusform>%n Dumps löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>the node did not say what became of it</source>
        <translation>der Knoten hat nicht gesagt, was daraus wurde</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
</context>
<context>
    <name>muster::console::DumpOffloadSheet</name>
    <message>
        <source>Offload dumps</source>
        <translation>Dumps abholen</translation>
    </message>
    <message>
        <source>Each becomes a .tar.zst that any tool opens, proven block by block, with a .json beside it. What breaks off goes on later. Until then it cannot be deleted on its node.</source>
        <translation>Jeder wird zu einer .tar.zst, die jedes Werkzeug öffnet, Block für Block geprüft, mit einer .json daneben. Was abbricht, geht später weiter. Bis dahin lässt er sich auf seinem Knoten nicht löschen.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>What becomes of each dump</source>
        <translation>Was aus jedem Dump wird</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <extracomment>%1 is a dump, %2 a node</extracomment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>this console may only read there; fetching needs the role Operator</source>
        <translation>diese Konsole darf dort nur lesen; Abholen erfordert die Rolle Bediener</translation>
    </message>
    <message>
        <source>it is not whole yet</source>
        <translation>er ist noch nicht vollständig</translation>
    </message>
    <message>
        <source>there is nothing in it</source>
        <translation>es ist nichts darin</translation>
    </message>
    <message>
        <source>it is in the queue already</source>
        <translation>er ist schon eingereiht</translation>
    </message>
    <message>
        <source>Folder for the dumps</source>
        <translation>Ordner für die Dumps</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Diesen Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>Nothing can be written there.</source>
        <translation>Dorthin lässt sich nichts schreiben.</translation>
    </message>
    <message>
        <source>They may need %1, and %2 are free there.</source>
        <extracomment>%1 is what dumps need, %2 what is free</extracomment>
        <translation>Sie brauchen womöglich %1; frei sind dort %2.</translation>
    </message>
    <message numerus="yes">
        <source>Offload %n dumps</source>
        <translation>
            <numerusform>%n Dump abholen</numerusform>
            <numerusform>%n Dumps abholen</numerusform>
        </translation>
    </message>
    <message>
        <source>queued</source>
        <translation>eingereiht</translation>
    </message>
</context>
<context>
    <name>muster::console::DumpPhrases</name>
    <message>
        <source>Requested</source>
        <extracomment>state of a dump: accepted, waits for its turn</extracomment>
        <translation>Angefordert</translation>
    </message>
    <message>
        <source>Collecting</source>
        <extracomment>state of a dump</extracomment>
        <translation>Sammelt</translation>
    </message>
    <message>
        <source>Packaging</source>
        <extracomment>state of a dump: all is there, and is made durable</extracomment>
        <translation>Packt</translation>
    </message>
    <message>
        <source>Complete</source>
        <extracomment>state of a dump</extracomment>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Partial</source>
        <extracomment>state of a dump: whole as it is, but something could not be had</extracomment>
        <translation>Teilweise</translation>
    </message>
    <message>
        <source>Failed</source>
        <extracomment>state of a dump
----------
of a dump that was to be fetched</extracomment>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Queued</source>
        <extracomment>of a dump that is to be fetched: others are before it</extracomment>
        <translation>Eingereiht</translation>
    </message>
    <message>
        <source>Fetching</source>
        <extracomment>of a dump: on its way here</extracomment>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Waiting</source>
        <extracomment>of a dump that is to be fetched: for the node, or the next try</extracomment>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Stopped</source>
        <extracomment>of a dump that is to be fetched: somebody stopped it</extracomment>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Here</source>
        <extracomment>of a dump: it is here, whole and proven</extracomment>
        <translation>Hier</translation>
    </message>
    <message>
        <source>System</source>
        <extracomment>scope of a dump: the whole composite machine, or one node</extracomment>
        <translation>System</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>the agent</source>
        <extracomment>who asked for a dump: the node itself, because of a failure</extracomment>
        <translation>der Agent</translation>
    </message>
    <message>
        <source>being fetched by %1</source>
        <extracomment>a dump is being fetched; %1 names who does</extracomment>
        <translation>wird abgeholt von %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>who has a dump (%1) and since when (%2)</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Piece</source>
        <extracomment>scope of a dump: one node&apos;s part of a dump of a whole machine</extracomment>
        <translation>Teilstück</translation>
    </message>
</context>
<context>
    <name>muster::console::DumpTableModel</name>
    <message>
        <source>Dump</source>
        <extracomment>column of a table: name of a dump</extracomment>
        <translation>Dump</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>column of a table</extracomment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Node</source>
        <extracomment>column of a table</extracomment>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Size</source>
        <extracomment>column of a table: of a dump in MiB</extracomment>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Made</source>
        <extracomment>column of a table: when a dump was made</extracomment>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Offloaded</source>
        <extracomment>column of a table: who has fetched a dump</extracomment>
        <translation>Abgeholt</translation>
    </message>
    <message>
        <source>Reason</source>
        <extracomment>column of a table: why a dump was made</extracomment>
        <translation>Grund</translation>
    </message>
    <message>
        <source>By</source>
        <extracomment>column of a table: who asked for a dump</extracomment>
        <translation>Von</translation>
    </message>
    <message>
        <source>System</source>
        <extracomment>column of a table: composite machine</extracomment>
        <translation>System</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>column of a table: kind of a dump</extracomment>
        <translation>Art</translation>
    </message>
    <message>
        <source>Scope</source>
        <extracomment>column of a table: of one node or of a system</extracomment>
        <translation>Umfang</translation>
    </message>
    <message>
        <source>Unit</source>
        <extracomment>column of a table: systemd unit</extracomment>
        <translation>Unit</translation>
    </message>
</context>
<context>
    <name>muster::console::DumpView</name>
    <message>
        <source>Reading the dump</source>
        <extracomment>a dump is read</extracomment>
        <translation>Der Dump wird gelesen</translation>
    </message>
    <message>
        <source>%1 % read</source>
        <translation>%1 % gelesen</translation>
    </message>
    <message>
        <source>Filter members</source>
        <translation>Dateien filtern</translation>
    </message>
    <message>
        <source>Members of the dump</source>
        <translation>Dateien des Dumps</translation>
    </message>
    <message>
        <source>The dump cannot be opened</source>
        <translation>Der Dump lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>%1 dump of %2</source>
        <extracomment>%1 is a type of dump, as &quot;bmc&quot;, %2 a node</extracomment>
        <translation>%1-Dump von %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln members are missing; the tree says why.</source>
        <translation>
            <numerusform>%Ln Datei fehlt; der Baum sagt, warum.</numerusform>
            <numerusform>%Ln Dateien fehlen; der Baum sagt, warum.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::DumpWindow</name>
    <message>
        <source>Dumps on this machine</source>
        <extracomment>title of a window</extracomment>
        <translation>Dumps auf dieser Maschine</translation>
    </message>
    <message>
        <source>No dump is open</source>
        <translation>Kein Dump ist offen</translation>
    </message>
    <message>
        <source>Open a dump that was brought to this machine, or drop it here: of Muster, OpenBMC or SONiC, a sos report, or any .tar, .tar.zst, .tar.xz, .tar.gz, .tar.bz2 or .zip. Nothing of it is unpacked to your folders.</source>
        <translation>Öffnen Sie einen Dump, der auf diese Maschine gebracht wurde, oder legen Sie ihn hier ab: von Muster, OpenBMC oder SONiC, einen sos-Bericht oder jede .tar, .tar.zst, .tar.xz, .tar.gz, .tar.bz2 oder .zip. Nichts davon wird in Ihre Ordner entpackt.</translation>
    </message>
    <message>
        <source>Open dump file…</source>
        <translation>Dump-Datei öffnen…</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Extract…</source>
        <translation>&amp;Entpacken…</translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <extracomment>button with a menu: which dump to compare the present one with</extracomment>
        <translation>&amp;Vergleichen mit</translation>
    </message>
    <message>
        <source>&amp;Search all</source>
        <translation>Alle &amp;durchsuchen</translation>
    </message>
    <message>
        <source>Open dump files</source>
        <translation>Dump-Dateien öffnen</translation>
    </message>
    <message>
        <source>Archives (*.tar *.tar.* *.tgz *.txz *.tzst *.zip)</source>
        <translation>Archive (*.tar *.tar.* *.tgz *.txz *.tzst *.zip)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <extracomment>title of a tab: two files are compared</extracomment>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>Close %1</source>
        <extracomment>button of a tab; %1 is a file</extracomment>
        <translation>%1 schließen</translation>
    </message>
</context>
<context>
    <name>muster::console::DumpsPage</name>
    <message>
        <source>Dumps</source>
        <translation>Dumps</translation>
    </message>
    <message>
        <source>On nodes</source>
        <extracomment>tab: dumps as they are on their nodes</extracomment>
        <translation>Auf Knoten</translation>
    </message>
    <message>
        <source>Offloads</source>
        <translation>Abholungen</translation>
    </message>
    <message>
        <source>Nothing is being fetched</source>
        <translation>Nichts wird abgeholt</translation>
    </message>
    <message>
        <source>Select dumps on nodes and offload them: they come into a folder of yours, proven block by block, and go on after a break or a restart.</source>
        <translation>Wählen Sie Dumps auf Knoten und holen Sie sie ab: sie kommen in einen Ihrer Ordner, Block für Block geprüft, und nach einer Unterbrechung oder einem Neustart geht es weiter.</translation>
    </message>
    <message>
        <source>Open</source>
        <extracomment>looks into a dump that was fetched</extracomment>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>stops fetching a dump; what is there is kept</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <extracomment>goes on with fetching a dump</extracomment>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <extracomment>takes an entry off a list; no file is deleted</extracomment>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message numerus="yes">
        <source>Offloads (%n)</source>
        <translation>
            <numerusform>Abholungen (%n)</numerusform>
            <numerusform>Abholungen (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Create dumps…</source>
        <translation>Dumps &amp;erstellen…</translation>
    </message>
    <message>
        <source>&amp;Offload…</source>
        <extracomment>fetches dumps from their nodes to a folder</extracomment>
        <translation>A&amp;bholen…</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln dumps, %1 · %2 of %3 nodes tell theirs</source>
        <extracomment>%n dumps, %1 their size, %2 of %3 nodes have told theirs</extracomment>
        <translation>
            <numerusform>%Ln Dump, %1 · laut %2 von %3 Knoten</numerusform>
            <numerusform>%Ln Dumps, %1 · laut %2 von %3 Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not list its dumps: %2</source>
        <extracomment>%1 is a node, %2 says what went wrong</extracomment>
        <translation>%1 konnte seine Dumps nicht auflisten: %2</translation>
    </message>
    <message>
        <source>Dumps are being listed</source>
        <translation>Dumps werden aufgelistet</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes have not told theirs yet.</source>
        <translation>
            <numerusform>%n Knoten hat seine noch nicht genannt.</numerusform>
            <numerusform>%n Knoten haben ihre noch nicht genannt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Dumps are not known</source>
        <translation>Dumps sind nicht bekannt</translation>
    </message>
    <message>
        <source>No dump has been made yet</source>
        <translation>Noch wurde kein Dump erstellt</translation>
    </message>
    <message>
        <source>A dump is made when a watched unit fails, and whenever somebody asks for one.</source>
        <translation>Ein Dump wird erstellt, wenn eine überwachte Unit ausfällt und wann immer jemand einen anfordert.</translation>
    </message>
    <message>
        <source>Create dumps…</source>
        <translation>Dumps erstellen…</translation>
    </message>
    <message>
        <source>&amp;Pieces of systems’ dumps</source>
        <extracomment>shows also what single members gave to dumps of a whole machine</extracomment>
        <translation>&amp;Teilstücke von Systemdumps</translation>
    </message>
</context>
<context>
    <name>muster::console::EventPanel</name>
    <message>
        <source>Follow</source>
        <extracomment>a switch: scroll to each new event</extracomment>
        <translation>Mitlaufen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Noch ist nichts geschehen</translation>
    </message>
    <message>
        <source>Any severity</source>
        <extracomment>which events are listed</extracomment>
        <translation>Jede Schwere</translation>
    </message>
    <message>
        <source>Warning or worse</source>
        <translation>Warnung oder schlimmer</translation>
    </message>
    <message>
        <source>Critical only</source>
        <translation>Nur kritische</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Any topic</source>
        <translation>Jedes Thema</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Any node</source>
        <translation>Jeder Knoten</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>button: events that came while one looked at older ones</extracomment>
        <translation>
            <numerusform>%n neues</numerusform>
            <numerusform>%n neue</numerusform>
        </translation>
    </message>
    <message>
        <source>No event is of this kind</source>
        <translation>Kein Ereignis ist von dieser Art</translation>
    </message>
    <message>
        <source>Other events are hidden by what is chosen above.</source>
        <translation>Andere Ereignisse sind durch die Auswahl oben verborgen.</translation>
    </message>
    <message>
        <source>Show all events</source>
        <translation>Alle Ereignisse zeigen</translation>
    </message>
    <message>
        <source>Events of nodes that answer appear here while they happen.</source>
        <translation>Ereignisse von Knoten, die antworten, erscheinen hier, während sie geschehen.</translation>
    </message>
</context>
<context>
    <name>muster::console::EventTableModel</name>
    <message>
        <source>Time</source>
        <extracomment>column of a table: when something happened</extracomment>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Node</source>
        <extracomment>column of a table</extracomment>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Severity</source>
        <extracomment>column of a table: how much an event matters</extracomment>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>What happened</source>
        <extracomment>column of a table: what happened</extracomment>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>About</source>
        <extracomment>column of a table: the unit, peer or job of an event</extracomment>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Topic</source>
        <extracomment>column of a table</extracomment>
        <translation>Thema</translation>
    </message>
    <message>
        <source>Number</source>
        <extracomment>column of a table: number of an event in its node&apos;s journal</extracomment>
        <translation>Nummer</translation>
    </message>
</context>
<context>
    <name>muster::console::EventsPage</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
</context>
<context>
    <name>muster::console::EvidencePanel</name>
    <message>
        <source>Last lines of its journal</source>
        <translation>Letzte Zeilen des Journals</translation>
    </message>
    <message>
        <source>Properties of the unit</source>
        <translation>Eigenschaften der Unit</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Fold the evidence away</source>
        <translation>Belege einklappen</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
    <message>
        <source>Collect again</source>
        <extracomment>asks the node to collect the evidence of a failure anew</extracomment>
        <translation>Neu sammeln</translation>
    </message>
    <message>
        <source>Open node</source>
        <translation>Knoten öffnen</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Jetzt erneut versuchen</translation>
    </message>
    <message>
        <source>on %1</source>
        <extracomment>where the selected unit or dump is: on the node %1</extracomment>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>Not collected: %1</source>
        <translation>Nicht gesammelt: %1</translation>
    </message>
    <message>
        <source>The unit wrote nothing to the journal.</source>
        <translation>Die Unit hat nichts ins Journal geschrieben.</translation>
    </message>
    <message>
        <source>The evidence is being fetched…</source>
        <translation>Die Belege werden geholt…</translation>
    </message>
    <message>
        <source>The node collects it again…</source>
        <translation>Der Knoten sammelt sie neu…</translation>
    </message>
    <message>
        <source>The evidence could not be fetched: %1</source>
        <translation>Die Belege konnten nicht geholt werden: %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>What brought it down</source>
        <extracomment>heading: from a unit that failed down to what brought it down</extracomment>
        <translation>Was sie zu Fall brachte</translation>
    </message>
    <message>
        <source>Of the same incident</source>
        <extracomment>heading: other failures that belong to the same incident</extracomment>
        <translation>Aus demselben Vorfall</translation>
    </message>
    <message>
        <source>What led up to it</source>
        <extracomment>heading: what happened on the node before a failure and since</extracomment>
        <translation>Wie es dazu kam</translation>
    </message>
    <message>
        <source>Acknowledge…</source>
        <extracomment>takes note of a failure</extracomment>
        <translation>Quittieren…</translation>
    </message>
    <message>
        <source>Acknowledging needs the role Operator; this console may only read on %1.</source>
        <extracomment>%1 is a node</extracomment>
        <translation>Quittieren erfordert die Rolle Bediener; diese Konsole darf auf %1 nur lesen.</translation>
    </message>
    <message>
        <source>What is kept of it is being read…</source>
        <translation>Was davon aufbewahrt ist, wird gelesen…</translation>
    </message>
    <message>
        <source>Nothing is known of the 10 minutes before it.</source>
        <translation>Über die 10 Minuten davor ist nichts bekannt.</translation>
    </message>
</context>
<context>
    <name>muster::console::ExtractSheet</name>
    <message>
        <source>Extract from %1</source>
        <extracomment>title of a dialog; %1 is a file</extracomment>
        <translation>Aus %1 entpacken</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>&amp;Replace files that are there already</source>
        <translation>Schon vorhandene Dateien &amp;ersetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Extract</source>
        <extracomment>button: files of a dump are written to a folder</extracomment>
        <translation>Entpacken</translation>
    </message>
    <message>
        <source>All members are written to a folder.</source>
        <translation>Alle Dateien werden in einen Ordner geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected members, with what is below folders, are written to a folder.</source>
        <translation>
            <numerusform>%Ln gewählte Datei, bei einem Ordner mit allem darunter, wird in einen Ordner geschrieben.</numerusform>
            <numerusform>%Ln gewählte Dateien, bei Ordnern mit allem darunter, werden in einen Ordner geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Links, devices and whatever leads out of the folder are left out, and named.</source>
        <translation>Verweise, Geräte und alles, was aus dem Ordner hinausführt, werden ausgelassen und genannt.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>What was left out</source>
        <translation>Was ausgelassen wurde</translation>
    </message>
    <message>
        <source>Folder to extract to</source>
        <translation>Ordner, in den entpackt wird</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files written, %1.</source>
        <extracomment>files of a dump were written to a folder; %1 is how much</extracomment>
        <translation>
            <numerusform>%Ln Datei geschrieben, %1.</numerusform>
            <numerusform>%Ln Dateien geschrieben, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out:</source>
        <translation>
            <numerusform>%Ln ausgelassen:</numerusform>
            <numerusform>%Ln ausgelassen:</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>muster::console::FactValue</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>muster::console::FailureCells</name>
    <message>
        <source>failed</source>
        <extracomment>of a unit</extracomment>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <source>failed?</source>
        <extracomment>of a unit that was failed when its node was heard last</extracomment>
        <translation>ausgefallen?</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <extracomment>of a unit that is failed, and somebody has taken note</extracomment>
        <translation>quittiert</translation>
    </message>
    <message>
        <source>recovered</source>
        <extracomment>of a unit that had failed and is active again</extracomment>
        <translation>erholt</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <extracomment>number of units</extracomment>
        <translation>
            <numerusform>%n ausgefallen</numerusform>
            <numerusform>%n ausgefallen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed?</source>
        <extracomment>number of units that were failed when their nodes were heard last</extracomment>
        <translation>
            <numerusform>%n ausgefallen?</numerusform>
            <numerusform>%n ausgefallen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n acknowledged</source>
        <extracomment>number of units that are failed, and somebody has taken note</extracomment>
        <translation>
            <numerusform>%n quittiert</numerusform>
            <numerusform>%n quittiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recovered</source>
        <extracomment>number of units that had failed and are active again</extracomment>
        <translation>
            <numerusform>%n erholt</numerusform>
            <numerusform>%n erholt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1×</source>
        <extracomment>how often a unit has failed: &quot;3×&quot;</extracomment>
        <translation>%1×</translation>
    </message>
    <message>
        <source>%1 · %2 suppressed</source>
        <extracomment>%1 says why a unit failed; of so many failures no evidence was collected, for there were too many</extracomment>
        <translation>%1 · %2 unterdrückt</translation>
    </message>
</context>
<context>
    <name>muster::console::FailureGroups</name>
    <message>
        <source>By incident</source>
        <extracomment>failures are listed by what they have in common</extracomment>
        <translation>Nach Vorfall</translation>
    </message>
    <message>
        <source>By unit</source>
        <extracomment>failures are listed by the unit that failed</extracomment>
        <translation>Nach Unit</translation>
    </message>
    <message>
        <source>By node</source>
        <extracomment>failures are listed by the node on which they happened</extracomment>
        <translation>Nach Knoten</translation>
    </message>
    <message>
        <source>By time</source>
        <extracomment>failures are listed by when they happened</extracomment>
        <translation>Nach Zeit</translation>
    </message>
    <message>
        <source>Not grouped</source>
        <extracomment>failures are listed without headings</extracomment>
        <translation>Nicht gruppiert</translation>
    </message>
    <message>
        <source>In the last 10 minutes</source>
        <extracomment>heading: failures of that time</extracomment>
        <translation>In den letzten 10 Minuten</translation>
    </message>
    <message>
        <source>In the last hour</source>
        <extracomment>heading: failures of that time</extracomment>
        <translation>In der letzten Stunde</translation>
    </message>
    <message>
        <source>Earlier today</source>
        <extracomment>heading: failures of today that are older than an hour</extracomment>
        <translation>Früher am Tag</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <extracomment>heading: failures of that time</extracomment>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>In the last week</source>
        <extracomment>heading: failures of the last seven days that are older than yesterday</extracomment>
        <translation>In den letzten sieben Tagen</translation>
    </message>
    <message>
        <source>Before</source>
        <extracomment>heading: failures that are older than a week</extracomment>
        <translation>Davor</translation>
    </message>
    <message numerus="yes">
        <source>%n failures</source>
        <translation>
            <numerusform>%n Ausfall</numerusform>
            <numerusform>%n Ausfälle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n findings, began with: %1</source>
        <extracomment>one incident of several findings; %1 says why the first unit failed</extracomment>
        <translation>
            <numerusform>%n Befund, zuerst: %1</numerusform>
            <numerusform>%n Befunde, zuerst: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::FailureList</name>
    <message>
        <source>Failures</source>
        <translation>Ausfälle</translation>
    </message>
    <message>
        <source>No failure is known</source>
        <translation>Kein Ausfall ist bekannt</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes do not answer or do not watch their units. Whether any failed there since they were last heard is not known.</source>
        <extracomment>%n is the number of nodes that do not answer, or cannot see whether their units fail</extracomment>
        <translation>
            <numerusform>%n Knoten antwortet nicht oder überwacht seine Units nicht. Ob dort etwas ausgefallen ist, seit er zuletzt gehört wurde, ist nicht bekannt.</numerusform>
            <numerusform>%n Knoten antworten nicht oder überwachen ihre Units nicht. Ob dort etwas ausgefallen ist, seit sie zuletzt gehört wurden, ist nicht bekannt.</numerusform>
        </translation>
    </message>
    <message>
        <source>No unit is failed</source>
        <translation>Keine Unit ist ausgefallen</translation>
    </message>
    <message>
        <source>Watched units that fail appear here at once, with why and the last lines of their journal.</source>
        <translation>Überwachte Units, die ausfallen, erscheinen sofort hier, mit dem Grund und den letzten Zeilen ihres Journals.</translation>
    </message>
    <message>
        <source>Show past</source>
        <extracomment>a switch: also list failures that are over</extracomment>
        <translation>Vergangene zeigen</translation>
    </message>
    <message>
        <source>Ac&amp;knowledge…</source>
        <extracomment>takes note of failures</extracomment>
        <translation>&amp;Quittieren…</translation>
    </message>
    <message>
        <source>Acknowledge…</source>
        <translation>Quittieren…</translation>
    </message>
    <message>
        <source>Group by</source>
        <extracomment>what failures have in common that are listed under one heading</extracomment>
        <translation>Gruppieren nach</translation>
    </message>
    <message numerus="yes">
        <source>%n failures are over: recovered, and acknowledged.</source>
        <translation>
            <numerusform>%n Ausfall ist vorbei: erholt und quittiert.</numerusform>
            <numerusform>%n Ausfälle sind vorbei: erholt und quittiert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::FailureStory</name>
    <message>
        <source>more than is shown here</source>
        <extracomment>in a list of events: some between two others are not shown</extracomment>
        <translation>mehr, als hier gezeigt wird</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <extracomment>%1 is a systemd unit, %2 says why it failed</extracomment>
        <translation>%1 ist ausgefallen: %2</translation>
    </message>
</context>
<context>
    <name>muster::console::FailureTableModel</name>
    <message>
        <source>What</source>
        <extracomment>column of a table: a systemd unit</extracomment>
        <translation>Was</translation>
    </message>
    <message>
        <source>Where</source>
        <extracomment>column of a table: the node on which it failed</extracomment>
        <translation>Wo</translation>
    </message>
    <message>
        <source>System</source>
        <extracomment>column of a table</extracomment>
        <translation>System</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>column of a table</extracomment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Since</source>
        <extracomment>column of a table: since when a unit is failed</extracomment>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Why</source>
        <extracomment>column of a table: why a unit failed</extracomment>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Restarts</source>
        <extracomment>column of a table: number of automatic restarts</extracomment>
        <translation>Neustarts</translation>
    </message>
    <message>
        <source>Recovered</source>
        <extracomment>column of a table: when a unit was active again</extracomment>
        <translation>Erholt</translation>
    </message>
    <message>
        <source>Times</source>
        <extracomment>column of a table: how often a unit has failed</extracomment>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>First</source>
        <extracomment>column of a table: when a unit failed for the first time</extracomment>
        <translation>Zuerst</translation>
    </message>
    <message>
        <source>Acknowledged by</source>
        <extracomment>column of a table: who has taken note of a failure, and their reason</extracomment>
        <translation>Quittiert von</translation>
    </message>
    <message>
        <source>Logged as</source>
        <extracomment>column of a table: name of the error that was logged</extracomment>
        <translation>Protokolliert als</translation>
    </message>
    <message>
        <source>Incident</source>
        <extracomment>column of a table: what several failures have in common</extracomment>
        <translation>Vorfall</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>who has taken note of a failure (%1), and their reason (%2)</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>muster::console::FailureWatch</name>
    <message>
        <source>%1 failed on %2</source>
        <extracomment>notice; %1 is a systemd unit, %2 a node</extracomment>
        <translation>%1 ist auf %2 ausgefallen</translation>
    </message>
    <message numerus="yes">
        <source>%1, and brought down %n more</source>
        <extracomment>notice; %1 says why a unit failed, and %n others with it</extracomment>
        <translation>
            <numerusform>%1, und riss %n weitere mit</numerusform>
            <numerusform>%1, und riss %n weitere mit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units failed on %1</source>
        <extracomment>title of a notice; %1 is a node</extracomment>
        <translation>
            <numerusform>%n Unit ist auf %1 ausgefallen</numerusform>
            <numerusform>%n Units sind auf %1 ausgefallen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units failed on %1 nodes</source>
        <extracomment>title of a notice; %1 is a number of nodes, at least two</extracomment>
        <translation>
            <numerusform>%n Unit ist auf %1 Knoten ausgefallen</numerusform>
            <numerusform>%n Units sind auf %1 Knoten ausgefallen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::FailuresPage</name>
    <message>
        <source>Failures</source>
        <translation>Ausfälle</translation>
    </message>
    <message numerus="yes">
        <source>on %n nodes · %1 failed now · %2 not acknowledged</source>
        <extracomment>how many units are failed on %n nodes (%1), and how many failures nobody has acknowledged (%2)</extracomment>
        <translation>
            <numerusform>auf %n Knoten · jetzt %1 ausgefallen · %2 nicht quittiert</numerusform>
            <numerusform>auf %n Knoten · jetzt %1 ausgefallen · %2 nicht quittiert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::FindBar</name>
    <message>
        <source>Regular e&amp;xpression</source>
        <extracomment>search: the text is a regular expression</extracomment>
        <translation>Regulärer A&amp;usdruck</translation>
    </message>
    <message>
        <source>&amp;Match case</source>
        <extracomment>search: capital letters count</extracomment>
        <translation>&amp;Groß-/Kleinschreibung</translation>
    </message>
    <message>
        <source>Find in this member</source>
        <translation>In dieser Datei suchen</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Close the find bar</source>
        <translation>Suchleiste schließen</translation>
    </message>
    <message>
        <source>searching…</source>
        <extracomment>a search runs</extracomment>
        <translation>wird gesucht…</translation>
    </message>
    <message>
        <source>not found</source>
        <extracomment>search: nothing was found</extracomment>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of %2%3 lines</source>
        <extracomment>search: %1 is the number of the line that is shown, %2 how many were found, %3 &quot;+&quot; when there are more</extracomment>
        <translation>%1 von %2%3 Zeilen</translation>
    </message>
</context>
<context>
    <name>muster::console::FleetCommands</name>
    <message>
        <source>page</source>
        <extracomment>what kind of thing was found: a page of the window</extracomment>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Zu beachten</translation>
    </message>
    <message>
        <source>All nodes</source>
        <translation>Alle Knoten</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Ausfälle</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Found, not paired</source>
        <translation>Gefunden, nicht gekoppelt</translation>
    </message>
    <message>
        <source>system</source>
        <extracomment>what kind of thing was found: a composite machine</extracomment>
        <translation>System</translation>
    </message>
    <message>
        <source>node · %1</source>
        <extracomment>what kind of thing was found: a node; %1 is its address</extracomment>
        <translation>Knoten · %1</translation>
    </message>
    <message>
        <source>unit on %1</source>
        <extracomment>what kind of thing was found: a unit; %1 is its node</extracomment>
        <translation>Unit auf %1</translation>
    </message>
    <message>
        <source>All systems</source>
        <translation>Alle Systeme</translation>
    </message>
    <message>
        <source>Dumps</source>
        <translation>Dumps</translation>
    </message>
</context>
<context>
    <name>muster::console::FleetPanel</name>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
</context>
<context>
    <name>muster::console::FleetTree</name>
    <message>
        <source>Now</source>
        <extracomment>heading in the fleet tree: what is happening</extracomment>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Zu beachten</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Ausfälle</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>All nodes</source>
        <translation>Alle Knoten</translation>
    </message>
    <message>
        <source>Systems</source>
        <extracomment>heading in the fleet tree: composite machines</extracomment>
        <translation>Systeme</translation>
    </message>
    <message>
        <source>Lone nodes</source>
        <extracomment>heading in the fleet tree: nodes that belong to no system</extracomment>
        <translation>Einzelne Knoten</translation>
    </message>
    <message>
        <source>Found, not paired</source>
        <extracomment>heading in the fleet tree: nodes that answer and are not paired yet</extracomment>
        <translation>Gefunden, nicht gekoppelt</translation>
    </message>
    <message numerus="yes">
        <source>+ %n more</source>
        <extracomment>leads to the list of all found nodes; %n are not shown in the tree</extracomment>
        <translation>
            <numerusform>+ %n weiterer</numerusform>
            <numerusform>+ %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Show fewer</source>
        <extracomment>folds a long list of well systems or nodes again</extracomment>
        <translation>Weniger zeigen</translation>
    </message>
    <message numerus="yes">
        <source>+ %n more, all well</source>
        <extracomment>stands for %n systems or nodes that are not listed because they are well</extracomment>
        <translation>
            <numerusform>+ %n weiterer, gesund</numerusform>
            <numerusform>+ %n weitere, alle gesund</numerusform>
        </translation>
    </message>
    <message>
        <source>not paired</source>
        <extracomment>of a node that is known by the word of its system only</extracomment>
        <translation>nicht gekoppelt</translation>
    </message>
    <message>
        <source>Dumps</source>
        <translation>Dumps</translation>
    </message>
    <message>
        <source>All systems</source>
        <translation>Alle Systeme</translation>
    </message>
</context>
<context>
    <name>muster::console::FoundPage</name>
    <message>
        <source>Found, not paired</source>
        <translation>Gefunden, nicht gekoppelt</translation>
    </message>
    <message>
        <source>Add nodes…</source>
        <translation>Knoten hinzufügen…</translation>
    </message>
    <message>
        <source>Found nodes</source>
        <translation>Gefundene Knoten</translation>
    </message>
    <message>
        <source>No unpaired node was found</source>
        <translation>Kein ungekoppelter Knoten gefunden</translation>
    </message>
    <message>
        <source>Nodes show up here when they announce themselves on this network, or when an address range is searched.</source>
        <translation>Knoten erscheinen hier, wenn sie sich in diesem Netz melden oder wenn ein Adressbereich durchsucht wird.</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes; what they say of themselves is not proven until they are paired</source>
        <translation>
            <numerusform>%n Knoten; was er von sich sagt, ist erst nach dem Koppeln bewiesen</numerusform>
            <numerusform>%n Knoten; was sie von sich sagen, ist erst nach dem Koppeln bewiesen</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Pair…</source>
        <translation>&amp;Koppeln…</translation>
    </message>
    <message>
        <source>&amp;Add nodes…</source>
        <translation>&amp;Knoten hinzufügen…</translation>
    </message>
</context>
<context>
    <name>muster::console::FoundTableModel</name>
    <message>
        <source>Name, as it claims</source>
        <extracomment>column of a table: the name that a found node claims to have</extracomment>
        <translation>Name nach eigener Angabe</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>column of a table</extracomment>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Found by</source>
        <extracomment>column of a table: how a node was found</extracomment>
        <translation>Gefunden durch</translation>
    </message>
    <message>
        <source>Id, as it claims</source>
        <extracomment>column of a table: the id that a found node claims to have</extracomment>
        <translation>Kennung nach eigener Angabe</translation>
    </message>
</context>
<context>
    <name>muster::console::HexView</name>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
</context>
<context>
    <name>muster::console::HistoryCard</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>How far back</source>
        <translation>Wie weit zurück</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>Nothing of it was told in this time while this console listened.</source>
        <translation>In dieser Zeit wurde davon nichts gemeldet, während diese Konsole zuhörte.</translation>
    </message>
    <message>
        <source>There was more than can be shown: the oldest is left out. Point at a strip, or use the arrow keys.</source>
        <translation>Es war mehr, als gezeigt werden kann: Das Älteste fehlt. Zeigen Sie auf einen Streifen, oder nehmen Sie die Pfeiltasten.</translation>
    </message>
    <message>
        <source>Point at a strip, or use the arrow keys. Hatched: nobody told.</source>
        <translation>Zeigen Sie auf einen Streifen, oder nehmen Sie die Pfeiltasten. Schraffiert: niemand hat es gemeldet.</translation>
    </message>
</context>
<context>
    <name>muster::console::HistoryPhrases</name>
    <message>
        <source>not told</source>
        <translation>nicht gemeldet</translation>
    </message>
    <message>
        <source>%1: %2, %3 to %4 (%5)</source>
        <extracomment>%1 is a part of the state, %2 what it had, %3 and %4 times, %5 how long that was: &quot;Host: Running, 14:02:10 to 14:03:41 (91 s)&quot;</extracomment>
        <translation>%1: %2, %3 bis %4 (%5)</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1; told by %2</source>
        <extracomment>%1 is what a part of the state had and when, %2 the node that said so</extracomment>
        <translation>%1; gemeldet von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::HistoryStrip</name>
    <message>
        <source>History of the state</source>
        <translation>Verlauf des Zustands</translation>
    </message>
</context>
<context>
    <name>muster::console::HitModel</name>
    <message>
        <source>Dump</source>
        <extracomment>column of a table: the dump in which something was found</extracomment>
        <translation>Dump</translation>
    </message>
    <message>
        <source>Member</source>
        <extracomment>column of a table: file of a dump</extracomment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Line</source>
        <extracomment>column of a table: number of a line</extracomment>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Text</source>
        <extracomment>column of a table: the line in which something was found</extracomment>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>muster::console::JobStrip</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <extracomment>a job (%1) and the node it runs on (%2)</extracomment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Stop: %1</source>
        <extracomment>%1 is a job</extracomment>
        <translation>Anhalten: %1</translation>
    </message>
    <message>
        <source>last known</source>
        <extracomment>of a job whose node does not answer</extracomment>
        <translation>zuletzt bekannt</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <translation>%1 von %2 %3</translation>
    </message>
    <message>
        <source>%1 · %2 %3/s · %4 left</source>
        <extracomment>progress of a job: %1 is &quot;412 of 980 MiB&quot;, %2 %3 a rate as &quot;61 MiB&quot;, %4 the time left</extracomment>
        <translation>%1 · %2 %3/s · noch %4</translation>
    </message>
</context>
<context>
    <name>muster::console::JobTableModel</name>
    <message>
        <source>Job</source>
        <extracomment>column of a table: what a job does</extracomment>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Node</source>
        <extracomment>column of a table</extracomment>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>column of a table</extracomment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>column of a table</extracomment>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Started</source>
        <extracomment>column of a table: when a job was started</extracomment>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>By</source>
        <extracomment>column of a table: who started a job</extracomment>
        <translation>Von</translation>
    </message>
    <message>
        <source>Outcome</source>
        <extracomment>column of a table: what came of a job</extracomment>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <extracomment>progress of a job: %1 of %2, %3 is what is counted, as &quot;lines&quot;</extracomment>
        <translation>%1 von %2 %3</translation>
    </message>
</context>
<context>
    <name>muster::console::JobsPage</name>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>No job has run yet</source>
        <translation>Noch lief kein Auftrag</translation>
    </message>
    <message>
        <source>Long work on nodes, such as collecting evidence, is listed here while it runs and for some time after.</source>
        <translation>Lange Arbeiten auf Knoten, etwa das Sammeln von Belegen, stehen hier, während sie laufen und einige Zeit danach.</translation>
    </message>
</context>
<context>
    <name>muster::console::JournalModel</name>
    <message>
        <source>Time</source>
        <extracomment>column of a table: when an entry of the journal was written, by the node&apos;s clock</extracomment>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Priority</source>
        <extracomment>column of a table: priority of an entry of the journal</extracomment>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Unit</source>
        <extracomment>column of a table: systemd unit</extracomment>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Process</source>
        <extracomment>column of a table: who wrote an entry of the journal</extracomment>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Message</source>
        <extracomment>column of a table: text of an entry of the journal</extracomment>
        <translation>Meldung</translation>
    </message>
</context>
<context>
    <name>muster::console::JournalView</name>
    <message>
        <source>Last lines of the journal</source>
        <translation>Letzte Zeilen des Journals</translation>
    </message>
</context>
<context>
    <name>muster::console::KeyStorageDialog</name>
    <message>
        <source>Where shall the private key be kept?</source>
        <translation>Wo soll der private Schlüssel liegen?</translation>
    </message>
    <message>
        <source>Nodes know this console by its private key. No keychain can be used: %1.</source>
        <translation>Knoten erkennen diese Konsole an ihrem privaten Schlüssel. Kein Schlüsselbund ist nutzbar: %1.</translation>
    </message>
    <message>
        <source>Best. Start or unlock the desktop&apos;s keychain first (GNOME Keyring, KWallet).</source>
        <translation>Am besten. Starten oder entsperren Sie zuerst den Schlüsselbund der Arbeitsumgebung (GNOME Keyring, KWallet).</translation>
    </message>
    <message>
        <source>Not encrypted. Who can read your files, or a copy of your disk, can act as this console.</source>
        <translation>Nicht verschlüsselt. Wer Ihre Dateien oder eine Kopie Ihres Datenträgers lesen kann, kann als diese Konsole auftreten.</translation>
    </message>
    <message>
        <source>Nothing is kept. After the next start this is another console, and each node must be paired again.</source>
        <translation>Nichts wird aufbewahrt. Nach dem nächsten Start ist dies eine andere Konsole, und jeder Knoten muss erneut gekoppelt werden.</translation>
    </message>
    <message>
        <source>Stay offline</source>
        <translation>Offline bleiben</translation>
    </message>
    <message>
        <source>&amp;Try the keychain again</source>
        <translation>Den &amp;Schlüsselbund noch einmal versuchen</translation>
    </message>
    <message>
        <source>In a &amp;file that only you can read</source>
        <translation>In einer &amp;Datei, die nur Sie lesen können</translation>
    </message>
    <message>
        <source>Only in &amp;memory</source>
        <translation>Nur im S&amp;peicher</translation>
    </message>
    <message>
        <source>&amp;Use this</source>
        <translation>So &amp;verwenden</translation>
    </message>
</context>
<context>
    <name>muster::console::KnownFacts</name>
    <message>
        <source>follows a time source</source>
        <translation>folgt einer Zeitquelle</translation>
    </message>
    <message>
        <source>follows no time source</source>
        <translation>folgt keiner Zeitquelle</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>Hostname</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>System software</source>
        <translation>Betriebssystem</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>Plattform</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Started</source>
        <extracomment>when a node was started</extracomment>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Clock</source>
        <extracomment>%1 tells whether a clock follows a time source, %2 how far it is from ours</extracomment>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>%1, %2 from here</source>
        <translation>%1, %2 gegen hier</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Gehört</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Role here</source>
        <extracomment>what this console may do on a node</extracomment>
        <translation>Rolle hier</translation>
    </message>
    <message>
        <source>Paired</source>
        <translation>Gekoppelt</translation>
    </message>
    <message>
        <source>Boot id</source>
        <translation>Boot-Kennung</translation>
    </message>
    <message>
        <source>Machine id</source>
        <translation>Maschinenkennung</translation>
    </message>
    <message>
        <source>Node id</source>
        <translation>Knotenkennung</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <source>failed (%1)</source>
        <translation>ausgefallen (%1)</translation>
    </message>
    <message>
        <source>recovered</source>
        <extracomment>of a unit that had failed and is active again</extracomment>
        <translation>erholt</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>whether a node&apos;s management is able to do all it should: Ready, Quiesced
----------
how far a dump is: Complete, Failed</extracomment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Why</source>
        <extracomment>what is missing of a dump, or why there is none</extracomment>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>Erholt</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>Neustarts</translation>
    </message>
    <message numerus="yes">
        <source>%n before it gave up</source>
        <translation>
            <numerusform>%n, bevor sie aufgab</numerusform>
            <numerusform>%n, bevor sie aufgab</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>Exit code</source>
        <translation>Exit-Code</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>it failed while the agent was away</source>
        <translation>sie fiel aus, während der Agent weg war</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Last result</source>
        <translation>Letztes Ergebnis</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <extracomment>since when a node is in a state: &quot;Quiesced since 14:04:31, 2 min ago&quot;</extracomment>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>First</source>
        <extracomment>when a unit failed for the first time</extracomment>
        <translation>Zuerst</translation>
    </message>
    <message>
        <source>Times</source>
        <extracomment>how often a unit has failed</extracomment>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <extracomment>who has taken note of a failure, when, and why</extracomment>
        <translation>Quittiert</translation>
    </message>
    <message>
        <source>Done by itself</source>
        <extracomment>what the node did about a failure by itself</extracomment>
        <translation>Von selbst getan</translation>
    </message>
    <message>
        <source>Logged as</source>
        <extracomment>name of the error that was logged</extracomment>
        <translation>Protokolliert als</translation>
    </message>
    <message>
        <source>Dump</source>
        <extracomment>debug data in one file</extracomment>
        <translation>Dump</translation>
    </message>
    <message>
        <source>recovered, not acknowledged</source>
        <extracomment>of a unit that had failed and is active again</extracomment>
        <translation>erholt, nicht quittiert</translation>
    </message>
    <message>
        <source>%1, acknowledged</source>
        <extracomment>of a unit that is failed still (%1), and somebody has taken note</extracomment>
        <translation>%1, quittiert</translation>
    </message>
    <message>
        <source>by %1, %2</source>
        <extracomment>who has taken note of a failure (%1) and when (%2)</extracomment>
        <translation>von %1, %2</translation>
    </message>
    <message>
        <source>by %1, %2: %3</source>
        <extracomment>who has taken note of a failure (%1), when (%2), and the reason they gave (%3)</extracomment>
        <translation>von %1, %2: %3</translation>
    </message>
    <message>
        <source>%1, of which %2 suppressed: too many to collect evidence of each</source>
        <extracomment>how often a unit has failed (%1), and of how many of them nothing was collected (%2)</extracomment>
        <translation>%1, davon %2 unterdrückt: zu viele, um zu jedem Belege zu sammeln</translation>
    </message>
    <message>
        <source>Times shown</source>
        <extracomment>how a node&apos;s times are shown; %1 is a length of time</extracomment>
        <translation>Gezeigte Zeiten</translation>
    </message>
    <message>
        <source>corrected by %1, give or take %2 ms</source>
        <translation>um %1 berichtigt, auf etwa %2 ms genau</translation>
    </message>
    <message>
        <source>corrected by %1</source>
        <translation>um %1 berichtigt</translation>
    </message>
    <message>
        <source>no; known by the word of its system</source>
        <extracomment>of a node: whether this console is paired with it</extracomment>
        <translation>nein; laut seinem System bekannt</translation>
    </message>
    <message>
        <source>Reason</source>
        <extracomment>why a dump was made</extracomment>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Type</source>
        <extracomment>kind of a dump</extracomment>
        <translation>Art</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <extracomment>who asked for a dump</extracomment>
        <translation>Angefordert von</translation>
    </message>
    <message>
        <source>Made</source>
        <extracomment>when a dump was made</extracomment>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Offloaded</source>
        <extracomment>who has fetched a dump</extracomment>
        <translation>Abgeholt</translation>
    </message>
    <message>
        <source>Being fetched by</source>
        <extracomment>who is fetching a dump now</extracomment>
        <translation>Wird abgeholt von</translation>
    </message>
    <message>
        <source>Digest</source>
        <extracomment>a hash over all of a dump</extracomment>
        <translation>Prüfsumme</translation>
    </message>
</context>
<context>
    <name>muster::console::MachineView</name>
    <message>
        <source>Picture of the machine</source>
        <translation>Bild der Maschine</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>nicht gemeldet</translation>
    </message>
</context>
<context>
    <name>muster::console::MainWindow</name>
    <message>
        <source>Muster</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Add nodes…</source>
        <translation>Knoten hinzufügen…</translation>
    </message>
    <message>
        <source>Create system…</source>
        <translation>System anlegen…</translation>
    </message>
    <message>
        <source>Theme</source>
        <extracomment>how the window looks: light or dark</extracomment>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie die Arbeitsumgebung</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>action</source>
        <extracomment>what kind of thing was found: something that can be done</extracomment>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Choose again…</source>
        <translation>Neu wählen…</translation>
    </message>
    <message>
        <source>Find on this page</source>
        <translation>Auf dieser Seite suchen</translation>
    </message>
    <message>
        <source>Show or hide the evidence</source>
        <translation>Belege zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Try silent nodes again</source>
        <extracomment>nodes that do not answer</extracomment>
        <translation>Stumme Knoten erneut versuchen</translation>
    </message>
    <message>
        <source>Edit watch lists…</source>
        <extracomment>which units nodes watch</extracomment>
        <translation>Überwachungslisten bearbeiten…</translation>
    </message>
    <message>
        <source>Acknowledge failures…</source>
        <extracomment>takes note of the failure that is selected, or of all</extracomment>
        <translation>Ausfälle quittieren…</translation>
    </message>
    <message>
        <source>Open dump file…</source>
        <extracomment>a file with a dump, to be looked into</extracomment>
        <translation>Dump-Datei öffnen…</translation>
    </message>
</context>
<context>
    <name>muster::console::Marks</name>
    <message>
        <source>well</source>
        <extracomment>what a round mark beside a name means</extracomment>
        <translation>gesund</translation>
    </message>
    <message>
        <source>needs care</source>
        <extracomment>what a mark beside a name means</extracomment>
        <translation>auffällig</translation>
    </message>
    <message>
        <source>critical</source>
        <extracomment>what a mark beside a name means</extracomment>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>last known</source>
        <extracomment>what a mark beside a name means</extracomment>
        <translation>zuletzt bekannt</translation>
    </message>
    <message>
        <source>running</source>
        <extracomment>what a mark beside a name means</extracomment>
        <translation>läuft</translation>
    </message>
    <message>
        <source>unknown</source>
        <extracomment>what a mark beside a name means</extracomment>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>muster::console::MemberStateModel</name>
    <message>
        <source>No.</source>
        <extracomment>column of a table: number of a member in its system</extracomment>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Member</source>
        <extracomment>column of a table</extracomment>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Known</source>
        <extracomment>column of a table: how long ago something was known to be so</extracomment>
        <translation>Bekannt</translation>
    </message>
</context>
<context>
    <name>muster::console::MemberTableModel</name>
    <message>
        <source>No.</source>
        <extracomment>column of a table: number of a member in its system</extracomment>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Member</source>
        <extracomment>column of a table</extracomment>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>column of a table</extracomment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Units active</source>
        <extracomment>column of a table: how many watched units are active</extracomment>
        <translation>Units aktiv</translation>
    </message>
    <message>
        <source>Failures</source>
        <extracomment>column of a table: number of open failures</extracomment>
        <translation>Ausfälle</translation>
    </message>
    <message>
        <source>Heard</source>
        <extracomment>column of a table: when a node was heard last</extracomment>
        <translation>Gehört</translation>
    </message>
    <message>
        <source>Started</source>
        <extracomment>column of a table: when a node started</extracomment>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Clock</source>
        <extracomment>column of a table: how far a clock is off</extracomment>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>System software</source>
        <extracomment>column of a table: operating system</extracomment>
        <translation>Betriebssystem</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>column of a table</extracomment>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>%1 · coordinator</source>
        <extracomment>%1 is a node that coordinates its system</extracomment>
        <translation>%1 · Koordinator</translation>
    </message>
    <message>
        <source>Presence</source>
        <extracomment>column of a table: how the coordinator of a system sees a member</extracomment>
        <translation>Anwesenheit</translation>
    </message>
    <message>
        <source>Generation</source>
        <extracomment>column of a table: which membership a member has</extracomment>
        <translation>Generation</translation>
    </message>
</context>
<context>
    <name>muster::console::MemberTree</name>
    <message>
        <source>It is in the manifest, and not in the archive</source>
        <translation>Sie steht im Manifest, aber nicht im Archiv</translation>
    </message>
    <message>
        <source>missing</source>
        <extracomment>in place of the size of a file that a dump should have</extracomment>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>link to %1</source>
        <extracomment>%1 is where a link in an archive leads</extracomment>
        <translation>Verweis auf %1</translation>
    </message>
    <message>
        <source>device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Member</source>
        <extracomment>column of a tree: file of a dump; how large it is</extracomment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>muster::console::MemberView</name>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>The journal is empty</source>
        <translation>Das Journal ist leer</translation>
    </message>
    <message>
        <source>It has no entry.</source>
        <translation>Es hat keinen Eintrag.</translation>
    </message>
    <message>
        <source>Reading</source>
        <extracomment>a file of a dump is unpacked; %1 is a number</extracomment>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>%1 % read</source>
        <translation>%1 % gelesen</translation>
    </message>
    <message>
        <source>View</source>
        <extracomment>which way a file of a dump is shown</extracomment>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>No member is selected</source>
        <translation>Keine Datei ist gewählt</translation>
    </message>
    <message>
        <source>Select a file at the left to look at it.</source>
        <translation>Wählen Sie links eine Datei, um sie anzusehen.</translation>
    </message>
    <message>
        <source>It is not in the dump</source>
        <extracomment>a file that a dump should have</extracomment>
        <translation>Sie ist nicht im Dump</translation>
    </message>
    <message>
        <source>A link</source>
        <translation>Ein Verweis</translation>
    </message>
    <message>
        <source>It leads to %1. Links are not followed.</source>
        <translation>Er führt zu %1. Verweisen wird nicht gefolgt.</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>Ein Ordner</translation>
    </message>
    <message>
        <source>A device, pipe or socket</source>
        <translation>Ein Gerät, eine Pipe oder ein Socket</translation>
    </message>
    <message>
        <source>There are no bytes to look at.</source>
        <translation>Es gibt keine Bytes anzusehen.</translation>
    </message>
    <message>
        <source>It cannot be read</source>
        <translation>Sie ist nicht lesbar</translation>
    </message>
    <message>
        <source>It is empty</source>
        <translation>Sie ist leer</translation>
    </message>
    <message>
        <source>The file has no bytes.</source>
        <translation>Die Datei hat keine Bytes.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>unpacked from %1</source>
        <extracomment>a file in a dump is packed by itself; %1 is how: gzip</extracomment>
        <translation>entpackt aus %1</translation>
    </message>
    <message>
        <source>core file</source>
        <extracomment>kind of a file: memory of a process that was killed</extracomment>
        <translation>Speicherabbild</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>This is not all of it: %1</source>
        <extracomment>of a file of a dump; %1 says why</extracomment>
        <translation>Das ist nicht alles davon: %1</translation>
    </message>
    <message>
        <source>The node did not collect all of it: %1</source>
        <translation>Der Knoten hat nicht alles davon gesammelt: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln secrets were replaced by the node</source>
        <translation>
            <numerusform>%Ln Geheimnis hat der Knoten ersetzt</numerusform>
            <numerusform>%Ln Geheimnisse hat der Knoten ersetzt</numerusform>
        </translation>
    </message>
    <message>
        <source>The table has the first %L1 entries; the text has all.</source>
        <translation>Die Tabelle hat die ersten %L1 Einträge; der Text hat alle.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are no entries of a journal</source>
        <translation>
            <numerusform>%Ln Zeile ist kein Eintrag eines Journals</numerusform>
            <numerusform>%Ln Zeilen sind keine Einträge eines Journals</numerusform>
        </translation>
    </message>
    <message>
        <source>This is an archive in itself.</source>
        <translation>Das ist selbst ein Archiv.</translation>
    </message>
    <message>
        <source>Look into it</source>
        <extracomment>button: an archive within an archive is opened</extracomment>
        <translation>Hineinsehen</translation>
    </message>
    <message>
        <source>Table</source>
        <extracomment>a way to show a journal</extracomment>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Formatted</source>
        <extracomment>a way to show JSON: with a member a line</extracomment>
        <translation>Formatiert</translation>
    </message>
    <message>
        <source>Text</source>
        <extracomment>a way to show a file</extracomment>
        <translation>Text</translation>
    </message>
    <message>
        <source>Bytes</source>
        <extracomment>a way to show a file: hexadecimal</extracomment>
        <translation>Bytes</translation>
    </message>
</context>
<context>
    <name>muster::console::NodeCells</name>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 of %2 watched units are active</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>now</source>
        <extracomment>when a node was heard</extracomment>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>never</source>
        <extracomment>when a node was heard</extracomment>
        <translation>nie</translation>
    </message>
    <message>
        <source>%1 · not paired</source>
        <extracomment>%1 is a node that is known by the word of others only</extracomment>
        <translation>%1 · nicht gekoppelt</translation>
    </message>
</context>
<context>
    <name>muster::console::NodePage</name>
    <message>
        <source>Needs attention</source>
        <translation>Zu beachten</translation>
    </message>
    <message>
        <source>Watched units</source>
        <extracomment>heading: the services that a node was told to watch</extracomment>
        <translation>Überwachte Units</translation>
    </message>
    <message>
        <source>member of %1 · %2</source>
        <extracomment>%1 is a system, %2 says that a node answers, or is its address</extracomment>
        <translation>Mitglied von %1 · %2</translation>
    </message>
    <message>
        <source>%1 was refused: %2</source>
        <extracomment>%1 is a node, %2 says why the connection was refused and what to do</extracomment>
        <translation>%1 wurde abgewiesen: %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is a node, %2 goes on, as &quot;does not answer — last heard 14:04:31, 2 min ago; shown as last known&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Units are not watched: %1. They are shown as last seen.</source>
        <extracomment>%1 says why a node does not watch its units</extracomment>
        <translation>Units werden nicht überwacht: %1. Sie werden gezeigt, wie sie zuletzt waren.</translation>
    </message>
    <message>
        <source>Units are not known yet</source>
        <translation>Die Units sind noch nicht bekannt</translation>
    </message>
    <message>
        <source>They are shown as soon as %1 answers.</source>
        <translation>Sie werden gezeigt, sobald %1 antwortet.</translation>
    </message>
    <message>
        <source>No unit is watched</source>
        <translation>Keine Unit wird überwacht</translation>
    </message>
    <message>
        <source>Name the critical units of this node in /etc/muster/units.d on the node; its agent then watches them.</source>
        <translation>Nennen Sie die kritischen Units dieses Knotens auf dem Knoten in /etc/muster/units.d; sein Agent überwacht sie dann.</translation>
    </message>
    <message>
        <source>&amp;Try again now</source>
        <translation>Jetzt erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>&amp;Überblick</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>&amp;Ereignisse</translation>
    </message>
    <message>
        <source>F&amp;acts</source>
        <extracomment>tab of a page: what a node is</extracomment>
        <translation>A&amp;ngaben</translation>
    </message>
    <message>
        <source>&amp;Unpair…</source>
        <translation>Ent&amp;koppeln…</translation>
    </message>
    <message>
        <source>&amp;Failures %1</source>
        <translation>&amp;Ausfälle %1</translation>
    </message>
    <message>
        <source>&amp;Failures</source>
        <translation>&amp;Ausfälle</translation>
    </message>
    <message>
        <source>Edit &amp;watch list…</source>
        <translation>Über&amp;wachungsliste bearbeiten…</translation>
    </message>
    <message>
        <source>&amp;Pair…</source>
        <translation>K&amp;oppeln…</translation>
    </message>
    <message>
        <source>%1 is %2.</source>
        <extracomment>%1 is a node, %2 goes on, as &quot;known by the word of drawer-a; this console is not paired with it&quot;</extracomment>
        <translation>%1 ist %2.</translation>
    </message>
    <message>
        <source>&amp;State</source>
        <extracomment>tab of a page: power, host, boot and so on</extracomment>
        <translation>&amp;Zustand</translation>
    </message>
    <message>
        <source>State of the node</source>
        <translation>Zustand des Knotens</translation>
    </message>
    <message>
        <source>Its state was not told</source>
        <translation>Sein Zustand wurde nicht gemeldet</translation>
    </message>
    <message>
        <source>Powe&amp;r</source>
        <extracomment>button with a menu: power of a system or a node</extracomment>
        <translation>St&amp;rom</translation>
    </message>
    <message>
        <source>&amp;Boots</source>
        <extracomment>tab of a page: boots of the node&apos;s host</extracomment>
        <translation>Star&amp;ts</translation>
    </message>
</context>
<context>
    <name>muster::console::NodeStateModel</name>
    <message>
        <source>Part</source>
        <extracomment>column of a table: part of a machine&apos;s state</extracomment>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Value</source>
        <extracomment>column of a table</extracomment>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Health</source>
        <extracomment>column of a table</extracomment>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>Since</source>
        <extracomment>column of a table: since when something is so</extracomment>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Known</source>
        <extracomment>column of a table: how long ago something was known to be so</extracomment>
        <translation>Bekannt</translation>
    </message>
    <message>
        <source>Requested last</source>
        <extracomment>column of a table: the last change of state that was asked for</extracomment>
        <translation>Zuletzt verlangt</translation>
    </message>
    <message>
        <source>Said by the source</source>
        <extracomment>column of a table: the source&apos;s own words</extracomment>
        <translation>Wortlaut der Quelle</translation>
    </message>
</context>
<context>
    <name>muster::console::NodeTableModel</name>
    <message>
        <source>Node</source>
        <extracomment>column of a table</extracomment>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>System</source>
        <extracomment>column of a table: the system a node belongs to and its number there</extracomment>
        <translation>System</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>column of a table</extracomment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <extracomment>column of a table: the worst thing about a node, one sentence</extracomment>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>Problems</source>
        <extracomment>column of a table: number of problems</extracomment>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Units active</source>
        <extracomment>column of a table: how many watched units are active</extracomment>
        <translation>Units aktiv</translation>
    </message>
    <message>
        <source>Heard</source>
        <extracomment>column of a table: when a node was heard last</extracomment>
        <translation>Gehört</translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>column of a table</extracomment>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>System software</source>
        <extracomment>column of a table: operating system</extracomment>
        <translation>Betriebssystem</translation>
    </message>
    <message>
        <source>Agent</source>
        <extracomment>column of a table: version of the agent</extracomment>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Role</source>
        <extracomment>column of a table: what this console may do on a node</extracomment>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Id</source>
        <extracomment>column of a table: the id of a node</extracomment>
        <translation>Kennung</translation>
    </message>
</context>
<context>
    <name>muster::console::NodesPage</name>
    <message>
        <source>All nodes</source>
        <translation>Alle Knoten</translation>
    </message>
    <message>
        <source>Add nodes…</source>
        <translation>Knoten hinzufügen…</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>No nodes yet</source>
        <translation>Noch keine Knoten</translation>
    </message>
    <message>
        <source>Add nodes by looking on this network, by address, or from a list.</source>
        <translation>Fügen Sie Knoten hinzu: aus diesem Netz, über ihre Adresse oder aus einer Liste.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n nodes answer</source>
        <translation>
            <numerusform>%1 von %n Knoten antwortet</numerusform>
            <numerusform>%1 von %n Knoten antworten</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Create system…</source>
        <translation>&amp;System anlegen…</translation>
    </message>
    <message>
        <source>&amp;Add nodes…</source>
        <translation>&amp;Knoten hinzufügen…</translation>
    </message>
</context>
<context>
    <name>muster::console::OffloadTableModel</name>
    <message>
        <source>Dump</source>
        <extracomment>column of a table: name of a dump</extracomment>
        <translation>Dump</translation>
    </message>
    <message>
        <source>Node</source>
        <extracomment>column of a table</extracomment>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>column of a table</extracomment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Progress</source>
        <extracomment>column of a table</extracomment>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Rate</source>
        <extracomment>column of a table: bytes a second</extracomment>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Left</source>
        <extracomment>column of a table: how long something takes yet</extracomment>
        <translation>Noch</translation>
    </message>
    <message>
        <source>Folder</source>
        <extracomment>column of a table</extracomment>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Why</source>
        <extracomment>column of a table: why something waits or failed</extracomment>
        <translation>Warum</translation>
    </message>
    <message>
        <source>%1 %, %2 of %3</source>
        <extracomment>how much of a dump is there: %1 per cent, %2 of %3</extracomment>
        <translation>%1 %, %2 von %3</translation>
    </message>
    <message>
        <source>%1/s</source>
        <extracomment>%1 is an amount such as 31.0 MiB, in each second</extracomment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>100 %, %1 (%2 moved)</source>
        <extracomment>a dump of %1 is there, of which only %2 went over the network</extracomment>
        <translation>100 %, %1 (%2 übertragen)</translation>
    </message>
</context>
<context>
    <name>muster::console::PairingCode</name>
    <message>
        <source>What to type on the node</source>
        <translation>Was auf dem Knoten einzugeben ist</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Code %1</source>
        <translation>Code %1</translation>
    </message>
    <message>
        <source>The node shows this code too. If it is the same there, accept it on the node:</source>
        <translation>Der Knoten zeigt diesen Code auch. Ist er dort derselbe, nehmen Sie ihn auf dem Knoten an:</translation>
    </message>
    <message>
        <source>Somebody has accepted on the node. Did the node show exactly this code?</source>
        <translation>Auf dem Knoten hat jemand angenommen. Zeigte der Knoten genau diesen Code?</translation>
    </message>
    <message>
        <source>Good for %1:%2 more</source>
        <extracomment>time until a code is not good any more, minutes and seconds</extracomment>
        <translation>Noch %1:%2 gültig</translation>
    </message>
</context>
<context>
    <name>muster::console::PairingDialog</name>
    <message>
        <source>Pair with a node</source>
        <translation>Mit einem Knoten koppeln</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1 wird gefragt…</translation>
    </message>
    <message>
        <source>Nodes to pair with</source>
        <translation>Zu koppelnde Knoten</translation>
    </message>
    <message>
        <source>&amp;Skip this node</source>
        <extracomment>goes on to the next node without pairing with this one</extracomment>
        <translation>Diesen Knoten über&amp;springen</translation>
    </message>
    <message>
        <source>It shows &amp;another code</source>
        <extracomment>the node shows another code than the console</extracomment>
        <translation>Er zeigt einen &amp;anderen Code</translation>
    </message>
    <message numerus="yes">
        <source>Pair with %n nodes</source>
        <extracomment>title of a dialog</extracomment>
        <translation>
            <numerusform>Mit %n Knoten koppeln</numerusform>
            <numerusform>Mit %n Knoten koppeln</numerusform>
        </translation>
    </message>
    <message>
        <source>What is not paired stays under Found, not paired.</source>
        <translation>Was nicht gekoppelt ist, bleibt unter „Gefunden, nicht gekoppelt“.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n nodes paired</source>
        <extracomment>%1 of the %n nodes that were to be paired</extracomment>
        <translation>
            <numerusform>%1 von %n Knoten gekoppelt</numerusform>
            <numerusform>%1 von %n Knoten gekoppelt</numerusform>
        </translation>
    </message>
    <message>
        <source>Node %1 of %2: %3</source>
        <extracomment>%1 of %2 nodes has its turn; %3 is its name or address</extracomment>
        <translation>Knoten %1 von %2: %3</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>buttons of the pairing dialog</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The node shows the same &amp;code</source>
        <translation>Der Knoten zeigt denselben &amp;Code</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Go on with the other %n</source>
        <translation>
            <numerusform>&amp;Mit dem übrigen weitermachen</numerusform>
            <numerusform>&amp;Mit den übrigen %n weitermachen</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Pair</source>
        <translation>&amp;Koppeln</translation>
    </message>
    <message>
        <source>Each of them is under Lone nodes now.</source>
        <translation>Jeder steht jetzt unter „Einzelne Knoten“.</translation>
    </message>
</context>
<context>
    <name>muster::console::PairingForm</name>
    <message>
        <source>&amp;Compare a code with somebody at the node</source>
        <translation>Einen &amp;Code mit jemandem am Knoten vergleichen</translation>
    </message>
    <message>
        <source>With a one-time &amp;token</source>
        <translation>Mit einem Einmal-&amp;Token</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>host, host:port or [IPv6]:port</source>
        <extracomment>example of what can be typed into a field</extracomment>
        <translation>Host, Host:Port oder [IPv6]:Port</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>&amp;Role here</source>
        <extracomment>what this console may do on the node</extracomment>
        <translation>&amp;Rolle hier</translation>
    </message>
    <message>
        <source>Way</source>
        <extracomment>how to make sure that it is the right node</extracomment>
        <translation>Weg</translation>
    </message>
    <message>
        <source>printed by: muster-agent token --role operator</source>
        <translation>ausgegeben von: muster-agent token --role operator</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Say where the node is: an address is needed</source>
        <translation>Sagen Sie, wo der Knoten ist: eine Adresse wird gebraucht</translation>
    </message>
    <message>
        <source>Type the token, or compare a code instead</source>
        <translation>Geben Sie das Token ein, oder vergleichen Sie stattdessen einen Code</translation>
    </message>
</context>
<context>
    <name>muster::console::PairingQueue</name>
    <message>
        <source>paired</source>
        <extracomment>of a node in a list of nodes to pair with</extracomment>
        <translation>gekoppelt</translation>
    </message>
    <message>
        <source>skipped</source>
        <extracomment>of a node in a list of nodes to pair with</extracomment>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>not paired: %1</source>
        <extracomment>of a node in a list of nodes to pair with; %1 says why</extracomment>
        <translation>nicht gekoppelt: %1</translation>
    </message>
    <message>
        <source>its turn</source>
        <extracomment>of a node in a list of nodes to pair with</extracomment>
        <translation>ist an der Reihe</translation>
    </message>
    <message>
        <source>not paired yet</source>
        <translation>noch nicht gekoppelt</translation>
    </message>
</context>
<context>
    <name>muster::console::Phrases</name>
    <message>
        <source>Well</source>
        <extracomment>health of a node or system</extracomment>
        <translation>Gesund</translation>
    </message>
    <message>
        <source>Needs care</source>
        <extracomment>health of a node or system</extracomment>
        <translation>Auffällig</translation>
    </message>
    <message>
        <source>Critical</source>
        <extracomment>health of a node or system
----------
how much an event matters</extracomment>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Unknown</source>
        <extracomment>health of a node or system
----------
state of a node&apos;s management
----------
how much an event matters</extracomment>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>%1?</source>
        <extracomment>a health that is only the last known: &quot;Critical?&quot;</extracomment>
        <translation>%1?</translation>
    </message>
    <message>
        <source>Not watching</source>
        <extracomment>of a node that cannot see whether its units fail</extracomment>
        <translation>Überwacht nicht</translation>
    </message>
    <message>
        <source>answers</source>
        <extracomment>of a node: it is connected</extracomment>
        <translation>antwortet</translation>
    </message>
    <message>
        <source>connecting</source>
        <extracomment>of a node</extracomment>
        <translation>wird verbunden</translation>
    </message>
    <message>
        <source>does not answer</source>
        <extracomment>of a node</extracomment>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>refused</source>
        <extracomment>of a node: the connection was refused, somebody has to act</extracomment>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>not connected</source>
        <extracomment>of a node: the console has not tried to connect yet</extracomment>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>Viewer</source>
        <extracomment>what a console may do on a node: read</extracomment>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>Operator</source>
        <extracomment>what a console may do on a node: also act</extracomment>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>Administrator</source>
        <extracomment>what a console may do on a node: also configure</extracomment>
        <translation>Verwalter</translation>
    </message>
    <message>
        <source>Local superuser</source>
        <extracomment>the superuser of the node itself</extracomment>
        <translation>Lokaler Superuser</translation>
    </message>
    <message>
        <source>Stranger</source>
        <extracomment>a peer that is not paired</extracomment>
        <translation>Fremder</translation>
    </message>
    <message>
        <source>Units</source>
        <extracomment>what an event is about: services</extracomment>
        <translation>Units</translation>
    </message>
    <message>
        <source>Problems</source>
        <extracomment>what an event is about</extracomment>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Trust</source>
        <extracomment>what an event is about: pairing</extracomment>
        <translation>Vertrauen</translation>
    </message>
    <message>
        <source>Jobs</source>
        <extracomment>what an event is about: long work</extracomment>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Node</source>
        <extracomment>what an event is about</extracomment>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Warning</source>
        <extracomment>how much an event matters</extracomment>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Notice</source>
        <extracomment>how much an event matters: only for information</extracomment>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>waits</source>
        <extracomment>of a job</extracomment>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <extracomment>of a job</extracomment>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <extracomment>of a job</extracomment>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <source>stopped</source>
        <extracomment>of a job</extracomment>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>ended with exit code %1</source>
        <translation>endete mit Exit-Code %1</translation>
    </message>
    <message>
        <source>killed by %1</source>
        <extracomment>%1 is a signal such as SIGSEGV</extracomment>
        <translation>beendet durch %1</translation>
    </message>
    <message>
        <source>killed by %1, core dumped</source>
        <extracomment>%1 is a signal such as SIGSEGV</extracomment>
        <translation>beendet durch %1, Speicherabbild geschrieben</translation>
    </message>
    <message>
        <source>took too long to start or stop</source>
        <translation>brauchte zu lange zum Starten oder Anhalten</translation>
    </message>
    <message>
        <source>did not report to the watchdog in time</source>
        <translation>meldete sich nicht rechtzeitig beim Watchdog</translation>
    </message>
    <message>
        <source>was started too often</source>
        <translation>wurde zu oft gestartet</translation>
    </message>
    <message>
        <source>killed because memory ran out</source>
        <translation>beendet, weil der Speicher ausging</translation>
    </message>
    <message>
        <source>broke the protocol of its service type</source>
        <translation>brach das Protokoll ihres Diensttyps</translation>
    </message>
    <message>
        <source>could not be set up</source>
        <translation>konnte nicht eingerichtet werden</translation>
    </message>
    <message>
        <source>what it needs failed</source>
        <translation>was sie braucht, ist ausgefallen</translation>
    </message>
    <message>
        <source>answers at %1</source>
        <extracomment>of a node; %1 is its address</extracomment>
        <translation>antwortet unter %1</translation>
    </message>
    <message>
        <source>was refused: %1</source>
        <extracomment>of a node; %1 says why the connection was refused</extracomment>
        <translation>wurde abgewiesen: %1</translation>
    </message>
    <message>
        <source>is being connected — last heard %1; shown as last known</source>
        <extracomment>of a node; %1 is a time with its age</extracomment>
        <translation>wird verbunden — zuletzt gehört %1; gezeigt wie zuletzt bekannt</translation>
    </message>
    <message>
        <source>is being connected for the first time</source>
        <translation>wird zum ersten Mal verbunden</translation>
    </message>
    <message>
        <source>does not answer — last heard %1; shown as last known</source>
        <extracomment>of a node; %1 is a time with its age</extracomment>
        <translation>antwortet nicht — zuletzt gehört %1; gezeigt wie zuletzt bekannt</translation>
    </message>
    <message>
        <source>does not answer and was never heard; nothing is known of it</source>
        <translation>antwortet nicht und wurde nie gehört; nichts ist über ihn bekannt</translation>
    </message>
    <message>
        <source>is not connected — last heard %1; shown as last known</source>
        <extracomment>of a node; %1 is a time with its age</extracomment>
        <translation>ist nicht verbunden — zuletzt gehört %1; gezeigt wie zuletzt bekannt</translation>
    </message>
    <message>
        <source>is not connected and was never heard; nothing is known of it</source>
        <translation>ist nicht verbunden und wurde nie gehört; nichts ist über ihn bekannt</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n members answer</source>
        <extracomment>of a system; %1 of its %n members answer</extracomment>
        <translation>
            <numerusform>%1 von %n Mitglied antwortet</numerusform>
            <numerusform>%1 von %n Mitgliedern antworten</numerusform>
        </translation>
    </message>
    <message>
        <source>no nodes yet</source>
        <translation>noch keine Knoten</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes</source>
        <extracomment>number of nodes in the fleet</extracomment>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n systems · %1</source>
        <extracomment>number of systems in the fleet; %1 is &quot;61 nodes&quot;</extracomment>
        <translation>
            <numerusform>%n System · %1</numerusform>
            <numerusform>%n Systeme · %1</numerusform>
        </translation>
    </message>
    <message>
        <source>failed</source>
        <comment>a job</comment>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>Ready</source>
        <extracomment>of a node&apos;s management: no critical unit has failed</extracomment>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Quiesced</source>
        <extracomment>OpenBMC&apos;s word for degraded: a critical unit has failed, and nobody has acknowledged it yet</extracomment>
        <translation>Quiesced</translation>
    </message>
    <message>
        <source>crashes again and again</source>
        <translation>stürzt immer wieder ab</translation>
    </message>
    <message>
        <source>its job ended with %1</source>
        <extracomment>%1 is systemd&apos;s word for how a job ended, as &quot;timeout&quot;</extracomment>
        <translation>ihr Job endete mit %1</translation>
    </message>
    <message>
        <source>System</source>
        <extracomment>topic of events: which nodes act as one machine</extracomment>
        <translation>System</translation>
    </message>
    <message>
        <source>no coordinator acts · %1</source>
        <extracomment>of a system; %1 is &quot;3 of 4 members answer&quot;</extracomment>
        <translation>kein Koordinator handelt · %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>of a system; %1 is &quot;drawer-a coordinates&quot;, %2 is &quot;3 of 4 members answer&quot;</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Dumps</source>
        <extracomment>topic of events: sets of files that tell what was wrong</extracomment>
        <translation>Dumps</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>topic of events: power, host, boot progress</extracomment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Log</source>
        <extracomment>topic of events: entries of a machine&apos;s own error log</extracomment>
        <translation>Protokoll</translation>
    </message>
</context>
<context>
    <name>muster::console::ProblemList</name>
    <message>
        <source>What needs attention</source>
        <translation>Was zu beachten ist</translation>
    </message>
</context>
<context>
    <name>muster::console::ProblemListModel</name>
    <message>
        <source>What is wrong</source>
        <extracomment>column of a table: what is wrong</extracomment>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>Why</source>
        <extracomment>column of a table</extracomment>
        <translation>Warum</translation>
    </message>
    <message>
        <source>What to do</source>
        <extracomment>column of a table</extracomment>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Since</source>
        <extracomment>column of a table</extracomment>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Node</source>
        <extracomment>column of a table</extracomment>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>system %1</source>
        <extracomment>%1 is the name of a system</extracomment>
        <translation>System %1</translation>
    </message>
</context>
<context>
    <name>muster::console::RestorePhrases</name>
    <message>
        <source>it is powered on</source>
        <extracomment>what becomes of a system after an outage</extracomment>
        <translation>es wird eingeschaltet</translation>
    </message>
    <message>
        <source>it stays off</source>
        <extracomment>what becomes of a system after an outage</extracomment>
        <translation>es bleibt aus</translation>
    </message>
    <message>
        <source>it becomes what it was last asked to be</source>
        <extracomment>what becomes of a system after an outage</extracomment>
        <translation>es wird, was zuletzt verlangt war</translation>
    </message>
    <message>
        <source>nothing is done</source>
        <extracomment>what becomes of a system after an outage</extracomment>
        <translation>nichts wird getan</translation>
    </message>
    <message>
        <source>they are brought to what the others have</source>
        <extracomment>what becomes of members that lost their power while others did not</extracomment>
        <translation>sie werden auf den Stand der anderen gebracht</translation>
    </message>
    <message>
        <source>they stay off until somebody powers them on, and that is told</source>
        <extracomment>what becomes of members that lost their power while others did not</extracomment>
        <translation>sie bleiben aus, bis jemand sie einschaltet, und das wird gemeldet</translation>
    </message>
    <message>
        <source>as if all had lost it</source>
        <extracomment>what becomes of members that lost their power while others did not</extracomment>
        <translation>als hätten alle ihn verloren</translation>
    </message>
    <message>
        <source>When all lose power</source>
        <extracomment>before what becomes of a system then</extracomment>
        <translation>Wenn alle den Strom verlieren</translation>
    </message>
    <message>
        <source>When some lose power</source>
        <extracomment>before what becomes of members then</extracomment>
        <translation>Wenn einige den Strom verlieren</translation>
    </message>
    <message>
        <source>its host goes on</source>
        <translation>sein Host läuft weiter</translation>
    </message>
    <message>
        <source>%1; members are waited for up to %2 s</source>
        <extracomment>what becomes of a system after an outage; %1 is as &quot;it is powered on&quot;, %2 a number of seconds</extracomment>
        <translation>%1; auf Mitglieder wird bis zu %2 s gewartet</translation>
    </message>
    <message>
        <source>When a BMC restarts</source>
        <extracomment>before what becomes of a host then</extracomment>
        <translation>Wenn ein BMC neu startet</translation>
    </message>
</context>
<context>
    <name>muster::console::ScheduleCalendar</name>
    <message>
        <source>Calendar of what is done at a time</source>
        <translation>Kalender dessen, was zu einer Zeit geschieht</translation>
    </message>
</context>
<context>
    <name>muster::console::SchedulePanel</name>
    <message>
        <source>Sc&amp;hedule…</source>
        <extracomment>button: something shall be done at a time</extracomment>
        <translation>Einp&amp;lanen …</translation>
    </message>
    <message>
        <source>Take &amp;back</source>
        <extracomment>button: what was to be done at a time shall not be done</extracomment>
        <translation>Zurückneh&amp;men</translation>
    </message>
    <message>
        <source>What is done at which time</source>
        <translation>Was wann geschieht</translation>
    </message>
    <message>
        <source>Nobody coordinates the system now: nothing is done at its time until somebody does.</source>
        <translation>Niemand koordiniert das System zurzeit: Bis es jemand tut, geschieht nichts zu seiner Zeit.</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt …</translation>
    </message>
    <message>
        <source>It is not known what is to be done at a time</source>
        <translation>Es ist nicht bekannt, was wann geschehen soll</translation>
    </message>
    <message>
        <source>Nobody who could tell has answered.</source>
        <translation>Niemand, der es sagen könnte, hat geantwortet.</translation>
    </message>
    <message>
        <source>This group is known to this console only: nobody acts for it.</source>
        <translation>Diese Gruppe kennt nur diese Konsole: Niemand handelt für sie.</translation>
    </message>
    <message>
        <source>Nothing is to be done at a time</source>
        <translation>Zu keiner Zeit ist etwas vorgesehen</translation>
    </message>
    <message>
        <source>The system&apos;s power can be changed once, at a time, also while this console is closed.</source>
        <translation>Das System kann einmal, zu einer bestimmten Zeit, ein- oder ausgeschaltet werden, auch wenn diese Konsole geschlossen ist.</translation>
    </message>
    <message>
        <source>Schedule…</source>
        <translation>Einplanen …</translation>
    </message>
</context>
<context>
    <name>muster::console::SchedulePhrases</name>
    <message>
        <source>Power on</source>
        <extracomment>what is to be done at a time</extracomment>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>Power off</source>
        <extracomment>what is to be done at a time</extracomment>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Shut down</source>
        <extracomment>what is to be done at a time: the operating system first</extracomment>
        <translation>Herunterfahren</translation>
    </message>
    <message>
        <source>Restart hosts</source>
        <extracomment>what is to be done at a time: the hosts</extracomment>
        <translation>Hosts neu starten</translation>
    </message>
    <message>
        <source>Power cycle</source>
        <extracomment>what is to be done at a time</extracomment>
        <translation>Aus- und wieder einschalten</translation>
    </message>
    <message>
        <source>Restart management</source>
        <extracomment>what is to be done at a time</extracomment>
        <translation>Management neu starten</translation>
    </message>
    <message>
        <source>all</source>
        <extracomment>members of a system</extracomment>
        <translation>alle</translation>
    </message>
    <message>
        <source>Waits</source>
        <extracomment>something to be done at a time: its time has not come</extracomment>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Begins</source>
        <extracomment>something to be done at a time: members are about to be asked</extracomment>
        <translation>Beginnt</translation>
    </message>
    <message>
        <source>Asked</source>
        <extracomment>something to be done at a time: members were asked</extracomment>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Missed</source>
        <extracomment>something to be done at a time: nobody was there to do it</extracomment>
        <translation>Versäumt</translation>
    </message>
    <message>
        <source>Taken back</source>
        <extracomment>something to be done at a time: taken back</extracomment>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Refused</source>
        <extracomment>something to be done at a time</extracomment>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Broken off</source>
        <extracomment>something to be done at a time: nobody knows whether members were asked</extracomment>
        <translation>Abgebrochen</translation>
    </message>
</context>
<context>
    <name>muster::console::ScheduleSheet</name>
    <message>
        <source>Change the power of %1 at a time</source>
        <extracomment>title; %1 is a system</extracomment>
        <translation>%1 zu einer bestimmten Zeit schalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>W&amp;hat</source>
        <extracomment>field: what shall be done at a time</extracomment>
        <translation>&amp;Was</translation>
    </message>
    <message>
        <source>&amp;When (%1)</source>
        <extracomment>field: when something shall be done; %1 is the time zone here</extracomment>
        <translation>Wa&amp;nn (%1)</translation>
    </message>
    <message>
        <source>&amp;Members</source>
        <translation>&amp;Mitglieder</translation>
    </message>
    <message>
        <source>%1 at this time</source>
        <extracomment>button; %1 is what is to be done: &quot;Power off at this time&quot;</extracomment>
        <translation>%1 zu dieser Zeit</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Choose at least one member.</source>
        <translation>Wählen Sie mindestens ein Mitglied.</translation>
    </message>
    <message>
        <source>This time has passed.</source>
        <translation>Diese Zeit ist vorbei.</translation>
    </message>
    <message numerus="yes">
        <source>In %1, by the coordinator&apos;s clock. Whoever coordinates the system then asks %n members, whether or not this console runs. It is done once; when nobody coordinates at that time it is missed, and not made up for.</source>
        <translation>
            <numerusform>In %1, nach der Uhr des Koordinators. Wer das System dann koordiniert, fragt %n Mitglied, ob diese Konsole läuft oder nicht. Es geschieht einmal; koordiniert zu dieser Zeit niemand, ist es versäumt und wird nicht nachgeholt.</numerusform>
            <numerusform>In %1, nach der Uhr des Koordinators. Wer das System dann koordiniert, fragt %n Mitglieder, ob diese Konsole läuft oder nicht. Es geschieht einmal; koordiniert zu dieser Zeit niemand, ist es versäumt und wird nicht nachgeholt.</numerusform>
        </translation>
    </message>
    <message>
        <source>there is no such system any more</source>
        <translation>das System gibt es nicht mehr</translation>
    </message>
    <message>
        <source>It is set, but:</source>
        <translation>Es ist gesetzt, aber:</translation>
    </message>
</context>
<context>
    <name>muster::console::ScheduleTableModel</name>
    <message>
        <source>When</source>
        <extracomment>column of a table: when something is to be done</extracomment>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What</source>
        <extracomment>column of a table: what is to be done</extracomment>
        <translation>Was</translation>
    </message>
    <message>
        <source>Members</source>
        <extracomment>column of a table: to which members something is done</extracomment>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Outcome</source>
        <extracomment>column of a table: what became of something that was to be done at a time</extracomment>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Set by</source>
        <extracomment>column of a table: who set something to be done at a time</extracomment>
        <translation>Gesetzt von</translation>
    </message>
    <message>
        <source>Remark</source>
        <extracomment>column of a table: warnings, or why something was not done</extracomment>
        <translation>Bemerkung</translation>
    </message>
</context>
<context>
    <name>muster::console::SearchField</name>
    <message>
        <source>Find a node, unit, page, action…</source>
        <translation>Knoten, Unit, Seite, Aktion finden…</translation>
    </message>
</context>
<context>
    <name>muster::console::SearchPanel</name>
    <message>
        <source>Regular e&amp;xpression</source>
        <translation>Regulärer A&amp;usdruck</translation>
    </message>
    <message>
        <source>&amp;Match case</source>
        <translation>&amp;Groß-/Kleinschreibung</translation>
    </message>
    <message>
        <source>&amp;Binary members, too</source>
        <extracomment>search: also in files that are no text</extracomment>
        <translation>Auch &amp;binäre Dateien</translation>
    </message>
    <message numerus="yes">
        <source>Stopped: %Ln lines until then</source>
        <extracomment>a search was stopped by a person</extracomment>
        <translation>
            <numerusform>Angehalten: %Ln Zeile bis dahin</numerusform>
            <numerusform>Angehalten: %Ln Zeilen bis dahin</numerusform>
        </translation>
    </message>
    <message>
        <source>Search in all open dumps</source>
        <translation>In allen offenen Dumps suchen</translation>
    </message>
    <message>
        <source>Lines found</source>
        <translation>Gefundene Zeilen</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Es wird gesucht…</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Es wird gesucht</translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln lines; there are more</source>
        <extracomment>a search has ended</extracomment>
        <translation>
            <numerusform>Die erste %Ln Zeile; es gibt mehr</numerusform>
            <numerusform>Die ersten %Ln Zeilen; es gibt mehr</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln members searched</source>
        <translation>
            <numerusform>%Ln Datei durchsucht</numerusform>
            <numerusform>%Ln Dateien durchsucht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln binary ones left out</source>
        <extracomment>a search left out files that are no text</extracomment>
        <translation>
            <numerusform>%Ln binäre ausgelassen</numerusform>
            <numerusform>%Ln binäre ausgelassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln could not be read, first %1: %2</source>
        <extracomment>a search: %1 is a file, %2 says why it could not be read</extracomment>
        <translation>
            <numerusform>%Ln war nicht lesbar, zuerst %1: %2</numerusform>
            <numerusform>%Ln waren nicht lesbar, zuerst %1: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>button</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No line of the members that were searched holds it.</source>
        <translation>Keine Zeile der durchsuchten Dateien enthält das.</translation>
    </message>
    <message>
        <source>Nothing is searched for yet</source>
        <translation>Noch wird nach nichts gesucht</translation>
    </message>
    <message>
        <source>Type a word, and press Enter. All members of all open dumps are searched.</source>
        <translation>Geben Sie ein Wort ein, und drücken Sie die Eingabetaste. Alle Dateien aller offenen Dumps werden durchsucht.</translation>
    </message>
</context>
<context>
    <name>muster::console::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie die Arbeitsumgebung</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <extracomment>how much room rows of lists take</extracomment>
        <translation>Bequem</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Eng</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Rows</source>
        <translation>&amp;Zeilen</translation>
    </message>
    <message>
        <source>On the desktop</source>
        <extracomment>heading in the settings: what is shown outside of the window</extracomment>
        <translation>In der Arbeitsumgebung</translation>
    </message>
    <message>
        <source>&amp;Notify of new failures</source>
        <translation>Neue Ausfälle &amp;melden</translation>
    </message>
    <message>
        <source>Show the &amp;count of failures in the tray, where there is one</source>
        <translation>&amp;Anzahl der Ausfälle im Infobereich zeigen, wo es einen gibt</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray when the window is closed</source>
        <translation>Im Infobereich &amp;weiterlaufen, wenn das Fenster geschlossen wird</translation>
    </message>
</context>
<context>
    <name>muster::console::StatePhrases</name>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>Nicht bereit</translation>
    </message>
    <message>
        <source>Updating</source>
        <translation>Wird aktualisiert</translation>
    </message>
    <message>
        <source>Quiesced</source>
        <translation>Quiesced</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Turning off</source>
        <translation>Schaltet aus</translation>
    </message>
    <message>
        <source>Turning on</source>
        <translation>Schaltet ein</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Diagnostic mode</source>
        <translation>Diagnosemodus</translation>
    </message>
    <message>
        <source>Standby</source>
        <translation>Standby</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Not booting</source>
        <translation>Kein Start</translation>
    </message>
    <message>
        <source>Maker&apos;s own stage</source>
        <translation>Herstellereigene Stufe</translation>
    </message>
    <message>
        <source>First processor</source>
        <translation>Erster Prozessor</translation>
    </message>
    <message>
        <source>Buses</source>
        <translation>Busse</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Other processors</source>
        <translation>Weitere Prozessoren</translation>
    </message>
    <message>
        <source>PCI</source>
        <translation>PCI</translation>
    </message>
    <message>
        <source>Mainboard</source>
        <translation>Hauptplatine</translation>
    </message>
    <message>
        <source>Hardware ready</source>
        <translation>Hardware bereit</translation>
    </message>
    <message>
        <source>In setup</source>
        <translation>In der Einrichtung</translation>
    </message>
    <message>
        <source>OS starts</source>
        <translation>System startet</translation>
    </message>
    <message>
        <source>OS runs</source>
        <translation>System läuft</translation>
    </message>
    <message>
        <source>Inactive</source>
        <translation>Inaktiv</translation>
    </message>
    <message>
        <source>Booted for diagnosis</source>
        <translation>Zur Diagnose gestartet</translation>
    </message>
    <message>
        <source>Boots from ROM</source>
        <translation>Startet vom ROM</translation>
    </message>
    <message>
        <source>Boots from CD</source>
        <translation>Startet von CD</translation>
    </message>
    <message>
        <source>Boots from the network</source>
        <translation>Startet vom Netz</translation>
    </message>
    <message>
        <source>Boots from disk</source>
        <translation>Startet von der Platte</translation>
    </message>
    <message>
        <source>Booted</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Management</source>
        <extracomment>part of a machine&apos;s state: its management (BMC)</extracomment>
        <translation>Management</translation>
    </message>
    <message>
        <source>Chassis power</source>
        <extracomment>part of a machine&apos;s state</extracomment>
        <translation>Strom</translation>
    </message>
    <message>
        <source>Host</source>
        <extracomment>part of a machine&apos;s state: the computer that is managed</extracomment>
        <translation>Host</translation>
    </message>
    <message>
        <source>Boot progress</source>
        <extracomment>part of a machine&apos;s state</extracomment>
        <translation>Startfortschritt</translation>
    </message>
    <message>
        <source>Operating system</source>
        <extracomment>part of a machine&apos;s state</extracomment>
        <translation>Betriebssystem</translation>
    </message>
    <message>
        <source>Hypervisor</source>
        <extracomment>part of a machine&apos;s state</extracomment>
        <translation>Hypervisor</translation>
    </message>
    <message>
        <source>all %1</source>
        <extracomment>so many members of a system have one value: all of them</extracomment>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>so many members of a system have the value that the system has</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2, partial</source>
        <extracomment>so many members of a system had a value when they were last heard</extracomment>
        <translation>%1 von %2, unvollständig</translation>
    </message>
    <message>
        <source>%1 of %2, %3 not known now</source>
        <extracomment>%1 of %2 members of a system have its value; of %3 members it is not known what they have now</extracomment>
        <translation>%1 von %2, %3 jetzt unbekannt</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 members have the value %2</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, when it was last heard: %2</source>
        <extracomment>%1 is a node, %2 a sentence that says what cannot be true together</extracomment>
        <translation>%1, als er zuletzt gehört wurde: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>This group is known to this console only; nobody tells the state of the whole.</source>
        <translation>Diese Gruppe kennt nur diese Konsole; den Zustand des Ganzen meldet niemand.</translation>
    </message>
    <message>
        <source>No coordinator is known to act. Its state is shown as soon as one does.</source>
        <translation>Es ist kein Koordinator bekannt, der tätig ist. Der Zustand erscheint, sobald es einen gibt.</translation>
    </message>
    <message>
        <source>The coordinator %1 does not answer, and has not told it before.</source>
        <translation>Der Koordinator %1 antwortet nicht und hat ihn auch zuvor nicht gemeldet.</translation>
    </message>
    <message>
        <source>The coordinator %1 has not told it. An older agent cannot.</source>
        <translation>Der Koordinator %1 hat ihn nicht gemeldet. Ein älterer Agent kann das nicht.</translation>
    </message>
    <message>
        <source>%1 does not answer, and has not told it before.</source>
        <translation>%1 antwortet nicht und hat ihn auch zuvor nicht gemeldet.</translation>
    </message>
    <message>
        <source>%1 has not told it. An older agent cannot.</source>
        <translation>%1 hat ihn nicht gemeldet. Ein älterer Agent kann das nicht.</translation>
    </message>
    <message>
        <source>never</source>
        <extracomment>when something was known: at no time</extracomment>
        <translation>nie</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>Part of the state</source>
        <translation>Teil des Zustands</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>Beobachtet</translation>
    </message>
    <message>
        <source>Requested last</source>
        <translation>Zuletzt verlangt</translation>
    </message>
    <message>
        <source>Said by the source</source>
        <translation>Wortlaut der Quelle</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Bekannt</translation>
    </message>
    <message>
        <source>Whole system</source>
        <translation>Ganzes System</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Told by</source>
        <translation>Gemeldet von</translation>
    </message>
</context>
<context>
    <name>muster::console::SystemChangeModel</name>
    <message>
        <source>No.</source>
        <extracomment>column of a table: number of a member in its system</extracomment>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Member</source>
        <extracomment>column of a table</extracomment>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Change</source>
        <extracomment>column of a table: what changes for a node</extracomment>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Objection or result</source>
        <extracomment>column of a table: what speaks against a change, or what came of it</extracomment>
        <translation>Einwand oder Ergebnis</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>takes it over when it is back</source>
        <extracomment>a node that does not answer gets a change later, by itself</extracomment>
        <translation>übernimmt sie, sobald er wieder da ist</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>a node does not get a change now; %1 says what becomes of it instead, %2 why</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>muster::console::SystemChangeSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>What changes on which member</source>
        <translation>Was sich auf welchem Mitglied ändert</translation>
    </message>
    <message>
        <source>The coordinator that does not answer is s&amp;witched off, and I know it</source>
        <extracomment>a person confirms that a machine is off</extracomment>
        <translation>Der Koordinator, der nicht antwortet, ist aus&amp;geschaltet, und ich weiß es</translation>
    </message>
    <message>
        <source>&amp;Type %1 to confirm:</source>
        <extracomment>%1 is the name of a system</extracomment>
        <translation>Zur Bestätigung %1 ein&amp;tippen:</translation>
    </message>
    <message>
        <source>Name of the system</source>
        <translation>Name des Systems</translation>
    </message>
    <message>
        <source>It is called %2 instead of %1.</source>
        <extracomment>a system gets another name: %1 before, %2 after</extracomment>
        <translation>Es heißt %2 statt %1.</translation>
    </message>
    <message>
        <source>The old coordinator does not answer and may act still: the new one acts as soon as more than half of the old members stand with it.</source>
        <translation>Der alte Koordinator antwortet nicht und handelt womöglich noch: der neue handelt, sobald mehr als die Hälfte der alten Mitglieder zu ihm steht.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>Retry the %n that failed</source>
        <extracomment>button: tells the nodes again on which it failed</extracomment>
        <translation>
            <numerusform>Den gescheiterten erneut versuchen</numerusform>
            <numerusform>Die %n gescheiterten erneut versuchen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::SystemDialog</name>
    <message>
        <source>Create system</source>
        <translation>System anlegen</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 bearbeiten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Make it a member</source>
        <translation>Zum Mitglied machen</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Give it the number before</source>
        <translation>Die vorige Nummer geben</translation>
    </message>
    <message>
        <source>Give it the next number</source>
        <translation>Die nächste Nummer geben</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>C&amp;oordinator</source>
        <extracomment>the member that speaks for the whole system</extracomment>
        <translation>&amp;Koordinator</translation>
    </message>
    <message>
        <source>&amp;Lone nodes</source>
        <translation>&amp;Einzelne Knoten</translation>
    </message>
    <message>
        <source>&amp;Members, by their number</source>
        <translation>&amp;Mitglieder nach ihrer Nummer</translation>
    </message>
    <message>
        <source>Found %1</source>
        <translation>%1 gründen</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>&amp;Preview…</source>
        <extracomment>button: shows what would change, before it is done</extracomment>
        <translation>&amp;Vorschau…</translation>
    </message>
    <message>
        <source>&amp;Chosen</source>
        <extracomment>how the coordinator of a system is chosen</extracomment>
        <translation>&amp;Bestimmt</translation>
    </message>
    <message>
        <source>L&amp;ease</source>
        <extracomment>setting of a system: how long a coordinator may act without being confirmed</extracomment>
        <translation>&amp;Lease</translation>
    </message>
    <message>
        <source>Cloc&amp;ks apart at most</source>
        <extracomment>setting of a system: how far clocks may be apart</extracomment>
        <translation>&amp;Uhren höchstens auseinander</translation>
    </message>
    <message>
        <source>&amp;Role by word</source>
        <extracomment>setting of a system: the most that the coordinator&apos;s word gives a caller</extracomment>
        <translation>&amp;Rolle laut Koordinator</translation>
    </message>
    <message>
        <source>Copies of &amp;files</source>
        <extracomment>setting of a system: on how many other members a file is kept</extracomment>
        <translation>Kopien von &amp;Dateien</translation>
    </message>
    <message>
        <source>The most that the coordinator’s word gives a caller on a member that does not know it</source>
        <translation>Die höchste Rolle, die das Wort des Koordinators einem Aufrufer auf einem Mitglied gibt, das ihn nicht kennt</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Nichts ist geändert.</translation>
    </message>
    <message>
        <source>Create %1?</source>
        <translation>%1 anlegen?</translation>
    </message>
    <message>
        <source>Change %1?</source>
        <translation>%1 ändern?</translation>
    </message>
    <message>
        <source>Create %1</source>
        <extracomment>button; %1 is a system</extracomment>
        <translation>%1 anlegen</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
</context>
<context>
    <name>muster::console::SystemOrders</name>
    <message>
        <source>Dissolve %1?</source>
        <translation>%1 auflösen?</translation>
    </message>
    <message>
        <source>Dissolve %1</source>
        <extracomment>button; %1 is a system</extracomment>
        <translation>%1 auflösen</translation>
    </message>
    <message numerus="yes">
        <source>Its %n members stay paired, as lone nodes, and do not act together any more.</source>
        <translation>
            <numerusform>Sein Mitglied bleibt gekoppelt, als einzelner Knoten, und handelt nicht mehr als System.</numerusform>
            <numerusform>Seine %n Mitglieder bleiben gekoppelt, als einzelne Knoten, und handeln nicht mehr gemeinsam.</numerusform>
        </translation>
    </message>
    <message>
        <source>It cannot be undone: a system made of them again is another one.</source>
        <translation>Das lässt sich nicht rückgängig machen: ein System, das wieder aus ihnen angelegt wird, ist ein anderes.</translation>
    </message>
    <message>
        <source>Let %1 coordinate %2?</source>
        <extracomment>%1 is a node, %2 a system</extracomment>
        <translation>%1 das System %2 koordinieren lassen?</translation>
    </message>
    <message>
        <source>Let %1 coordinate</source>
        <extracomment>button; %1 is a node</extracomment>
        <translation>%1 koordinieren lassen</translation>
    </message>
    <message>
        <source>Tell members of %1 again</source>
        <extracomment>%1 is a system</extracomment>
        <translation>Mitglieder von %1 erneut unterrichten</translation>
    </message>
    <message>
        <source>Tell them again</source>
        <extracomment>button: members that have an older membership are told the present one</extracomment>
        <translation>Erneut unterrichten</translation>
    </message>
    <message>
        <source>These members do not have the membership in force.</source>
        <translation>Diese Mitglieder haben nicht die gültige Mitgliederliste.</translation>
    </message>
</context>
<context>
    <name>muster::console::SystemPage</name>
    <message>
        <source>Needs attention</source>
        <translation>Zu beachten</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <extracomment>tab of a page</extracomment>
        <translation>&amp;Überblick</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <extracomment>tab of a page</extracomment>
        <translation>&amp;Ereignisse</translation>
    </message>
    <message>
        <source>E&amp;dit system…</source>
        <translation>System &amp;bearbeiten…</translation>
    </message>
    <message>
        <source>Di&amp;ssolve…</source>
        <extracomment>takes a system apart; its members stay as lone nodes</extracomment>
        <translation>Au&amp;flösen…</translation>
    </message>
    <message>
        <source>&amp;Failures %1</source>
        <extracomment>tab of a page, with the number of failures</extracomment>
        <translation>&amp;Ausfälle %1</translation>
    </message>
    <message>
        <source>&amp;Failures</source>
        <translation>&amp;Ausfälle</translation>
    </message>
    <message>
        <source>&amp;Watch list…</source>
        <extracomment>which units the members watch</extracomment>
        <translation>Über&amp;wachungsliste…</translation>
    </message>
    <message>
        <source>F&amp;acts</source>
        <extracomment>tab of a page: what a system is</extracomment>
        <translation>A&amp;ngaben</translation>
    </message>
    <message>
        <source>Pair…</source>
        <translation>Koppeln…</translation>
    </message>
    <message>
        <source>Let %1 coordinate…</source>
        <extracomment>in a menu; %1 is a node</extracomment>
        <translation>%1 koordinieren lassen…</translation>
    </message>
    <message numerus="yes">
        <source>%1 And %n more: see the members.</source>
        <extracomment>%1 is one sentence that says what is wrong; there are %n further ones</extracomment>
        <translation>
            <numerusform>%1 Und noch eines: siehe die Mitglieder.</numerusform>
            <numerusform>%1 Und noch %n: siehe die Mitglieder.</numerusform>
        </translation>
    </message>
    <message>
        <source>Found the system…</source>
        <translation>System gründen…</translation>
    </message>
    <message>
        <source>Choose another coordinator…</source>
        <translation>Anderen Koordinator wählen…</translation>
    </message>
    <message>
        <source>Tell it again…</source>
        <translation>Erneut unterrichten…</translation>
    </message>
    <message>
        <source>S&amp;tate</source>
        <extracomment>tab of a page: power, host, boot and so on</extracomment>
        <translation>&amp;Zustand</translation>
    </message>
    <message>
        <source>Powe&amp;r</source>
        <extracomment>button with a menu: power of a system or a node</extracomment>
        <translation>St&amp;rom</translation>
    </message>
    <message>
        <source>S&amp;chedule</source>
        <extracomment>tab of a page: what is done at which time</extracomment>
        <translation>Zeit&amp;plan</translation>
    </message>
</context>
<context>
    <name>muster::console::SystemPhrases</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 says that something is so, %2 why</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 coordinates</source>
        <extracomment>%1 is a node that speaks for its system</extracomment>
        <translation>%1 koordiniert</translation>
    </message>
    <message>
        <source>%1 may coordinate, which is not confirmed</source>
        <extracomment>%1 is a node that speaks for its system, as far as is known</extracomment>
        <translation>%1 koordiniert womöglich, was nicht bestätigt ist</translation>
    </message>
    <message>
        <source>members contradict each other: %1 are said to coordinate</source>
        <extracomment>%1 are nodes</extracomment>
        <translation>Mitglieder widersprechen einander: koordinieren sollen %1</translation>
    </message>
    <message>
        <source>no coordinator acts</source>
        <extracomment>of a system</extracomment>
        <translation>kein Koordinator handelt</translation>
    </message>
    <message>
        <source>known to this console only</source>
        <extracomment>of a system</extracomment>
        <translation>nur dieser Konsole bekannt</translation>
    </message>
    <message>
        <source>no member that could tell who coordinates answers</source>
        <translation>kein Mitglied antwortet, das sagen könnte, wer koordiniert</translation>
    </message>
    <message>
        <source>This group is known to this console only: its members do not know that they are one machine, and nobody coordinates.</source>
        <translation>Diese Gruppe kennt nur diese Konsole: ihre Mitglieder wissen nicht, dass sie eine Maschine sind, und niemand koordiniert.</translation>
    </message>
    <message>
        <source>No member that could tell who coordinates answers. What is shown is the last that is known.</source>
        <translation>Kein Mitglied antwortet, das sagen könnte, wer koordiniert. Gezeigt wird, was zuletzt bekannt war.</translation>
    </message>
    <message>
        <source>No coordinator acts. Everything can be read; nothing is done for the whole.</source>
        <extracomment>%1 says why no coordinator acts</extracomment>
        <translation>Kein Koordinator handelt. Alles ist lesbar; für das Ganze wird nichts getan.</translation>
    </message>
    <message>
        <source>No coordinator acts: %1. Everything can be read; nothing is done for the whole.</source>
        <translation>Kein Koordinator handelt: %1. Alles ist lesbar; für das Ganze wird nichts getan.</translation>
    </message>
    <message>
        <source>%1 may coordinate, which nobody has confirmed of late</source>
        <extracomment>%1 is a node, %2 says why it is not sure that it coordinates</extracomment>
        <translation>%1 koordiniert womöglich, was zuletzt niemand bestätigt hat</translation>
    </message>
    <message>
        <source>Who coordinates is not sure: %1.</source>
        <extracomment>%1 says that members contradict each other</extracomment>
        <translation>Wer koordiniert, ist nicht sicher: %1.</translation>
    </message>
    <message>
        <source>%1 coordinated before, was not reached when it was replaced, and may act still.</source>
        <extracomment>%1 is a node</extracomment>
        <translation>%1 koordinierte vorher, war nicht erreichbar, als er abgelöst wurde, und handelt womöglich noch.</translation>
    </message>
    <message>
        <source>The coordinator does not hear %1</source>
        <extracomment>%1 is a node</extracomment>
        <translation>Der Koordinator hört %1 nicht</translation>
    </message>
    <message>
        <source>The clock of %1 is %2 from the coordinator’s, more than the system allows.</source>
        <extracomment>%1 is a node, %2 a length of time such as +2300 ms</extracomment>
        <translation>Die Uhr von %1 weicht um %2 von der des Koordinators ab, mehr als das System zulässt.</translation>
    </message>
    <message>
        <source>%1 has an older membership; it takes the present one over when it is back.</source>
        <extracomment>%1 is a node</extracomment>
        <translation>%1 hat eine ältere Mitgliederliste; die jetzige übernimmt er, sobald er wieder da ist.</translation>
    </message>
    <message>
        <source>%1 says that it is no member.</source>
        <extracomment>%1 is a node</extracomment>
        <translation>%1 sagt, er sei kein Mitglied.</translation>
    </message>
    <message>
        <source>%1 has another membership of the same generation.</source>
        <extracomment>%1 is a node</extracomment>
        <translation>%1 hat eine andere Mitgliederliste derselben Generation.</translation>
    </message>
    <message>
        <source>coordinates</source>
        <extracomment>a member of a system is the one that speaks for it
----------
what happens to a member of a system</extracomment>
        <translation>koordiniert</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>older membership</source>
        <extracomment>a member of a system has an older list of members than the others</extracomment>
        <translation>ältere Mitgliederliste</translation>
    </message>
    <message>
        <source>says it is no member</source>
        <extracomment>what a node says of the system that names it</extracomment>
        <translation>sagt, er sei kein Mitglied</translation>
    </message>
    <message>
        <source>from the coordinator’s clock; the way there and back takes %1 ms</source>
        <extracomment>on hover; %1 is a length of time</extracomment>
        <translation>von der Uhr des Koordinators; Hin- und Rückweg dauern %1 ms</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <extracomment>who speaks for a system</extracomment>
        <translation>Koordinator</translation>
    </message>
    <message>
        <source>as it was kept here</source>
        <extracomment>by whose word something is known</extracomment>
        <translation>wie hier aufbewahrt</translation>
    </message>
    <message>
        <source>by the word of %1</source>
        <translation>laut %1</translation>
    </message>
    <message>
        <source>Since</source>
        <extracomment>since when a coordinator acts</extracomment>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Configured</source>
        <extracomment>by configuration it would be this node</extracomment>
        <translation>Konfiguriert</translation>
    </message>
    <message>
        <source>Chosen</source>
        <extracomment>how the coordinator of a system is chosen</extracomment>
        <translation>Bestimmt</translation>
    </message>
    <message>
        <source>Generation</source>
        <extracomment>which change of a system is in force; %1 is its number, %2 &quot;by the word of drawer-a&quot;</extracomment>
        <translation>Generation</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Changed by</source>
        <extracomment>who changed a system last</extracomment>
        <translation>Geändert von</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>System id</source>
        <translation>Systemkennung</translation>
    </message>
    <message>
        <source>known by what was kept of %1; this console is not paired with it</source>
        <extracomment>of a node; %1 is a system</extracomment>
        <translation>aus dem bekannt, was hier von %1 aufbewahrt ist; diese Konsole ist nicht mit diesem Knoten gekoppelt</translation>
    </message>
    <message>
        <source>known by the word of %1; this console is not paired with it</source>
        <extracomment>of a node; %1 is another node</extracomment>
        <translation>laut %1 bekannt; diese Konsole ist nicht mit diesem Knoten gekoppelt</translation>
    </message>
    <message>
        <source>becomes member %1</source>
        <extracomment>what happens to a node; %1 is its number in the system</extracomment>
        <translation>wird Mitglied %1</translation>
    </message>
    <message>
        <source>is no member any more</source>
        <extracomment>what happens to a node</extracomment>
        <translation>ist kein Mitglied mehr</translation>
    </message>
    <message>
        <source>is told that it does not coordinate</source>
        <extracomment>what happens to a node</extracomment>
        <translation>erfährt, dass er nicht koordiniert</translation>
    </message>
    <message>
        <source>number %1 instead of %2</source>
        <extracomment>what happens to a member of a system; %1 and %2 are its numbers</extracomment>
        <translation>Nummer %1 statt %2</translation>
    </message>
    <message>
        <source>is reached at %1</source>
        <extracomment>what happens to a member of a system; %1 is an address</extracomment>
        <translation>wird unter %1 erreicht</translation>
    </message>
    <message>
        <source>does not coordinate any more</source>
        <extracomment>what happens to a member of a system</extracomment>
        <translation>koordiniert nicht mehr</translation>
    </message>
    <message>
        <source>as before</source>
        <extracomment>what happens to a member of a system</extracomment>
        <translation>wie bisher</translation>
    </message>
    <message>
        <source>%1: %3 instead of %2</source>
        <extracomment>%1 is a setting, %2 its value before, %3 after</extracomment>
        <translation>%1: %3 statt %2</translation>
    </message>
    <message>
        <source>Coordinator chosen</source>
        <extracomment>setting of a system: how the coordinator is chosen</extracomment>
        <translation>Koordinator bestimmt</translation>
    </message>
    <message>
        <source>Lease</source>
        <extracomment>setting of a system: how long a coordinator may act without being confirmed</extracomment>
        <translation>Lease</translation>
    </message>
    <message>
        <source>Clocks apart at most</source>
        <extracomment>setting of a system: how far clocks may be apart</extracomment>
        <translation>Uhren höchstens auseinander</translation>
    </message>
    <message>
        <source>Role by word</source>
        <extracomment>setting of a system: the most that the coordinator&apos;s word gives a caller</extracomment>
        <translation>Rolle laut Koordinator</translation>
    </message>
    <message>
        <source>Copies of files</source>
        <extracomment>setting of a system: on how many other members a file is kept</extracomment>
        <translation>Kopien von Dateien</translation>
    </message>
    <message>
        <source>Room for copies</source>
        <extracomment>setting of a system: how many bytes of others&apos; files a member keeps</extracomment>
        <translation>Platz für Kopien</translation>
    </message>
    <message>
        <source>elected through etcd</source>
        <extracomment>how the coordinator of a system is chosen</extracomment>
        <translation>über etcd gewählt</translation>
    </message>
    <message>
        <source>by configuration</source>
        <translation>durch Konfiguration</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>what people note about a system</extracomment>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a note, and who wrote it</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Rules of facets</source>
        <extracomment>setting of a system: how its state comes about from its members&apos;</extracomment>
        <translation>Regeln der Facetten</translation>
    </message>
    <message>
        <source>Silent at most</source>
        <extracomment>setting of a system: how long a member may be silent until its state is unknown</extracomment>
        <translation>Höchstens stumm</translation>
    </message>
    <message>
        <source>Silent in a restart at most</source>
        <extracomment>setting of a system: how long a member that restarts its management may be silent</extracomment>
        <translation>Bei einem Neustart höchstens stumm</translation>
    </message>
    <message>
        <source>When all lose power</source>
        <extracomment>setting of a system: what becomes of it after an outage</extracomment>
        <translation>Wenn alle den Strom verlieren</translation>
    </message>
    <message>
        <source>When some lose power</source>
        <extracomment>setting of a system: what becomes of those that lost power while others did not</extracomment>
        <translation>Wenn einige den Strom verlieren</translation>
    </message>
    <message>
        <source>Waits after an outage</source>
        <extracomment>setting of a system: how long members are waited for after an outage</extracomment>
        <translation>Wartet nach einem Ausfall</translation>
    </message>
    <message>
        <source>One boot stage at most</source>
        <extracomment>setting of a system: how long a host may be at one stage of its boot until that is told</extracomment>
        <translation>Ein Startabschnitt höchstens</translation>
    </message>
</context>
<context>
    <name>muster::console::SystemStateModel</name>
    <message>
        <source>Part</source>
        <extracomment>column of a table: part of a machine&apos;s state</extracomment>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Whole system</source>
        <extracomment>column of a table: what a system has as a whole</extracomment>
        <translation>Ganzes System</translation>
    </message>
    <message>
        <source>Agreement</source>
        <extracomment>column of a table: how many members have the value of the whole</extracomment>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Health</source>
        <extracomment>column of a table</extracomment>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>Known</source>
        <extracomment>column of a table: how long ago something was known to be so</extracomment>
        <translation>Bekannt</translation>
    </message>
    <message>
        <source>Members have</source>
        <extracomment>column of a table: how many members have which value</extracomment>
        <translation>Mitglieder haben</translation>
    </message>
    <message>
        <source>Because of</source>
        <extracomment>column of a table: which members are not well</extracomment>
        <translation>Wegen</translation>
    </message>
</context>
<context>
    <name>muster::console::SystemStatePanel</name>
    <message>
        <source>Whole system</source>
        <translation>Ganzes System</translation>
    </message>
    <message>
        <source>State of the whole system</source>
        <translation>Zustand des ganzen Systems</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>State of the members</source>
        <translation>Zustand der Mitglieder</translation>
    </message>
    <message>
        <source>The state of the whole was not told</source>
        <translation>Der Zustand des Ganzen wurde nicht gemeldet</translation>
    </message>
    <message>
        <source>The members&apos; state was not told</source>
        <translation>Der Zustand der Mitglieder wurde nicht gemeldet</translation>
    </message>
    <message>
        <source>Each node&apos;s page shows what it says of itself.</source>
        <translation>Was ein Knoten von sich sagt, zeigt dessen Seite.</translation>
    </message>
</context>
<context>
    <name>muster::console::SystemTableModel</name>
    <message>
        <source>System</source>
        <extracomment>column of a table</extracomment>
        <translation>System</translation>
    </message>
    <message>
        <source>Health</source>
        <extracomment>column of a table</extracomment>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <extracomment>column of a table: the worst thing about a system, one sentence</extracomment>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>Answer</source>
        <extracomment>column of a table: how many members answer</extracomment>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Power</source>
        <extracomment>column of a table: power of the whole system</extracomment>
        <translation>Strom</translation>
    </message>
    <message>
        <source>Host</source>
        <extracomment>column of a table: the hosts of the whole system</extracomment>
        <translation>Host</translation>
    </message>
    <message>
        <source>Boot progress</source>
        <extracomment>column of a table</extracomment>
        <translation>Startfortschritt</translation>
    </message>
    <message>
        <source>Management</source>
        <extracomment>column of a table: the management (BMC) of the whole system</extracomment>
        <translation>Management</translation>
    </message>
    <message>
        <source>Operating system</source>
        <extracomment>column of a table</extracomment>
        <translation>Betriebssystem</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <extracomment>column of a table: which node coordinates</extracomment>
        <translation>Koordinator</translation>
    </message>
    <message>
        <source>Oldest word</source>
        <extracomment>column of a table: when the member that has been silent longest was heard last</extracomment>
        <translation>Ältestes Wort</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>so many of all members of a system answer</extracomment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>muster::console::SystemTileDelegate</name>
    <message>
        <source>%1 members answer</source>
        <extracomment>of a system: so many of all members answer</extracomment>
        <translation>%1 Mitgliedern antworten</translation>
    </message>
    <message>
        <source>State not told</source>
        <extracomment>of a system: neither its hosts&apos; state nor its power is known</extracomment>
        <translation>Zustand nicht gemeldet</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>muster::console::SystemTiles</name>
    <message>
        <source>Systems as tiles</source>
        <translation>Systeme als Kacheln</translation>
    </message>
</context>
<context>
    <name>muster::console::SystemsPage</name>
    <message>
        <source>&amp;Tiles</source>
        <extracomment>a switch: systems are shown as tiles, not in rows</extracomment>
        <translation>Ka&amp;cheln</translation>
    </message>
    <message>
        <source>All systems</source>
        <translation>Alle Systeme</translation>
    </message>
    <message>
        <source>&amp;Create system…</source>
        <translation>&amp;System anlegen…</translation>
    </message>
    <message>
        <source>&amp;Add nodes…</source>
        <translation>&amp;Knoten hinzufügen…</translation>
    </message>
    <message>
        <source>Systems</source>
        <translation>Systeme</translation>
    </message>
    <message>
        <source>No systems yet</source>
        <translation>Noch keine Systeme</translation>
    </message>
    <message>
        <source>A system is several nodes that act as one machine. Nodes that are in one bring it along when they are added; or have nodes that you know act together.</source>
        <translation>Ein System sind mehrere Knoten, die als eine Maschine handeln. Knoten, die in einem sind, bringen es mit, wenn sie hinzugefügt werden; oder lassen Sie bekannte Knoten gemeinsam handeln.</translation>
    </message>
    <message>
        <source>Create system…</source>
        <translation>System anlegen…</translation>
    </message>
    <message numerus="yes">
        <source>All %n systems are well</source>
        <translation>
            <numerusform>Das System ist gesund</numerusform>
            <numerusform>Alle %n Systeme sind gesund</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n systems need a look</source>
        <translation>
            <numerusform>%1 von %n System ist anzusehen</numerusform>
            <numerusform>%1 von %n Systemen sind anzusehen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::TablePanel</name>
    <message>
        <source>Filter</source>
        <extracomment>in a field; what is typed there hides all rows that do not contain it</extracomment>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1 of %2 rows pass the filter</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>Nichts passt zu „%1“</translation>
    </message>
    <message numerus="yes">
        <source>%n rows are hidden by the filter.</source>
        <translation>
            <numerusform>%n Zeile ist durch den Filter verborgen.</numerusform>
            <numerusform>%n Zeilen sind durch den Filter verborgen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
</context>
<context>
    <name>muster::console::TableView</name>
    <message>
        <source>Copy as text</source>
        <extracomment>copies the selected rows of a table</extracomment>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Copy as TSV</source>
        <extracomment>copies the selected rows of a table, for spreadsheets</extracomment>
        <translation>Als TSV kopieren</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <extracomment>copies the selected rows of a table</extracomment>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Columns</source>
        <extracomment>which columns of a table are shown</extracomment>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Fit to the window</source>
        <extracomment>gives the columns of a table their own widths again</extracomment>
        <translation>An das Fenster anpassen</translation>
    </message>
</context>
<context>
    <name>muster::console::TextView</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>muster::console::TopBar</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Show the evidence</source>
        <translation>Belege zeigen</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <extracomment>number of running jobs</extracomment>
        <translation>
            <numerusform>%n läuft</numerusform>
            <numerusform>%n laufen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::TrayIcon</name>
    <message>
        <source>Open Muster</source>
        <translation>Muster öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message numerus="yes">
        <source>Muster: %n failures not acknowledged</source>
        <extracomment>of the icon in the tray</extracomment>
        <translation>
            <numerusform>Muster: %n Ausfall nicht quittiert</numerusform>
            <numerusform>Muster: %n Ausfälle nicht quittiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Muster</source>
        <translation>Muster</translation>
    </message>
    <message>
        <source>Failures (%1)</source>
        <extracomment>item of a menu: shows the failures; %1 is the number of those that nobody has acknowledged</extracomment>
        <translation>Ausfälle (%1)</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Ausfälle</translation>
    </message>
</context>
<context>
    <name>muster::console::UnitTableModel</name>
    <message>
        <source>Unit</source>
        <extracomment>column of a table: a systemd unit</extracomment>
        <translation>Unit</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>column of a table</extracomment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Since</source>
        <extracomment>column of a table: since when a unit is in its state</extracomment>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Restarts</source>
        <extracomment>column of a table: number of automatic restarts</extracomment>
        <translation>Neustarts</translation>
    </message>
    <message>
        <source>Description</source>
        <extracomment>column of a table</extracomment>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Node</source>
        <extracomment>column of a table</extracomment>
        <translation>Knoten</translation>
    </message>
</context>
<context>
    <name>muster::console::WatchListDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>more lines than are shown</extracomment>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <extracomment>%1 is the number of a line in a text, %2 says what is wrong there</extracomment>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>Watch list</source>
        <translation>Überwachungsliste</translation>
    </message>
    <message>
        <source>Show &amp;its text</source>
        <extracomment>button: shows the text of the file as it is on the selected node</extracomment>
        <translation>&amp;Seinen Text zeigen</translation>
    </message>
    <message>
        <source>File on the nodes</source>
        <translation>Datei auf den Knoten</translation>
    </message>
    <message>
        <source>&amp;File on the nodes</source>
        <translation>&amp;Datei auf den Knoten</translation>
    </message>
    <message>
        <source>Start from a &amp;template</source>
        <extracomment>button with a menu of texts to begin with</extracomment>
        <translation>Mit einer &amp;Vorlage beginnen</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>&amp;Nodes to write it to</source>
        <translation>Auf diese &amp;Knoten schreiben</translation>
    </message>
    <message>
        <source>Text of the file</source>
        <translation>Text der Datei</translation>
    </message>
    <message>
        <source>Name the critical units here, or start from a template.</source>
        <translation>Nennen Sie hier die kritischen Units, oder beginnen Sie mit einer Vorlage.</translation>
    </message>
    <message>
        <source>Te&amp;xt</source>
        <translation>Te&amp;xt</translation>
    </message>
    <message>
        <source>What will be watched</source>
        <translation>Was überwacht wird</translation>
    </message>
    <message>
        <source>What will &amp;be watched</source>
        <translation>Was ü&amp;berwacht wird</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 is no text, or too large to be shown.</source>
        <translation>%1 ist kein Text oder zu groß, um gezeigt zu werden.</translation>
    </message>
    <message>
        <source>The file names no unit yet.</source>
        <translation>Die Datei nennt noch keine Unit.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is wrong with it; it names %n units.</source>
        <extracomment>of the text of a file; %n units are named there</extracomment>
        <translation>
            <numerusform>Daran ist nichts falsch; %n Unit wird genannt.</numerusform>
            <numerusform>Daran ist nichts falsch; %n Units werden genannt.</numerusform>
        </translation>
    </message>
    <message>
        <source>No node is ticked</source>
        <translation>Kein Knoten ist angekreuzt</translation>
    </message>
    <message>
        <source>Tick those that it is to be written to.</source>
        <translation>Kreuzen Sie die an, auf die geschrieben werden soll.</translation>
    </message>
    <message>
        <source>There is nothing to show yet</source>
        <translation>Noch gibt es nichts zu zeigen</translation>
    </message>
    <message>
        <source>It is shown as soon as nothing is wrong with the text.</source>
        <translation>Gezeigt wird es, sobald am Text nichts mehr falsch ist.</translation>
    </message>
    <message>
        <source>The nodes are being asked…</source>
        <translation>Die Knoten werden gefragt…</translation>
    </message>
    <message>
        <source>new %1 · no longer watched %2 · watched otherwise %3 · no such unit %4</source>
        <extracomment>of units on all ticked nodes, by what happens to their watch</extracomment>
        <translation>neu %1 · nicht mehr überwacht %2 · anders überwacht %3 · Unit fehlt %4</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Retry the %n that failed</source>
        <extracomment>button: writes again to the nodes on which it failed</extracomment>
        <translation>
            <numerusform>Den gescheiterten &amp;erneut versuchen</numerusform>
            <numerusform>Die %n gescheiterten &amp;erneut versuchen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Written to %n nodes</source>
        <extracomment>in place of the button that writes a file to nodes, when it has done so</extracomment>
        <translation>
            <numerusform>Auf %n Knoten geschrieben</numerusform>
            <numerusform>Auf %n Knoten geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Write to %n nodes</source>
        <extracomment>button: writes a file to nodes</extracomment>
        <translation>
            <numerusform>Auf %n Knoten s&amp;chreiben</numerusform>
            <numerusform>Auf %n Knoten s&amp;chreiben</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Write</source>
        <translation>S&amp;chreiben</translation>
    </message>
    <message numerus="yes">
        <source>Re&amp;move from %n nodes…</source>
        <extracomment>button: removes a file from nodes</extracomment>
        <translation>
            <numerusform>Von %n Knoten ent&amp;fernen…</numerusform>
            <numerusform>Von %n Knoten ent&amp;fernen…</numerusform>
        </translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>Ent&amp;fernen…</translation>
    </message>
    <message>
        <source>%1: all of its units are still watched.</source>
        <extracomment>%1 is a node from which a file is removed; another file there names the same units</extracomment>
        <translation>%1: alle seine Units werden weiter überwacht.</translation>
    </message>
    <message>
        <source>%1: no longer watched: %2</source>
        <translation>%1: nicht mehr überwacht: %2</translation>
    </message>
    <message>
        <source>The text stays in this window and can be written again.</source>
        <translation>Der Text bleibt in diesem Fenster und kann wieder geschrieben werden.</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <extracomment>%1 is a file</extracomment>
        <translation>%1 entfernen?</translation>
    </message>
    <message numerus="yes">
        <source>Remove %1 from %n nodes</source>
        <extracomment>button; %1 is a file</extracomment>
        <translation>
            <numerusform>%1 von %n Knoten entfernen</numerusform>
            <numerusform>%1 von %n Knoten entfernen</numerusform>
        </translation>
    </message>
    <message>
        <source>What you wrote is on no node yet. Close once more to give it up.</source>
        <translation>Was Sie geschrieben haben, ist noch auf keinem Knoten. Schließen Sie noch einmal, um es zu verwerfen.</translation>
    </message>
</context>
<context>
    <name>muster::console::WatchNodes</name>
    <message numerus="yes">
        <source>removed, %n units are watched</source>
        <extracomment>of a file of a node; %n units are watched there now</extracomment>
        <translation>
            <numerusform>entfernt, %n Unit wird überwacht</numerusform>
            <numerusform>entfernt, %n Units werden überwacht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>written, %n units are watched</source>
        <extracomment>of a file of a node; %n units are watched there now</extracomment>
        <translation>
            <numerusform>geschrieben, %n Unit wird überwacht</numerusform>
            <numerusform>geschrieben, %n Units werden überwacht</numerusform>
        </translation>
    </message>
    <message>
        <source>not removed: %1</source>
        <extracomment>of a file of a node; %1 says why</extracomment>
        <translation>nicht entfernt: %1</translation>
    </message>
    <message>
        <source>not written: %1</source>
        <extracomment>of a file of a node; %1 says why</extracomment>
        <translation>nicht geschrieben: %1</translation>
    </message>
    <message>
        <source>being written…</source>
        <extracomment>of a file of a node</extracomment>
        <translation>wird geschrieben…</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>antwortet nicht</translation>
    </message>
    <message>
        <source>its agent is too old for this</source>
        <translation>sein Agent ist zu alt dafür</translation>
    </message>
    <message>
        <source>may only be read from here</source>
        <extracomment>what this console is allowed to do on a node</extracomment>
        <translation>darf von hier nur gelesen werden</translation>
    </message>
    <message>
        <source>reading its files…</source>
        <extracomment>of a node: the files of its watch list</extracomment>
        <translation>seine Dateien werden gelesen…</translation>
    </message>
    <message>
        <source>no %1 yet</source>
        <extracomment>%1 is the name of a file</extracomment>
        <translation>noch ohne %1</translation>
    </message>
    <message>
        <source>%1 is refused: %2</source>
        <extracomment>%1 is the name of a file, %2 says what is wrong with it</extracomment>
        <translation>%1 wird abgelehnt: %2</translation>
    </message>
    <message>
        <source>%1 is the same</source>
        <extracomment>%1 is the name of a file: on a node it says what the text here says</extracomment>
        <translation>%1 ist gleich</translation>
    </message>
    <message>
        <source>%1 differs</source>
        <extracomment>%1 is the name of a file: on a node it says something else than the text here</extracomment>
        <translation>%1 weicht ab</translation>
    </message>
</context>
<context>
    <name>muster::console::WatchPreviewModel</name>
    <message>
        <source>Change</source>
        <extracomment>column of a table: what happens to the watch of a unit</extracomment>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Unit</source>
        <extracomment>column of a table: a systemd unit</extracomment>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Node</source>
        <extracomment>column of a table</extracomment>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>On the node</source>
        <extracomment>column of a table: whether a node has a unit</extracomment>
        <translation>Auf dem Knoten</translation>
    </message>
    <message>
        <source>How</source>
        <extracomment>column of a table: how a unit is watched</extracomment>
        <translation>Wie</translation>
    </message>
    <message>
        <source>no longer watched</source>
        <extracomment>of a unit: it was watched, and will not be any more</extracomment>
        <translation>nicht mehr überwacht</translation>
    </message>
    <message>
        <source>new</source>
        <extracomment>of a unit: it will be watched</extracomment>
        <translation>neu</translation>
    </message>
    <message>
        <source>watched otherwise</source>
        <extracomment>of a unit: it is watched, but in another way than before</extracomment>
        <translation>anders überwacht</translation>
    </message>
    <message>
        <source>as before</source>
        <extracomment>of a unit: it is watched in the same way as before</extracomment>
        <translation>wie bisher</translation>
    </message>
    <message>
        <source>no such unit there</source>
        <extracomment>a node has no unit of this name</extracomment>
        <translation>Unit fehlt dort</translation>
    </message>
    <message>
        <source>is there</source>
        <extracomment>a node has a unit of this name</extracomment>
        <translation>ist da</translation>
    </message>
    <message>
        <source>could not be asked</source>
        <extracomment>whether a node has a unit</extracomment>
        <translation>nicht erfragbar</translation>
    </message>
    <message>
        <source>fails at its first crash</source>
        <extracomment>a service counts as failed when it crashes once</extracomment>
        <translation>gilt beim ersten Absturz als ausgefallen</translation>
    </message>
    <message>
        <source>errors: %1</source>
        <extracomment>of a target; %1 are words of systemd, as &quot;timeout, failed&quot;</extracomment>
        <translation>Fehler: %1</translation>
    </message>
    <message numerus="yes">
        <source>is restarted %n times at most</source>
        <extracomment>of a unit that fails: what its node does about it</extracomment>
        <translation>
            <numerusform>wird höchstens einmal neu gestartet</numerusform>
            <numerusform>wird höchstens %n-mal neu gestartet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the node reboots %n times at most</source>
        <extracomment>of a unit that fails: what its node does about it</extracomment>
        <translation>
            <numerusform>der Knoten startet höchstens einmal neu</numerusform>
            <numerusform>der Knoten startet höchstens %n-mal neu</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>muster::console::WatchTemplates</name>
    <message>
        <source>OpenBMC</source>
        <extracomment>a kind of machine; the name of its software</extracomment>
        <translation>OpenBMC</translation>
    </message>
    <message>
        <source>OpenBMC’s own services and targets, for one host. With several hosts, add their instances, as obmc-host-start@1.target.</source>
        <translation>OpenBMCs eigene Dienste und Targets, für einen Host. Bei mehreren Hosts fügen Sie deren Instanzen hinzu, etwa obmc-host-start@1.target.</translation>
    </message>
    <message>
        <source>SONiC</source>
        <extracomment>a kind of machine; the name of its software</extracomment>
        <translation>SONiC</translation>
    </message>
    <message>
        <source>What a SONiC switch forwards and is managed with, and loops of three restarts in 20 minutes. With several ASICs, add their instances, as swss@0.service.</source>
        <translation>Womit ein SONiC-Switch weiterleitet und verwaltet wird, und Schleifen von drei Neustarts in 20 Minuten. Bei mehreren ASICs fügen Sie deren Instanzen hinzu, etwa swss@0.service.</translation>
    </message>
    <message>
        <source>Plain server</source>
        <extracomment>a machine with Linux and systemd</extracomment>
        <translation>Einfacher Server</translation>
    </message>
    <message>
        <source>What a Linux server is reached and kept in order with; reaching emergency.target is an error. Adapt time, cron and network to what the machine has.</source>
        <translation>Womit ein Linux-Server erreichbar und in Ordnung bleibt; emergency.target zu erreichen ist ein Fehler. Passen Sie Zeit, Cron und Netz an das an, was die Maschine hat.</translation>
    </message>
</context>
<context>
    <name>muster::console::WorkList</name>
    <message>
        <source>asked…</source>
        <extracomment>something is being asked of a node</extracomment>
        <translation>wird gefragt…</translation>
    </message>
    <message>
        <source>done</source>
        <extracomment>an action has been carried out</extracomment>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>not done: %1</source>
        <extracomment>an action failed; %1 says why</extracomment>
        <translation>nicht erledigt: %1</translation>
    </message>
</context>
<context>
    <name>muster::console::WorkSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>Retry the %n that failed</source>
        <extracomment>button: tries again what failed</extracomment>
        <translation>
            <numerusform>Den gescheiterten erneut versuchen</numerusform>
            <numerusform>Die %n gescheiterten erneut versuchen</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
</TS>
