// SPDX-License-Identifier: Apache-2.0
#include "agent/restore/lonerestore.h"

#include "shared/log.h"

#include "agent/composite/composite.h"
#include "agent/restore/outagerecord.h"
#include "agent/restore/policyguard.h"
#include "agent/restore/systemrestore.h"
#include "agent/state/facetkeeper.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace muster::agent {

LoneRestore::LoneRestore(const Parts &parts, QObject *parent)
    : QObject(parent)
    , d(parts)
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &LoneRestore::act);
}

void LoneRestore::start()
{
    connect(&d.record, &OutageRecord::changed, this, &LoneRestore::look);
    connect(&d.composite, &Composite::coordinatorChanged, this, &LoneRestore::look);
    connect(&d.composite.links(), &Neighbours::membershipChanged, this, &LoneRestore::look,
            Qt::QueuedConnection);
    look();
}

bool LoneRestore::isWaiting() const
{
    const Membership *system = d.composite.links().membership();
    const std::optional<Outage> &outage = d.record.outage();
    return system && outage && outage->isOpenIn(system->id) && outage->alone.isEmpty();
}

bool LoneRestore::isCoordinated() const
{
    const CoordinatorView view = d.composite.coordinator();
    return !view.acting.isEmpty() && view.isSure;
}

void LoneRestore::look()
{
    if (!isWaiting() || isCoordinated()) {
        m_wait.stop();
        return;
    }
    if (!m_wait.isActive()) {
        const int window = d.composite.links().membership()->settings.restoreWindowSeconds;
        m_wait.start(std::chrono::seconds(Windows * window));
    }
}

bool LoneRestore::wantsOn(RestorePolicy own) const
{
    if (own != RestorePolicy::Restore)
        return own == RestorePolicy::AlwaysOn;
    const auto member = d.system.requestedOf(d.composite.links().ownId());
    if (const auto requested = member ? member : d.system.requested())
        return requested->isOn;
    return d.record.outage()->powerWas == PowerWas::On;
}

/// What it does is on the disk first, so that it is done once.
void LoneRestore::act()
{
    if (!isWaiting() || isCoordinated())
        return;
    const auto own = d.guard.own();
    if (!own)
        return; // its firmware has decided already
    const QString policy = QString::fromLatin1(QMetaEnum::fromType<RestorePolicy>().valueToKey(int(*own)));
    const bool isOn = wantsOn(*own);
    const QString what = u"no coordinator was reached: its own policy %1 %2"_s.arg(
        policy, isOn ? u"powers it on"_s : u"leaves it off"_s);
    qCWarning(logPlatform).noquote() << "restore=alone" << what;
    if (const auto kept = d.record.setAlone(what); !kept) {
        m_wait.start(std::chrono::seconds(Windows));
        return;
    }
    if (isOn)
        powerOn(this, own == RestorePolicy::AlwaysOn ? StartCause::PowerPolicyAlwaysOn
                                                     : StartCause::PowerPolicyPreviousState);
}

QCoro::Task<> LoneRestore::powerOn(QPointer<LoneRestore> self, StartCause cause)
{
    const Result<void> taken = co_await self->d.keeper.control(ControlAction::PowerOn, cause);
    if (!taken)
        qCWarning(logPlatform).noquote() << "restore=aloneFailed" << describe(taken.error());
}

} // namespace muster::agent
