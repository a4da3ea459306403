// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/errorjournal.h"

#include "shared/wire/completion.h"

#include "agent/platform/logtext.h"
#include "agent/platform/systemd/systemdjournal.h"
#include "agent/service/backgroundthread.h"

#include <QCoreApplication>

#include <systemd/sd-id128.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MaxFieldName = 128;
constexpr qint64 MaxWho = 512;

/// syslog's priorities are the severities, in their order.
LogSeverity severityOfPriority(const QByteArray &priority)
{
    bool isNumber = false;
    const int value = priority.toInt(&isNumber);
    return isNumber && value >= 0 && value <= int(LogSeverity::Debug) ? LogSeverity(value)
                                                                      : LogSeverity::Unknown;
}

LogEntry entryAt(const SystemdJournal &journal)
{
    LogEntry entry;
    entry.id = QString::fromLatin1(journal.entryId());
    entry.at = journal.time();
    entry.severity = severityOfPriority(journal.field("PRIORITY"));
    entry.message = logLine(QString::fromUtf8(journal.field("MESSAGE")), MaxLogMessage, entry.isCut);
    QByteArray who = journal.field("_SYSTEMD_UNIT");
    for (const char *name : {"UNIT", "SYSLOG_IDENTIFIER", "_COMM"})
        who = who.isEmpty() ? journal.field(name) : who;
    entry.source = logLine(QString::fromUtf8(who), MaxWho, entry.isCut);
    return entry;
}

LogEntry wholeEntryAt(const SystemdJournal &journal)
{
    LogEntry entry = entryAt(journal);
    QList<QByteArray> fields = journal.fields(MaxLogData + 1);
    std::ranges::sort(fields);
    entry.isCut = entry.isCut || fields.size() > MaxLogData;
    fields.resize(std::min<qsizetype>(fields.size(), MaxLogData));
    for (const QByteArray &one : std::as_const(fields)) {
        const qsizetype equals = one.indexOf('=');
        if (equals <= 0)
            continue;
        ErrorDatum datum;
        datum.key = logLine(QString::fromUtf8(one.first(equals)), MaxFieldName, entry.isCut);
        datum.value = logText(QString::fromUtf8(one.sliced(equals + 1)), MaxLogText, entry.isCut);
        entry.data.append(datum);
    }
    return entry;
}

/// Errors of the journal, and none for a machine that does not know which boot it is in: then of all boots.
Result<SystemdJournal> openErrors(const std::stop_token &stop)
{
    auto journal = SystemdJournal::open({qsizetype(MaxLogText) + 1, ErrorJournal::Deadline, stop});
    if (!journal)
        return journal;
    sd_id128_t boot{};
    if (sd_id128_get_boot(&boot) >= 0) {
        std::array<char, SD_ID128_STRING_MAX> text{};
        journal->choose(QByteArray("_BOOT_ID=") + sd_id128_to_string(boot, text.data()));
    }
    for (int priority = 0; priority <= int(LogSeverity::Error); ++priority)
        journal->choose("PRIORITY=" + QByteArray::number(priority));
    journal->seekEnd();
    return journal;
}

Result<LogReading> readErrors(const std::stop_token &stop)
{
    auto journal = openErrors(stop);
    if (!journal)
        return fail(journal.error());
    LogReading reading;
    auto step = journal->previous();
    for (; step && *step; step = journal->previous()) {
        if (reading.entries.size() >= ErrorJournal::MaxLines) {
            reading.partial =
                u"the journal has more than %1 such lines of this boot"_s.arg(ErrorJournal::MaxLines);
            break;
        }
        const LogEntry entry = entryAt(*journal);
        if (!entry.id.isEmpty())
            reading.entries.append(entry);
    }
    if (!step && step.error().code == ErrorCode::Timeout)
        reading.partial = step.error().text;
    else if (!step)
        return fail(step.error());
    return reading;
}

Result<LogEntry> findError(const QString &id, const std::stop_token &stop)
{
    auto journal = openErrors(stop);
    if (!journal)
        return fail(journal.error());
    auto step = journal->previous();
    for (qsizetype looked = 0; step && *step && looked < ErrorJournal::MaxLines; ++looked) {
        if (QString::fromLatin1(journal->entryId()) == id)
            return wholeEntryAt(*journal);
        step = journal->previous();
    }
    if (!step)
        return fail(step.error());
    return fail(ErrorCode::NotFound, u"the journal has no such line among its newest"_s, u"params.id"_s);
}

} // namespace

ErrorJournal::ErrorJournal(QObject *parent)
    : LogPlatform(parent)
{
    m_reader.setMaxThreadCount(1);
}

ErrorJournal::~ErrorJournal()
{
    m_stop.request_stop();
    m_reader.waitForDone();
    // Whoever waits for what was read is answered: a coroutine that is never resumed is never freed.
    QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
}

QString ErrorJournal::name() const
{
    return u"journal"_s;
}

template <typename Read>
QCoro::Task<std::invoke_result_t<Read, std::stop_token>> ErrorJournal::readAside(Read read)
{
    using Answer = std::invoke_result_t<Read, std::stop_token>;
    Completion<Answer> completion;
    m_reader.start([read, completion, stop = m_stop.get_token(), this] {
        letOthersGoFirst();
        auto answer = read(stop);
        // The pool is waited for before this dies.
        QMetaObject::invokeMethod(
            this, [completion, answer = std::move(answer)] { completion.complete(answer); },
            Qt::QueuedConnection);
    });
    const Answer answer = co_await completion;
    co_return answer;
}

QCoro::Task<Result<LogReading>> ErrorJournal::read()
{
    return readAside([](const std::stop_token &stop) { return readErrors(stop); });
}

QCoro::Task<Result<LogEntry>> ErrorJournal::entry(QString id)
{
    return readAside([id](const std::stop_token &stop) { return findError(id, stop); });
}

QString ErrorJournal::notDeletable() const
{
    return u"a journal cannot be deleted from by entry: journald only drops whole files, the oldest first"_s;
}

QCoro::Task<Result<void>> ErrorJournal::remove(QString)
{
    return removeAll();
}

QCoro::Task<Result<void>> ErrorJournal::removeAll()
{
    Result<void> answer =
        fail({ErrorCode::Unsupported,
              notDeletable(),
              {},
              {},
              u"on the node, journalctl --rotate --vacuum-time=1s drops all that is old"_s});
    co_return answer;
}

} // namespace muster::agent
