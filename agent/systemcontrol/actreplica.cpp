// SPDX-License-Identifier: Apache-2.0
#include "agent/systemcontrol/actreplica.h"

#include "shared/log.h"
#include "shared/model/codec.h"

#include "agent/composite/composite.h"

#include <algorithm>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

QString partId(const QString &job, int part)
{
    return u"%1.%2"_s.arg(job, QString::number(part));
}

QList<ActPart> partsOf(const SystemAct &act)
{
    const qsizetype per = ActReplica::MembersPerPart;
    const auto count = int(std::max<qsizetype>(1, (act.members.size() + per - 1) / per));
    QList<ActPart> parts;
    for (int i = 0; i < count; ++i) {
        ActPart part{act, i, count};
        part.act.members = act.members.mid(i * per, per);
        for (MemberAct &member : part.act.members) {
            for (QString *sentence : {&member.seen, &member.why, &member.remedy})
                *sentence = sentence->left(ActReplica::MaxSentence);
        }
        parts.append(part);
    }
    return parts;
}

} // namespace

ActReplica::ActReplica(Composite &composite, QObject *parent)
    : QObject(parent)
    , m_composite(composite)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(TellTogether);
    connect(&m_soon, &QTimer::timeout, this, &ActReplica::tellSoon);
    connect(&composite.replication(), &Replication::changed, this, [this](const QString &kind) {
        if (kind == Kind)
            Q_EMIT changed();
    });
}

QCoro::Task<> ActReplica::begin(SystemAct act)
{
    const QPointer<ActReplica> self(this);
    int expected = 1;
    for (const QString &nodeId : m_composite.links().linked())
        expected += m_composite.replication().refuses(nodeId) ? 0 : 1;
    const auto until = std::chrono::steady_clock::now() + BeginTime;
    QList<std::pair<ReplicaKey, VersionCount>> written;
    const QList<ActPart> parts = partsOf(act);
    for (const ActPart &part : parts) {
        const QString id = partId(act.job, part.part);
        const Result<VersionCount> change = co_await m_composite.replication().put(Kind, id, part);
        if (!self)
            co_return;
        if (!change) {
            qCWarning(logNet).noquote()
                << "actions=notReplicated job=" << act.job << describe(change.error());
            co_return;
        }
        written.append({{Kind, id}, *change});
    }
    for (const auto &[key, change] : std::as_const(written)) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            std::max(std::chrono::steady_clock::duration(std::chrono::milliseconds(1)),
                     until - std::chrono::steady_clock::now()));
        const Result<void> known = co_await m_composite.replication().reached(key, change, expected, left);
        if (!known)
            qCInfo(logNet).noquote() << "actions=notOnAll job=" << act.job << describe(known.error());
        if (!self)
            co_return;
    }
    forget(self);
}

void ActReplica::note(const SystemAct &act)
{
    m_untold.insert(act.job, act);
    if (act.finishedAt)
        tellSoon();
    else if (!m_soon.isActive())
        m_soon.start();
}

void ActReplica::tellSoon()
{
    const auto untold = std::exchange(m_untold, {});
    for (const SystemAct &act : untold)
        tell(this, act);
}

QCoro::Task<> ActReplica::tell(QPointer<ActReplica> self, SystemAct act)
{
    const QList<ActPart> parts = partsOf(act);
    for (const ActPart &part : parts) {
        const QString id = partId(act.job, part.part);
        const auto known = self->m_composite.replication().get<ActPart>(Kind, id);
        if (known && *known == part)
            continue;
        const Result<VersionCount> told = co_await self->m_composite.replication().put(Kind, id, part);
        if (!told)
            qCWarning(logNet).noquote() << "actions=notReplicated job=" << act.job << describe(told.error());
        if (!self)
            co_return;
    }
}

QCoro::Task<> ActReplica::forget(QPointer<ActReplica> self)
{
    QList<Known> all = self->all();
    // What is under way is never the one to go.
    while (all.size() > Kept) {
        const auto oldest = std::ranges::find_if(
            all, [](const Known &one) { return one.act.finishedAt.has_value() || !one.isWhole; });
        if (oldest == all.end())
            co_return;
        const QString job = oldest->act.job;
        const QList<ActPart> parts = partsOf(oldest->act);
        all.erase(oldest);
        for (const ActPart &part : parts) {
            const QString id = partId(job, part.part);
            const Result<VersionCount> gone = co_await self->m_composite.replication().remove(Kind, id);
            if (!self || (!gone && gone.error().code != ErrorCode::NotFound))
                co_return;
        }
    }
}

QList<ActReplica::Known> ActReplica::all() const
{
    struct Whole
    {
        Known known;
        int parts = 0;
        int wanted = 1;
    };
    std::map<QString, Whole> byJob;
    for (const Replica &replica : m_composite.replication().documents(Kind)) {
        const auto part = fromJson<ActPart>(replica.shown.body.toUtf8(), MaxReplicaBody);
        if (!part)
            continue;
        const auto [found, isNew] = byJob.try_emplace(part->act.job);
        Whole &whole = found->second;
        if (isNew)
            whole.known = {part->act, replica.shown.writer, true};
        else
            whole.known.act.members.append(part->act.members);
        // Only when all parts say so.
        if (!part->act.finishedAt)
            whole.known.act.finishedAt.reset();
        ++whole.parts;
        whole.wanted = part->parts;
    }
    QList<Known> all;
    for (auto &[job, whole] : byJob) {
        whole.known.isWhole = whole.parts >= whole.wanted;
        std::ranges::sort(whole.known.act.members, {}, &MemberAct::instance);
        all.append(whole.known);
    }
    std::ranges::sort(all, {}, [](const Known &one) { return std::pair(one.act.startedAt, one.act.job); });
    return all;
}

std::optional<SystemAct> ActReplica::find(const QString &job) const
{
    const QList<Known> all = this->all();
    if (job.isEmpty())
        return all.isEmpty() ? std::nullopt : std::optional(all.last().act);
    const auto known = std::ranges::find(all, job, [](const Known &one) { return one.act.job; });
    return known == all.cend() ? std::nullopt : std::optional(known->act);
}

} // namespace muster::agent
