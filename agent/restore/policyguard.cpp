// SPDX-License-Identifier: Apache-2.0
#include "agent/restore/policyguard.h"

#include "shared/log.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include "agent/events/eventlog.h"
#include "agent/platform/restoreplatform.h"
#include "agent/state/problems.h"

#include <QMetaEnum>

#include <utility>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MaxPolicyFileBytes = 4096;

QString policyWord(RestorePolicy policy)
{
    return QString::fromLatin1(QMetaEnum::fromType<RestorePolicy>().valueToKey(int(policy)));
}

} // namespace

PolicyGuard::PolicyGuard(RestorePlatform *platform, EventLog &events, Problems &problems, QString file,
                         QObject *parent)
    : QObject(parent)
    , m_platform(platform)
    , m_events(events)
    , m_problems(problems)
    , m_file(std::move(file))
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(Retry);
    connect(&m_retry, &QTimer::timeout, this, &PolicyGuard::look);
    const auto text = readFile(m_file, MaxPolicyFileBytes);
    if (text) {
        if (const auto kept = fromJson<Aside>(*text, MaxPolicyFileBytes))
            m_aside = *kept;
        else
            qCWarning(logStore).noquote() << "restorePolicy=forgotten" << describe(kept.error());
    }
    if (m_platform)
        connect(m_platform, &RestorePlatform::changed, this, &PolicyGuard::look);
}

void PolicyGuard::setInSystem(bool isInSystem)
{
    if (m_isInSystem == isInSystem)
        return;
    m_isInSystem = isInSystem;
    look();
}

std::optional<OwnRestorePolicy> PolicyGuard::platformPolicy() const
{
    return m_platform ? m_platform->policy() : std::nullopt;
}

QString PolicyGuard::whyNoPolicy() const
{
    return m_platform ? m_platform->whyNoPolicy() : u"this machine has no such policy that is seen here"_s;
}

std::optional<RestorePolicy> PolicyGuard::own() const
{
    if (m_aside.policy)
        return m_aside.policy;
    const auto policy = platformPolicy();
    return policy ? std::optional(policy->policy) : std::nullopt;
}

/// Whoever sets the platform's own policy of a member means it for when the member is alone.
void PolicyGuard::look()
{
    const auto present = platformPolicy();
    if (m_isBusy || !m_isInSystem || !present)
        return;
    const bool wouldAct = present->policy != RestorePolicy::None || present->oneTime != RestorePolicy::None;
    if (*m_isInSystem && wouldAct)
        putAside(this, *present);
    else if (!*m_isInSystem && m_aside.policy)
        giveBack(this, *present);
}

Result<void> PolicyGuard::keep(const std::optional<RestorePolicy> &policy)
{
    if (m_aside.policy == policy)
        return {};
    auto kept = replaceFile(m_file, toJson(Aside{policy}));
    if (kept)
        m_aside.policy = policy;
    return kept;
}

void PolicyGuard::tell(const Result<void> &done, const QString &what)
{
    const QString why = done ? QString() : done.error().text;
    m_problems.set(!done, {u"restore-policy"_s,
                           Health::Warning,
                           {},
                           u"%1: %2"_s.arg(what, why),
                           u"it is tried again; see whether the node's settings service runs"_s});
    if (!done)
        m_retry.start();
}

/// What it was is on the disk before it is anything else.
QCoro::Task<> PolicyGuard::putAside(QPointer<PolicyGuard> self, OwnRestorePolicy before)
{
    self->m_isBusy = true;
    const RestorePolicy own = before.policy != RestorePolicy::None
                                  ? before.policy
                                  : self->m_aside.policy.value_or(RestorePolicy::None);
    Result<void> done = self->keep(own);
    if (done && before.policy != RestorePolicy::None)
        done = co_await self->m_platform->setPolicy(RestorePolicy::None, false);
    if (self && done && before.oneTime != RestorePolicy::None)
        done = co_await self->m_platform->setPolicy(RestorePolicy::None, true);
    if (!self)
        co_return;
    self->m_isBusy = false;
    self->tell(done, u"this member's platform would restore its power by itself, before its system has "
                     "decided, and cannot be told not to"_s);
    if (!done)
        co_return;
    self->m_events.append({Topic::Node,
                           events::PolicySetAside,
                           Health::OK,
                           {},
                           u"In a system the coordinator restores power: the node's own policy %1 is set "
                           "aside for when it is alone"_s.arg(policyWord(own))},
                          before);
    self->look();
}

QCoro::Task<> PolicyGuard::giveBack(QPointer<PolicyGuard> self, OwnRestorePolicy present)
{
    self->m_isBusy = true;
    const RestorePolicy own = *self->m_aside.policy;
    Result<void> done;
    // Another one that somebody has set meanwhile counts.
    if (present.policy == RestorePolicy::None && own != RestorePolicy::None)
        done = co_await self->m_platform->setPolicy(own, false);
    if (!self)
        co_return;
    if (done)
        done = self->keep(std::nullopt);
    self->m_isBusy = false;
    self->tell(done, u"the node's own policy for power restore, %1, cannot be given back to it"_s.arg(
                         policyWord(own)));
    if (!done)
        co_return;
    self->m_events.append(
        {Topic::Node,
         events::PolicySetAside,
         Health::OK,
         {},
         u"Out of the system the node restores power by itself again: policy %1"_s.arg(policyWord(own))},
        present);
    self->look();
}

QCoro::Task<Result<void>> PolicyGuard::set(RestorePolicy policy, bool isOnce)
{
    return setNow(this, policy, isOnce);
}

QCoro::Task<Result<void>> PolicyGuard::setNow(QPointer<PolicyGuard> self, RestorePolicy policy, bool isOnce)
{
    Result<void> answer;
    if (!self->platformPolicy()) {
        answer = fail({ErrorCode::Unsupported,
                       u"there is no policy to set: "_s + self->whyNoPolicy(),
                       {},
                       u"params.policy"_s,
                       u"set it in the firmware's own setup"_s});
        co_return answer;
    }
    if (!self->m_isInSystem.value_or(false)) {
        answer = co_await self->m_platform->setPolicy(policy, isOnce);
        co_return answer;
    }
    if (isOnce) {
        answer = fail({ErrorCode::Conflict,
                       u"in a system the coordinator decides at the next outage"_s,
                       {},
                       u"params.isOnce"_s,
                       u"set the system's policy"_s});
        co_return answer;
    }
    answer = self->keep(policy);
    co_return answer;
}

} // namespace muster::agent
