// SPDX-License-Identifier: Apache-2.0
#include "agent/log/logservice.h"

#include "agent/events/eventlog.h"
#include "agent/platform/logplatform.h"

#include <QMetaEnum>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Error noLog()
{
    return {ErrorCode::Unsupported, u"this machine has no log that is read here"_s, {}, {}, {}};
}

Error logIsGone()
{
    return {ErrorCode::Cancelled, u"the agent is ending"_s, {}, {}, {}};
}

/// What is not known counts as bad.
bool isAtLeast(const LogEntry &entry, LogSeverity least)
{
    return least == LogSeverity::Unknown || entry.severity == LogSeverity::Unknown || entry.severity <= least;
}

QString entryText(const LogEntry &entry)
{
    const QString word =
        QString::fromLatin1(QMetaEnum::fromType<LogSeverity>().valueToKey(int(entry.severity)));
    return u"%1: %2"_s.arg(word, entry.message);
}

LogNotDeleted leftOver(const QString &id, const Error &error)
{
    return {id, errorName(error.code), error.text.first(std::min<qsizetype>(error.text.size(), 256))};
}

Result<void> checkWish(const LogDeleteParams &params)
{
    if (params.isAll == params.ids.isEmpty())
        return {};
    return fail(ErrorCode::Invalid,
                params.isAll ? u"all entries are meant, and some are named"_s : u"no entry is named"_s,
                u"params.ids"_s);
}

} // namespace

LogService::LogService(LogPlatform *platform, EventLog &events, QObject *parent)
    : QObject(parent)
    , m_platform(platform)
    , m_events(events)
{
}

void LogService::start()
{
    if (!m_platform)
        return;
    connect(m_platform, &LogPlatform::added, this, [this](LogEntry entry) {
        entry.data.clear();
        m_events.append({Topic::Logs, events::LogAdded, healthOf(entry.severity), entry.id, entryText(entry)},
                        entry);
    });
    connect(m_platform, &LogPlatform::removed, this, [this](const QStringList &ids) {
        for (qsizetype at = 0; at < ids.size(); at += MaxLogDelete) {
            const LogGone gone{ids.mid(at, MaxLogDelete)};
            const QString text = gone.ids.size() == 1
                                     ? u"Entry %1 of the log is gone"_s.arg(gone.ids.first())
                                     : u"%1 entries of the log are gone"_s.arg(gone.ids.size());
            m_events.append({Topic::Logs, events::LogRemoved, Health::OK,
                             gone.ids.size() == 1 ? gone.ids.first() : QString(), text},
                            gone);
        }
    });
}

QCoro::Task<Result<LogPage>> LogService::list(LogListParams params)
{
    Result<LogPage> answer = fail(noLog());
    if (!m_platform)
        co_return answer;
    const QPointer<LogPlatform> log(m_platform);
    const Result<LogReading> reading = co_await log->read();
    if (!reading || !log) {
        answer = fail(reading ? logIsGone() : reading.error());
        co_return answer;
    }
    answer = LogPage();
    answer->log = log->name();
    answer->partial = reading->partial;
    answer->notDeletable = log->notDeletable();
    answer->open =
        int(std::ranges::count_if(reading->entries, [](const LogEntry &one) { return isOpen(one); }));
    bool isAfter = params.after.isEmpty();
    for (const LogEntry &entry : reading->entries) {
        const bool isWanted = isAtLeast(entry, params.worst);
        answer->total += isWanted ? 1 : 0;
        if (isAfter && isWanted) {
            if (answer->entries.size() < params.limit)
                answer->entries.append(entry);
            else
                answer->isLast = false;
        }
        isAfter = isAfter || entry.id == params.after;
    }
    if (!isAfter)
        answer = fail(ErrorCode::NotFound, u"the log has no entry %1 (any more)"_s.arg(params.after),
                      u"params.after"_s);
    co_return answer;
}

QCoro::Task<Result<LogEntry>> LogService::show(QString id)
{
    Result<LogEntry> answer = fail(noLog());
    if (m_platform)
        answer = co_await m_platform->entry(id);
    co_return answer;
}

QCoro::Task<Result<LogBlocks>> LogService::blocks()
{
    Result<LogBlocks> answer = fail(noLog());
    if (!m_platform)
        co_return answer;
    const Result<QList<LogEntry>> blocking = co_await m_platform->blocks();
    if (!blocking) {
        answer = fail(blocking.error());
        co_return answer;
    }
    answer =
        LogBlocks{blocking->first(std::min<qsizetype>(blocking->size(), MaxLogPage)), int(blocking->size())};
    co_return answer;
}

QCoro::Task<Result<LogDeleted>> LogService::remove(LogDeleteParams params)
{
    return removeFrom(m_platform, std::move(params));
}

QCoro::Task<Result<LogDeleted>> LogService::removeFrom(QPointer<LogPlatform> log, LogDeleteParams params)
{
    Result<LogDeleted> answer = fail(noLog());
    if (!log)
        co_return answer;
    if (const auto wish = checkWish(params); !wish) {
        answer = fail(wish.error());
        co_return answer;
    }
    const Result<LogReading> before = co_await log->read();
    if (!before || !log) {
        answer = fail(before ? logIsGone() : before.error());
        co_return answer;
    }
    QHash<QString, Error> refused;
    QHash<QString, std::optional<Timestamp>> meant; // an id may be another entry's afterwards
    for (const LogEntry &entry : before->entries) {
        if (params.isAll || params.ids.contains(entry.id))
            meant.insert(entry.id, entry.at);
    }
    if (!log->notDeletable().isEmpty()) {
        answer = fail(ErrorCode::Unsupported, log->notDeletable());
        co_return answer;
    }
    Result<void> done;
    if (params.isAll) {
        done = co_await log->removeAll();
    } else {
        for (const QString &id : std::as_const(params.ids)) {
            if (!log)
                break;
            const Result<void> one = co_await log->remove(id);
            if (!one && one.error().code != ErrorCode::NotFound)
                refused.insert(id, one.error());
        }
    }
    Result<void> looked = fail(logIsGone());
    if (log)
        looked = co_await log->refresh();
    if (!looked || !log) {
        Error unseen = looked ? logIsGone() : looked.error();
        unseen.text = u"whether the entries are gone is not known: "_s + unseen.text;
        answer = fail(unseen);
        co_return answer;
    }
    const Result<LogReading> after = co_await log->read();
    if (!after) {
        answer = fail(after.error());
        co_return answer;
    }
    const Error stays{ErrorCode::Conflict, u"the log has it still, and did not say why"_s, {}, {}, {}};
    answer = LogDeleted();
    const qsizetype wanted =
        params.isAll ? meant.size() : QSet<QString>(params.ids.cbegin(), params.ids.cend()).size();
    qsizetype left = 0;
    for (const LogEntry &entry : after->entries) {
        const auto was = meant.constFind(entry.id);
        if (was == meant.cend() || *was != entry.at)
            continue;
        ++left;
        if (answer->left.size() < MaxLogDelete)
            answer->left.append(leftOver(entry.id, refused.value(entry.id, done ? stays : done.error())));
    }
    answer->gone = int(wanted - left);
    co_return answer;
}

} // namespace muster::agent
