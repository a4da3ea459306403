// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/hostdumps.h"

#include <QObject>

#include <chrono>

namespace muster::agent {

class BusService;
class PhosphorDumps;

/// Host-made dumps where phosphor's dump manager has a Create interface for them (openpower's extension). It
/// checks the host's state itself; what it would refuse is found out before, so that nobody else stops.
class PhosphorHostDumps : public QObject, public HostDumps
{
    Q_OBJECT
public:
    /// All outlive this.
    /// @param deadline after which one that has not ended has failed: nobody says so
    PhosphorHostDumps(const BusService &dumps, PhosphorDumps &entries, std::chrono::milliseconds deadline);

    [[nodiscard]] QString unavailable(const QString &type) const override;
    [[nodiscard]] QCoro::Task<Result<void>> check(QString type) override;
    [[nodiscard]] QCoro::Task<Result<QString>> begin(QString type, QString originator) override;
    [[nodiscard]] QCoro::Task<Result<void>> ended(QString name) override;

private:
    [[nodiscard]] Result<void> checkEntries(const QString &type) const;

    const BusService &m_dumps;
    PhosphorDumps &m_entries;
    std::chrono::milliseconds m_deadline;
};

} // namespace muster::agent
