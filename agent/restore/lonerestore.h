// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/restore.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace muster::agent {

class Composite;
class FacetKeeper;
class OutageRecord;
class PolicyGuard;
class SystemRestore;

/// A member that lost its power and reaches no coordinator helps itself: by its own policy, after twice the
/// time in which a coordinator would have decided. While one is reached it is left to that one.
class LoneRestore : public QObject
{
    Q_OBJECT
public:
    /// How often the system's window it waits.
    static constexpr int Windows = 2;

    /// All are borrowed and outlive this.
    struct Parts
    {
        Composite &composite;
        OutageRecord &record;
        PolicyGuard &guard;
        FacetKeeper &keeper;
        SystemRestore &system;
    };
    explicit LoneRestore(const Parts &parts, QObject *parent = nullptr);

    void start();

private:
    void look();
    void act();
    [[nodiscard]] bool isWaiting() const;
    [[nodiscard]] bool isCoordinated() const;
    [[nodiscard]] bool wantsOn(RestorePolicy own) const;
    static QCoro::Task<> powerOn(QPointer<LoneRestore> self, StartCause cause);

    Parts d;
    QTimer m_wait;
};

} // namespace muster::agent
