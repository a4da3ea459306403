// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitjournal.h"

#include "agent/platform/systemd/systemdjournal.h"
#include "agent/platform/systemd/unitcore.h"

#include <systemd/sd-messages.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// Entries of later runs that are passed over in search of the one that is asked for.
constexpr int MaxPassedOver = 2000;

/// What the unit's processes wrote, what systemd wrote about it, its core dumps, and what others wrote about
/// its processes.
void chooseUnit(SystemdJournal &journal, const QByteArray &unit)
{
    journal.chooseAnew();
    journal.choose("_SYSTEMD_UNIT=" + unit);
    journal.orElse();
    journal.choose("_PID=1");
    journal.choose("UNIT=" + unit);
    journal.orElse();
    chooseCores(journal, unit);
    journal.orElse();
    journal.choose("_UID=0");
    journal.choose("OBJECT_SYSTEMD_UNIT=" + unit);
}

bool belongsTo(const SystemdJournal &journal, const QByteArray &invocation)
{
    static constexpr auto Fields = {"_SYSTEMD_INVOCATION_ID", "INVOCATION_ID",
                                    "OBJECT_SYSTEMD_INVOCATION_ID"};
    return std::ranges::any_of(Fields, [&](const char *field) { return journal.field(field) == invocation; });
}

JournalLine lineAt(const SystemdJournal &journal)
{
    JournalLine line;
    line.at = journal.time();
    bool isNumber = false;
    const int priority = journal.field("PRIORITY").toInt(&isNumber);
    line.priority = isNumber ? std::clamp(priority, 0, 7) : 6;
    QByteArray who = journal.field("SYSLOG_IDENTIFIER");
    if (who.isEmpty())
        who = journal.field("_COMM");
    const QByteArray pid = journal.field("_PID");
    line.source = journalText(who.first(std::min(who.size(), qsizetype(128))));
    if (!pid.isEmpty())
        line.source += u'[' + QString::fromLatin1(pid.first(std::min(pid.size(), qsizetype(16)))) + u']';
    line.message = journalText(journal.field("MESSAGE"));
    return line;
}

/// Whether the journal has what systemd wrote when the unit failed. One run may have failed before: each
/// automatic restart begins with it.
bool hasFailure(SystemdJournal &journal, Timestamp failedAt)
{
    constexpr std::chrono::milliseconds Before{50}; // systemd writes first and notes the time second
    journal.seekEnd();
    return journal.previous().value_or(false) && journal.time() + Before >= failedAt;
}

/// Waits until systemd's word on the failure is in the journal, so that what was written before it is there
/// too.
void awaitFailure(SystemdJournal &journal, const JournalQuery &query)
{
    journal.chooseAnew();
    journal.choose("_PID=1");
    journal.choose("MESSAGE_ID=" SD_MESSAGE_UNIT_FAILURE_RESULT_STR);
    journal.choose("INVOCATION_ID=" + query.invocationId.toLatin1());
    const QDeadlineTimer deadline(JournalLag);
    while (!hasFailure(journal, *query.failedAt) && journal.wait(deadline)) { }
}

} // namespace

Result<QList<JournalLine>> readUnitJournal(const JournalQuery &query, const std::stop_token &stop)
{
    auto journal = SystemdJournal::open({MaxJournalLineBytes, JournalDeadline, stop});
    if (!journal)
        return fail(journal.error());
    const QByteArray invocation = query.invocationId.toLatin1();
    if (query.failedAt && !invocation.isEmpty())
        awaitFailure(*journal, query);
    chooseUnit(*journal, query.unit.toUtf8());
    journal->seekEnd();

    QList<JournalLine> lines;
    bool isInRun = invocation.isEmpty();
    int passedOver = 0;
    auto step = journal->previous();
    for (; step && *step; step = journal->previous()) {
        if (!isInRun && belongsTo(*journal, invocation)) {
            isInRun = true;
            lines.clear();
        }
        if (!isInRun && ++passedOver > MaxPassedOver)
            break;
        if (lines.size() < query.lines)
            lines.append(lineAt(*journal));
        else if (isInRun)
            break;
    }
    if (!step)
        return fail(step.error());
    std::ranges::reverse(lines);
    return lines;
}

QString journalText(QByteArrayView raw)
{
    QString text = QString::fromUtf8(raw.first(std::min(raw.size(), MaxJournalLineBytes)));
    // A replacement character is longer than the byte that it stands for.
    for (qsizetype excess; (excess = text.toUtf8().size() - MaxJournalLineBytes) > 0;) {
        text.chop(std::max<qsizetype>(excess / 3, 1));
        if (text.back().isHighSurrogate())
            text.chop(1);
    }
    // What is cut in the middle of a character ends in a replacement character that nobody wrote.
    if (raw.size() > MaxJournalLineBytes && text.endsWith(QChar::ReplacementCharacter))
        text.chop(1);
    return text;
}

} // namespace muster::agent
