// SPDX-License-Identifier: Apache-2.0
#include "console/cli/failuretext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// A name and a value, the values below each other; nothing without a value.
void printFact(Output &out, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        out.line(u"  %1 %2"_s.arg(name, -6).arg(value));
}

QString standing(const FailureRow &row)
{
    const UnitFailure &failure = row.failure;
    QString word = failure.recoveredAt ? u"recovered"_s : row.stale ? u"failed?"_s : u"failed"_s;
    if (failure.acknowledged)
        word += u", acknowledged"_s;
    return failure.count > 1 ? u"%1, %2 times"_s.arg(word).arg(failure.count) : word;
}

Tone failureTone(const FailureRow &row)
{
    if (!row.open)
        return Tone::Dim;
    return row.failure.recoveredAt || row.failure.acknowledged ? Tone::Care : Tone::Critical;
}

QString noteText(const Acknowledgement &note)
{
    const QString who = u"by %1, %2"_s.arg(note.by, localTimeText(note.at));
    return note.reason.isEmpty() ? who : u"%1: %2"_s.arg(who, note.reason);
}

void printChain(Output &out, const QList<DependencyLink> &chain)
{
    for (qsizetype i = 0; i < chain.size(); ++i) {
        const DependencyLink &link = chain.at(i);
        QString state = link.activeState;
        if (!link.result.isEmpty() && link.result != "success"_L1)
            state += u" (%1)"_s.arg(link.result);
        printFact(out, i == 0 ? u"needs"_s : QString(),
                  QString(2 * i, u' ') + u"%1 %2: %3"_s.arg(link.relation, link.unit, state).trimmed());
    }
}

} // namespace

void printFailure(Output &out, const FailureRow &row, int journalLines)
{
    const UnitFailure &failure = row.failure;
    out.line(u"%1 on %2%3: %4"_s.arg(failure.unit, row.node, row.stale ? u" (last known)"_s : QString(),
                                     standing(row)),
             failureTone(row));
    printFact(out, u"since"_s, u"%1 (%2)"_s.arg(localTimeText(failure.at), sinceText(failure.at, now())));
    if (failure.firstAt && failure.count > 1)
        printFact(out, u"first"_s, localTimeText(*failure.firstAt));
    if (failure.recoveredAt)
        printFact(out, u"well"_s, localTimeText(*failure.recoveredAt));
    printFact(out, u"why"_s, whyText(failure));
    printChain(out, failure.chain);
    printFact(out, u"error"_s, failure.error);
    printFact(out, u"dump"_s, failure.dump);
    printFact(out, u"done"_s, failure.action);
    if (failure.suppressed > 0)
        printFact(out, u"less"_s, u"%1 suppressed: too many to collect each"_s.arg(failure.suppressed));
    if (failure.acknowledged)
        printFact(out, u"noted"_s, noteText(*failure.acknowledged));
    if (!row.evidence)
        return out.line(u"  the node has no evidence of it"_s, Tone::Dim);
    if (!row.evidence->missing.isEmpty())
        out.line(u"  not collected: %1"_s.arg(row.evidence->missing), Tone::Care);
    const auto &journal = row.evidence->journal;
    for (const JournalLine &line : journal.sliced(std::max<qsizetype>(0, journal.size() - journalLines)))
        out.line(u"  %1 %2: %3"_s.arg(localTimeText(line.at).section(u' ', 1), line.source, line.message),
                 Tone::Dim);
}

} // namespace muster::console
