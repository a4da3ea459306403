// SPDX-License-Identifier: Apache-2.0
#include "agent/schedule/schedulebook.h"

#include "shared/log.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include "agent/composite/composite.h"
#include "agent/schedule/schedulerules.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MaxScheduleFileBytes = 4LL * 1024 * 1024;

struct ScheduleFile
{
    QList<Schedule> schedules;

    static constexpr auto fields()
    {
        return std::tuple(field("schedules", &ScheduleFile::schedules, "Those of this node by itself")
                              .between(0, MaxWaitingSchedules + KeptSchedules));
    }
};

} // namespace

ScheduleBook::ScheduleBook(Composite &composite, QString file, QObject *parent)
    : QObject(parent)
    , m_composite(composite)
    , m_file(std::move(file))
{
    Replication &replication = composite.replication();
    replication.setMerge(Kind, mergeSchedules);
    connect(&replication, &Replication::changed, this, [this](const QString &kind, const QString &id) {
        if (kind == Kind)
            Q_EMIT changed(id);
    });
    connect(&replication, &Replication::systemChanged, this, &ScheduleBook::reset);
    const auto text = readFile(m_file, MaxScheduleFileBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return;
    const auto kept = text.and_then(
        [](const QByteArray &json) { return fromJson<ScheduleFile>(json, MaxScheduleFileBytes); });
    if (kept)
        m_own = kept->schedules;
    else
        qCWarning(logNet).noquote() << "schedules=notRead" << describe(kept.error());
}

bool ScheduleBook::isOfSystem() const
{
    return m_composite.links().membership() != nullptr;
}

QList<Schedule> ScheduleBook::all() const
{
    if (!isOfSystem())
        return m_own;
    QList<Schedule> all;
    for (const Replica &replica : m_composite.replication().documents(Kind)) {
        const auto one = fromJson<Schedule>(replica.shown.body.toUtf8(), MaxReplicaBody);
        if (one)
            all.append(*one);
    }
    return all;
}

std::optional<Schedule> ScheduleBook::find(const QString &id) const
{
    if (isOfSystem()) {
        const auto known = m_composite.replication().get<Schedule>(Kind, id);
        return known ? std::optional(*known) : std::nullopt;
    }
    const auto own = std::ranges::find(m_own, id, &Schedule::id);
    return own == m_own.cend() ? std::nullopt : std::optional(*own);
}

Result<void> ScheduleBook::store(const QList<Schedule> &own) const
{
    return replaceFile(m_file, toJson(ScheduleFile{own}));
}

Result<void> ScheduleBook::putOwn(const Schedule &schedule)
{
    QList<Schedule> own = m_own;
    const auto known = std::ranges::find(own, schedule.id, &Schedule::id);
    if (known != own.end())
        *known = schedule;
    else
        own.append(schedule);
    const QStringList gone = forgettable(own);
    own.removeIf([&](const Schedule &one) { return gone.contains(one.id); });
    auto stored = store(own);
    if (stored)
        m_own = own;
    return stored;
}

QCoro::Task<Result<void>> ScheduleBook::put(Schedule schedule)
{
    if (!isOfSystem()) {
        const Result<void> kept = putOwn(schedule);
        if (kept)
            Q_EMIT changed(schedule.id);
        co_return kept;
    }
    const Result<VersionCount> written = co_await m_composite.replication().put(Kind, schedule.id, schedule);
    const Result<void> result = written.transform([](const VersionCount &) { });
    co_return result;
}

QCoro::Task<Result<QList<int>>> ScheduleBook::putOnMembers(Schedule schedule,
                                                           std::chrono::milliseconds deadline)
{
    const QPointer<ScheduleBook> self(this);
    const QString id = schedule.id;
    if (!isOfSystem()) {
        const Result<void> kept = co_await put(schedule);
        const Result<QList<int>> alone = kept.transform([] { return QList<int>{1}; });
        co_return alone;
    }
    const Result<VersionCount> written = co_await m_composite.replication().put(Kind, id, schedule);
    if (!written)
        co_return fail(written.error());
    if (!self)
        co_return fail(ErrorCode::Cancelled, u"the agent ends"_s);
    Replication &replication = m_composite.replication();
    int expected = 1;
    for (const QString &nodeId : m_composite.links().linked())
        expected += replication.refuses(nodeId) ? 0 : 1;
    const ReplicaKey key{Kind, id};
    const Result<void> reached = co_await replication.reached(key, *written, expected, deadline);
    if (!self || (!reached && reached.error().code == ErrorCode::Cancelled))
        co_return fail(ErrorCode::Cancelled, u"the agent ends, or the node has left its system"_s);
    const Membership *system = m_composite.links().membership();
    if (!system)
        co_return fail(ErrorCode::Cancelled, u"the node has left its system"_s);
    const QList<int> there = holders(id);
    if (there.size() * 2 >= system->members.size())
        co_return there;
    co_return fail(Error{ErrorCode::Timeout,
                         u"only %1 of %2 members have it, and half of them must"_s.arg(
                             QString::number(there.size()), QString::number(system->members.size())),
                         {},
                         {},
                         u"see \"muster system show\" for who is missing, then try again"_s});
}

QCoro::Task<Result<void>> ScheduleBook::remove(QString id)
{
    if (!isOfSystem()) {
        QList<Schedule> own = m_own;
        own.removeIf([&](const Schedule &one) { return one.id == id; });
        const Result<void> stored = store(own);
        if (stored)
            m_own = own;
        co_return stored;
    }
    const Result<VersionCount> removed = co_await m_composite.replication().remove(Kind, id);
    const Result<void> result = removed.transform([](const VersionCount &) { });
    co_return result;
}

QList<int> ScheduleBook::holders(const QString &id) const
{
    return isOfSystem() ? m_composite.replication().holders({Kind, id}) : QList<int>{1};
}

bool ScheduleBook::isEverywhere(const QString &id) const
{
    const Membership *system = m_composite.links().membership();
    return !system || holders(id).size() == system->members.size();
}

} // namespace muster::agent
