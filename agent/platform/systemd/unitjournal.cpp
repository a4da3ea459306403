// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/unitjournal.h"

#include <QByteArray>
#include <QDeadlineTimer>

#include <systemd/sd-journal.h>
#include <systemd/sd-messages.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// Entries of later runs that are passed over in search of the one that is asked for.
constexpr int MaxPassedOver = 2000;

struct Close
{
    void operator()(sd_journal *journal) const { sd_journal_close(journal); }
};
using Journal = std::unique_ptr<sd_journal, Close>;

Error journalError(int result)
{
    Error error{ErrorCode::Unavailable,
                u"the journal cannot be read: %1"_s.arg(QString::fromLocal8Bit(std::strerror(-result))),
                {},
                {},
                {}};
    if (result == -EACCES || result == -EPERM) {
        error.code = ErrorCode::Forbidden;
        error.remedy = u"run the agent as root or in the group systemd-journal"_s;
    }
    return error;
}

void match(sd_journal *journal, const QByteArray &field)
{
    sd_journal_add_match(journal, field.constData(), size_t(field.size()));
}

/// What the unit's processes wrote, what systemd wrote about it, its core dumps, and what others wrote about
/// its processes.
void matchUnit(sd_journal *journal, const QByteArray &unit)
{
    sd_journal_flush_matches(journal);
    match(journal, "_SYSTEMD_UNIT=" + unit);
    sd_journal_add_disjunction(journal);
    match(journal, "_PID=1");
    match(journal, "UNIT=" + unit);
    sd_journal_add_disjunction(journal);
    match(journal, "MESSAGE_ID=" SD_MESSAGE_COREDUMP_STR);
    match(journal, "_UID=0");
    match(journal, "COREDUMP_UNIT=" + unit);
    sd_journal_add_disjunction(journal);
    match(journal, "_UID=0");
    match(journal, "OBJECT_SYSTEMD_UNIT=" + unit);
}

QByteArray fieldOf(sd_journal *journal, const char *name)
{
    const void *data = nullptr;
    size_t length = 0;
    if (sd_journal_get_data(journal, name, &data, &length) < 0)
        return {};
    const QByteArrayView whole(static_cast<const char *>(data), qsizetype(length));
    return whole.sliced(std::min(whole.size(), qsizetype(std::strlen(name)) + 1)).toByteArray();
}

bool belongsTo(sd_journal *journal, const QByteArray &invocation)
{
    static constexpr auto Fields = {"_SYSTEMD_INVOCATION_ID", "INVOCATION_ID",
                                    "OBJECT_SYSTEMD_INVOCATION_ID"};
    return std::ranges::any_of(Fields,
                               [&](const char *field) { return fieldOf(journal, field) == invocation; });
}

JournalLine lineAt(sd_journal *journal)
{
    JournalLine line;
    uint64_t usec = 0;
    sd_journal_get_realtime_usec(journal, &usec);
    line.at = fromMicrosecondsSinceEpoch(usec);
    bool isNumber = false;
    const int priority = fieldOf(journal, "PRIORITY").toInt(&isNumber);
    line.priority = isNumber ? std::clamp(priority, 0, 7) : 6;
    QByteArray who = fieldOf(journal, "SYSLOG_IDENTIFIER");
    if (who.isEmpty())
        who = fieldOf(journal, "_COMM");
    const QByteArray pid = fieldOf(journal, "_PID");
    line.source = journalText(who.first(std::min(who.size(), qsizetype(128))));
    if (!pid.isEmpty())
        line.source += u'[' + QString::fromLatin1(pid.first(std::min(pid.size(), qsizetype(16)))) + u']';
    line.message = journalText(fieldOf(journal, "MESSAGE"));
    return line;
}

/// Whether the journal has what systemd wrote when the unit failed. One run may have failed before: each
/// automatic restart begins with it.
bool hasFailure(sd_journal *journal, Timestamp failedAt)
{
    constexpr std::chrono::milliseconds Before{50}; // systemd writes first and notes the time second
    sd_journal_seek_tail(journal);
    uint64_t usec = 0;
    return sd_journal_previous(journal) > 0 && sd_journal_get_realtime_usec(journal, &usec) >= 0
           && fromMicrosecondsSinceEpoch(usec) + Before >= failedAt;
}

/// Waits until systemd's word on the failure is in the journal, so that what was written before it is there
/// too.
void awaitFailure(sd_journal *journal, const JournalQuery &query, const std::stop_token &stop)
{
    sd_journal_flush_matches(journal);
    match(journal, "_PID=1");
    match(journal, "MESSAGE_ID=" SD_MESSAGE_UNIT_FAILURE_RESULT_STR);
    match(journal, "INVOCATION_ID=" + query.invocationId.toLatin1());
    const QDeadlineTimer deadline(JournalLag);
    while (!stop.stop_requested() && !deadline.hasExpired() && !hasFailure(journal, *query.failedAt)) {
        if (sd_journal_wait(journal, uint64_t(deadline.remainingTime()) * 1000) < 0)
            return;
    }
}

} // namespace

Result<QList<JournalLine>> readUnitJournal(const JournalQuery &query, const std::stop_token &stop)
{
    sd_journal *opened = nullptr;
    if (const int result = sd_journal_open(&opened, SD_JOURNAL_LOCAL_ONLY | SD_JOURNAL_SYSTEM); result < 0)
        return fail(journalError(result));
    const Journal journal(opened);
    // A line of the journal may be megabytes long.
    sd_journal_set_data_threshold(journal.get(), size_t(MaxJournalLineBytes) + sizeof("MESSAGE="));

    const QDeadlineTimer deadline(JournalDeadline);
    const QByteArray invocation = query.invocationId.toLatin1();
    if (query.failedAt && !invocation.isEmpty())
        awaitFailure(journal.get(), query, stop);
    matchUnit(journal.get(), query.unit.toUtf8());
    sd_journal_seek_tail(journal.get());

    QList<JournalLine> lines;
    bool isInRun = invocation.isEmpty();
    int passedOver = 0;
    int step = 0;
    while ((step = sd_journal_previous(journal.get())) > 0) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
        if (deadline.hasExpired())
            return fail(ErrorCode::Timeout,
                        u"the journal was not read in %1 s"_s.arg(JournalDeadline.count() / 1000));
        if (!isInRun && belongsTo(journal.get(), invocation)) {
            isInRun = true;
            lines.clear();
        }
        if (!isInRun && ++passedOver > MaxPassedOver)
            break;
        if (lines.size() < query.lines)
            lines.append(lineAt(journal.get()));
        else if (isInRun)
            break;
    }
    if (step < 0)
        return fail(journalError(step));
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
