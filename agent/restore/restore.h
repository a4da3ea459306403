// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/restore/lonerestore.h"
#include "agent/restore/outagerecord.h"
#include "agent/restore/policyguard.h"
#include "agent/restore/systemrestore.h"
#include "shared/api/restore.h"

#include "agent/server/methodtable.h"

#include <QCoroTask>
#include <QObject>

namespace muster::agent {

class Capabilities;
class Composite;

/// Power restore on one agent, put together: what it found of its own power, its own policy, and its part in
/// the system's.
class Restore : public QObject
{
    Q_OBJECT
public:
    struct Times
    {
        OutageRecord::Settings outage{};
        SystemRestore::Settings system{};
    };
    /// All are borrowed and outlive this.
    struct Parts
    {
        Composite &composite;
        Capabilities &capabilities;
        SystemState &state;
        SystemControl &control;
        EventLog &events;
        Problems &problems;
    };
    /// @param folder where it keeps what it must not forget
    Restore(const Parts &parts, const QString &folder, const Times &times, QObject *parent = nullptr);

    /// Once, when the facets are told.
    void start();

    [[nodiscard]] OutageRecord &record() { return m_record; }
    [[nodiscard]] SystemRestore &system() { return m_system; }

    [[nodiscard]] RestoreView view() const;
    [[nodiscard]] QCoro::Task<Result<Outage>> outage() { return m_record.known(); }
    /// Errors: those of PolicyGuard::set().
    [[nodiscard]] QCoro::Task<Result<Nothing>> setPolicy(RestorePolicyParams params);
    /// Errors: those of Composite::checkOrder() and FacetKeeper::control().
    [[nodiscard]] QCoro::Task<Result<Nothing>> obey(CallContext context, RestoreOrder order);

private:
    void followMembership();

    Composite &m_composite;
    FacetKeeper &m_keeper;
    OutageRecord m_record;
    PolicyGuard m_guard;
    SystemRestore m_system;
    LoneRestore m_lone;
};

/// Offers restore.*. Both outlive the table's last answer.
void bindRestore(MethodTable &methods, Restore &restore);

} // namespace muster::agent
